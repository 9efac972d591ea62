"""One step of the login: a tick, a title, a sentence, and what belongs to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.icons import IconLabel


class Step(QWidget):
    """`say` gives title, sentence and tone; `show_done` the tick."""

    def __init__(self, number: int, *things: QWidget) -> None:
        super().__init__()
        self._number = QLabel(str(number))
        self._number.setFixedWidth(theme.size("icon"))
        self._number.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._tick = IconLabel("good", "good")
        self._title, self.sentence = QLabel(), QLabel()
        self.sentence.setWordWrap(True)
        self.is_done = False
        theme.mark(self._number, kind="muted")
        theme.mark(self.sentence, kind="small")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("s"))
        grid.setVerticalSpacing(theme.space("xs"))
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._number, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._tick, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._title, 0, 1)
        for row, thing in enumerate(things, start=1):
            grid.addWidget(thing, row, 1)
        grid.addWidget(self.sentence, len(things) + 1, 1)
        self._tick.hide()

    def say(self, title: str, sentence: str = "", tone: str = "") -> None:
        """Title, and a sentence under it."""
        for label, text in ((self._title, title), (self.sentence, sentence)):
            if label.text() != text:
                label.setText(text)
        self.sentence.setVisible(bool(sentence))
        theme.mark(self.sentence, tone=tone)
        self._name()

    def show_done(self, is_done: bool) -> None:
        """A tick in place of the number."""
        if is_done != self.is_done:
            self.is_done = is_done
            self._tick.setVisible(is_done)
            self._number.setVisible(not is_done)
            self._name()

    def _name(self) -> None:
        title = self._title.text()
        self.setAccessibleName(_("{step}: done").format(step=title) if self.is_done else title)
        self.setAccessibleDescription(self.sentence.text())
