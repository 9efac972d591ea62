"""The chosen order of the ledger: what is known of its money, Check now, settling by hand, the way to cancel it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Clipboard
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.ledger import words
from aexdesk.ui.tabs.ledger.checklist import Checklist
from aexdesk.ui.tabs.ledger.model import LedgerModel
from aexdesk.ui.tabs.ledger.state import LedgerPage, LedgerRow
from aexdesk.ui.view import View
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.flow import Flow
from aexdesk.ui.widgets.id_copying import make_copy_button
from aexdesk.ui.widgets.pane_parts import spring
from aexdesk.ui.widgets.table import Table
from aexdesk.workspace.ledger import LedgerState

_BY_HAND = (LedgerState.CANCELLED, LedgerState.CONFIRMED_FREE, LedgerState.PAID)


class OrderPane(View):
    """Shows nothing where no order is chosen."""

    def __init__(self, model: LedgerModel, clipboard: Clipboard, table: Table, navigate: Navigate) -> None:
        super().__init__()
        self._model = model
        self._navigate = navigate
        theme.mark(self, role="page")
        self.order, self.amount, self.explained, self.found = QLabel(), QLabel(), QLabel(), QLabel()
        self.state = Chip()
        self.copy = make_copy_button(clipboard, table, lambda row: row.entry.order_id)
        self.check, self.page, self.call = QPushButton(), QPushButton(), QPushButton()
        self._by_hand, self.again = QLabel(), QPushButton()
        self.settles = {state: QPushButton() for state in _BY_HAND}
        self.checklist = Checklist(model)
        for label in (self.explained, self.found):
            label.setWordWrap(True)
        for label in (self.order, self.amount, self.explained, self.found):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.mark(self.order, kind="mono")
        theme.mark(self.amount, kind="heading")
        theme.mark(self._by_hand, kind="muted")
        self._place()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.copy.set_what(lambda: _("order ID"))
        self.call.setText(_("Open the call"))
        self._by_hand.setText(_("Settle by hand:"))
        names = {
            LedgerState.CANCELLED: (_("Cancelled"), _("The order page shows that it was cancelled")),
            LedgerState.CONFIRMED_FREE: (_("Confirmed free"), _("You have seen that nothing was charged")),
            LedgerState.PAID: (_("Paid"), _("It was charged; the amount is at risk no more, but lost")),
        }
        for state, (text, tooltip) in names.items():
            self.settles[state].setText(text)
            self.settles[state].setToolTip(tooltip)
        self.again.setText(_("Open again"))
        self.again.setToolTip(_("It waits to be settled once more"))
        self.checklist.retranslate()
        self.show_state()

    def begin(self) -> None:
        """To the first thing that can be done."""
        self.check.setFocus()

    def show_state(self) -> None:
        """Shows the chosen order as it is."""
        state = self._model.state
        self.checklist.show_state()
        if state.row is None:
            return
        self._show_order(state.row)
        self._show_check(state, state.row)
        self._show_ways(state, state.row)

    def _show_order(self, row: LedgerRow) -> None:
        self.order.setText(words.write_order_id(row))
        self.order.setAccessibleName(_("Order ID"))
        theme.show_if(self.copy, bool(row.entry.order_id))
        self.amount.setText(words.write_amount(row) if row.entry.amount is not None else "")
        theme.mark(self.amount, tone="bad" if row.is_at_risk or row.entry.state is LedgerState.PAID else "")
        self.state.show_state(words.name_state(row), words.tone_of_state(row))
        self.explained.setText(words.explain(row))

    def _show_check(self, state: LedgerPage, row: LedgerRow) -> None:
        is_running = state.inquiry.is_running
        self.check.setText(_("Cancel") if is_running else _("Check now"))
        self.check.setToolTip(_("Stop asking") if is_running else _("Ask the platform for this order"))
        self.check.setEnabled(bool(row.entry.order_id))
        theme.mark(self.check, role="primary" if row.is_at_risk and not is_running else "")
        said, tone = words.say_inquiry(state.inquiry, row)
        if said != self.found.text():
            self.found.setText(said)
        theme.mark(self.found, kind="small", tone=tone)

    def _show_ways(self, state: LedgerPage, row: LedgerRow) -> None:
        self.page.setText(_("Order page") if row.page else _("Practice"))
        told = _("Open the buyer's orders in your browser") if row.page else _("See it in the practice gateway")
        self.page.setToolTip(told)
        is_here = row.environment.name == state.here
        self.call.setEnabled(is_here)
        elsewhere = _("The call was made in another environment; go there first")
        self.call.setToolTip(_("See the call that made it, in the console") if is_here else elsewhere)
        is_settled = row.entry.is_settled
        for button in self.settles.values():
            theme.show_if(button, not is_settled)
            button.setEnabled(not state.is_busy)
        theme.show_if(self._by_hand, not is_settled)
        theme.show_if(self.again, is_settled)
        self.again.setEnabled(not state.is_busy)

    def _place(self) -> None:
        head = theme.line(self.order, self.copy, self.state, spring(), self.amount)
        ask = Flow(self.check, self.page, self.call, self.again)
        settle = Flow(self._by_hand, *self.settles.values())
        column = theme.column(head, self.explained, self.found, ask, settle, self.checklist, around="m", parent=self)
        column.addStretch(1)

    def _connect(self) -> None:
        for name, button in (("check", self.check), ("page", self.page), ("call", self.call), ("again", self.again)):
            button.setObjectName(f"ledger.{name}")
        self.check.clicked.connect(self._press_check)
        self.page.clicked.connect(self._open_page)
        self.call.clicked.connect(self._open_call)
        self.again.clicked.connect(self._model.open_again)
        for state, button in self.settles.items():
            button.setObjectName(f"ledger.{state.value}")
            button.clicked.connect(partial(self._settle, state))

    def _press_check(self) -> None:
        if self._model.state.inquiry.is_running:
            self._model.cancel_check()
        else:
            self._model.check()

    def _settle(self, state: LedgerState) -> None:
        self._model.settle(state)

    def _open_page(self) -> None:
        row = self._model.state.row
        if row is not None and row.page:
            self._model.open_page()
        else:
            self._navigate("practice")

    def _open_call(self) -> None:
        self._model.open_exchange()
        self._navigate("console")
