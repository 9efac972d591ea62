"""From the start of the process to a painted window and its end, beside the smallest window there is."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.measuring import LIMIT_S, Broken, aexdesk, imported_by, in_turn, surroundings, to_the_end
from tests.benchmarks.reporting import Fact, Figure, Findings

TIME_AIM = 1.6
MEMORY_AIM = 1.5
SHOWING_AIM_S = 0.15
"""The longest turn of the loop when a tab is shown for the first time. A figure to look at, on this machine, now."""
TURN_AIM_S = 0.05
SHOWN_MOST = 3
LINES = 20
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
        shown = [_told("window_tabs", environment) for _round in range(min(rounds, SHOWN_MOST))]
        formed = [_told("window_order", environment) for _round in range(min(rounds, SHOWN_MOST))]
    worst = _worst(shown)
    browser = sorted(name for name in imported if "QtWebEngine" in name)
    return Findings(
        figures=[
            Figure(
                "window, start to painted", "s", medians["ours"].seconds, BASELINE, medians["bare"].seconds, TIME_AIM
            ),
            Figure("window, peak memory", "MiB", medians["ours"].mib, BASELINE, medians["bare"].mib, MEMORY_AIM),
            Figure("first showing of each tab, worst", "s", max(worst.values()), "aim", SHOWING_AIM_S, 1.0),
            *(Figure(f"first showing of {name}", "s", one, "aim", SHOWING_AIM_S) for name, one in worst.items()),
            *(
                Figure(f"order of {LINES} lines: {name}", "s", one, "aim", TURN_AIM_S)
                for name, one in _worst(formed).items()
            ),
        ],
        facts=[Fact("a painted window has not imported QtWebEngine", not browser, ", ".join(browser))],
    )


Told = dict[str, dict[str, float]]


def _worst(told: Sequence[Told]) -> dict[str, float]:
    """The longest turn of the loop in each step: the median of the rounds."""
    return {name: statistics.median(one[name]["worst"] for one in told) for name in told[0]}


def _told(module: str, environment: Mapping[str, str]) -> Told:
    """What a window that walks tells of its steps, in a data folder of its own."""
    with tempfile.TemporaryDirectory(prefix="aexdesk-benchmark-") as home:
        command = [sys.executable, "-m", f"tests.benchmarks.{module}", home]
        done = subprocess.run(command, env=dict(environment), capture_output=True, timeout=LIMIT_S, check=False)
    if done.returncode != 0:
        raise Broken(f"{module}: exit {done.returncode}\n{done.stderr.decode(errors='replace')}")
    told: Told = json.loads(done.stdout)
    return told
