"""A history of 1,000,000 exchanges: pages, a search after each letter, the start beside an empty one; deleting."""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.benchmarks.measuring import Sample, aexdesk, in_turn, output_of, surroundings, to_the_end
from tests.benchmarks.reporting import Fact, Figure, Findings

EXCHANGES = 1_000_000
TYPING_MS = 50.0
FIRST_PAGE_MS = 100.0
START_AIM = 1.2
"""Of the start beside that over an empty history: near 1."""
TAB_AIM = 1.3
"""Of opening a tab beside the same over a thousand exchanges; an empty list paints nothing."""
STALL_MS = 50.0
GONE_S = 5.0
FEW = 1_000


def measure(rounds: int, exchanges: int = EXCHANGES) -> Findings:
    with tempfile.TemporaryDirectory(prefix="aexdesk-history-") as folder, surroundings() as environment:
        full, few, empty = (Path(folder) / name for name in ("full", "few", "empty"))
        for home, rows in ((full, exchanges), (few, FEW), (empty, 0)):
            output_of("tests.benchmarks.history_building", str(home), str(rows))
        typed: dict[str, float] = json.loads(output_of("tests.benchmarks.history_typing", str(full)))
        asked: dict[str, float] = json.loads(output_of("tests.benchmarks.history_tabs", str(full)))
        starts = in_turn(
            {
                f"{what} {name}": _start(words, home, environment)
                for what, words in (
                    ("history", ("history", "--limit", "1", "--json")),
                    ("list", ("profile", "list")),
                    ("window", ("--exit-after-paint",)),
                )
                for name, home in (("full", full), ("empty", empty))
            },
            rounds,
        )
        opened = [(_in_window("tabs", full, environment), _in_window("tabs", few, environment)) for _ in range(rounds)]
        gone = _in_window("delete", full, environment)
    count = f"{exchanges:,} exchanges"
    return Findings(
        figures=[
            Figure(f"search as you type, {count}, median", "ms", typed["median"], "wanted", TYPING_MS, 1.0),
            Figure("the same, nineteen of twenty", "ms", typed["nineteen_of_twenty"], "wanted", TYPING_MS),
            Figure(f"first page, {count}", "ms", typed["first_page"], "wanted", FIRST_PAGE_MS, 1.0),
            *(_wanted(what, asked[name], wanted) for name, what, wanted in _ASKED),
            *(
                Figure(
                    f"{what}, {count}", "s", starts[f"{name} full"].seconds, "an empty history",
                    starts[f"{name} empty"].seconds, START_AIM,
                )
                for name, what in (
                    ("history", "aexdesk history --limit 1"),
                    ("list", "aexdesk profile list"),
                    ("window", "window, start to painted"),
                )
            ),
            *(
                Figure(
                    f"{name} opened in the window", "s", statistics.median(large[name] for large, _small in opened),
                    f"{FEW:,} exchanges", statistics.median(small[name] for _large, small in opened), TAB_AIM,
                )
                for name in ("history", "console")
            ),
            *_deleted(gone),
        ],
        facts=[
            Fact("a search was made after each letter", typed["searches"] > 100, f"{typed['searches']} searches"),
            Fact("what was deleted is in no file", not any(gone[f"{name}_left"] for name in ("one", "many", "aged"))),
        ],
    )  # fmt: skip


_ASKED = (
    ("access_log_first", "access log, first page", FIRST_PAGE_MS),
    ("access_log_refused", "access log, what was refused", FIRST_PAGE_MS),
    ("access_log_search", "access log, search as you type, median", TYPING_MS),
    ("support_first", "support, first page", FIRST_PAGE_MS),
    ("support_search", "support, search as you type, median", TYPING_MS),
    ("meters", "meters, all of them calls of one day", TYPING_MS),
)


def _wanted(what: str, milliseconds: float, wanted: float) -> Figure:
    return Figure(what, "ms", milliseconds, "wanted", wanted, 1.0)


def _deleted(gone: Mapping[str, float]) -> list[Figure]:
    steps = (
        ("one", "one deleted", GONE_S),
        ("many", f"{gone['many_count']:,.0f} found ones deleted", GONE_S),
        ("aged", f"{gone['aged_count']:,.0f} old ones deleted", None),
    )
    figures = [
        Figure(
            "database after half has gone", "MiB", gone["after_mib"], "before", gone["before_mib"], 0.7
        )
    ]  # fmt: skip
    for name, what, wanted in steps:
        against, baseline = ("wanted", wanted) if wanted else ("is a while", 60.0)
        aim = 1.0 if wanted else None
        figures.append(Figure(f"{what}, until no file holds a word", "s", gone[name], against, baseline, aim))
        figures.append(_wanted(f"{what}, worst stall of the loop", gone[f"{name}_stall"] * 1000, STALL_MS))
    return figures


def _in_window(what: str, home: Path, environment: Mapping[str, str]) -> dict[str, float]:
    told: dict[str, float] = json.loads(
        output_of("tests.benchmarks.history_window", what, str(home), environment=environment)
    )
    return told


def _start(words: tuple[str, ...], home: Path, environment: Mapping[str, str]) -> Callable[[], Sample]:
    command = aexdesk("--home", str(home), *words)
    return lambda: to_the_end(command, environment)
