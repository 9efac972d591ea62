"""Follows the clock for the whole window: how far this machine's is off where one stands. QtCore only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.services.clock import Skew

_EVERY_MS = 5_000


class ClockWatch:
    """`show` gets what is known in this environment. While something is told it looks whether the clock was set."""

    def __init__(self, desk: Desk, show: Callable[[Skew | None], None], parent: QObject) -> None:
        self._desk = desk
        self._show = show
        self._timer = QTimer(parent)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """From now on."""
        self._desk.clock.changed.append(self._follow)
        self._desk.standing.changed.append(self._follow)
        self._follow()

    def end(self) -> None:
        """No more."""
        self._timer.stop()
        self._desk.clock.changed.remove(self._follow)
        self._desk.standing.changed.remove(self._follow)

    def look(self) -> None:
        """Looks now."""
        self._desk.clock.look()
        self._follow()

    def _follow(self) -> None:
        skew = self._desk.clock.skew(self._desk.standing.environment.name)
        is_told = skew is not None and skew.is_told
        if is_told and not self._timer.isActive():
            self._timer.start()
        elif not is_told:
            self._timer.stop()
        self._show(skew if is_told else None)
