"""What came of the run: a line on all of it, the table of its steps, files of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QProgressBar, QPushButton

from aexdesk.collection.results import StepResult
from aexdesk.i18n import _
from aexdesk.ui import sides, theme
from aexdesk.ui.frame.names import name_environment
from aexdesk.ui.outcomes import write_duration
from aexdesk.ui.rows import Column, SourceRows
from aexdesk.ui.tabs.runs import words
from aexdesk.ui.view import View
from aexdesk.ui.widgets.check_box import CheckBox
from aexdesk.ui.widgets.fitting import FittingTable
from aexdesk.ui.widgets.pane_parts import bar, thin_line

if TYPE_CHECKING:
    from aexdesk.ui.tabs.runs.model import RunsModel

_GIVES_WAY = (6, 4, 3)
_LEAST_LETTERS = 16


class ResultsPane(View):
    """A click on a title sorts: up, down, and as it ran again. Enter opens the call of a row."""

    opened = Signal()

    def __init__(self, model: RunsModel) -> None:
        super().__init__()
        self._model = model
        self.told, self.only_bad, self.export, self.progress = QLabel(), CheckBox(), QPushButton(), QProgressBar()
        self.rows = SourceRows(_columns(), model.running.rows, parent=self)
        self.table = FittingTable(self.rows, _GIVES_WAY, _LEAST_LETTERS)
        self.table.setObjectName("runs.results")
        self.told.setWordWrap(True)
        self.progress.setTextVisible(False)
        self.none = QLabel()
        theme.mark(self.none, kind="muted")
        self.none.setContentsMargins(theme.space("m"), theme.space("m"), theme.space("m"), theme.space("m"))
        head = bar(self.told, self.only_bad, self.export, is_headed=True)
        column = theme.column(head, self.progress, thin_line(), self.none, self.table, gap="", parent=self)
        column.setStretch(4, 1)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(model.sort)
        self.table.chosen.connect(model.pick)
        self.table.opened.connect(lambda _row: self.opened.emit())
        self.only_bad.toggled.connect(model.show_only_bad)
        self.export.clicked.connect(self.open_menu)
        model.appended.connect(self.rows.note_appended)
        model.renewed.connect(self._renew)
        self.retranslate()

    def show_state(self) -> None:
        """Shows how far it is."""
        state = self._model.state
        progress = state.progress
        place = name_environment(state.environment) if progress.environment == state.environment.name else ""
        told = words.say_progress(progress, place or progress.environment)
        if told != self.told.text():
            self.told.setText(told)
        theme.mark(self.told, tone=words.tone_of_progress(progress))
        theme.show_if(self.progress, progress.is_running)
        self.progress.setRange(0, progress.total)
        self.progress.setValue(progress.done)
        self.only_bad.setChecked(state.shown.only_bad)
        self.only_bad.setEnabled(bool(progress.total))
        self.export.setEnabled(self._model.has_results())
        none = _("Every step passed.") if progress.done and not self._model.running.rows.count() else ""
        self.none.setText(none if state.shown.only_bad else "")
        theme.show_if(self.none, bool(self.none.text()))
        header, shown = self.table.horizontalHeader(), state.shown
        header.setSortIndicatorShown(shown.column >= 0)
        if shown.column >= 0:
            order = Qt.SortOrder.DescendingOrder if shown.is_descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(shown.column, order)

    def retranslate(self) -> None:
        """Writes its words."""
        self.only_bad.setText(_("Only what did not pass"))
        self.export.setText(_("Export…"))
        self.export.setToolTip(_("The results as JUnit XML, JSON or CSV"))
        self.progress.setAccessibleName(_("How far the run is"))
        self.table.setAccessibleName(_("Results of the run"))
        self.rows.retranslate()
        self.show_state()

    def open_menu(self) -> QMenu:
        """The ways out, under the button."""
        menu = QMenu(self.export)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, label in (("junit", _("JUnit XML")), ("json", _("JSON, to be resumed")), ("csv", _("CSV"))):
            menu.addAction(label).triggered.connect(partial(self._write, kind))
        sides.drop(menu, self.export)
        return menu

    def _write(self, kind: str, _checked: bool = False) -> None:
        self._model.export(kind)

    def _renew(self, gone: int) -> None:
        self.rows.note_dropped(gone)
        self.rows.show_appended()


def _columns() -> tuple[Column, ...]:
    return (
        Column(lambda: _("Request"), lambda row: row.name, width=24, tooltip=lambda row: f"{row.request}\n{row.api}"),
        Column(lambda: _("Row"), lambda row: f"{row.row:,}" if row.row else "", "number", 7),
        Column(lambda: _("Result"), words.write_result, width=14, tone=words.tone_of_result),
        Column(lambda: _("Status"), lambda row: "" if row.status is None else str(row.status), "number", 8),
        Column(lambda: _("Time"), _write_ms, "number", 9),
        Column(lambda: _("Why"), words.say_why),
        Column(lambda: _("Request ID"), lambda row: row.request_id, "mono", 22),
    )


def _write_ms(row: StepResult) -> str:
    return write_duration(row.ms)
