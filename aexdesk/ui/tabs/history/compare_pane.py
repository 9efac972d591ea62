"""Two calls side by side: where they differ, place by place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from aexdesk.i18n import _
from aexdesk.services.comparing import Side
from aexdesk.ui import theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tabs.history import words
from aexdesk.ui.tabs.history.state import CompareState
from aexdesk.ui.view import View
from aexdesk.ui.widgets.check_box import CheckBox
from aexdesk.ui.widgets.combo import Combo
from aexdesk.ui.widgets.flow import Flow
from aexdesk.ui.widgets.pane_parts import bar, thin_line
from aexdesk.ui.widgets.table import Table
from aexdesk.ui.widgets.toned_cell import TonedCell
from aexdesk.workspace.comparison import Change, Place

if TYPE_CHECKING:
    from aexdesk.ui.tabs.history.comparing import CallComparing

_MOST = 5000
_VALUES = (1, 2)


def _columns() -> tuple[Column, ...]:
    def tooltip(place: Place) -> str:
        return place.path

    return (
        Column(lambda: _("Place"), words.write_name, "mono", 34, words.tone_of, tooltip),
        Column(lambda: _("First"), lambda place: place.left or "", "mono", 40, words.tone_of),
        Column(lambda: _("Second"), lambda place: place.right or "", "mono", tone=words.tone_of),
    )


class ComparePane(View):
    """`closed` when the person has seen enough."""

    closed = Signal()

    def __init__(self, comparing: CallComparing) -> None:
        super().__init__()
        self._shown: tuple[Place, ...] | None = None
        self._state = CompareState()
        self.summary, self.first, self.second = QLabel(), QLabel(), QLabel()
        self.side, self.volatile, self.by_id, self.only = Combo(), CheckBox(), CheckBox(), CheckBox()
        self.close_button = IconButton("close")
        self.table = Table(ListRows(_columns(), lambda place: f"{place.path}\0{place.change.value}", self))
        self.table.setMinimumHeight(2 * theme.size("row"))  # less than Qt would keep: the rules above wrap
        self.table.setObjectName("history.differences")
        for column in _VALUES:
            self.table.setItemDelegateForColumn(column, TonedCell(self.table))
        theme.mark(self.summary, kind="heading")
        for label in (self.first, self.second):
            theme.mark(label, kind="mono")
        head = bar(self.summary, self.side, self.close_button, is_headed=True)
        rules = Flow(self.volatile, self.by_id, self.only, gap="m")
        rules.setContentsMargins(*4 * (theme.space("s"),))
        calls = theme.line(self.first, self.second, gap="m", around="s")
        calls.addStretch(1)
        column_of = theme.column(head, thin_line(), gap="", parent=self)
        column_of.addLayout(rules)
        column_of.addLayout(calls)
        column_of.addWidget(self.table, stretch=1)
        self.side.chosen.connect(lambda side: comparing.choose_side(Side(side)))
        self.volatile.clicked.connect(comparing.leave_out_volatile)
        self.by_id.clicked.connect(comparing.meet_by_id)
        self.only.clicked.connect(comparing.show_only_differences)
        self.close_button.clicked.connect(self.closed)
        self.retranslate()

    def show_state(self, state: CompareState) -> None:
        """Shows the two, and the rules by which they were compared."""
        self._state = state
        self.summary.setText(words.say_difference(state))
        theme.mark(self.summary, kind="heading", tone="bad" if state.fault else "")
        self.side.show_choice(state.side.value)
        self.volatile.setChecked(state.rules.leaves_out_volatile)
        self.by_id.setChecked(state.rules.by_id)
        self.only.setChecked(state.only_differences)
        result = state.result
        self.first.setText(_("First: {call}").format(call=words.name_call(result.left)) if result else "")
        self.second.setText(_("Second: {call}").format(call=words.name_call(result.right)) if result else "")
        places = result.places if result else ()
        if state.only_differences:
            places = tuple(place for place in places if place.change is not Change.SAME)
        if places != self._shown:
            self._shown = places
            self.table.show_rows(places[:_MOST])

    def retranslate(self) -> None:
        """Writes its words."""
        self.side.setAccessibleName(_("What is compared"))
        self.side.set_choices(words.list_sides())
        self.volatile.setText(_("Leave out timestamp, sign and request ID"))
        self.by_id.setText(_("Match entries by ID"))
        self.only.setText(_("Only what differs"))
        self.close_button.set_words(_("Close the comparison"))
        self.table.setAccessibleName(_("Places of both calls"))
        self.table.rows.retranslate()
        self.show_state(self._state)
