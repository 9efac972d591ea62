"""The empty state: what will stand here, in a title and a sentence, and one button that begins it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from aexdesk.ui import theme
from aexdesk.ui.icons import IconLabel

_AS_WIDE_AS_IT_MAY = 1_000


class EmptyState(QWidget):
    """Fills its place, its words in the middle. Without a button text there is no button; a second one is
    for another way to begin.

    `may_narrow`: its sentence wraps earlier in a narrow place; else it keeps its width, and the place with it.
    """

    acted = Signal()
    acted_otherwise = Signal()

    def __init__(self, icon: str, parent: QWidget | None = None, *, may_narrow: bool = False) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._icon = IconLabel(icon, edge="icon_large")
        self._title, self._sentence, self._button, self._other = QLabel(), QLabel(), QPushButton(), QPushButton()
        self._button.clicked.connect(self.acted)
        self._other.clicked.connect(self.acted_otherwise)
        self._button.hide()
        self._other.hide()
        self._sentence.setMaximumWidth(theme.size("sentence"))
        if not may_narrow:
            self._sentence.setMinimumWidth(theme.size("sentence"))
        for label in (self._title, self._sentence):
            label.setWordWrap(True)
            label.setAlignment(centre)
        theme.mark(self._title, kind="heading")
        theme.mark(self._sentence, kind="muted")
        theme.mark(self._button, role="primary")
        column = theme.column(around="l", parent=self)
        column.addStretch(2)
        column.addWidget(self._icon, alignment=centre)
        column.addWidget(self._title)
        # Not by alignment: a layout would then reckon the sentence's height from the whole width.
        middle = theme.line()
        middle.addStretch(1)
        middle.addWidget(self._sentence, _AS_WIDE_AS_IT_MAY)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(theme.space("s"))
        column.addWidget(self._button, alignment=centre)
        column.addWidget(self._other, alignment=centre)
        column.addStretch(3)

    def set_words(self, title: str, sentence: str, button: str = "", other: str = "") -> None:
        """What it says."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._other.setText(other)
        self._other.setVisible(bool(other))
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
