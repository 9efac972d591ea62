"""Makes the rows of a form in turns of the loop, what stands on top first, so that the window never stands still.

What is sent is the draft; rows only show it. Who types, sends or goes elsewhere need not wait for the last of them.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QLayout

from aexdesk.ui.laying import laid_out_once

TURN_MS = 8
"""How long rows are made at a stretch, one at least: laying out and painting them takes about as long again."""

_PAUSE_MS = 1


class RowMaker(Protocol):
    """Puts its rows into `place`."""

    @property
    def place(self) -> QLayout:
        """The layout that is done once, after the turn."""

    def make_next(self) -> bool:
        """Makes the next row that is missing; whether there is another."""


class RowTurns(QObject):
    """The turns of all that makes rows for one page: together they take no longer than one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._makers: list[RowMaker] = []
        self._is_at_it = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._take)

    def begin(self, maker: RowMaker) -> None:
        """Rows are missing: the first at once, the rest in turns. Who comes last is inside of the others, and first."""
        if maker not in self._makers:
            self._makers.insert(0, maker)
        if not self._is_at_it and not self._later.isActive():
            self._take()

    def leave(self, maker: RowMaker) -> None:
        """Its rows are not wanted now."""
        if maker in self._makers:
            self._makers.remove(maker)
        if not self._makers:
            self._later.stop()

    def finish(self, maker: RowMaker) -> None:
        """Makes all that it misses, at once."""
        with laid_out_once(maker.place):
            while maker in self._makers:
                self._step(maker)

    def _take(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        self._is_at_it = True
        with ExitStack() as held:
            while self._makers:
                maker = self._makers[0]
                held.enter_context(laid_out_once(maker.place))
                self._step(maker)
                if clock.elapsed() >= TURN_MS:
                    break
        self._is_at_it = False
        if self._makers:
            self._later.start()

    def _step(self, maker: RowMaker) -> None:
        if not maker.make_next():
            self.leave(maker)
