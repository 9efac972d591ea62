"""The orders of the chosen test case, newest first: id, what became of it, when; the id opens the exchange."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from aexdesk.i18n import _, ngettext
from aexdesk.openplatform.errorbook import ErrorBook
from aexdesk.services.order_inquiries import OrderQuestion
from aexdesk.ui import theme
from aexdesk.ui.book_link import BookLink
from aexdesk.ui.ports import Clipboard
from aexdesk.ui.sides import inset
from aexdesk.ui.tabs.order_tests import check_words, words
from aexdesk.ui.tabs.order_tests.answer_box import AnswerBox
from aexdesk.ui.tabs.order_tests.model import CasesModel
from aexdesk.ui.tabs.order_tests.more_state import Answered
from aexdesk.ui.view import View
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.flow import Flow
from aexdesk.ui.widgets.pane_parts import scroll
from aexdesk.wording.case_orders import name_order_state
from aexdesk.workspace.case_order import CaseOrder
from aexdesk.workspace.exchange import CallError

_FEW = 8
"""Letters of an exchange's id."""


class OrderRow(QWidget):
    """One order. `opened` carries the id of its exchange."""

    opened = Signal(str)

    def __init__(self, clipboard: Clipboard, book: ErrorBook, link: BookLink) -> None:
        super().__init__()
        self._order: CaseOrder | None = None
        self._book, self._link = book, link
        self.link, self.state, self.when, self.said = QPushButton(), Chip(), QLabel(), QLabel()
        self.in_book = QPushButton()
        self.copy = CopyButton(clipboard, lambda: self._order.order_id if self._order is not None else "")
        theme.mark(self.link, role="link", kind="mono")
        theme.mark(self.in_book, role="link", kind="small")
        theme.mark(self.when, kind="small")
        theme.mark(self.said, kind="small")
        self.said.setWordWrap(True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        first = theme.line(self.link, self.copy, gap="xs")
        first.addStretch(1)
        second = Flow(self.state, self.when, self.in_book)
        inset(second, theme.space("xs"), 0, 0, 0)
        third = theme.line(self.said)
        inset(third, theme.space("xs"), 0, 0, 0)
        self.answer = AnswerBox()
        theme.column(first, second, third, self.answer, gap="xs", parent=self)
        self.answer.opened.connect(self.opened)
        self.link.clicked.connect(self._open)
        self.in_book.clicked.connect(self._open_book)

    def show_order(self, order: CaseOrder) -> None:
        """Shows `order`, in the language of now."""
        self._order = order
        self.link.setText(order.order_id or _("No order ID"))
        self.link.setToolTip(_("Open the call in the console"))
        named = order.order_id or f"– ({order.exchange_id[:_FEW]})"  # several may have none
        self.link.setAccessibleName(_("Order {id}: open it in the console").format(id=named))
        self.copy.set_what(lambda: _("order ID"))
        theme.show_if(self.copy, bool(order.order_id))
        self.state.show_state(name_order_state(order.state), check_words.tone_of_order(order.state))
        self.when.setText(words.say_when(order.at, with_year=False))
        self.when.setToolTip(words.say_when(order.at))
        said = check_words.explain_order(order, self._book)
        self.said.setText(said)
        theme.show_if(self.said, bool(said))
        actions = self._link.actions(_error_of(order))
        self.in_book.setText(actions[0][0] if actions else "")
        theme.show_if(self.in_book, bool(actions))

    def show_answer(self, answered: Answered | None, can_ask: bool) -> None:
        """Shows what was answered on it; without an id nothing can be asked."""
        theme.show_if(self.answer, self._order is not None and bool(self._order.order_id))
        self.answer.show_answer(answered, can_ask)

    @property
    def order(self) -> CaseOrder | None:
        """The order that it shows."""
        return self._order

    def _open_book(self) -> None:
        for _text, act in self._link.actions(_error_of(self._order)):
            act()

    def _open(self) -> None:
        if self._order is not None:
            self.opened.emit(self._order.exchange_id)


def _error_of(order: CaseOrder | None) -> CallError | None:
    return CallError("platform", order.code, order.message) if order is not None and order.code else None


class OrdersPanel(View):
    """`opened` carries the id of the exchange that the person wants to see."""

    opened = Signal(str)

    def __init__(self, model: CasesModel, clipboard: Clipboard, book: ErrorBook) -> None:
        super().__init__()
        self._model = model
        self._clipboard, self._book = clipboard, book
        self.book = BookLink(book)
        self._shown: tuple[CaseOrder, ...] = ()
        self.rows: list[OrderRow] = []
        self.setObjectName("cases.orders")
        self._title, self._none, self._more = QLabel(), QLabel(), QLabel()
        for label in (self._none, self._more):
            label.setWordWrap(True)
            theme.mark(label, kind="small")
        theme.mark(self._title, kind="muted")
        self._page = QWidget()
        theme.mark(self._page, role="page")
        self._column = theme.column(gap="m", parent=self._page)
        self._column.addWidget(self._none)
        self._column.addWidget(self._more)
        self._column.addStretch(1)
        whole = theme.column(self._title, scroll(self._page), around="s", parent=self)
        whole.setStretch(1, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self._title.setText(_("Orders of this test case"))
        self._none.setText(_("None yet. An order that the console sends for it appears here."))
        self._write_rows()
        self.show_state()

    def show_state(self) -> None:
        """Shows the orders as they are."""
        state = self._model.state
        self.setVisible(state.form is not None and not state.form.is_new)
        if state.orders != self._shown:
            self._shown = state.orders
            self._fit(len(state.orders))
            self._write_rows()
        answers = {answered.order: answered for answered in state.answers}
        for row, order in zip(self.rows, state.orders, strict=True):
            row.show_answer(answers.get(order.id), state.has_profile)
        self._none.setVisible(not state.orders)
        left = state.order_total - len(state.orders)
        self._more.setText(
            ngettext("{count} older one is in the history.", "{count} older ones are in the history.", left).format(
                count=left
            )
            if left > 0
            else ""
        )
        self._more.setVisible(left > 0)

    def _write_rows(self) -> None:
        for row, order in zip(self.rows, self._shown, strict=True):
            row.show_order(order)

    def _ask(self, question: OrderQuestion, row: OrderRow) -> None:
        if row.order is not None:
            self._model.questions.ask(question, row.order)

    def _put_away(self, row: OrderRow) -> None:
        if row.order is not None:
            self._model.questions.put_away(row.order.id)

    def _fit(self, count: int) -> None:
        while len(self.rows) > count:
            row = self.rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < count:
            row = OrderRow(self._clipboard, self._book, self.book)
            row.opened.connect(self.opened)
            row.answer.asked.connect(lambda question, row=row: self._ask(question, row))
            row.answer.put_away.connect(lambda row=row: self._put_away(row))
            self._column.insertWidget(len(self.rows), row)
            self.rows.append(row)
            row.show()
