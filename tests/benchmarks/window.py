"""From the start of the process to a painted window and its end, beside the smallest window there is."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.measuring import aexdesk, imported_by, in_turn, surroundings, to_the_end
from tests.benchmarks.reporting import Fact, Figure, Findings

TIME_AIM = 1.6
MEMORY_AIM = 1.5
BASELINE = "bare QMainWindow"


def measure(rounds: int) -> Findings:
    # Both end at their first paint; ours pays for its orderly shutdown within the time.
    ours = aexdesk("--exit-after-paint")
    bare = [sys.executable, str(Path(__file__).with_name("bare_window.py"))]
    with surroundings() as environment:
        medians = in_turn(
            {
                "ours": lambda: to_the_end(ours, environment),
                "bare": lambda: to_the_end(bare, environment),
            },
            rounds,
        )
        imported = imported_by(ours, environment)
    browser = sorted(name for name in imported if "QtWebEngine" in name)
    return Findings(
        figures=[
            Figure(
                "window, start to painted", "s", medians["ours"].seconds, BASELINE, medians["bare"].seconds, TIME_AIM
            ),
            Figure("window, peak memory", "MiB", medians["ours"].mib, BASELINE, medians["bare"].mib, MEMORY_AIM),
        ],
        facts=[Fact("a painted window has not imported QtWebEngine", not browser, ", ".join(browser))],
    )
