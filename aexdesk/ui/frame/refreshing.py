"""Lets sessions be refreshed in time: at the start, now and then, and when the machine wakes. QtCore only."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from aexdesk.faults import AexError

if TYPE_CHECKING:
    import asyncio

    from aexdesk.desk import Desk

EVERY_S = 60.0
"""How often sessions are looked at, at most."""
LOOK_S = 10.0
"""How often the clock is looked at: a timer stands still while the machine sleeps."""

Start = Callable[[Coroutine[Any, Any, None], str], "asyncio.Task[None] | None"]


def _now() -> datetime:
    return datetime.now(UTC)


class Refreshing(QObject):
    """Asks for what is due, one time after the other; what fails stands on the token, and with the vault.

    The top line follows: a session that is renewed, bound or signed out elsewhere is read again.
    """

    def __init__(
        self,
        desk: Desk,
        start: Start,
        tell: Callable[[AexError], None],
        parent: QObject | None = None,
        now: Callable[[], datetime] = _now,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._start = start
        self._tell = tell
        self._now = now
        self._is_running = False
        self._ran_at = now()
        self._timer = QTimer(self)
        self._timer.setInterval(round(LOOK_S * 1000))
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """From now on, beginning with what is overdue."""
        self._desk.tokens.token_changed.append(self._reread)
        self._timer.start()
        self._run()

    def end(self) -> None:
        """No more."""
        if self._timer.isActive():
            self._timer.stop()
            self._desk.tokens.token_changed.remove(self._reread)

    def look(self) -> None:
        """The clock: has a minute passed, or was it set back?"""
        if not 0 <= (self._now() - self._ran_at).total_seconds() < EVERY_S:
            self._run()

    def _run(self) -> None:
        if not self._is_running:
            self._is_running = True
            self._ran_at = self._now()
            self._start(self._refresh(), "refresh what is due")

    async def _refresh(self) -> None:
        try:
            await self._desk.token_refreshing.refresh_due()
        except AexError as trouble:
            self._tell(trouble)
        finally:
            self._is_running = False

    def _reread(self) -> None:
        self._start(self._load(), "read the session again")

    async def _load(self) -> None:
        try:
            await self._desk.standing.load()
        except AexError as trouble:
            self._tell(trouble)
