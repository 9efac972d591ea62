"""The results of a run as they are shown: all or only what did not pass, in the run's order or by a column. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aexdesk.collection.results import Outcome, StepResult
from aexdesk.ui.tabs.runs.state import Shown

_WEIGHT = {Outcome.FAILED: 0, Outcome.ERROR: 1, Outcome.NOT_RUN: 2, Outcome.PASSED: 3}

SORTS: tuple[Callable[[StepResult], Any], ...] = (
    lambda one: one.name.casefold(),
    lambda one: one.row,
    lambda one: _WEIGHT[one.outcome],
    lambda one: -1 if one.status is None else one.status,
    lambda one: -1.0 if one.ms is None else one.ms,
    lambda one: one.error_code,
    lambda one: one.request_id,
)
"""By each column of the table."""


class ResultRows:
    """The source of the table."""

    def __init__(self) -> None:
        self.results: list[StepResult] = []
        self._shown: list[StepResult] = []
        self._rule = Shown()

    def count(self) -> int:
        """How many are shown."""
        return len(self._shown)

    def page(self, offset: int, limit: int) -> Sequence[StepResult]:
        """Rows `offset` to `offset + limit` of what is shown."""
        return self._shown[offset : offset + limit]

    def add(self, result: StepResult) -> bool:
        """One more, at the end; whether it is shown. A column sorts anew when `arrange` is called."""
        self.results.append(result)
        if not self._fits(result):
            return False
        self._shown.append(result)
        return True

    def replace(self, results: Sequence[StepResult]) -> None:
        """Others; shown with the next `arrange`."""
        self.results = list(results)

    def arrange(self, rule: Shown) -> int:
        """Shows by this rule; how many rows went out of sight for it."""
        gone, self._rule = len(self._shown), rule
        shown = [one for one in self.results if self._fits(one)]
        if rule.column >= 0:
            shown.sort(key=SORTS[rule.column], reverse=rule.is_descending)
        self._shown = shown
        return gone

    def _fits(self, result: StepResult) -> bool:
        return not self._rule.only_bad or result.outcome is not Outcome.PASSED
