"""The chosen order: what it is, what it cost or would have, and where it can go from here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.practice import words
from aexdesk.ui.tabs.practice.model import PracticeModel
from aexdesk.ui.view import View
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.combo import Choice, Combo
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.facts import Fact, Facts
from aexdesk.ui.widgets.flow import Flow
from aexdesk.ui.widgets.pane_parts import spring, thin_line


def _facts() -> tuple[Fact, ...]:
    return (
        Fact(lambda: _("Item ID"), is_data=True),
        Fact(lambda: _("Account")),
        Fact(lambda: _("SKU ID"), is_data=True),
        Fact(lambda: _("Test case")),
        Fact(lambda: _("Quantity")),
        Fact(lambda: _("Country")),
        Fact(lambda: _("Service"), is_data=True),
        Fact(lambda: _("Placed")),
        Fact(lambda: _("Own order ID"), is_data=True),
        Fact(lambda: _("State"), is_data=True),
    )


class OrderPane(View):
    """One main act: Move."""

    def __init__(self, model: PracticeModel, copy: CopyButton) -> None:
        super().__init__()
        self._model = model
        self._copy = copy
        self._title, self._id, self.cost = QLabel(), QLabel(), Chip()
        self.facts = Facts(_facts())
        self._to, self.state, self.mover, self._note = QLabel(), Combo(), QPushButton(), QLabel()
        self.state.setObjectName("practice.next_state")
        self.mover.setObjectName("practice.move")
        self.mover.clicked.connect(lambda: model.move_order(self.state.choice()))
        theme.mark(self._title, kind="muted")
        theme.mark(self._id, kind="mono")
        theme.mark(self._note, kind="small")
        theme.mark(self.state, kind="mono")
        self._id.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._to.setBuddy(self.state)
        head = theme.line(self._title, self._id, copy, self.cost, spring())
        foot = Flow(self._to, self.state, self.mover, self._note)
        column = theme.column(head, self.facts, foot)
        column.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        theme.column(thin_line(), column, gap="", parent=self)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self._title.setText(_("Order"))
        self._copy.set_what(lambda: _("order ID"))
        self._to.setText(_("Move to"))
        self.state.setAccessibleName(_("Next state"))
        self.state.setToolTip(_("The states that follow the order's own"))
        self.mover.setToolTip(_("Bring the order into this state"))
        self.facts.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the order as it is."""
        order = self._model.state.order
        if order is None:
            return
        if self._id.text() != order.id:
            self._id.setText(order.id)
        self.cost.show_state(words.name_cost(order), words.tone_of_cost(order))
        self.facts.show_values(
            (
                order.item_id, order.account, order.sku_id or words.NOTHING, order.test_case or words.NOTHING,
                str(order.quantity), order.country, order.service or words.NOTHING,
                words.write_moment(order.created_at), order.out_order_id or words.NOTHING, order.state,
            )
        )  # fmt: skip
        self.state.set_choices([Choice(state, state) for state in order.next_states])
        if not self.state.choice() and order.next_states:
            self.state.show_choice(order.next_states[0])
        for widget in (self._to, self.state, self.mover):
            theme.show_if(widget, bool(order.next_states))
        self._note.setText(words.explain_move(order))
        # Not disabled meanwhile: the focus would go on to the next button, and with it the next key.
        self.mover.setText(_("Moving…") if self._model.state.moving else _("Move"))

    def begin(self) -> None:
        """To what can be done."""
        if self.state.isVisible():
            self.state.setFocus()
