"""Time as a thing one is given: `Later` runs something after some seconds, unless cancelled. Tests bring their own."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

_LOOK_S = 5.0
"""How often a longer time is compared with the wall clock."""


class Timer(Protocol):
    """What has been put off."""

    def cancel(self) -> None:
        """Does not let it happen; harmless afterwards."""


class Later(Protocol):
    """Puts something off."""

    def __call__(self, seconds: float, act: Callable[[], None]) -> Timer:
        """Runs `act` once, in `seconds`."""


class _QtTimer:
    """Two clocks tell, and the first that says so is believed: Qt's stands still while the machine sleeps, and the
    wall clock may be set back."""

    def __init__(self, timer: QTimer, seconds: float, act: Callable[[], None], now: Callable[[], float]) -> None:
        self._timer: QTimer | None = timer
        self._left_s = seconds
        self._end = now() + seconds
        self._act = act
        self._now = now
        timer.setSingleShot(True)
        timer.timeout.connect(lambda: self._look())  # noqa: PLW0108 - keeps this object, as its method would not
        self._wait(timer)

    def cancel(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer.deleteLater()
            self._timer = None

    def _wait(self, timer: QTimer) -> None:
        step = min(self._left_s, _LOOK_S)
        self._left_s -= step
        timer.start(round(step * 1000))

    def _look(self) -> None:
        if self._timer is not None and self._left_s > 0 and self._now() < self._end:
            self._wait(self._timer)
        else:
            self.cancel()
            self._act()


class QtLater:
    """On Qt's clock, and on the wall clock that a sleeping machine comes back to. What is put off dies with `owner`."""

    def __init__(self, owner: QObject, now: Callable[[], float] = time.time) -> None:
        self._owner = owner
        self._now = now

    def __call__(self, seconds: float, act: Callable[[], None]) -> Timer:
        """Runs `act` once, in `seconds`."""
        return _QtTimer(QTimer(self._owner), seconds, act, self._now)
