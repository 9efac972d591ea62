"""All sizes of the work in turn, again and again: for the parts of `scaling` that have a process of their own."""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence

Work = Callable[[], Awaitable[object]]

_TIMES = 5
_LONG_S = 0.2
"""What takes longer is done once in a round: it is its own mean."""


async def in_rounds(rounds: int, sizes: Sequence[Mapping[str, Work]]) -> dict[str, list[list[float]]]:
    """Seconds of each piece of work: a list for each round, in the order of the sizes. A round before them warms up."""
    told: dict[str, list[list[float]]] = {name: [] for name in sizes[0]}
    for number in range(rounds + 1):
        for name, taken in told.items():
            each = [await _seconds(work[name]) for work in sizes]
            if number:
                taken.append(each)
    return told


async def _seconds(work: Work) -> float:
    """The median of some times: a round without its hiccups."""
    took: list[float] = []
    while len(took) < _TIMES and sum(took) < _LONG_S:
        began = time.perf_counter()
        await work()
        took.append(time.perf_counter() - began)
    return statistics.median(took)
