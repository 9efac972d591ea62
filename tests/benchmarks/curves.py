"""Cost against work: the exponent of a curve, and whether it is above what is promised.

The exponent is the slope of a straight line through the logarithms, by least squares: 0 is a cost that stays, 1 one
that grows as the work does. Nothing is taken off a cost, so a fixed part (the start of a process) makes the whole slope
look smaller than it is in the end: the step between the two largest sizes is told beside it, and judged too.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

LEAST_MARGIN = 0.12
"""What a logarithm adds from 1,000 on (0.11 up to 256,000, 0.10 up to a million, where it has doubled): the depth of a
tree on disk, a sort, a cache that is left. No smaller exponent is told from it."""
MOST_MARGIN = 0.30
"""A curve whose rounds scatter by more says nothing of a promise that differs from the next by 1."""

Verdict = Literal["kept", "above", "noisy"]


@dataclass(frozen=True)
class Curve:
    """Seconds for each size of the work, in each round: `rounds[r][s]`. A round goes through all sizes in turn, so that
    a busy moment meets one round, not one size."""

    what: str
    work: str
    promised: float
    sizes: Sequence[int]
    rounds: Sequence[Sequence[float]]

    @cached_property
    def costs(self) -> list[float]:
        """The median of each size."""
        return [statistics.median(column) for column in zip(*self.rounds, strict=True)]

    @cached_property
    def exponent(self) -> float:
        return slope(self.sizes, self.costs)

    @cached_property
    def last_step(self) -> float:
        """The exponent between the two largest sizes, where a fixed cost hides least."""
        return slope(self.sizes[-2:], self.costs[-2:])

    @cached_property
    def margin(self) -> float:
        """The noise: how far the exponents of single rounds lie from their median, half of them; at least LEAST_MARGIN.

        The median of n rounds scatters less than one of them does: this is on the generous side.
        """
        return max(LEAST_MARGIN, _scatter([slope(self.sizes, one) for one in self.rounds]))

    @cached_property
    def last_margin(self) -> float:
        """The same for the last step. It lets pass the same factor as the whole way does: a cache, or one more floor of
        a tree, is left in one step."""
        steps = [slope(self.sizes[-2:], one[-2:]) for one in self.rounds]
        way = math.log(self.sizes[-1] / self.sizes[0]) / math.log(self.sizes[-1] / self.sizes[-2])
        return max(LEAST_MARGIN * way, _scatter(steps))

    @property
    def verdict(self) -> Verdict:
        """`above` where the whole slope, or the last step, is above the promise by more than its own margin."""
        if self.margin > MOST_MARGIN and self.exponent + self.margin > self.promised:
            return "noisy"
        is_above = self.exponent > self.promised + self.margin or self.last_step > self.promised + self.last_margin
        return "above" if is_above else "kept"

    def to_json(self) -> dict[str, Any]:
        """All of it, each measured second too."""
        return {
            "what": self.what, "work": self.work, "sizes": list(self.sizes),
            "rounds": [list(one) for one in self.rounds], "costs": self.costs, "exponent": self.exponent,
            "last_step": self.last_step, "promised": self.promised, "margin": self.margin,
            "last_margin": self.last_margin, "verdict": self.verdict,
        }  # fmt: skip


def slope(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """The exponent by least squares: the slope of log cost over log size."""
    work, took = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    return statistics.linear_regression(work, took).slope


def _scatter(values: Sequence[float]) -> float:
    """The median distance from the median: one round that was disturbed does not widen it."""
    middle = statistics.median(values)
    return statistics.median(abs(value - middle) for value in values)
