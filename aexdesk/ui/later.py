"""Time as a thing one is given: `Later` runs something after some seconds, unless cancelled. Tests bring their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer


class Timer(Protocol):
    """What has been put off."""

    def cancel(self) -> None:
        """Does not let it happen; harmless afterwards."""


class Later(Protocol):
    """Puts something off."""

    def __call__(self, seconds: float, act: Callable[[], None]) -> Timer:
        """Runs `act` once, in `seconds`."""


class _QtTimer:
    def __init__(self, timer: QTimer) -> None:
        self._timer: QTimer | None = timer
        timer.timeout.connect(self._forget)

    def cancel(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer.deleteLater()
            self._timer = None

    def _forget(self) -> None:
        if self._timer is not None:
            self._timer.deleteLater()
            self._timer = None


class QtLater:
    """On Qt's clock. What is put off dies with `owner`."""

    def __init__(self, owner: QObject) -> None:
        self._owner = owner

    def __call__(self, seconds: float, act: Callable[[], None]) -> Timer:
        """Runs `act` once, in `seconds`."""
        timer = QTimer(self._owner)
        timer.setSingleShot(True)
        timer.setInterval(round(seconds * 1000))
        made = _QtTimer(timer)
        timer.timeout.connect(act)
        timer.start()
        return made
