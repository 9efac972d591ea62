"""An editor for JSON text that changes no letter, and keeps its undo when the text is written from outside."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFontMetrics, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from aexdesk.ui import theme
from aexdesk.ui.widgets.highlighting import SCHEME_EVENTS, JsonColours

_LINE_END = "\u2029"


def height_of_lines(edit: QPlainTextEdit, lines: int) -> int:
    """How high an editor must be to show so many lines of data, frame and all."""
    frame = 2 * (theme.space("xs") + theme.space("focus")) + round(2 * edit.document().documentMargin())
    return lines * QFontMetrics(theme.mono_font()).lineSpacing() + frame


class ExactEdit(QPlainTextEdit):
    """`edited` carries the text after a person changed it; `show_text` says nothing."""

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self._is_writing = False
        self.setTabChangesFocus(True)
        theme.mark(self, kind="mono")
        self._colours = JsonColours(self.document())
        self.textChanged.connect(self._note)

    def show_text(self, text: str) -> None:
        """Shows `text`; the same text again leaves cursor and undo alone."""
        if text == self._known:
            return
        self._known = text
        self._is_writing = True
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.endEditBlock()
        self._is_writing = False

    def text(self) -> str:
        """The text to the letter; toPlainText would turn a no-break space into a blank."""
        return self.document().toRawText().replace(_LINE_END, "\n")

    def _note(self) -> None:
        if self._is_writing:
            return
        text = self.text()
        if text != self._known:
            self._known = text
            self.edited.emit(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the scheme."""
        if event.type() in SCHEME_EVENTS:
            self._colours.follow_scheme()
        super().changeEvent(event)
