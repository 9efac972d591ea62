"""A place for a view that is dear to build, and perhaps never looked at: it is built when it is first seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar, cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from aexdesk.ui import theme

W = TypeVar("W", bound=QWidget)


class _Shows(Protocol):
    def show_state(self) -> None: ...


class Late(QWidget, Generic[W]):
    """Shows what `make` makes, a view that has `show_state()`; `made` makes it, if nobody has looked yet."""

    def __init__(self, make: Callable[[], W], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._made: W | None = None

    @property
    def made(self) -> W:
        """The view itself."""
        if self._made is None:
            self._made = self._make()
            theme.column(self._made, gap="", parent=self)
            self.setFocusProxy(self._made)
            cast("_Shows", self._made).show_state()
        return self._made

    @property
    def if_made(self) -> W | None:
        """The same, but never built for the question."""
        return self._made

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks. What is made only now is shown with it, and not a turn of the loop later."""
        self.made.show()
        super().showEvent(event)
