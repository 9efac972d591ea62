"""Checks for updates when a person presses the button; never by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError
from aexdesk.ui.tabs.help.state import UpdateState

if TYPE_CHECKING:
    from aexdesk.services.updates import Updates
    from aexdesk.ui.ports import Links

Start = Callable[[Coroutine[Any, Any, None], str], "asyncio.Task[None] | None"]


class UpdateCheck:
    """`show` is told each new state. `updates` is asked for when somebody looks: it is imported late."""

    def __init__(
        self, updates: Callable[[], Updates], links: Links, start: Start, show: Callable[[UpdateState], None]
    ) -> None:
        self._updates = updates
        self._links = links
        self._start = start
        self._show = show
        self._state = UpdateState()
        self._task: asyncio.Task[None] | None = None

    def check(self) -> None:
        """Looks at the list of releases; once at a time."""
        if not self._state.is_checking:
            self._become(UpdateState(is_checking=True))
            self._task = self._start(self._look(), "check for updates")

    def cancel(self) -> None:
        """The person does not want to wait."""
        if self._task is not None:
            self._task.cancel()

    def open_page(self) -> None:
        """Opens the page of the newest release in the system's browser."""
        if self._state.news is not None and self._state.news.newer:
            self._links.open(self._state.news.newer[0].url)

    async def _look(self) -> None:
        try:
            news = await self._updates().look()
            self._become(replace(self._state, news=news))
        except AexError as fault:
            self._become(replace(self._state, fault=fault))
        finally:
            self._become(replace(self._state, is_checking=False))

    def _become(self, state: UpdateState) -> None:
        self._state = state
        self._show(state)
