"""A short soak: the window at work for a minute, what it holds then beside what it held at the start.

The soak itself takes 20 minutes: packaging/soak.sh.
"""

from __future__ import annotations

from tests.benchmarks.reporting import Fact, Figure, Findings
from tests.soak.report import MIB, rows, slope
from tests.soak.running import soak
from tests.soak.sample import Plan

_SECONDS, _EVERY, _WARM, _RATE = 60.0, 200, 300, 60.0
_AIM = 1.05
_MUST_STAY = frozenset({"children", "widgets", "tasks", "timers", "threads", "open files"})


def measure(_rounds: int) -> Findings:
    """One run: its figures are of growth, and other work of the machine does not change them."""
    samples = soak(Plan(_SECONDS, 1_000_000, _EVERY, _WARM), _RATE)
    first, last = samples[0], samples[-1]
    growth = slope(samples, lambda one: one.rss / MIB)
    more = "" if growth is None else f", {growth:+.1f} MiB per 10,000"
    return Findings(
        figures=[
            Figure(
                f"memory of the window after {last.calls:,} calls{more}",
                "MiB",
                last.rss / MIB,
                "after its warm-up",
                first.rss / MIB,
                _AIM,
            )
        ],
        facts=[
            Fact(f"{row.what} of a window at work are as many as before", not row.flag, row.flag)
            for row in rows(samples)
            if row.what in _MUST_STAY
        ],
    )
