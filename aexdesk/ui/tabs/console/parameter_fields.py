"""The fields of the form: one line for a text, hidden where it is a secret, several lines for JSON."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from aexdesk.ui import theme
from aexdesk.ui.tabs.console.exact_edit import ExactEdit, height_of_lines

_LEAST_LINES, _MOST_LINES = 3, 14
_LONGEST = 16_777_216  # letters; Qt's own limit of 32,767 would cut a value without a word


class LineField(QLineEdit):
    """A value in one line. `edited` carries what a person typed."""

    edited = Signal(str)

    def __init__(self, is_secret: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LONGEST)
        theme.mark(self, kind="mono")
        if is_secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
        self._known = ""
        self.textEdited.connect(self._note)

    def show_value(self, text: str) -> None:
        """Shows the value; leaves alone what is being typed if it is the same."""
        if text != self._known:
            self._known = text
            self.setText(text)
            self.setCursorPosition(0)

    def _note(self, text: str) -> None:
        self._known = text
        self.edited.emit(text)


class JsonField(QWidget):
    """A value that is JSON text, in the whole width: name and type above, what is wrong beneath.

    `example_wanted`: the person wants it filled in.
    """

    edited = Signal(str)
    example_wanted = Signal()

    def __init__(self, kind: str, has_example: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label, self._kind = QLabel(), QLabel(kind)
        self.label.setWordWrap(True)
        theme.mark(self.label, kind="muted")
        theme.mark(self._kind, kind="small")
        self.example = QPushButton()
        theme.mark(self.example, role="link")
        self.example.setVisible(has_example)
        self.example.clicked.connect(self.example_wanted)
        self.edit = ExactEdit()
        self.edit.setLineWrapMode(ExactEdit.LineWrapMode.NoWrap)
        self.edit.edited.connect(self.edited)
        self.edit.blockCountChanged.connect(self._grow)
        self.label.setBuddy(self.edit)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        theme.mark(self.problem, kind="small", tone="bad")
        self.problem.hide()
        head = theme.line(self.label, self._kind, self.example)
        head.setStretch(0, 1)
        theme.column(head, self.edit, self.problem, gap="hair", parent=self)
        self.setFocusProxy(self.edit)
        self._grow()

    def set_words(self, label: str, tooltip: str) -> None:
        """Its name, and what it means."""
        self.label.setText(label)
        for widget in (self.label, self.edit):
            widget.setToolTip(tooltip)
        self.edit.setAccessibleDescription(tooltip)

    def show_value(self, text: str) -> None:
        """Shows the value."""
        self.edit.show_text(text)

    def complain(self, sentence: str) -> None:
        """What is wrong with it."""
        if sentence != self.problem.text():
            self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        theme.mark(self.edit, complaint=bool(sentence))

    def _grow(self) -> None:
        lines = min(max(self.edit.blockCount(), _LEAST_LINES), _MOST_LINES)
        self.edit.setFixedHeight(height_of_lines(self.edit, lines))
