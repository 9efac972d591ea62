"""Keeps the list of the last calls up to date: one reading at a time, and never one that came too late. QtCore only."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aexdesk.services.history import History
    from aexdesk.workspace.exchange import ExchangeSummary

SHOWN = 100

Start = Callable[[Coroutine[Any, Any, None], str], object]


class RecentCalls:
    """`place` names the environment that is shown now; `show` gets its last calls, newest first."""

    def __init__(
        self,
        history: History,
        start: Start,
        place: Callable[[], str],
        show: Callable[[tuple[ExchangeSummary, ...]], None],
    ) -> None:
        self._history = history
        self._start = start
        self._place = place
        self._show = show
        self._is_reading = False
        self._has_more = False

    def read(self) -> None:
        """Reads them anew; while it reads, once more afterwards."""
        self._has_more = True
        if not self._is_reading:
            self._is_reading = True
            self._start(self._follow(), "read the history")

    async def _follow(self) -> None:
        try:
            while self._has_more:
                self._has_more = False
                name = self._place()
                recent = await self._history.recent(name, SHOWN)
                if name == self._place():
                    self._show(recent)
        finally:
            self._is_reading = False
