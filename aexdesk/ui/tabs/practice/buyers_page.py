"""The buyers: who is on loan and until when; their passwords stand under Loan accounts."""

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
from aexdesk.ui.widgets.fitting_table import FittingTable
from aexdesk.ui.widgets.id_copying import make_copy_button
from aexdesk.ui.widgets.pane_parts import bar, spring, thin_line
from aexdesk.ui.widgets.toned_cell import TonedCell

_KIND = 1


def _columns() -> tuple[Column, ...]:
    explain = words.explain_buyer
    return (
        Column(lambda: _("Buyer email"), lambda row: row.email, tooltip=explain),
        Column(lambda: _("Kind"), words.name_buyer_kind, width=10, tone=words.tone_of_buyer, tooltip=explain),
        Column(lambda: _("Until"), words.name_until, width=12, tooltip=explain),
        Column(lambda: _("User ID"), lambda row: row.user_id, "mono", 16, tooltip=explain),
    )


class BuyersPage(PracticePage):
    """One main act: lend."""

    def __init__(self, model: PracticeModel, ports: Ports, navigate: Navigate) -> None:
        super().__init__()
        self._model = model
        self.table = FittingTable(ListRows(_columns(), lambda row: row.email, self))
        self.table.setObjectName("practice.buyers")
        self.table.setItemDelegateForColumn(_KIND, TonedCell(self.table))
        self.copy = make_copy_button(ports.clipboard, self.table, lambda buyer: buyer.email)
        self._note, self.go, self.lend = QLabel(), QPushButton(), QPushButton()
        self.lend.setObjectName("practice.lend")
        theme.mark(self._note, kind="small")
        theme.mark(self.go, role="link")
        head = bar(self.lend, self.copy, self._note, self.go, spring())
        theme.column(head, thin_line(), self.table, gap="", parent=self).setStretch(2, 1)
        self.lend.clicked.connect(model.lend)
        self.go.clicked.connect(lambda: navigate("loan_accounts"))
        self.table.new_wanted.connect(model.lend)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.table.setAccessibleName(_("Buyers"))
        self.table.rows.retranslate()
        self.copy.set_what(lambda: _("buyer email"))
        self.lend.setToolTip(_("The practice gateway makes a test buyer and lends it for a month: Ctrl+N"))
        self._note.setText(_("Passwords stand under"))
        self.go.setText(_("Loan accounts"))
        self.show_state()

    def show_state(self) -> None:
        """Shows the buyers as they are."""
        state = self._model.state
        chosen = self.table.current_row()
        self.table.show_rows(state.known.buyers, chosen.email if chosen is not None else None)
        self.copy.setEnabled(bool(state.known.buyers))
        # Not disabled meanwhile: the focus would go on to the next button, and with it the next key.
        self.lend.setText(_("Lending…") if state.is_lending else _("Lend a new account"))
