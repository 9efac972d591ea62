"""The calls that were found: search, chips, the table, and what can be done with the chosen one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.outcomes import is_failed, short_api, tone_of_outcome, write_duration, write_moment, write_outcome
from aexdesk.ui.rows import Column, SourceRows
from aexdesk.ui.tabs.history import words
from aexdesk.ui.tabs.history.state import CHIPS, HistoryState
from aexdesk.ui.view import View
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.export_menu import ExportMenu
from aexdesk.ui.widgets.fitting import FittingTable
from aexdesk.ui.widgets.flow import Flow
from aexdesk.ui.widgets.id_copying import make_copy_button
from aexdesk.ui.widgets.pane_parts import bar, thin_line
from aexdesk.ui.widgets.row_menu import Act, RowMenu
from aexdesk.ui.widgets.toned_cell import TonedCell
from aexdesk.workspace.exchange import ExchangeSummary

if TYPE_CHECKING:
    from aexdesk.ui.exports import Exports
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tabs.history.model import HistoryModel

_RESULT, _CASE, _APP, _DOOR, _REQUEST_ID, _MS = 2, 3, 4, 5, 6, 7
_LEAST_API = 26


def _columns(state: Callable[[], HistoryState]) -> tuple[Column, ...]:
    return (
        Column(lambda: _("Time"), lambda row: write_moment(row.at), "mono", 33),
        Column(
            lambda: _("API"),
            lambda row: _name(row, state()),
            "mono",
            tooltip=lambda row: words.explain_name(row, state()),
        ),
        Column(lambda: _("Result"), write_outcome, width=24, tone=tone_of_outcome),
        Column(
            lambda: _("Support case"),
            lambda row: words.name_cases(row, state()),
            width=24,
            tone=lambda row: words.tone_of_cases(row, state()),
            tooltip=lambda row: words.explain_name(row, state()),
        ),
        Column(lambda: _("App"), lambda row: row.profile or row.app_key, width=18),
        Column(lambda: _("Door"), words.name_door, width=8),
        Column(lambda: _("Request ID"), lambda row: row.request_id, "mono", 24),
        Column(lambda: _("Duration"), lambda row: write_duration(row.ms), "number", 10),
    )


def _name(row: ExchangeSummary, state: HistoryState) -> str:
    marks = ("★ " if row.is_pinned else "") + ("✉ " if row.id in state.asked else "")
    return f"{marks}{short_api(row.api)}"


class CallList(View):
    """`opened` when the chosen call is to be opened in the console, `diagnose_wanted` when the doctor is to see it."""

    opened = Signal()
    support_wanted = Signal()
    diagnose_wanted = Signal()
    case_wanted = Signal()

    def __init__(self, model: HistoryModel, ports: Ports, exports: Exports) -> None:
        super().__init__()
        self._model = model
        self._rows = SourceRows(_columns(lambda: model.state), model.calls, is_newest_first=True, parent=self)
        self.table = FittingTable(self._rows, (_DOOR, _REQUEST_ID, _APP, _MS, _CASE), _LEAST_API)
        self.table.leave_out(_CASE, not model.state.asked)
        self.search, self.count, self.hint = QLineEdit(), QLabel(), QLabel()
        self.chips = {part: QPushButton() for part in CHIPS}
        self.open, self.diagnose, self.pin, self.compare, self.support = (QPushButton() for _number in range(5))
        self.delete, self.delete_found, self.export = QPushButton(), QPushButton(), QPushButton()
        self.case = Banner()
        self._asked = model.state.asked
        self.table.choose_several()
        self.export_menu = ExportMenu(self.export, exports, self._chosen_ids)
        self.copy = make_copy_button(ports.clipboard, self.table, lambda row: row.request_id or row.id)
        names = {"calls": self.table, "search": self.search, "open": self.open, "pin": self.pin}
        names |= {
            "compare": self.compare,
            "support": self.support,
            "diagnose": self.diagnose,
            "delete": self.delete,
            "delete_found": self.delete_found,
            "export": self.export,
        }
        for name, widget in names.items():
            widget.setObjectName(f"history.{name}")
        self.table.setItemDelegateForColumn(_RESULT, TonedCell(self.table))
        self.search.setClearButtonEnabled(True)
        self.hint.setWordWrap(True)
        self.hint.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        for chip in self.chips.values():
            chip.setCheckable(True)
            theme.mark(chip, role="filter", kind="small")
        theme.mark(self.open, role="primary")
        theme.mark(self.count, kind="small")
        head = bar(self.search, *self.chips.values(), self.count, is_headed=True)
        self.menu = RowMenu(self.table, self._acts)
        edge = theme.space("s")
        foot = Flow(self.open, self.diagnose, self.pin, self.compare, self.export, self.support, self.delete, self.copy)
        foot.setContentsMargins(edge, edge, edge, edge)
        column = theme.column(head, thin_line(), self.hint, self.table, self.case, gap="", parent=self)
        column.addLayout(foot)
        column.setStretch(3, 1)
        self._connect()
        self.retranslate()

    def show_state(self) -> None:
        """Shows query, list and what can be done."""
        state, chosen = self._model.state, self._model.state.chosen
        if self.search.text() != state.text:
            self.search.setText(state.text)
        for part, chip in self.chips.items():
            chip.setChecked(state.has_part(part))
        self.count.setText(words.say_count(state))
        hint = words.say_hint(state) or words.say_first(state.compare)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        theme.mark(self.hint, kind="small", tone="bad" if state.fault else "")
        for button in (self.open, self.pin, self.compare, self.export, self.support, self.delete, self.copy):
            button.setEnabled(chosen is not None)
        self.diagnose.setEnabled(chosen is not None and is_failed(chosen))
        self.pin.setText(_("Unpin") if chosen is not None and chosen.is_pinned else _("Pin"))
        self.compare.setText(words.say_compare(state))
        if state.asked is not self._asked:
            self._asked = state.asked
            self._rows.retranslate()
            self.table.leave_out(_CASE, not state.asked)
        # While two calls are compared below there is little room, and the row names the case too.
        self.case.show_message("" if state.compare.is_open else words.say_cases(state))
        if state.cases:
            self.case.set_actions((_("Open the case"), self.case_wanted.emit))
        self.delete_found.setEnabled(state.count > 0 and state.fault is None and not state.is_clearing)

    def retranslate(self) -> None:
        """Writes its words."""
        self.search.setPlaceholderText(_("Search the history"))
        self.search.setAccessibleName(_("Search the history"))
        self.search.setToolTip(words.say_keys())
        for part, chip in self.chips.items():
            chip.setText(words.name_part(part))
            chip.setToolTip(part)
        self.table.setAccessibleName(_("Recorded calls"))
        self._rows.retranslate()
        self.open.setText(_("Open in console"))
        self.diagnose.setText(_("Diagnose"))
        self.diagnose.setToolTip(_("Why the call failed: its signature, the clock, the token, the permission"))
        self.export.setText(_("Export…"))
        self.support.setText(_("Support"))
        self.support.setToolTip(_("The form that support asks for"))
        self.export.setToolTip(_("Copy or save what is chosen; Shift and Ctrl choose several calls"))
        self.delete.setText(_("Delete"))
        self.delete_found.setText(_("Delete all found"))
        self.delete_found.setToolTip(_("What is pinned stays."))
        self.copy.set_what(lambda: _("the request ID"))
        self.show_state()

    def _connect(self) -> None:
        model = self._model
        model.appended.connect(self._rows.show_appended)
        model.prepended.connect(self._rows.note_prepended)
        model.dropped.connect(self._rows.note_dropped)
        for signal in (self._rows.rowsInserted, self._rows.rowsRemoved):
            signal.connect(self._choose_again)
        self.search.textChanged.connect(model.search)
        for part, chip in self.chips.items():
            chip.clicked.connect(lambda _checked=False, part=part: model.toggle_part(part))
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _row: self.opened.emit())
        self.table.delete_wanted.connect(lambda _row: model.delete(self._chosen_ids()))
        self.table.verticalScrollBar().valueChanged.connect(self._load_on)
        self.open.clicked.connect(self.opened)
        self.diagnose.clicked.connect(self.diagnose_wanted)
        self.pin.clicked.connect(model.pin)
        self.support.clicked.connect(self.support_wanted)
        self.delete.clicked.connect(lambda: model.delete(self._chosen_ids()))
        self.delete_found.clicked.connect(model.delete_found)
        self.compare.clicked.connect(self._compare)
        shortcuts.bind_search(self.search, self.table.setFocus, self.search.clear)

    def _chosen_ids(self) -> tuple[str, ...]:
        return tuple(row.id for row in self.table.chosen_rows())

    def _acts(self) -> tuple[Act, ...]:
        chosen = self._model.state.chosen
        diagnose = ((_("Diagnose"), self.diagnose_wanted.emit),) if chosen is not None and is_failed(chosen) else ()
        support = (self.support.text(), self.support_wanted.emit)
        case = ((_("Open the case"), self.case_wanted.emit),) if self._model.state.cases else ()
        return ((_("Open in console"), self.opened.emit), *diagnose, support, *case, (self.pin.text(), self._model.pin))

    def _compare(self) -> None:
        chosen = self._model.state.chosen
        if chosen is not None:
            self._model.comparing.take(chosen.id)

    def _load_on(self, value: int) -> None:
        bar_ = self.table.verticalScrollBar()
        if value >= bar_.maximum() - bar_.pageStep():
            self._model.load_more()

    def _choose(self, row: ExchangeSummary | None) -> None:
        if row is not None:
            self._model.choose(row.id)

    def _choose_again(self) -> None:
        """What was chosen before the list changed is chosen where it stands now."""
        chosen = self._model.state.chosen
        if chosen is None or self.table.current_row() is not None:
            return
        place = self._model.calls.place_of(chosen.id)
        number = -1 if place is None else self._rows.rowCount() - 1 - place
        if 0 <= number < self._rows.rowCount():
            self.table.selectRow(number)
