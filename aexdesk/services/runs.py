"""Runs saved requests: one over rows of data, or a collection in order, with captures, assertions and a rate limit.

Every call goes through `Calling`: guard and history see it like any other. A read that was one too many is sent again
after a while; a write is never sent twice.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from aexdesk.collection.results import Outcome, RunResult, StepResult
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.services.calling import Calling
from aexdesk.services.collections import scope_of
from aexdesk.services.late_records import LateRecords
from aexdesk.services.run_control import RunControl
from aexdesk.services.run_data import Row
from aexdesk.services.run_plan import RunPlan, Step
from aexdesk.services.run_step import CallerSource, StepRunner
from aexdesk.services.throttling import Pace

Progress = Callable[[StepResult, int, int], None]
"""Is told each result, how many there are by now, and of how many."""


def _ignore(result: StepResult, done: int, total: int) -> None:
    """Nobody watches."""


class Runs:
    """Carries out plans."""

    def __init__(self, calling: Calling, catalogue: Catalogue, records: LateRecords) -> None:
        self._calling = calling
        self._catalogue = catalogue
        self._records = records

    async def run(
        self, plan: RunPlan, callers: CallerSource, control: RunControl, on_step: Progress = _ignore
    ) -> RunResult:
        """Runs the plan to its end, or to where it is stopped; what goes wrong in a step stands in its result."""
        begun = time.perf_counter()
        pace = Pace(plan.rate, time.monotonic, control.rest)
        runner = StepRunner(self._calling, self._catalogue, plan, callers, pace)
        work = _Work(plan, runner, control, self._catalogue, on_step)
        async with self._records.gathering():
            await work.do()
        return RunResult(
            name=plan.collection.name,
            environment=plan.environment.name,
            steps=work.results(),
            seconds=time.perf_counter() - begun,
            is_cancelled=control.is_stopped,
        )


class _Work:
    """The rows of one run, and how far they are."""

    def __init__(
        self, plan: RunPlan, runner: StepRunner, control: RunControl, catalogue: Catalogue, on_step: Progress
    ) -> None:
        self._plan = plan
        self._runner = runner
        self._control = control
        self._catalogue = catalogue
        self._on_step = on_step
        self._done = 0
        self._results: dict[int, list[StepResult]] = {}
        self._scope = scope_of(plan.collection.file, plan.environment)

    async def do(self) -> None:
        """All rows, so many at the same time as the plan says."""
        rows = iter(enumerate(self._plan.iterations()))
        others = min(self._plan.concurrency, max(1, len(self._plan.rows))) - 1
        if others < 1:
            return await self._take(rows)
        async with asyncio.TaskGroup() as group:
            for _number in range(others + 1):
                group.create_task(self._take(rows), name="run rows")
        return None

    def results(self) -> tuple[StepResult, ...]:
        """In the order of the plan, whatever finished first."""
        return tuple(result for number in sorted(self._results) for result in self._results[number])

    async def _take(self, rows: Iterator[tuple[int, tuple[Row, tuple[Step, ...]]]]) -> None:
        for number, (row, steps) in rows:
            self._results[number] = []
            captures: dict[str, str] = {}
            for step in steps:
                result = await self._one(step, row, captures)
                captures |= dict(result.captured)
                self._results[number].append(result)
                self._done += 1
                self._on_step(result, self._done, self._plan.size)

    async def _one(self, step: Step, row: Row, captures: dict[str, str]) -> StepResult:
        earlier = self._plan.done_earlier(step.key, self._catalogue)
        if earlier is not None:
            return earlier
        if self._control.is_stopped:
            saved = step.loaded.request
            return StepResult(step.loaded.path, step.row, step.key, Outcome.NOT_RUN, name=saved.name, api=saved.api)
        return await self._runner.run(step, replace(self._scope, row=row, captures=captures), self._control)
