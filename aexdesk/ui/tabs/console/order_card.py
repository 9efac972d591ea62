"""What became of an order, in words: placed, created but unpaid, or nobody knows; with its ID to copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.icons import IconLabel
from aexdesk.ui.tabs.console.order_state import OrderResult
from aexdesk.ui.tabs.console.order_words import write_result
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.workspace.case_order import CaseOrderState

if TYPE_CHECKING:
    from aexdesk.ui.ports import Clipboard


@dataclass(frozen=True, slots=True)
class OrderActs:
    """What the card's buttons do."""

    send_again: Callable[[], None]
    open_page: Callable[[], None]
    go_to_ledger: Callable[[], None]
    go_to_cases: Callable[[], None]
    ask_support: Callable[[], None]


class OrderCard(QFrame):
    """`show_result`; an order that was refused is told by the error card."""

    def __init__(
        self,
        clipboard: Clipboard,
        acts: OrderActs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._result: OrderResult | None = None
        self._icon, self.message, self.hint = IconLabel("good", "good"), QLabel(), QLabel()
        for label in (self.message, self.hint):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.mark(self.message, kind="heading")
        self.copy = CopyButton(clipboard, lambda: "\n".join(self._result.outcome.order_ids) if self._result else "")
        self.again, self.page, self.ledger = QPushButton(), QPushButton(), QPushButton()
        self.cases, self.support = QPushButton(), QPushButton()
        self.again.setObjectName("console.again")
        self.page.setObjectName("console.order_page")
        for button, act in (
            (self.again, acts.send_again),
            (self.page, acts.open_page),
            (self.ledger, acts.go_to_ledger),
            (self.cases, acts.go_to_cases),
            (self.support, acts.ask_support),
        ):
            button.clicked.connect(act)
        head = theme.line(self.message, self.copy)
        head.setStretch(0, 1)
        head.setAlignment(self.copy, Qt.AlignmentFlag.AlignTop)
        # Short lines: the widest of them is the least that the answer's side of the window can do with.
        lines = [theme.line(self.again), theme.line(self.page, self.ledger), theme.line(self.cases, self.support)]
        for buttons in lines:
            buttons.addStretch(1)
        words = theme.column(head, self.hint, *lines)
        line = theme.line(around="m", gap="m", parent=self)
        line.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, stretch=1)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes the words that are always the same."""
        self.copy.set_what(lambda: _("order ID"))
        self.again.setText(_("Send again with the same out_order_id"))
        self.again.setToolTip(_("The platform takes it for the same order, for 24 hours after the first"))
        self.page.setText(_("Open the order page"))
        self.page.setToolTip(_("See the buyer's orders in your browser"))
        self.ledger.setText(_("Ledger"))
        self.ledger.setToolTip(_("See what the order may cost, and settle it"))
        self.cases.setText(_("Order tests"))
        self.cases.setToolTip(_("Go to the test case, where this order stands too"))
        self.support.setText(_("Support form"))
        self.support.setToolTip(_("Write to the platform's support about this call"))

    def show_result(self, result: OrderResult, has_support: bool) -> None:
        """Says it in the words of now; `has_support`: the way to the support form is here."""
        self._result = result
        tone, words = write_result(result)
        theme.mark(self, role="card", tone=tone)
        self._icon.set_icon(tone, tone)
        for label, text in ((self.message, words.message), (self.hint, words.hint)):
            if text != label.text():
                label.setText(text)
        theme.show_if(self.copy, bool(result.outcome.order_ids))
        theme.show_if(self.support, has_support)
        theme.show_if(self.again, result.can_repeat)
        # Where nobody knows, the ledger is the next step; the card must leave room for the fault beneath.
        theme.show_if(self.cases, result.outcome.state is not CaseOrderState.UNKNOWN)
        theme.show_if(self.page, bool(result.page))
        theme.show_if(self.ledger, result.is_live or result.outcome.state is not CaseOrderState.PLACED)
        self.support.setObjectName("console.support" if has_support else "")
        self.setAccessibleName(words.message)
        self.setAccessibleDescription(words.hint)
