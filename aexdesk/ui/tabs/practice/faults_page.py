"""Faults as switches, and at their side all that waits to be played, whoever set it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSplitter, QWidget

from aexdesk.i18n import _
from aexdesk.openplatform.catalogue import ApiDefinition
from aexdesk.openplatform.errorbook import ErrorEntry
from aexdesk.services.practice_contents import PracticeFault
from aexdesk.ui import theme
from aexdesk.ui.outcomes import short_api
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tabs.practice import words
from aexdesk.ui.tabs.practice.fault_row import FaultRow
from aexdesk.ui.tabs.practice.faults_model import FaultsModel
from aexdesk.ui.tabs.practice.faults_state import FaultKind
from aexdesk.ui.tabs.practice.page import PracticePage
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.combo import Choice
from aexdesk.ui.widgets.fitting import FittingTable
from aexdesk.ui.widgets.pane_parts import bar, scroll, spring, thin_line

_GIVES_WAY = (2,)
_SHARES = (5, 3)


def _columns() -> tuple[Column, ...]:
    def explain(fault: PracticeFault) -> str:
        parts = (words.name_kind(fault.kind), fault.value, words.name_api(fault.api), words.name_times(fault))
        return " · ".join(part for part in parts if part)

    return (
        Column(lambda: _("Fault"), lambda row: words.name_kind(row.kind), width=15, tooltip=explain),
        Column(lambda: _("API"), lambda row: short_api(words.name_api(row.api)), tooltip=explain),
        Column(lambda: _("Value"), words.write_fault_value, "mono", 18, tooltip=explain),
        Column(lambda: _("Left"), words.name_times, width=10, tooltip=explain),
    )


class FaultsPage(ComposedView, PracticePage):
    """Switches at the left, what waits at the right."""

    def __init__(self, model: FaultsModel, apis: tuple[ApiDefinition, ...], errors: tuple[ErrorEntry, ...]) -> None:
        super().__init__()
        self._model = model
        self._apis, self._errors = apis, errors

    def _compose(self) -> Steps:
        grid, right = self._frame()
        yield
        names = tuple(Choice(one.name, one.name, one.title) for one in self._apis)
        codes = tuple(Choice(one.code, one.code, one.cause) for one in self._errors)
        self.rows: dict[FaultKind, FaultRow] = {}
        for number, kind in enumerate(FaultKind):
            self.rows[kind] = FaultRow(self._model, kind, names, codes)
            self.rows[kind].place(grid, 3 * number)
            grid.setRowMinimumHeight(3 * number + 2, theme.space("xs"))
            yield
        self._place_waiting(right)
        yield
        fields = [field for row in self.rows.values() for field in row.fields()]
        for before, after in pairwise(fields):
            QWidget.setTabOrder(before, after)
        self._connect()

    def retranslate(self) -> None:
        """Writes its words."""
        for row in self.rows.values():
            row.retranslate()
        self._title.setText(_("Waiting"))
        self._title.setToolTip(_("All faults that wait to be played, also those that a test has set"))
        self.table.setAccessibleName(_("Faults that wait"))
        self.table.rows.retranslate()
        self.remove.setText(_("Remove"))
        self.remove.setToolTip(_("Play the chosen fault no more; it can be undone: Delete"))
        self.remove_all.setText(_("Remove all"))
        self.remove_all.setToolTip(_("Play no fault any more; it can be undone"))
        self.show_state()

    def show_state(self) -> None:
        """Shows the faults as they are."""
        state = self._model.state
        for row in state.switches:
            self.rows[row.kind].show_row(row, can=state.waiting is not None)
        waiting = state.waiting or ()
        self.table.show_rows(waiting, state.chosen or None)
        theme.show_if(self.table, bool(waiting))
        self._nothing.setText("" if waiting else words.say_no_fault(state.waiting is not None))
        theme.show_if(self._nothing, not waiting)
        self.remove.setEnabled(state.fault is not None)
        self.remove_all.setEnabled(bool(waiting))

    def _frame(self) -> tuple[QGridLayout, QWidget]:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("practiceFaultsSplitter")
        self.splitter.setChildrenCollapsible(False)
        theme.column(self.splitter, gap="", parent=self)
        page, right = QWidget(), QWidget()
        theme.mark(page, role="page")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.mark(right, role="surface")
        for number, part in enumerate((scroll(page), right)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(number, _SHARES[number])
        self.splitter.setSizes([share * theme.size("window_width") for share in _SHARES])
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("s"))
        grid.setVerticalSpacing(theme.space("hair"))
        grid.setColumnStretch(1, 5)
        grid.setColumnStretch(2, 3)
        column = theme.column(grid, parent=page)
        column.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        column.addStretch(1)
        return grid, right

    def _place_waiting(self, right: QWidget) -> None:
        self.table = FittingTable(ListRows(_columns(), lambda row: row.id, self), _GIVES_WAY)
        self.table.setObjectName("practice.faults")
        self._title, self.remove, self.remove_all, self._nothing = QLabel(), QPushButton(), QPushButton(), QLabel()
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(*[theme.space("m")] * 4)
        theme.mark(self._title, kind="heading")
        theme.mark(self._nothing, kind="muted")
        foot = bar(self.remove, self.remove_all, spring())
        column = theme.column(bar(self._title), thin_line(), self._nothing, self.table, gap="", parent=right)
        column.addStretch(0)
        column.addWidget(thin_line())
        column.addWidget(foot)

    def _connect(self) -> None:
        self._model.changed.connect(self.show_state)
        self.table.chosen.connect(self._choose)
        self.table.delete_wanted.connect(lambda _row: self._remove())
        self.remove.clicked.connect(self._remove)
        self.remove_all.clicked.connect(lambda: self._model.remove_all(words.say_faults_removed))

    def _choose(self, row: PracticeFault | None) -> None:
        if row is not None:
            self._model.choose(row.id)

    def _remove(self) -> None:
        fault = self._model.state.fault
        if fault is not None:
            self._model.remove(lambda: words.say_fault_removed(fault))
