"""Where each environment calls, and how the practice gateway is: editing, resetting, starting it. QtCore only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.services.environments import DEFAULTS
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.app_keys.environments_state import (
    Addresses,
    EnvironmentForm,
    EnvironmentsState,
    Practice,
    addresses_of,
    find_problems,
)
from aexdesk.workspace.environment import Environment

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports


class EnvironmentsModel(StateModel[EnvironmentsState]):
    """Practice and Live."""

    def __init__(self, desk: Desk, ports: Ports) -> None:
        super().__init__(EnvironmentsState(), ports.report)
        self._desk = desk
        self._typed: dict[str, Addresses] = {}
        self._saving: set[str] = set()
        self._trouble: AexError | None = None
        for changes, callback in self._watched():
            changes.append(callback)
        self._show()

    def enter(self, name: str, **fields: str) -> None:
        """Something was typed into the form of an environment."""
        environment = self._environment(name)
        self._typed[name] = replace(self._typed.get(name, addresses_of(environment)), **fields)
        self._show()

    def discard(self, name: str) -> None:
        """Back to what is saved."""
        self._typed.pop(name, None)
        self._show()

    def reset(self, name: str) -> None:
        """Types the default in; it counts when it is saved."""
        self._typed[name] = addresses_of(DEFAULTS[name])
        self._show()

    def save(self, name: str) -> None:
        """Saves the form of an environment."""
        self._start(self._save(name), f"save {name}")

    def use(self, name: str) -> None:
        """Moves there."""
        self._start(self._attempt(self._desk.standing.choose_environment(name)), f"move to {name}")

    def start_practice(self, app_name: str, port: int | None = None) -> None:
        """Starts the practice gateway where its environment says, or on `port` (0: any that is free)."""
        self._start(self._attempt(self._desk.practice_opening.open(app_name, port)), "start practice")

    def restart_practice(self, app_name: str) -> None:
        """Moves the running practice gateway to where its environment says."""
        self._start(self._attempt(self._restart(app_name)), "restart practice")

    def put_away_trouble(self) -> None:
        """The person has read it."""
        self._trouble = None
        self._show()

    async def close(self) -> None:
        """Ends its work and lets go of the services."""
        await super().close()
        for changes, callback in self._watched():
            changes.remove(callback)

    def _watched(self) -> tuple[tuple[list[Callable[[], None]], Callable[[], None]], ...]:
        return ((self._desk.standing.changed, self._show), (self._desk.practising.changed, self._show))

    def _environment(self, name: str) -> Environment:
        return next(one for one in self._desk.standing.environments if one.name == name)

    async def _save(self, name: str) -> None:
        environment = self._environment(name)
        typed = self._typed.get(name, addresses_of(environment))
        if name in self._saving or find_problems(environment, typed):
            return
        self._saving.add(name)
        self._trouble = None
        self._show()
        await self._attempt(self._store(name, typed))
        self._saving.discard(name)
        self._show()

    async def _store(self, name: str, typed: Addresses) -> None:
        environments = self._desk.environments
        await environments.set_base_url(name, typed.base_url)
        await environments.set_paths(name, typed.sync_path, typed.rest_path, typed.authorize_path)
        if self._typed.get(name) == typed:
            del self._typed[name]
        await self._desk.standing.load()

    async def _restart(self, app_name: str) -> None:
        await self._desk.practising.stop()
        await self._desk.practice_opening.open(app_name)

    async def _attempt(self, work: Awaitable[None]) -> None:
        try:
            await work
        except AexError as trouble:
            self._trouble = trouble
            self._show()

    def _show(self) -> None:
        desk, state = self._desk, self._desk.practising.state
        self._become(
            EnvironmentsState(
                forms=tuple(self._form(environment) for environment in desk.standing.environments),
                practice=self._practice(),
                practice_url=state.url or "",
                fault=state.trouble,
                trouble=self._trouble,
            )
        )

    def _form(self, environment: Environment) -> EnvironmentForm:
        typed = self._typed.get(environment.name, addresses_of(environment))
        return EnvironmentForm(
            environment=environment,
            typed=typed,
            is_standing=environment.name == self._desk.standing.environment.name,
            is_saving=environment.name in self._saving,
            problems=find_problems(environment, typed),
        )

    def _practice(self) -> Practice:
        state = self._desk.practising.state
        if state.is_starting:
            return Practice.STARTING
        if state.trouble is not None:
            return Practice.TROUBLE
        if state.url is None:
            return Practice.STOPPED
        return Practice.RUNNING if state.is_own else Practice.JOINED
