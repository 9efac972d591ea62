"""The four facts of an order beside those of its test case: green each, before Send wakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ordertest.guard import FACT_FIELDS, ComparedFact, uncompared
from aexdesk.ui import theme
from aexdesk.ui.icons import IconLabel
from aexdesk.ui.sides import inset
from aexdesk.ui.tabs.console import order_words
from aexdesk.ui.tabs.console.order_state import OrderState
from aexdesk.ui.tabs.console.words import write_mark
from aexdesk.ui.view import View
from aexdesk.ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.tabs.console.state import ConsoleState


_PAYMENT = "payment"
"""A fact of its own, there only where the order asks for automatic payment."""


class FactRow(QFrame):
    """A tick or a cross, the word for the fact, what the order says; under it what the test case says instead."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon, self.name = IconLabel("info"), QLabel()
        self.found, self.expected = ElidedLabel("mono"), QLabel()
        self.expected.setWordWrap(True)
        theme.mark(self.name, kind="muted")
        theme.mark(self.expected, kind="small")
        line = theme.line(self.icon, self.name, self.found)
        line.setStretch(2, 1)
        self._under = theme.line(self.expected)
        theme.column(line, self._under, gap="", parent=self)

    def show_fact(self, fact: ComparedFact) -> None:
        """Shows it in the words of now."""
        is_compared = fact.is_match or bool(fact.expected)
        tone = "good" if fact.is_match else "bad" if is_compared else "muted"
        self.icon.set_icon("check" if fact.is_match else "close" if is_compared else "info", tone)
        self.name.setText(order_words.name_fact(fact.field))
        self.found.show_text(order_words.write_found(fact))
        theme.mark(self.found, tone="bad" if tone == "bad" else "", kind="mono" if fact.found else "muted")
        expected = order_words.write_expected(fact)
        self.expected.setText(expected)
        theme.show_if(self.expected, bool(expected))
        self.setAccessibleName(order_words.tell_fact(fact))

    def set_label_width(self, width: int) -> None:
        """All rows leave the same room for the words."""
        self.name.setFixedWidth(width)
        inset(self._under, theme.size("icon") + width + 2 * theme.space("s"), 0, 0, 0)


class OrderFactsView(View):
    """Is there only while the call creates an order."""

    mark_wanted = Signal()

    def __init__(self, navigate: Navigate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("console.facts")
        self._order: OrderState | None = None
        self._api, self._can_mark = "", False
        self._icon, self.heading = IconLabel("info"), QLabel()
        self.hint, self.further = QLabel(), QLabel()
        beside_icon = theme.size("icon") + theme.space("s")
        for label, indent in ((self.heading, 0), (self.hint, beside_icon), (self.further, beside_icon)):
            label.setWordWrap(True)
            inset(label, indent, 0, 0, 0)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.mark(self.hint, kind="small")
        theme.mark(self.further, tone="bad")
        self.cases = QPushButton()
        theme.mark(self.cases, role="quiet")
        self.cases.clicked.connect(lambda: navigate("order_tests"))
        self.mark = QPushButton()
        self.mark.setObjectName("console.mark_draft")
        self.mark.clicked.connect(self.mark_wanted)
        self.rows = {field: FactRow() for field in (*FACT_FIELDS, _PAYMENT)}
        head = theme.line(self._icon, self.heading, self.mark, self.cases)
        head.setStretch(1, 1)
        facts = theme.column(*self.rows.values(), gap="xs")
        column = theme.column(head, self.hint, facts, self.further, gap="xs", parent=self)
        edge = theme.space("m")
        column.setContentsMargins(edge, theme.space("s"), edge, theme.space("s"))
        self.hide()
        self.retranslate()

    def show_state(self, state: ConsoleState) -> None:
        """Shows how the order of the draft stands; where it is none, hides it all."""
        order, given = state.order, (state.draft.api, state.can_mark)
        if (order, given) != (self._order, (self._api, self._can_mark)):
            self._order = order
            self._api, self._can_mark = given
            self._show()
        theme.show_if(self, order is not None)

    def retranslate(self) -> None:
        """Writes its words."""
        self.setAccessibleName(_("Facts that must match an order test case"))
        self.cases.setText(_("Order tests"))
        self.cases.setToolTip(_("See the order test cases"))
        self._show()
        metrics = self.fontMetrics()
        width = max(metrics.horizontalAdvance(order_words.name_fact(field)) for field in self.rows)
        for row in self.rows.values():
            row.set_label_width(width + theme.space("s"))

    def _show(self) -> None:
        order = self._order or OrderState()
        heading = order_words.write_heading(order)
        self._icon.set_icon(heading.icon, heading.tone)
        further = order_words.write_further(order)
        for label, text in (
            (self.heading, heading.words.message), (self.hint, heading.words.hint), (self.further, further)
        ):  # fmt: skip
            if text != label.text():
                label.setText(text)
            theme.show_if(label, bool(text))
        self.setAccessibleDescription(heading.words.message)
        theme.show_if(self.mark, self._can_mark)
        theme.show_if(self.cases, not self._can_mark)
        self.mark.setText(_("Mark as harmless"))
        self.mark.setToolTip(write_mark(self._api))
        facts = order.check.facts if order.check else uncompared()
        for fact in facts:
            self.rows[fact.field].show_fact(fact)
        shown = {fact.field for fact in facts} if not self._can_mark else set()  # of that call nobody knows any fact
        for field, row in self.rows.items():
            theme.show_if(row, field in shown)
