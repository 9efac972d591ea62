"""Runs the requests of the folder one after the other, in the environment in which it was begun. QtCore only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aexdesk.collection.results import Outcome, StepResult
from aexdesk.ui.state_model import StateModel
from aexdesk.workspace.environment import PRACTICE, Environment

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.services.callers import Caller
    from aexdesk.services.collections import LoadedCollection
    from aexdesk.services.run_control import RunControl
    from aexdesk.services.run_step import CallerSource
    from aexdesk.ui.later import Timer
    from aexdesk.ui.ports import Ports
    from aexdesk.workspace.profile import Profile

SHOW_AFTER_S = 0.1


@dataclass(frozen=True, slots=True)
class RunState:
    """`results` follow `done` at most ten times a second. `is_stopping`: what is under way is waited for."""

    environment: Environment = PRACTICE
    done: int = 0
    total: int = 0
    results: tuple[StepResult, ...] = ()
    is_running: bool = False
    is_stopping: bool = False
    is_cancelled: bool = False

    def count(self, outcome: Outcome) -> int:
        """How many steps ended so, of those that are shown."""
        return sum(one.outcome is outcome for one in self.results)


class RunModel(StateModel[RunState]):
    """One run at a time."""

    def __init__(self, desk: Desk, ports: Ports) -> None:
        super().__init__(RunState(), ports.report)
        self._desk = desk
        self._later = ports.later
        self._control: RunControl | None = None
        self._results: list[StepResult] = []
        self._showing: Timer | None = None

    def run(self, loaded: LoadedCollection, under: str = "") -> None:
        """Runs all requests whose path begins with `under`, as the app that is in use now."""
        requests = tuple(one for one in loaded.requests if one.path.startswith(under))
        profile = self._desk.standing.profile
        if self.state.is_running or not requests or profile is None:
            return
        from aexdesk.services.run_control import RunControl  # noqa: PLC0415 - at the first run

        self._control, self._results = RunControl(), []
        environment = self._desk.calling.resolve(self._desk.standing.environment)
        self._become(RunState(environment, total=len(requests), is_running=True))
        self._start(
            self._run(replace(loaded, requests=requests), environment, profile, self._control), "run the folder"
        )

    def cancel(self) -> None:
        """Begins nothing new; asked once more, it does not wait for what is under way either."""
        if self._control is not None and self.state.is_running:
            if self.state.is_stopping:
                self._control.cut()
            self._control.stop()
            self._become(replace(self.state, is_stopping=True))

    async def _run(
        self, collection: LoadedCollection, environment: Environment, profile: Profile, control: RunControl
    ) -> None:
        from aexdesk.services.run_plan import RunPlan  # noqa: PLC0415

        try:
            plan = RunPlan(collection, environment)
            await self._desk.runs.run(plan, self._callers(environment, profile), control, self._note)
        finally:
            if self._showing is not None:
                self._showing.cancel()
                self._showing = None
            self._become(
                replace(
                    self.state,
                    done=len(self._results),
                    results=tuple(self._results),
                    is_running=False,
                    is_stopping=False,
                    is_cancelled=control.is_stopped,
                )
            )

    def _callers(self, environment: Environment, profile: Profile) -> CallerSource:
        known: dict[tuple[str, bool], Caller] = {}

        async def find(name: str, api: str) -> Caller:
            key = (name, self._desk.callers.wants_session(api))
            if key not in known:
                named = await self._desk.profiles.find(environment.name, name) if name else profile
                known[key] = await self._desk.callers.of_profile(named, api)
            return known[key]

        return find

    def _note(self, result: StepResult, _done: int, _total: int) -> None:
        self._results.append(result)
        if self._showing is None:
            self._showing = self._later(SHOW_AFTER_S, self._show)

    def _show(self) -> None:
        self._showing = None
        self._become(replace(self.state, done=len(self._results), results=tuple(self._results)))

    async def close(self) -> None:
        """A run ends with the window; what is under way is not waited for."""
        if self._showing is not None:
            self._showing.cancel()
        if self._control is not None:
            self._control.cut()
        await super().close()
