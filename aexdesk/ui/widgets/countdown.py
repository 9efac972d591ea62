"""Time left, in words, kept up to date by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from aexdesk.i18n import _

if TYPE_CHECKING:
    from datetime import datetime

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_SOON_S = 15 * _MINUTE


def describe_time_left(seconds: float) -> str:
    """ "23 h 12 m", "4 m 30 s", "12 d"; empty when nothing is left."""
    left = int(seconds)
    if left <= 0:
        return ""
    if left >= 2 * _DAY:
        return _("{days} d").format(days=left // _DAY)
    if left >= _HOUR:
        return _("{hours} h {minutes} m").format(hours=left // _HOUR, minutes=left % _HOUR // _MINUTE)
    return _("{minutes} m {seconds} s").format(minutes=left // _MINUTE, seconds=left % _MINUTE)


def tone_of_time_left(seconds: float) -> str:
    """ "bad" when nothing is left, "warn" when it is little."""
    if seconds <= 0:
        return "bad"
    return "warn" if seconds < _SOON_S else ""


class Countdown(QObject):
    """Says `ticked` whenever the words for the time left may have changed: each minute, in the last hour each second.

    The machine may sleep, and its clock be set: what is left is asked of the clock at each tick.
    """

    ticked = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._until: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)

    def run_to(self, until: datetime | None) -> None:
        """Counts down to `until`; None stops."""
        self._until = until
        self._plan()

    def seconds_left(self) -> float:
        """What is left; 0 where there is no end."""
        return max(0.0, (self._until - self._now()).total_seconds()) if self._until else 0.0

    def _tick(self) -> None:
        self.ticked.emit()
        self._plan()

    def _plan(self) -> None:
        if self._until is None:
            self._timer.stop()
            return
        left = self.seconds_left()
        # To just past the next change of the words; behind the end too, since a clock that was ahead may be set right.
        step = _MINUTE if left <= 0 else left % 1 if left < _HOUR else left % _MINUTE
        self._timer.start(int(step * 1000) + 20)
