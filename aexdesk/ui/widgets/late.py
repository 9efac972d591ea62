"""A place for a view that is dear to build, and perhaps never looked at: it is built in turns when it is first seen."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar, cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from aexdesk.ui import theme
from aexdesk.ui.turns import BREATH_S, Steps, at_once, take_turn
from aexdesk.ui.view import View

V = TypeVar("V", bound=View)

_DRESSED = 8
"""Widgets that one step dresses by the theme."""


class _Shows(Protocol):
    def show_state(self) -> None: ...


class Late(QWidget, Generic[V]):
    """Shows what `make` makes, a view that has `show_state()`; `made` makes it at once, if nobody has looked yet."""

    def __init__(
        self, make: Callable[[], V], parent: QWidget | None = None, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._clock = clock
        self._steps = self._build()
        self._made: V | None = None
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(round(BREATH_S * 1000))
        self._next.timeout.connect(self._take_turn)

    @property
    def made(self) -> V:
        """The view itself."""
        at_once(self._steps)
        assert self._made is not None
        return self._made

    @property
    def if_made(self) -> V | None:
        """The same, but never built for the question; None as well while it is being built."""
        return self._made

    def _take_turn(self) -> None:
        if not take_turn(self._steps, self._clock):
            self._next.start()

    def _build(self) -> Steps:
        """Hidden until it is whole and dressed: what stands already would be laid out anew for each part."""
        view = self._make()
        view.hide()
        theme.column(view, gap="", parent=self)
        yield
        yield from view.compose()
        parts: tuple[QWidget, ...] = (view, *view.findChildren(QWidget))
        for number, one in enumerate(parts):
            one.ensurePolished()
            if number % _DRESSED == _DRESSED - 1:
                yield
        self._made = view
        cast("_Shows", view).show_state()
        yield
        has_keys = self.hasFocus()
        self.setFocusProxy(view)
        view.show()
        if has_keys:  # Qt gave them to the place, for want of what stands in it now
            self.focusNextChild()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        self._take_turn()
        super().showEvent(event)
