"""A history of 1,000,000 exchanges: the first page, a search after each letter, and the start, beside an empty one."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.benchmarks.measuring import Broken, Sample, aexdesk, in_turn, surroundings, to_the_end
from tests.benchmarks.reporting import Fact, Figure, Findings

EXCHANGES = 1_000_000
TYPING_MS = 50.0
FIRST_PAGE_MS = 100.0
START_AIM = 1.2
"""Of the start beside that over an empty history: near 1."""
_BUILD_LIMIT_S = 900.0


def measure(rounds: int, exchanges: int = EXCHANGES) -> Findings:
    with tempfile.TemporaryDirectory(prefix="aexdesk-history-") as folder, surroundings() as environment:
        full, empty = Path(folder) / "full", Path(folder) / "empty"
        for home, rows in ((full, exchanges), (empty, 0)):
            _run("tests.benchmarks.history_building", str(home), str(rows))
        typed: dict[str, float] = json.loads(_run("tests.benchmarks.history_typing", str(full)))
        starts = in_turn(
            {
                f"{what} {name}": _start(words, home, environment)
                for what, words in (("history", ("history", "--limit", "1", "--json")), ("list", ("profile", "list")))
                for name, home in (("full", full), ("empty", empty))
            },
            rounds,
        )
    count = f"{exchanges:,} exchanges"
    return Findings(
        figures=[
            Figure(f"search as you type, {count}, median", "ms", typed["median"], "wanted", TYPING_MS, 1.0),
            Figure("the same, nineteen of twenty", "ms", typed["nineteen_of_twenty"], "wanted", TYPING_MS),
            Figure(f"first page, {count}", "ms", typed["first_page"], "wanted", FIRST_PAGE_MS, 1.0),
            Figure(
                f"aexdesk history --limit 1, {count}", "s", starts["history full"].seconds, "an empty history",
                starts["history empty"].seconds, START_AIM,
            ),
            Figure(
                f"aexdesk profile list, {count}", "s", starts["list full"].seconds, "an empty history",
                starts["list empty"].seconds, START_AIM,
            ),
        ],
        facts=[Fact("a search was made after each letter", typed["searches"] > 100, f"{typed['searches']} searches")],
    )  # fmt: skip


def _start(words: tuple[str, ...], home: Path, environment: Mapping[str, str]) -> Callable[[], Sample]:
    command = aexdesk("--home", str(home), *words)
    return lambda: to_the_end(command, environment)


def _run(module: str, *arguments: str) -> str:
    """A child's output: the measuring process itself stays small."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_BUILD_LIMIT_S,
        check=False,
    )
    if done.returncode != 0:
        raise Broken(f"{module}: exit {done.returncode}\n{done.stderr[-4000:]}")
    return done.stdout
