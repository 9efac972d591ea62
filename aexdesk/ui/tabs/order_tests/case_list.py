"""The list of test cases: search, New, Duplicate, Delete, and the table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tabs.order_tests import words
from aexdesk.ui.tabs.order_tests.model import CasesModel
from aexdesk.ui.tabs.order_tests.state import CaseRow
from aexdesk.ui.view import View
from aexdesk.ui.widgets.pane_parts import fit_columns
from aexdesk.ui.widgets.table import Table


def _columns() -> tuple[Column, ...]:
    return (
        Column(lambda: _("Test case"), words.name_row),
        Column(
            lambda: _("State"),
            lambda row: words.name_state(row.state),
            width=11,
            tone=lambda row: words.tone_of_state(row.state) or "muted",
            tooltip=lambda row: words.explain_state(row.state),
        ),
    )


class CaseList(View):
    """`opened` when the person wants to edit what is chosen, `begun` when a test case was begun."""

    opened = Signal()
    begun = Signal()
    import_wanted = Signal()

    def __init__(self, model: CasesModel) -> None:
        super().__init__()
        self._model = model
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(theme.size("label") - theme.space("xl"))
        self.new, self.copy, self.delete = IconButton("plus"), IconButton("duplicate"), IconButton("trash")
        self.bring_in = IconButton("folder")
        self.bring_in.setObjectName("cases.import")
        self._rows = ListRows(_columns(), lambda row: row.id, self)
        self.table = Table(self._rows)
        self.table.setObjectName("cases.list")
        self.new.setObjectName("cases.new")
        self._nothing = QLabel()
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(*[theme.space("m")] * 4)
        theme.mark(self._nothing, kind="muted")
        bar = theme.line(self.search, self.new, self.copy, self.bring_in, self.delete, gap="xs", around="s")
        column = theme.column(bar, gap="", parent=self)
        column.addWidget(self._nothing)
        column.addWidget(self.table, stretch=1)
        self._connect()
        fit_columns(self.table)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search test cases"))
        self.new.set_words(_("New test case"), _("New test case: Ctrl+N"))
        self.copy.set_words(_("Duplicate test case"), _("Duplicate, as a draft: Ctrl+D"))
        self.bring_in.set_words(_("Import test cases…"), _("Import from a CSV file: shown first, saved after"))
        self.delete.set_words(_("Delete test case"), _("Delete; it can be undone: Delete"))
        self.table.setAccessibleName(_("Order test cases"))
        self._rows.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the list as it is."""
        state = self._model.state
        if self.search.text() != state.search:
            self.search.setText(state.search)
        self.table.show_rows(state.rows, state.chosen or None)
        self.table.horizontalHeader().setVisible(bool(state.rows))
        self.copy.setEnabled(state.form is not None and not state.form.is_new)
        self.delete.setEnabled(state.form is not None)
        is_bare = state.is_loaded and bool(state.search) and not state.rows
        self._nothing.setText(_("No test case matches “{search}”.").format(search=state.search) if is_bare else "")
        self._nothing.setVisible(is_bare)

    def _connect(self) -> None:
        model, table = self._model, self.table
        self.search.textEdited.connect(model.search)
        self.search.returnPressed.connect(table.setFocus)
        self.new.clicked.connect(self._begin)
        self.copy.clicked.connect(model.duplicate)
        self.delete.clicked.connect(model.remove)
        self.bring_in.clicked.connect(self.import_wanted)
        table.chosen.connect(self._choose)
        table.opened.connect(self._open)
        table.new_wanted.connect(self._begin)
        table.duplicate_wanted.connect(lambda _row: model.duplicate())
        table.delete_wanted.connect(lambda _row: model.remove())
        shortcuts.bind_search(self.search, table.setFocus, self._clear_search)

    def _choose(self, row: CaseRow | None) -> None:
        if row is not None:
            self._model.choose(row.id)

    def _open(self, row: CaseRow) -> None:
        self._model.choose(row.id)
        self.opened.emit()

    def _begin(self) -> None:
        self._model.begin_new()
        self.begun.emit()

    def _clear_search(self) -> None:
        if self.search.text():
            self.search.clear()
            self._model.search("")
