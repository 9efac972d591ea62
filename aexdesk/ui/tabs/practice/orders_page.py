"""The orders: the newest on top, with what they cost or would have, and the chosen one beneath."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from aexdesk.i18n import _
from aexdesk.services.practice_contents import PracticeOrder
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.practice import words
from aexdesk.ui.tabs.practice.model import PracticeModel
from aexdesk.ui.tabs.practice.order_pane import OrderPane
from aexdesk.ui.tabs.practice.page import PracticePage
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.empty_state import EmptyState
from aexdesk.ui.widgets.fitting import FittingTable
from aexdesk.ui.widgets.id_copying import make_copy_button
from aexdesk.ui.widgets.pane_parts import centred
from aexdesk.ui.widgets.toned_cell import TonedCell

_GIVES_WAY = (6, 1, 3)
"""Test case, item, country; the pane beneath tells them too."""
_LEAST_ACCOUNT = 10
_COST = 7


def _columns() -> tuple[Column, ...]:
    return (
        Column(lambda: _("Order ID"), lambda row: row.id, "mono", 20),
        Column(lambda: _("Item ID"), lambda row: row.item_id, "mono", 20),
        Column(lambda: _("Qty"), lambda row: str(row.quantity), "number", 5),
        Column(lambda: _("Country"), lambda row: row.country, width=8),
        Column(lambda: _("Account"), lambda row: row.account),
        Column(lambda: _("State"), lambda row: row.state, "mono", 28),
        Column(lambda: _("Test case"), lambda row: row.test_case or words.NOTHING, width=16),
        Column(lambda: _("Cost"), words.name_cost, width=28, tone=words.tone_of_cost),
    )


class OrdersPage(ComposedView, PracticePage):
    """Table over pane; where there is no order, the way to one."""

    def __init__(self, model: PracticeModel, ports: Ports, navigate: Navigate) -> None:
        super().__init__()
        self._model = model
        self._clipboard = ports.clipboard
        self._navigate = navigate

    def _compose(self) -> Steps:
        self.empty, self.pages = EmptyState("order"), QStackedWidget()
        self._nothing, self._filled = centred(self.empty), QWidget()
        theme.column(self.pages, gap="", parent=self)
        for page in (self._nothing, self._filled):
            self.pages.addWidget(page)
        yield
        column = theme.column(gap="", parent=self._filled)
        self.table = FittingTable(ListRows(_columns(), lambda row: row.id, self), _GIVES_WAY, _LEAST_ACCOUNT)
        self.table.setObjectName("practice.orders")
        self.table.setItemDelegateForColumn(_COST, TonedCell(self.table))
        column.addWidget(self.table, stretch=1)
        yield
        self.copy = make_copy_button(self._clipboard, self.table, lambda order: order.id)
        self.pane = OrderPane(self._model, self.copy)
        column.addWidget(self.pane)
        yield
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _row: self.pane.begin())
        self.empty.acted.connect(lambda: self._navigate("order_tests"))

    def retranslate(self) -> None:
        """Writes its words."""
        self.table.setAccessibleName(_("Orders"))
        self.table.rows.retranslate()
        self.empty.set_words(*words.say_no_order())
        self.pane.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the orders as they are."""
        state = self._model.state
        self.table.show_rows(state.orders, state.order.id if state.order is not None else None)
        self.pane.show_state()
        self.pages.setCurrentWidget(self._filled if state.orders else self._nothing)
        self.pages.setVisible(state.contents is not None)

    def _choose(self, row: PracticeOrder | None) -> None:
        if row is not None:
            self._model.choose_order(row.id)
