"""Notes in Markdown: written as text, shown as a page that loads nothing and goes nowhere by itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QStackedWidget, QTextBrowser

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Links
from aexdesk.ui.view import View

_LINES = 6
_OPENED = ("http", "https")
_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class NotesPage(QTextBrowser):
    """Markdown as a page. Nothing is fetched, not even a picture; a link opens when the person clicks it."""

    def __init__(self, links: Links) -> None:
        super().__init__()
        self._links = links
        self._shown = ""
        self._no_picture = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._no_picture.fill(Qt.GlobalColor.transparent)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.anchorClicked.connect(self._open)
        self.highlighted.connect(lambda url: self.setToolTip(url.toString()))

    def show_markdown(self, text: str) -> None:
        """Shows `text`, if that is news. HTML in it stays text."""
        if text != self._shown:
            self._shown = text
            self.document().setMarkdown(text, _FEATURES)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing, whatever it is: a picture from elsewhere would tell its host that somebody reads this.

        In place of a picture one pixel that nobody sees: given none, Qt would look for a file of that name itself.
        """
        return self._no_picture

    def _open(self, url: QUrl) -> None:
        if url.scheme() in _OPENED:
            self._links.open(url.toString())


class NotesField(View):
    """`edit` to write in, `page` to read; the button between them changes over."""

    edited = Signal()

    def __init__(self, links: Links) -> None:
        super().__init__()
        self.edit, self.page = QPlainTextEdit(), NotesPage(links)
        self.edit.setObjectName("loan.notes")
        self.edit.setTabChangesFocus(True)
        self.page.setTabChangesFocus(True)
        self.preview = QPushButton()
        self.preview.setCheckable(True)
        theme.mark(self.preview, role="link")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.edit)
        self._stack.addWidget(self.page)
        self._stack.setMinimumHeight(_LINES * theme.size("row"))
        column = theme.column(self._stack, gap="xs", parent=self)
        column.setStretch(0, 1)
        column.addWidget(self.preview, alignment=Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self.edited)
        self.preview.toggled.connect(self._turn)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.preview.setText(_("Write") if self.preview.isChecked() else _("Preview"))
        self.preview.setToolTip(_("Between the text and the page that its Markdown makes"))
        self.page.setAccessibleName(_("Notes, as a page"))

    def show_notes(self, text: str) -> None:
        """Shows `text`; the cursor stays where nothing differs."""
        if self.edit.toPlainText() != text:
            self.edit.setPlainText(text)
        self.page.show_markdown(text)

    def _turn(self, is_page: bool) -> None:
        self.page.show_markdown(self.edit.toPlainText())
        self._stack.setCurrentWidget(self.page if is_page else self.edit)
        self.retranslate()
