"""The calls as they pass: filter, pause, and the table with the newest on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.rows import Column, SourceRows
from aexdesk.ui.tabs.access_log import words
from aexdesk.ui.tabs.access_log.model import AccessLogModel
from aexdesk.ui.tabs.access_log.state import PassedCall
from aexdesk.ui.view import View
from aexdesk.ui.widgets.combo import Combo
from aexdesk.ui.widgets.fitting import FittingTable
from aexdesk.ui.widgets.id_copying import make_copy_button
from aexdesk.ui.widgets.pane_parts import bar, thin_line
from aexdesk.ui.widgets.row_menu import Act, RowMenu
from aexdesk.ui.widgets.toned_cell import TonedCell

if TYPE_CHECKING:
    from aexdesk.openplatform.errorbook import ErrorBook

_ACCOUNT, _VERDICT, _ERROR = 2, 3, 4
_TONED = (_ACCOUNT, _VERDICT, _ERROR)
_LEAST_ERROR = 22
_API_LETTERS = 34
_API_BOX_LETTERS = 30


def _columns(book: ErrorBook) -> tuple[Column, ...]:
    def explain(call: PassedCall) -> str:
        return words.explain_call(call, book)

    return (
        Column(lambda: _("Time"), words.write_time, "mono", 16, tooltip=explain),
        Column(lambda: _("API"), words.name_call, "mono", _API_LETTERS, tooltip=explain),
        Column(
            lambda: _("Account"),
            lambda call: words.name_owner(call.marks),
            width=28,
            tone=words.tone_of_account,
            tooltip=explain,
        ),
        Column(lambda: _("Verdict"), _name_verdict, width=16, tone=_tone_of_verdict, tooltip=explain),
        Column(
            lambda: _("Error"), lambda call: words.write_error(call, book), tone=words.tone_of_error, tooltip=explain
        ),
        Column(lambda: _("ms"), words.write_ms, "number", 7, tooltip=explain),
    )


def _name_verdict(call: PassedCall) -> str:
    return words.name_verdict(call.verdict)


def _tone_of_verdict(call: PassedCall) -> str:
    return words.tone_of_verdict(call.verdict)


class LiveTable(FittingTable):
    """Rows come on top. At the top, the newest are in sight; further down, what is read stays where it is."""

    def __init__(self, rows: SourceRows) -> None:
        super().__init__(rows, (_ACCOUNT,), _LEAST_ERROR)
        self._at = 0
        rows.rowsAboutToBeInserted.connect(self._note_place)
        rows.rowsInserted.connect(lambda _parent, first, last: self._stay(last - first + 1))

    def _note_place(self) -> None:
        self._at = self.verticalScrollBar().value()

    def _stay(self, come: int) -> None:
        if self._at:
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(self._at + come)


class CallTable(View):
    """`opened` when the person goes on from a line to what stands beneath; from its menu, `console_wanted` or
    `diagnose_wanted`."""

    opened = Signal()
    console_wanted = Signal()
    diagnose_wanted = Signal()

    def __init__(self, model: AccessLogModel, ports: Ports, book: ErrorBook) -> None:
        super().__init__()
        self._model = model
        self._rows = SourceRows(_columns(book), model.calls, is_newest_first=True, parent=self)
        self.table = LiveTable(self._rows)
        self.search, self.verdict, self.api = QLineEdit(), Combo(), Combo()
        self.pause, self._note = QPushButton(), QLabel()
        self.nothing, self._nothing, self.all = QWidget(), QLabel(), QPushButton()
        self.copy = make_copy_button(ports.clipboard, self.table, lambda call: words.explain_call(call, book))
        for name, widget in {
            "calls": self.table, "search": self.search, "verdict": self.verdict, "api": self.api, "pause": self.pause,
            "all": self.all,
        }.items():  # fmt: skip
            widget.setObjectName(f"access_log.{name}")
        for column in _TONED:
            self.table.setItemDelegateForColumn(column, TonedCell(self.table))
        self.menu = RowMenu(self.table, self._acts)
        self.search.setClearButtonEnabled(True)
        theme.mark(self._note, kind="small")
        theme.mark(self._nothing, kind="muted")
        theme.mark(self.all, role="link")
        theme.line(self._nothing, self.all, around="m", parent=self.nothing).addStretch(1)
        head = bar(self.search, self.verdict, self.api, self._note, self.pause, self.copy, is_headed=True)
        theme.column(head, thin_line(), self.nothing, self.table, gap="", parent=self).setStretch(3, 1)
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search the calls that passed"))
        self.search.setToolTip(_("Text in API name, error code, request ID or app"))
        self.verdict.setAccessibleName(_("Verdict"))
        self.api.setAccessibleName(_("API"))
        self.verdict.set_choices(words.list_verdicts())
        self.table.setAccessibleName(_("Calls that passed"))
        self._rows.retranslate()
        self.copy.set_what(lambda: _("the line"))
        self.all.setText(_("Show all"))
        self.show_state()

    def show_state(self) -> None:
        """Shows filter and list as they are."""
        state = self._model.state
        if self.search.text() != state.filter.text:
            self.search.setText(state.filter.text)
        self.verdict.show_choice(state.filter.verdict.value)
        self.api.set_choices(words.list_apis(state))
        self.api.show_choice(state.filter.api)
        self.api.setMaximumWidth(_API_BOX_LETTERS * self.api.fontMetrics().averageCharWidth())
        self.pause.setText(_("Follow") if state.is_paused else _("Pause"))
        self.pause.setToolTip(
            _("Show the calls that have come since, and go on") if state.is_paused else _("Hold the list still")
        )
        note = words.say_following(state)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        nothing = words.say_nothing_found(state)
        self._nothing.setText(nothing)
        self.nothing.setVisible(bool(nothing))
        self.table.horizontalHeader().setVisible(not nothing)
        self.copy.setEnabled(self.table.current_row() is not None)

    def _connect(self) -> None:
        model = self._model
        model.appended.connect(self._show_appended)
        model.dropped.connect(self._rows.note_dropped)
        self._rows.rowsInserted.connect(self._choose_again)
        self.search.textEdited.connect(model.search)
        self.search.textChanged.connect(self._note_clearing)
        self.verdict.chosen.connect(model.choose_verdict)
        self.api.chosen.connect(model.choose_api)
        self.all.clicked.connect(model.look_for_all)
        self.pause.clicked.connect(lambda: model.pause(not model.state.is_paused))
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _row: self.opened.emit())
        shortcuts.bind_search(self.search, self.table.setFocus, self.search.clear)

    def _acts(self) -> tuple[Act, ...]:
        call = self.table.current_row()
        has_failed = isinstance(call, PassedCall) and words.tone_of_error(call) == "bad"
        diagnose = ((_("Diagnose"), self.diagnose_wanted.emit),) if has_failed else ()
        return ((_("Open in console"), self.console_wanted.emit), *diagnose)

    def _show_appended(self) -> None:
        if self._rows.rowCount():
            self._rows.note_appended()
        else:
            self._rows.show_appended()

    def _choose_again(self) -> None:
        """What was chosen before the list began anew is chosen again where it stands in it."""
        if not self._model.state.chosen or self.table.current_row() is not None:
            return
        place = self._model.calls.place_of(self._model.state.chosen)
        # The source may be ahead of what is shown.
        number = -1 if place is None else place - (self._model.calls.count() - self._rows.rowCount())
        if number >= 0:
            self.table.selectRow(number)

    def _note_clearing(self, text: str) -> None:
        # The cross in the field and Escape are no editing.
        if not text and self._model.state.filter.text:
            self._model.search("")

    def _choose(self, call: PassedCall | None) -> None:
        self.copy.setEnabled(call is not None)
        if call is not None:
            self._model.choose(call.id)
