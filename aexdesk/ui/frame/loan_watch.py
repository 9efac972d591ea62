"""Looks which loans end soon: at the start, when an account changes, and every hour of a window that stays open."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from aexdesk.faults import AexError

if TYPE_CHECKING:
    import asyncio

    from aexdesk.desk import Desk

Start = Callable[[Coroutine[Any, Any, None], str], "asyncio.Task[None] | None"]
_EVERY_MS = 3_600_000


class LoanWatch:
    """`start` runs the work, `tell` takes what keeps it from looking; the timer belongs to `parent`."""

    def __init__(self, desk: Desk, start: Start, tell: Callable[[AexError], None], parent: QObject) -> None:
        self._desk = desk
        self._start = start
        self._tell = tell
        self._timer = QTimer(parent)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """From now on."""
        self._desk.loan_accounts.changed.append(self.look)
        self._timer.start()
        self.look()

    def end(self) -> None:
        """No more."""
        self._timer.stop()
        self._desk.loan_accounts.changed.remove(self.look)

    def look(self) -> None:
        """Looks now."""
        self._start(self._look(), "look which loans end soon")

    async def _look(self) -> None:
        try:
            await self._desk.loan_reminders.look()
        except AexError as trouble:
            self._tell(trouble)
