"""What every tab's model is made of: one frozen state, one signal, tasks of its own. QtCore only."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from aexdesk.ui.tasks import Report, Tasks

if TYPE_CHECKING:
    import asyncio

S = TypeVar("S")


class StateModel(QObject, Generic[S]):
    """Holds `state` (a frozen dataclass). `_become` a new one as often as you like: `changed` comes once a turn.

    `_start(coroutine, name)` runs work that ends with the model; its error goes to `report` at once.
    """

    changed = Signal()

    def __init__(self, state: S, report: Report, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._tasks = Tasks(report)
        self._is_closed = False
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self.changed)

    @property
    def state(self) -> S:
        """All that a view shows."""
        return self._state

    async def close(self) -> None:
        """Ends its work; after this it says nothing more."""
        self._is_closed = True
        self._turn.stop()
        await self._tasks.close()

    def _become(self, state: S) -> None:
        if state == self._state:
            return
        self._state = state
        if not self._is_closed and not self._turn.isActive():
            self._turn.start()

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None] | None:
        return self._tasks.start(work, name)
