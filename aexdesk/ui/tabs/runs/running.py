"""Carries out runs for the tab, takes earlier ones up, and keeps what came of the last. QtCore only."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from aexdesk.collection.results import Outcome, RunResult, StepResult
from aexdesk.faults import AexError
from aexdesk.services.run_check import check_run, choose_requests
from aexdesk.services.run_control import RunControl
from aexdesk.services.run_data import read_rows
from aexdesk.services.run_plan import RunPlan
from aexdesk.ui.tabs.runs.result_rows import ResultRows
from aexdesk.ui.tabs.runs.state import Progress, RunsState, Setup
from aexdesk.ui.tabs.runs.words import ask_live

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.services.callers import Caller
    from aexdesk.services.collections import LoadedCollection, LoadedRequest
    from aexdesk.services.run_step import CallerSource
    from aexdesk.ui.later import Timer
    from aexdesk.ui.ports import Ports
    from aexdesk.workspace.profile import Profile

SHOW_AFTER_S = 0.1
_LAST_S = 3.0
"""How long a window that closes waits for its run to be written down."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the model lends: its state to read and to write, work that ends with it, and whom to tell of rows."""

    read: Callable[[], RunsState]
    write: Callable[[RunsState], None]
    start: Callable[[Coroutine[Any, Any, None], str], asyncio.Task[None] | None]
    tell: Callable[[AexError], None]
    appended: Callable[[], None]
    renewed: Callable[[int], None]


