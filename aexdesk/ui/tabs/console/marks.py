"""Knows what calling an API can do here, and lets a person call one harmless that the catalogue does not know.
QtCore only."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError
from aexdesk.openplatform.catalogue import ApiDefinition, Effect
from aexdesk.ui.tabs.console.state import may_be_marked
from aexdesk.ui.tabs.console.words import say_marked

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.workspace.environment import Environment

Start = Callable[[Coroutine[Any, Any, None], str], object]


class Marks:
    """`tell` takes what kept a mark from being stored."""

    def __init__(self, desk: Desk, ports: Ports, start: Start, tell: Callable[[AexError], None]) -> None:
        self._catalogue = desk.catalogue
        self._own_apis = desk.own_apis
        self._harmless = desk.harmless_apis
        self._toasts = ports.toasts
        self._start = start
        self._tell = tell

    def look_up(self, environment: Environment, api: str) -> tuple[ApiDefinition | None, Effect]:
        """How a call of `api` is written, and what it can do; one that was called harmless here only reads."""
        if self._catalogue.find(api) is None and api in self._harmless.names(environment.name):
            return self._own_apis.find(api), Effect.READ
        # What a call can do never comes from the user's description of it.
        return self._own_apis.find(api), self._catalogue.effect_of(api)

    def is_known(self, api: str) -> bool:
        """Whether the catalogue says what it does."""
        return self._catalogue.find(api) is not None

    def can_mark(self, environment: Environment, api: str) -> bool:
        """Whether nobody knows the API, it could spend by its words, and nobody has called it harmless here."""
        return may_be_marked(api, *self.look_up(environment, api))

    def mark(self, environment: Environment, api: str) -> None:
        """Calls it harmless, by this very name, in this environment alone; a toast offers to undo it."""
        self._start(self._mark(environment, api), f"mark {api} as harmless")

    async def _mark(self, environment: Environment, api: str) -> None:
        try:
            await self._harmless.mark(environment.name, api)
        except AexError as fault:
            self._tell(fault)
            return
        self._toasts.show(lambda: say_marked(environment, api), lambda: self._take_back(environment, api))

    def _take_back(self, environment: Environment, api: str) -> None:
        self._start(self._unmark(environment, api), f"unmark {api}")

    async def _unmark(self, environment: Environment, api: str) -> None:
        try:
            await self._harmless.unmark(environment.name, api)
        except AexError as fault:
            self._tell(fault)
