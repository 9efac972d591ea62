"""The cases to choose from: search, how far they are, and the table."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.filed_cases import name_state, tone_of_state
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tabs.support import words
from aexdesk.ui.tabs.support.model import SupportModel
from aexdesk.ui.view import View
from aexdesk.ui.widgets.combo import Combo
from aexdesk.ui.widgets.pane_parts import fit_columns
from aexdesk.ui.widgets.table import Table
from aexdesk.workspace.filed_case import FiledCase


def _columns() -> tuple[Column, ...]:
    return (
        Column(lambda: _("Sent at"), lambda row: words.write_moment(row.at), "mono", 15),
        Column(lambda: _("About"), lambda row: row.name),
        Column(lambda: _("State"), lambda row: name_state(row.state), width=10, tone=tone_of_state),
    )


class CaseList(View):
    """Newest first."""

    def __init__(self, model: SupportModel) -> None:
        super().__init__()
        self._model = model
        self.search, self.only = QLineEdit(), Combo()
        self.search.setClearButtonEnabled(True)
        self.search.setObjectName("support.case_search")
        self.only.setObjectName("support.case_state_filter")
        self.table = Table(ListRows(_columns(), lambda row: row.id, self))
        self.table.setObjectName("support.cases")
        head = theme.line(self.search, self.only, around="s")
        theme.column(head, self.table, gap="", parent=self).setStretch(1, 1)
        self.search.textChanged.connect(self._search)
        self.only.chosen.connect(model.cases.show_only)
        self.table.chosen.connect(self._choose)
        self.table.delete_wanted.connect(lambda row: model.cases.delete(row.id, lambda: _("Case deleted.")))
        shortcuts.bind_search(self.search, self.table.setFocus, self.search.clear)
        fit_columns(self.table)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search cases"))
        self.only.set_choices(words.list_states())
        self.only.setAccessibleName(_("How far they are"))
        self.table.setAccessibleName(_("Cases"))
        self.table.rows.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the list as it is."""
        cases = self._model.state.cases
        if self.search.text() != cases.search:
            self.search.setText(cases.search)
        self.only.show_choice(cases.only.value if cases.only is not None else "")
        self.table.show_rows(cases.rows, cases.chosen.id if cases.chosen is not None else None)
        self.table.horizontalHeader().setVisible(bool(cases.rows))

    def _search(self, text: str) -> None:
        if text != self._model.state.cases.search:
            self._model.cases.search(text)

    def _choose(self, row: FiledCase | None) -> None:
        if row is not None:
            self._model.cases.choose(row.id)
