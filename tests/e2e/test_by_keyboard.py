"""The window without a mouse: the main job by keys alone, then what is told of every tab as the job has left it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(150)]

ROOT = Path(__file__).parents[2]
LIMIT_S = 120
LEAST_KEYS = 300
_FINDINGS = {
    "job": "the main job, step by step",
    "told": "controls without a fitting name, role or state",
    "order": "stops of the Tab key that stand before the one before",
    "unreached": "controls that the Tab key does not come to",
    "focus": "tabs that the focus does not come into",
    "sheet": "sheets that do not open, or do not give the focus back",
}


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """One window for all of it: its lines, by their kind."""
    home = tmp_path_factory.mktemp("keyboard") / "home"
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.keyboard.window", home],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
    )
    found: dict[str, list[str]] = {}
    for line in done.stdout.decode().splitlines():
        kind, _tab, text = line.partition("\t")
        found.setdefault(kind, []).append(text)
    found["code"] = [str(done.returncode)]
    found["err"] = [done.stderr.decode(errors="replace")]
    return found


def test_it_ends_in_order(walked: dict[str, list[str]]) -> None:
    assert walked["code"] == ["0"], walked
    assert "Traceback" not in walked["err"][0]
    assert int(walked["pressed"][0]) > LEAST_KEYS


@pytest.mark.parametrize("kind", _FINDINGS)
def test_nothing_is_wrong(walked: dict[str, list[str]], kind: str) -> None:
    assert walked["code"] == ["0"], walked
    assert walked.get(kind, []) == [], _FINDINGS[kind]
