"""The calls to choose from: search, failed ones alone or all, and the table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.outcomes import tone_of_outcome, write_outcome
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tabs.support import words
from aexdesk.ui.tabs.support.model import SupportModel
from aexdesk.ui.tabs.support.state import SupportState
from aexdesk.ui.view import View
from aexdesk.ui.widgets.check_box import CheckBox
from aexdesk.ui.widgets.pane_parts import column_widths, fit_columns
from aexdesk.ui.widgets.table import Table
from aexdesk.workspace.exchange import ExchangeSummary

_TIME_COLUMN = 0
_ROWS_IN_SIGHT = 3
"""However low the window is, and however much stands under the list."""
_LEAST_API = 20
"""Letters of an API's name that must stay readable before the time gives way: the newest stands on top anyway."""


def _columns(state: Callable[[], SupportState]) -> tuple[Column, ...]:

    def explain(row: ExchangeSummary) -> str:
        return words.explain_call(row, state().cases.linked.get(row.id, ()))

    return (
        Column(lambda: _("Time"), lambda row: words.write_moment(row.at), "mono", 15, tooltip=explain),
        Column(lambda: _("API"), lambda row: words.name_call(row, state()), "mono", tooltip=explain),
        Column(lambda: _("Result"), write_outcome, width=16, tone=tone_of_outcome, tooltip=explain),
    )


class CallList(View):
    """`opened` when the person goes on from a call to what is written about it."""

    opened = Signal()

    def __init__(self, model: SupportModel) -> None:
        super().__init__()
        self._model = model
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.failed_only = CheckBox()
        self.table = Table(ListRows(_columns(lambda: model.state), lambda row: row.id, self))
        self.table.choose_several()
        self.table.setObjectName("support.exchanges")
        self.table.setMinimumHeight(theme.size("row") * (_ROWS_IN_SIGHT + 1))
        self._linked = model.state.cases.linked
        self._nothing = QLabel()
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(*[theme.space("m")] * 4)
        theme.mark(self._nothing, kind="muted")
        head = theme.line(self.search, self.failed_only, around="s")
        column = theme.column(head, self._nothing, self.table, gap="", parent=self)
        column.setStretch(2, 1)
        self._connect()
        fit_columns(self.table)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search recorded calls"))
        self.search.setToolTip(_("Text in API name, error code, request ID or app"))
        self.failed_only.setText(_("Failed only"))
        self.failed_only.setToolTip(_("List the calls that failed, or all of them"))
        self.table.setAccessibleName(_("Recorded calls"))
        self.table.setToolTip(_("Shift and Ctrl choose several calls for one form"))
        self.table.rows.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the list as it is."""
        state = self._model.state
        if self.search.text() != state.search:
            self.search.setText(state.search)
        self.failed_only.setChecked(state.failed_only)
        listed = [one for one in state.picked if any(row.id == one for row in state.rows)]
        self.table.show_rows(state.rows, listed[0] if listed else None, listed[1:])
        if state.cases.linked is not self._linked:
            self._linked = state.cases.linked
            self.table.rows.retranslate()
        self.table.horizontalHeader().setVisible(bool(state.rows))
        nothing = words.say_nothing_found(state)
        self._nothing.setText(nothing)
        self._nothing.setVisible(bool(nothing))

    def _connect(self) -> None:
        self.search.textEdited.connect(self._model.search)
        self.search.textChanged.connect(self._note_clearing)
        self.failed_only.clicked.connect(self._model.show_failed_only)
        self.table.picked.connect(self._choose)
        self.table.opened.connect(lambda _row: self.opened.emit())
        shortcuts.bind_search(self.search, self.table.setFocus, self.search.clear)

    def _note_clearing(self, text: str) -> None:
        # The cross in the field and Escape are no editing.
        if not text and self._model.state.search:
            self._model.search("")

    def _choose(self, rows: tuple[ExchangeSummary, ...]) -> None:
        """The call that leads goes on leading while it is among them."""
        chosen = self._model.state.chosen
        if rows:
            self._model.choose(*sorted((row.id for row in rows), key=lambda one: one != chosen))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow list the time gives way; the tooltip has it."""
        super().resizeEvent(event)
        least = _LEAST_API * self.table.fontMetrics().averageCharWidth()
        self.table.setColumnHidden(_TIME_COLUMN, self.width() - sum(column_widths(self.table)) < least)
