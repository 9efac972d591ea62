"""Nothing in the window is clipped, overlaps or is out of reach: every tab, at each size, in each language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aexdesk.ui.language import offered

ROOT = Path(__file__).parent.parent.parent.parent
LIMIT_S = 300
LONG_LIMIT_S = 900
USUAL, LEAST, LARGE = (1280, 800), (900, 600), (2560, 1440)


def walk_over(tmp_path: Path, **plan: Any) -> dict[str, list[str]]:
    """What a walk in a process of its own finds, and in which scenes."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.layout", json.dumps({"languages": list(offered(True)), **plan})],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=LONG_LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["looks"] > 0
    found: dict[str, list[str]] = told["findings"]
    return found


def say(found: dict[str, list[str]]) -> str:
    """A line for each, with the first scene in which it was seen."""
    return "\n".join(f"{what} in {places[0]} and {len(places) - 1} more" for what, places in found.items())


@pytest.mark.slow
@pytest.mark.timeout(LIMIT_S)
def test_everything_can_be_read(tmp_path: Path) -> None:
    found = walk_over(tmp_path, sizes=[USUAL, LEAST], states=["filled"])
    assert not found, say(found)


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.timeout(LONG_LIMIT_S)
def test_everything_can_be_read_in_every_state(tmp_path: Path) -> None:
    found = walk_over(tmp_path, sizes=[USUAL, LEAST, LARGE], states=["empty", "filled", "busy", "error"], colours=True)
    assert not found, say(found)
