"""Text in the type of data, to be read and copied: JSON, headers, a string to sign."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from aexdesk.i18n import ngettext
from aexdesk.ui import theme
from aexdesk.ui.crash import told_at_once
from aexdesk.wording.turning_signs import write_exactly

SHOWN_LIMIT = 256 * 1024
"""Letters. A text edit lays out what it is given in one go; more than this and a person waits."""


class MonoText(QWidget):
    """Shows the beginning of a long text at once and says so; `text()` is always the whole."""

    def __init__(self, wraps: bool = False, parent: QWidget | None = None, edit: QPlainTextEdit | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.edit = edit or QPlainTextEdit()
        self.edit.setReadOnly(True)
        self.edit.setUndoRedoEnabled(False)
        mode = QPlainTextEdit.LineWrapMode
        self.edit.setLineWrapMode(mode.WidgetWidth if wraps else mode.NoWrap)
        self._cut = QLabel()
        self._cut.hide()
        theme.mark(self.edit, kind="mono", bare=True)
        theme.mark(self._cut, kind="small")
        theme.column(self.edit, self._cut, gap="", parent=self)
        self.setFocusProxy(self.edit)

    def set_text(self, text: str) -> None:
        """Shows `text`; the same text again leaves cursor and selection alone."""
        if text == self._text:
            return
        self._text = text
        self.edit.setPlainText(write_exactly(text[:SHOWN_LIMIT]))
        self.retranslate()

    def set_edge(self, pixels: int) -> None:
        """How far the letters stand from the edge of the text's ground, which reaches to the edge of its place."""
        self.edit.document().setDocumentMargin(pixels - theme.space("xs"))  # the sheet gives it the rest

    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_name(self, name: str) -> None:
        """What it is, for those who hear the window."""
        self.edit.setAccessibleName(name)

    def retranslate(self) -> None:
        """Writes its words."""
        is_cut = len(self._text) > SHOWN_LIMIT
        told = ngettext(
            "The first {shown} of {all} letter is shown; Copy takes all of it.",
            "The first {shown} of {all} letters are shown; Copy takes all of them.",
            len(self._text),
        )
        self._cut.setText(told.format(shown=f"{SHOWN_LIMIT:,}", all=f"{len(self._text):,}") if is_cut else "")
        self._cut.setVisible(is_cut)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() is QEvent.Type.LanguageChange:
            with told_at_once():
                self.retranslate()
        super().changeEvent(event)
