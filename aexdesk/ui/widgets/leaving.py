"""Notices that a person has left a field: what is wrong with it is said then, and not while the first letter stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class Leaving(QObject):
    """`left` when the field is left for the first time, and again after `begin_again`."""

    left = Signal()

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._named = field.focusProxy() or field
        self.has_left = False
        self._named.installEventFilter(self)

    @property
    def is_due(self) -> bool:
        """Whether what is wrong may be said: nobody is typing here for the first time."""
        return self.has_left or not self._named.hasFocus()

    def begin_again(self) -> None:
        """Another thing stands in the field: it has not been left yet."""
        self.has_left = False

    def go_on(self) -> None:
        """The person wants to go on: that is as good as leaving it."""
        self.has_left = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hears of the focus. A list of choices that opens takes it, and the person is still at the field."""
        if isinstance(event, QFocusEvent) and event.lostFocus() and not self.has_left:
            self.has_left = event.reason() is not Qt.FocusReason.PopupFocusReason
            if self.has_left:
                self.left.emit()
        return super().eventFilter(watched, event)
