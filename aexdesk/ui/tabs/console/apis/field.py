"""The API field: a name, or a few letters of one; the picker under it is steered from here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from aexdesk.ui import icons, sides, theme
from aexdesk.ui.tabs.console.apis.picker import ApiPicker

_CONTROL = Qt.KeyboardModifier.ControlModifier


class ApiField(QLineEdit):
    """`chosen` carries a name: picked, or as it was typed when Enter was pressed or the field left."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picker: ApiPicker | None = None
        self._shown = ""
        self._is_typed = False
        self.setTextMargins(0, 0, theme.space("l"), 0)
        theme.mark(self, kind="mono")
        self.textEdited.connect(self._look)

    def use_picker(self, picker: ApiPicker) -> None:
        """The picker that opens under it."""
        self._picker = picker
        picker.taken.connect(self._take)

    def show_text(self, text: str) -> None:
        """What is chosen now; leaves alone what is being typed if it is the same."""
        if text != self._shown:
            self._shown = text
            if text != self.text():
                self.setText(text)
                self.setCursorPosition(0)

    def open(self) -> None:
        """Takes the keyboard, and shows every API."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        if self._picker is not None and self.isVisible():
            self._is_typed = False
            self._picker.open_under(self, self._shown)

    def _is_open(self) -> bool:
        return self._picker is not None and self._picker.isVisible()

    def _shut(self) -> None:
        if self._picker is not None:
            self._picker.hide()

    def _look(self, text: str) -> None:
        if self._picker is None:
            return
        self._is_typed = True
        if not self._is_open() and self.isVisible():
            self._picker.open_under(self, self._shown)
        self._picker.look_for(text)

    def _take(self, name: str) -> None:
        self._shut()
        self._shown = name
        self._is_typed = False
        self.setText(name)
        self.setCursorPosition(0)
        self.chosen.emit(name)

    def _enter(self) -> None:
        """A whole name that was typed is meant as it stands; else what the list has chosen."""
        picked = self._picker.chosen() if self._picker is not None and self._is_open() else ""
        typed = self.text().strip()
        is_name = self._is_typed and ("." in typed or typed.startswith("/")) and not typed.endswith(".")
        if picked and not (is_name and " " not in typed and not self._is_prefix_of(picked, typed)):
            self._take(picked)
        else:
            self._settle()

    @staticmethod
    def _is_prefix_of(picked: str, typed: str) -> bool:
        """Whether the list has what the letters begin or are part of, and not only some of them apart."""
        return typed.casefold() in picked.casefold()

    def _settle(self) -> None:
        self._shut()
        text = self.text().strip()
        self._is_typed = False
        if text != self._shown:
            self._shown = text
            self.chosen.emit(text)

    def _steer(self, event: QKeyEvent) -> bool:
        """Whether the key was one for the picker."""
        picker = self._picker
        if picker is None:
            return False
        key, has_control = event.key(), bool(event.modifiers() & _CONTROL)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(key))
        if step is not None:
            if not self._is_open():
                self.open()
            elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                picker.page(step)
            elif has_control:
                picker.step_group(step)
            else:
                picker.step(step)
            return True
        if not self._is_open():
            return False
        if key == Qt.Key.Key_Escape:
            self._shut()
            self._is_typed = False
            self.setText(self._shown)
            return True
        if key == Qt.Key.Key_B and has_control:
            picker.switch_favourite()
            return True
        return False

    def event(self, event: QEvent) -> bool:
        """While the picker is open its keys are its own, whatever the window does with them."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_open():
            is_ours = event.key() == Qt.Key.Key_Escape or (
                event.modifiers() & _CONTROL and event.key() in (Qt.Key.Key_B, Qt.Key.Key_Up, Qt.Key.Key_Down)
            )
            if is_ours:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that steer, Enter, and letters."""
        if self._steer(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _CONTROL:
            self._enter()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field settles what was typed."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._settle()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the picker."""
        super().mousePressEvent(event)
        if not self._is_open():
            QTimer.singleShot(0, self, self.open)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and the arrow that says that there is a list."""
        super().paintEvent(event)
        painter = QPainter(self)
        place = sides.at_end(self, theme.size("icon"), theme.space("s"))
        painter.drawPixmap(place, icons.pixmap("chevron_down", "muted"))
        painter.end()
