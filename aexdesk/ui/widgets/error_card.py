"""The error card: what happened, what to do, and the buttons that do it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from aexdesk.ui import theme
from aexdesk.ui.icons import IconLabel
from aexdesk.ui.telling import tell
from aexdesk.ui.widgets.flow import Flow


class ErrorCard(QFrame):
    """`show_error(message, hint, detail)`, then `set_actions`; the first action is the likeliest.

    `is_quiet`: one of several, beside something that counts more.
    """

    def __init__(self, tone: str = "bad", parent: QWidget | None = None, *, is_quiet: bool = False) -> None:
        super().__init__(parent)
        theme.mark(self, role="card", tone=tone)
        self._icon = IconLabel(tone, tone)
        self._message, self._hint, self._detail = QLabel(), QLabel(), QLabel()
        for label in (self._message, self._hint, self._detail):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.mark(self._message, kind="" if is_quiet else "heading")
        theme.mark(self._detail, kind="mono")
        self._made: list[QPushButton] = []
        self._buttons = Flow()
        words = theme.column(self._message, self._hint, self._detail, self._buttons)
        line = theme.line(around="m", gap="m", parent=self)
        line.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, stretch=1)

    def show_error(self, message: str, hint: str = "", detail: str = "") -> None:
        """Says what happened, what to do and, in the type of data, the detail."""
        for label, text in ((self._message, message), (self._hint, hint), (self._detail, detail)):
            if text != label.text():
                label.setText(text)
            label.setVisible(bool(text))
        is_new = (message, hint) != (self.accessibleName(), self.accessibleDescription())
        self.setAccessibleName(message)
        self.setAccessibleDescription(hint)
        if is_new:
            tell(self, f"{message} {hint}".strip(), is_urgent=True)

    def set_tone(self, tone: str) -> None:
        """Another tone: "good", "warn" or "bad"."""
        self._icon.set_icon(tone, tone)
        theme.mark(self, tone=tone)

    def set_actions(self, *actions: tuple[str, Callable[[], None]]) -> tuple[QPushButton, ...]:
        """The buttons under the words; as many as before are the same ones, so that the keyboard stays where it is."""
        if len(actions) != len(self._made):
            self._make(len(actions))
        for button, (text, act) in zip(self._made, actions, strict=True):
            if text != button.text():
                button.setText(text)
            button.clicked.disconnect()
            button.clicked.connect(lambda _checked=False, act=act: act())
        return tuple(self._made)

    def _make(self, count: int) -> None:
        for old in self._made:
            self._buttons.removeWidget(old)
            old.setObjectName("")
            old.hide()
            old.deleteLater()
        self._made = [QPushButton() for _number in range(count)]
        for place, button in enumerate(self._made):
            button.clicked.connect(lambda: None)
            self._buttons.put(place, button)
