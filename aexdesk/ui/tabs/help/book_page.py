"""The error book: a search, the codes that fit, and the page of the chosen one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSplitter, QWidget

from aexdesk.i18n import _
from aexdesk.openplatform.errorbook import ErrorEntry
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.ports import Clipboard
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tabs.help.entry_pane import EntryPane
from aexdesk.ui.tabs.help.model import HelpModel
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.pane_parts import bar, thin_line
from aexdesk.ui.widgets.table import Table

_SHARES = (2, 3)


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            lambda: _("Error code"), lambda row: row.code, "mono", tooltip=lambda row: f"{row.code}\n{_(row.cause)}"
        ),
    )


class BookPage(ComposedView):
    """Draws its part of the model."""

    def __init__(self, model: HelpModel, clipboard: Clipboard) -> None:
        super().__init__()
        self._model = model
        self._clipboard = clipboard

    def _compose(self) -> Steps:
        model, left = self._model, QWidget()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("bookSplitter")
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(theme.space("hair"))
        theme.column(splitter, gap="", parent=self)
        splitter.addWidget(left)
        self.search = QLineEdit()
        self.search.setObjectName("help.search")
        self.search.setClearButtonEnabled(True)
        self.table = Table(ListRows(_columns(), lambda row: row.code, self))
        self.table.setObjectName("help.codes")
        self.table.horizontalHeader().hide()
        theme.column(bar(self.search, is_headed=True), thin_line(), self.table, gap="", parent=left)
        yield
        self.entry = EntryPane(model, self._clipboard)
        yield
        splitter.addWidget(self.entry)
        for number, share in enumerate(_SHARES):
            splitter.setStretchFactor(number, share)
        splitter.setSizes([share * theme.size("window_width") for share in _SHARES])
        yield
        self.search.textEdited.connect(model.search)
        self.search.textChanged.connect(self._note_clearing)
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.chosen.connect(self._choose)
        shortcuts.bind_search(self.search, self.table.setFocus, self.search.clear)

    def retranslate(self) -> None:
        """Writes its words."""
        self.search.setPlaceholderText(_("A code, or a word of what the platform said"))
        self.search.setToolTip(self.search.placeholderText())
        self.search.setAccessibleName(_("Search the error book"))
        self.table.setAccessibleName(_("Error codes"))
        self.table.rows.retranslate()
        self.entry.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows what was found."""
        state = self._model.state
        if self.search.text() != state.text:
            self.search.setText(state.text)
        self.table.show_rows(state.found, state.chosen.code if state.chosen is not None else None)
        self.entry.show_state()

    def _note_clearing(self, text: str) -> None:
        # The cross of the field and Esc change it without "editing" it.
        if not text and self._model.state.text:
            self._model.search("")

    def _choose(self, entry: ErrorEntry | None) -> None:
        if entry is not None:
            self._model.choose(entry.code)
