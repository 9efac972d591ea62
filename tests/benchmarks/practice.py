"""From the start of `aexdesk practice` to its readiness line, beside Python doing nothing."""

from __future__ import annotations

import sys

from tests.benchmarks.measuring import (
    aexdesk,
    imported_until_ready,
    in_turn,
    surroundings,
    to_first_line,
    to_the_end,
)
from tests.benchmarks.reporting import Fact, Figure, Findings


def measure(rounds: int) -> Findings:
    ours = aexdesk("practice", "--port", "0", "--json")
    with surroundings() as environment:
        medians = in_turn(
            {
                "ours": lambda: to_first_line(ours, environment),
                "pass": lambda: to_the_end([sys.executable, "-c", "pass"], environment),
            },
            rounds,
        )
        imported = imported_until_ready(ours, environment)
    qt = sorted(name for name in imported if name.startswith("PySide6"))
    return Findings(
        figures=[
            Figure(
                "aexdesk practice, start to ready",
                "s",
                medians["ours"].seconds,
                "python -c pass",
                medians["pass"].seconds,
            ),
        ],
        facts=[Fact("aexdesk practice has not imported PySide6", not qt, ", ".join(qt))],
    )
