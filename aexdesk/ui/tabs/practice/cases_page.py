"""The order test cases as the gateway knows them, with how many orders each has made free."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.practice import words
from aexdesk.ui.tabs.practice.model import PracticeModel
from aexdesk.ui.tabs.practice.page import PracticePage
from aexdesk.ui.widgets.fitting import FittingTable
from aexdesk.ui.widgets.id_copying import make_copy_button
from aexdesk.ui.widgets.pane_parts import bar, thin_line


def _columns() -> tuple[Column, ...]:
    return (
        Column(lambda: _("Name"), lambda row: row.name, tooltip=lambda row: row.reason or row.name),
        Column(lambda: _("Account"), lambda row: row.account, width=26),
        Column(lambda: _("Item ID"), lambda row: row.item_id, "mono", 20),
        Column(lambda: _("Qty"), lambda row: str(row.quantity), "number", 5),
        Column(lambda: _("Country"), lambda row: row.country, width=8),
        Column(lambda: _("State"), words.name_case_state, width=11, tone=words.tone_of_case),
        Column(lambda: _("Orders"), lambda row: str(row.orders), "number", 7),
    )


class CasesPage(PracticePage):
    """To look at; they are made under Order tests."""

    def __init__(self, model: PracticeModel, ports: Ports, navigate: Navigate) -> None:
        super().__init__()
        self._model = model
        self.table = FittingTable(ListRows(_columns(), lambda row: row.name, self))
        self.table.setObjectName("practice.cases")
        self.copy = make_copy_button(ports.clipboard, self.table, lambda case: case.item_id)
        self._note, self.go = QLabel(), QPushButton()
        theme.mark(self._note, kind="small")
        theme.mark(self.go, role="link")
        self._note.setWordWrap(True)
        head = bar(self._note, self.go, self.copy, is_headed=True)
        theme.column(head, thin_line(), self.table, gap="", parent=self).setStretch(2, 1)
        self.go.clicked.connect(lambda: navigate("order_tests"))
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.table.setAccessibleName(_("Test cases"))
        self.table.rows.retranslate()
        self.copy.set_what(lambda: _("item ID"))
        self._note.setText(_("An order that equals an active one in all four facts is free. They are made under"))
        self.go.setText(_("Order tests"))
        self.show_state()

    def show_state(self) -> None:
        """Shows the cases as they are."""
        cases, chosen = self._model.state.known.cases, self.table.current_row()
        self.table.show_rows(cases, chosen.name if chosen is not None else None)
        self.copy.setEnabled(bool(cases))
