"""The Ledger tab: the orders that left over the chosen one; where none has, the way to one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame.names import name_environment
from aexdesk.ui.ports import Ports
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.ledger import words
from aexdesk.ui.tabs.ledger.model import LedgerModel
from aexdesk.ui.tabs.ledger.order_pane import OrderPane
from aexdesk.ui.tabs.ledger.state import LedgerRow
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.empty_state import EmptyState
from aexdesk.ui.widgets.fitting import FittingTable
from aexdesk.ui.widgets.pane_parts import bar, centred, scroll
from aexdesk.ui.widgets.toned_cell import TonedCell
from aexdesk.wording import describe

_STATE = 5
_LEAST_CASE = 12
_SHARES = (1, 2)


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            lambda: _("When"),
            lambda row: words.write_short(row.entry.at),
            width=13,
            tooltip=lambda row: words.write_when(row.entry.at),
        ),
        Column(lambda: _("Environment"), lambda row: name_environment(row.environment), width=12),
        Column(lambda: _("Test case"), lambda row: row.entry.case_name),
        Column(lambda: _("Order ID"), words.write_order_id, "mono", 19),
        Column(lambda: _("Amount"), words.write_amount, "number", 13),
        Column(lambda: _("State"), words.name_state, width=16, tone=words.tone_of_state),
        Column(lambda: _("Checked"), words.write_checked, width=14, tooltip=words.explain_checked),
    )


class LedgerView(ComposedView):
    """Draws the model."""

    def __init__(self, model: LedgerModel, ports: Ports, navigate: Navigate) -> None:
        super().__init__()
        self._model = model
        self._clipboard = ports.clipboard
        self._navigate = navigate

    def _compose(self) -> Steps:
        self._frame()
        yield
        self.table = FittingTable(ListRows(_columns(), lambda row: row.entry.id, self), least=_LEAST_CASE)
        self.table.setObjectName("ledger.orders")
        self.table.setItemDelegateForColumn(_STATE, TonedCell(self.table))
        self._filled.addWidget(self.table)
        yield
        self.pane = OrderPane(self._model, self._clipboard, self.table, self._navigate)
        self._filled.addWidget(scroll(self.pane))
        for number, share in enumerate(_SHARES):
            self._filled.setStretchFactor(number, share)
        self._filled.setSizes([share * theme.size("window_height") for share in _SHARES])
        yield
        self.trouble.dismissed.connect(self._model.put_away_trouble)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _row: self.pane.begin())
        self.empty.acted.connect(lambda: self._navigate("order_tests"))
        self._model.changed.connect(self._show)

    def _frame(self) -> None:
        self.trouble, self.count, self.note = Banner(can_dismiss=True), QLabel(), QLabel()
        self.note.setWordWrap(True)
        theme.mark(self.note, kind="small")
        self._head, self.pages = bar(self.count, self.note), QStackedWidget()
        theme.column(self.trouble, self._head, gap="", parent=self).addWidget(self.pages, stretch=1)
        self.empty, self._filled = EmptyState("ledger"), QSplitter(Qt.Orientation.Vertical)
        self._filled.setObjectName("ledgerSplitter")
        self._filled.setChildrenCollapsible(False)
        self._filled.setHandleWidth(theme.space("hair"))
        self._nothing = centred(self.empty)
        for page in (self._nothing, self._filled):
            self.pages.addWidget(page)

    def retranslate(self) -> None:
        """Writes its words."""
        self.table.setAccessibleName(_("Orders that left"))
        self.table.rows.retranslate()
        self.note.setText(words.say_by_itself())
        self.empty.set_words(*words.say_empty())
        self.pane.retranslate()
        self._show()

    def _show(self) -> None:
        state = self._model.state
        self.table.show_rows(state.rows, state.chosen or None)
        self.pane.show_state()
        self.count.setText(words.say_count(state))
        theme.mark(self.count, kind="heading", tone="bad" if state.at_risk else "")
        self._head.setVisible(bool(state.rows))
        self.pages.setCurrentWidget(self._filled if state.rows else self._nothing)
        self.pages.setVisible(state.is_loaded)
        said = describe(state.trouble) if state.trouble is not None else None
        self.trouble.show_message(
            said.message if said else "", said.hint if said else "", "bad", _("Put this message away")
        )
        self.trouble.set_actions(*(((_("Read again"), self._read_again),) if said else ()))

    def _read_again(self) -> None:
        self._model.put_away_trouble()
        self._model.load()

    def _choose(self, row: LedgerRow | None) -> None:
        if row is not None:
            self._model.choose(row.entry.id)
