"""Looks which loans end soon: at the start, when an account changes, every hour, and when the machine wakes."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from aexdesk.faults import AexError

if TYPE_CHECKING:
    import asyncio

    from aexdesk.desk import Desk

Start = Callable[[Coroutine[Any, Any, None], str], "asyncio.Task[None] | None"]
_EVERY = timedelta(hours=1)
_LOOK_MS = 60_000
"""How often the clock is looked at: the timer stands still while the machine sleeps."""


def _now() -> datetime:
    return datetime.now(UTC)


class LoanWatch:
    """`start` runs the work, `tell` takes what keeps it from looking; the timer belongs to `parent`."""

    def __init__(
        self,
        desk: Desk,
        start: Start,
        tell: Callable[[AexError], None],
        parent: QObject,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._desk = desk
        self._start = start
        self._tell = tell
        self._now = now
        self._looked_at = now()
        self._timer = QTimer(parent)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look_at_clock)

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
        self._looked_at = self._now()
        self._start(self._look(), "look which loans end soon")

    def look_at_clock(self) -> None:
        """Has an hour passed, or was the clock set back?"""
        if not timedelta() <= self._now() - self._looked_at < _EVERY:
            self.look()

    async def _look(self) -> None:
        try:
            await self._desk.loan_reminders.look()
        except AexError as trouble:
            self._tell(trouble)