class Running:
    """One run at a time. `last`: the run that is shown, once it has ended."""

    def __init__(self, desk: Desk, ports: Ports, sheet: Sheet) -> None:
        self.rows = ResultRows()
        self.last: RunResult | None = None
        self._desk = desk
        self._ports = ports
        self._sheet = sheet
        self._control: RunControl | None = None
        self._task: asyncio.Task[None] | None = None
        self._counts: Counter[Outcome] = Counter()
        self._showing: Timer | None = None
        self._is_closing = False

    @property
    def state(self) -> RunsState:
        """The tab's."""
        return self._sheet.read()

    def run(self) -> None:
        """Runs what is chosen, from its beginning."""
        self.begin({})

    def resume(self) -> None:
        """Runs again what did not pass in the run that is shown, and what it had not come to; no write twice."""
        if self.last is not None:
            self.begin({step.key: step for step in self.last.steps})

    def cancel(self) -> None:
        """Begins nothing new; asked once more, it does not wait for what is under way either."""
        if self._control is not None and self.state.progress.is_running:
            if self.state.progress.is_stopping:
                self._control.cut()
            self._control.stop()
            self._sheet.write(replace(self.state, progress=replace(self.state.progress, is_stopping=True)))

    def begin(self, earlier: Mapping[str, StepResult]) -> None:
        """Runs; what `earlier` says is done stands."""
        if self.state.can_run and (self._task is None or self._task.done()):
            self._task = self._sheet.start(self._run(earlier), "run")

    async def _run(self, earlier: Mapping[str, StepResult]) -> None:
        state, profile = self.state, self.state.profile
        assert profile is not None
        try:
            root, data = self._desk.request_root.path, state.data
            assert root is not None
            loaded = await self._desk.collections.load(root)
            requests = choose_requests(loaded, state.setup.under)
            if not await self._may_write(loaded, requests, state):
                return
            rows = await asyncio.to_thread(read_rows, data.path) if data is not None else ()
            await self._desk.run_keeping.begin()
        except AexError as fault:
            self._sheet.tell(fault)
            return
        plan = RunPlan(
            replace(loaded, requests=requests),
            self._desk.calling.resolve(state.environment),
            rows,
            state.setup.at_once or 1,
            state.setup.a_second or 0.0,
            earlier,
        )
        await self._carry_out(plan, profile, state)

    async def _carry_out(self, plan: RunPlan, profile: Profile, state: RunsState) -> None:
        control = self._control = RunControl()
        if self._is_closing:
            control.stop()
        self.last = None
        self.show_results((), Progress(plan.environment.name, total=plan.size, is_running=True))
        try:
            self.last = await self._desk.runs.run(plan, self._callers(state, profile), control, self._note)
            await self._desk.run_keeping.keep(self.last, _write_setup(state))
        except AexError as fault:
            self._sheet.tell(fault)
        finally:
            self._stop_showing()
            self._end(control)

    def _end(self, control: RunControl) -> None:
        last = self.last
        if last is not None and len(last.steps) == len(self.rows.results) and list(last.steps) != self.rows.results:
            self.rows.replace(last.steps)  # the order of the plan, whatever finished first
            self._sheet.renewed(self.rows.arrange(self.state.shown))
        elif self.state.shown.column >= 0:
            self._sheet.renewed(self.rows.arrange(self.state.shown))
        told = replace(self._progress(), is_running=False, is_stopping=False, is_cancelled=control.is_stopped)
        self._sheet.write(
            replace(self.state, progress=replace(told, seconds=last.seconds if last is not None else 0.0))
        )

    async def _may_write(self, loaded: LoadedCollection, requests: Sequence[LoadedRequest], state: RunsState) -> bool:
        """In Live a person is asked before a run writes; what the files say now counts."""
        if not state.environment.is_live:
            return True
        columns = state.data.columns if state.data is not None else ()
        writes = check_run(loaded, requests, state.environment, columns, self._desk.catalogue).writes
        return not writes or await self._ports.asking.ask(ask_live(writes, self._desk.live_unlock.is_open()))

    def _callers(self, state: RunsState, profile: Profile) -> CallerSource:
        known: dict[tuple[str, bool], Caller] = {}

        async def find(name: str, api: str) -> Caller:
            key = (name, self._desk.callers.wants_session(api))
            if key not in known:
                named = await self._desk.profiles.find(state.environment.name, name) if name else profile
                known[key] = await self._desk.callers.of_profile(named, api)
            return known[key]

        return find

    def _note(self, result: StepResult, _done: int, _total: int) -> None:
        self._counts[result.outcome] += 1
        if self.rows.add(result):
            self._sheet.appended()
        if self._showing is None:
            self._showing = self._ports.later(SHOW_AFTER_S, self._show_progress)

    def _show_progress(self) -> None:
        self._showing = None
        self._sheet.write(replace(self.state, progress=self._progress()))

    def _progress(self) -> Progress:
        return replace(self.state.progress, done=len(self.rows.results), counts=Counter(self._counts))

    def _stop_showing(self) -> None:
        if self._showing is not None:
            self._showing.cancel()
            self._showing = None

    def show_results(self, results: tuple[StepResult, ...], progress: Progress) -> None:
        """Shows these in place of what stands there."""
        self._counts = Counter(one.outcome for one in results)
        self.rows.replace(results)
        self._sheet.write(replace(self.state, chosen=None, fault=None, progress=progress))
        self._sheet.renewed(self.rows.arrange(self.state.shown))
        self._sheet.write(replace(self.state, progress=self._progress()))

    async def close(self) -> None:
        """A run ends with the window and is written down; what is under way is not waited for."""
        self._is_closing = True
        self._stop_showing()
        if self._control is not None:
            self._control.cut()
        if self._task is not None and not self._task.done() and self.state.progress.is_running:
            await asyncio.wait({self._task}, timeout=_LAST_S)


def _write_setup(state: RunsState) -> dict[str, Any]:
    data = str(state.data.path) if state.data is not None else ""
    return {
        "under": state.setup.under,
        "concurrency": state.setup.concurrency,
        "rate": state.setup.rate,
        "data": data,
    }


def read_setup(told: Mapping[str, Any]) -> Setup:
    """The setup that a run was kept with."""
    texts = {name: told.get(name) for name in ("under", "concurrency", "rate")}
    return replace(Setup(), **{name: text for name, text in texts.items() if isinstance(text, str)})
