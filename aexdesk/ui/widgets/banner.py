"""A banner: a line across the top of a place that says what happened and what to do; it stays until it is settled."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from aexdesk.ui import theme
from aexdesk.ui.icons import IconButton, IconLabel
from aexdesk.ui.telling import tell

_ICONS = {"good": "good", "warn": "warn", "bad": "bad", "accent": "info"}


class Banner(QFrame):
    """`show_message`, then `set_actions`; empty text hides it. With `can_dismiss` it has a cross."""

    dismissed = Signal()

    def __init__(self, can_dismiss: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, role="banner")
        self._icon = IconLabel("info")
        self._message, self._hint = QLabel(), QLabel()
        self._actions: list[QPushButton] = []
        for label in (self._message, self._hint):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.mark(self._hint, kind="small")
        self._close = IconButton("close", "text")
        self._close.clicked.connect(self.dismissed)
        words = theme.column(self._message, self._hint, gap="")
        self._line = theme.line(parent=self)
        self._line.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("s"), theme.space("s"))
        self._line.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        self._line.addLayout(words, stretch=1)
        self._line.addWidget(self._close)
        self._close.setVisible(can_dismiss)
        self.hide()

    def show_message(self, message: str, hint: str = "", tone: str = "accent", dismiss: str = "") -> None:
        """Says `message` and, smaller, `hint`; `dismiss` names the cross for those who hear it."""
        for label, text in ((self._message, message), (self._hint, hint)):
            if text != label.text():
                label.setText(text)
        self._hint.setVisible(bool(hint))
        self._icon.set_icon(_ICONS[tone], tone)
        self._close.set_words(dismiss)
        # Several banners may stand over one another.
        self._close.setAccessibleName(f"{dismiss}: {message}" if dismiss else "")
        is_new = message != self.accessibleName() or self.isHidden()
        is_more = hint != self.accessibleDescription()
        self.setAccessibleName(message)
        self.setAccessibleDescription(hint)
        theme.mark(self, tone=tone)
        theme.show_if(self, bool(message))
        if is_new or is_more:
            tell(self, f"{message} {hint}".strip() if is_new else hint, is_urgent=tone == "bad")

    def set_actions(self, *actions: tuple[str, Callable[[], None]]) -> None:
        """The buttons at its end, each a word and what it does."""
        if len(actions) != len(self._actions):
            self._replace(len(actions))
        for button, (text, act) in zip(self._actions, actions, strict=True):
            button.setText(text)
            button.clicked.disconnect()
            button.clicked.connect(lambda _checked=False, act=act: act())

    def _replace(self, count: int) -> None:
        for button in self._actions:
            self._line.removeWidget(button)
            button.deleteLater()
        self._actions = [QPushButton() for _ in range(count)]
        for button in self._actions:
            button.clicked.connect(lambda: None)
            self._line.insertWidget(self._line.count() - 1, button)
