"""The calls that the gateway received, as they come; paused, they hold still."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tabs.practice import words
from aexdesk.ui.tabs.practice.model import PracticeModel
from aexdesk.ui.tabs.practice.page import PracticePage
from aexdesk.ui.widgets.fitting_table import FittingTable
from aexdesk.ui.widgets.id_copying import make_copy_button
from aexdesk.ui.widgets.pane_parts import bar, spring, thin_line
from aexdesk.ui.widgets.toned_cell import TonedCell

_TONED = (2, 3)
"""Verdict and error code."""


def _columns() -> tuple[Column, ...]:
    explain, tone = words.explain_call, words.tone_of_call
    return (
        Column(lambda: _("Time"), words.write_time, "mono", 15, tooltip=explain),
        Column(lambda: _("API"), words.name_call, "mono", tooltip=explain),
        Column(lambda: _("Verdict"), words.name_verdict, width=11, tone=tone, tooltip=explain),
        Column(lambda: _("Error code"), lambda row: row.error_code or words.NOTHING, "mono", 30, tone, explain),
    )


class LogPage(PracticePage):
    """The newest on top."""

    def __init__(self, model: PracticeModel, ports: Ports) -> None:
        super().__init__()
        self._model = model
        self.table = FittingTable(ListRows(_columns(), lambda row: row.id, self))
        self.table.setObjectName("practice.log")
        for column in _TONED:
            self.table.setItemDelegateForColumn(column, TonedCell(self.table))
        self.copy = make_copy_button(ports.clipboard, self.table, words.explain_call)
        self.pause, self._note, self._nothing = QPushButton(), QLabel(), QLabel()
        self.pause.setObjectName("practice.pause")
        self._nothing.setContentsMargins(*[theme.space("m")] * 4)
        theme.mark(self._note, kind="small")
        theme.mark(self._nothing, kind="muted")
        head = bar(self.pause, self.copy, self._note, spring())
        theme.column(head, thin_line(), self._nothing, self.table, gap="", parent=self).setStretch(3, 1)
        self.pause.clicked.connect(lambda: model.pause_log(model.state.held is None))
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.table.setAccessibleName(_("Calls received"))
        self.table.rows.retranslate()
        self.copy.set_what(lambda: _("the line"))
        self._nothing.setText(words.say_no_call())
        self.show_state()

    def show_state(self) -> None:
        """Shows the log as it is."""
        state = self._model.state
        calls, chosen, is_paused = state.calls, self.table.current_row(), state.held is not None
        is_new = bool(calls) and (not self.table.rows.rowCount() or self.table.rows.row(0).id != calls[0].id)
        self.table.show_rows(calls, chosen.id if chosen is not None else None)
        if is_new:
            self.table.scrollToTop()
        self.table.horizontalHeader().setVisible(bool(calls))
        self._nothing.setVisible(not calls)
        self.pause.setText(_("Follow") if is_paused else _("Pause"))
        self.pause.setToolTip(
            _("Show the calls that have come since, and go on") if is_paused else _("Hold the list still")
        )
        self._note.setText(words.say_log(state))
        self.copy.setEnabled(bool(calls))
