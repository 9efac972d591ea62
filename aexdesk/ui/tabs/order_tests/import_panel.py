"""A file of test cases, before anything is saved: each row with its line, what it orders, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.services.case_import import TableRow
from aexdesk.ui import theme
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tabs.order_tests import more_words
from aexdesk.ui.tabs.order_tests.model import CasesModel
from aexdesk.ui.tabs.order_tests.more_state import Importing
from aexdesk.ui.view import View
from aexdesk.ui.widgets.error_card import ErrorCard
from aexdesk.ui.widgets.heading import Heading
from aexdesk.ui.widgets.pane_parts import bar, fit_columns, spring, thin_line
from aexdesk.ui.widgets.table import Table
from aexdesk.wording import describe


def _columns() -> tuple[Column, ...]:
    return (
        Column(lambda: _("Line"), lambda row: str(row.line), kind="number", width=5),
        Column(lambda: _("Test case"), lambda row: row.name or "–", width=16, tooltip=lambda row: row.name),
        Column(lambda: _("Order"), more_words.say_order, width=28, tooltip=more_words.say_order),
        Column(
            lambda: _("What was found"),
            more_words.say_faults,
            tone=lambda row: "good" if row.draft is not None else "bad",
            tooltip=more_words.say_faults,
        ),
    )


def _id_of(row: TableRow) -> str:
    return str(row.line)


class ImportPanel(View):
    """Stands in place of the form while a file is looked at."""

    def __init__(self, model: CasesModel) -> None:
        super().__init__()
        self._model = model
        self._fault: object = None
        self.heading, self.trouble = Heading(), ErrorCard("warn")
        self._rows = ListRows(_columns(), _id_of, self)
        self.table, self.said, self.summary = Table(self._rows), QLabel(), QLabel()
        self.back, self.other, self.go = QPushButton(), QPushButton(), QPushButton()
        for label in (self.said, self.summary):
            label.setWordWrap(True)
            theme.mark(label, kind="small")
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.mark(self.go, role="primary")
        for widget, name in ((self.table, "rows"), (self.back, "back"), (self.other, "other"), (self.go, "go")):
            widget.setObjectName(f"cases.import.{name}")
        self._place()
        fit_columns(self.table)
        self.table.chosen.connect(self._show_row)
        self.back.clicked.connect(model.importer.close)
        self.other.clicked.connect(self.choose_file)
        self.go.clicked.connect(model.importer.save)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.table.setAccessibleName(_("Rows of the file"))
        self.back.setText(_("Cancel"))
        self.back.setToolTip(_("Back; nothing is saved"))
        self.other.setText(_("Choose a file…"))
        self.go.setText(_("Import"))
        self.go.setToolTip(_("Adds all of them, as drafts"))
        self.other.setToolTip(_("This file again, once it is corrected, or another one"))
        self._rows.retranslate()
        self._fault = None
        self.show_state()

    def show_state(self) -> None:
        """Shows the file as it was read."""
        importing = self._model.state.importing
        if importing is None:
            return
        plan = importing.plan
        self.heading.say(_("Import from {file}").format(file=importing.file_name))
        self.table.show_rows(plan.table.rows if plan is not None else ())
        theme.show_if(self.table, plan is not None)
        self._show_row(self.table.current_row())
        self.summary.setText(more_words.say_import(importing))
        can_save = plan is not None and plan.can_save and not importing.is_busy and importing.fault is None
        self.go.setText(_("Import {count}").format(count=len(plan.table.rows)) if plan is not None else _("Import"))
        self.go.setEnabled(can_save)
        self.other.setEnabled(not importing.is_busy)
        self._show_trouble(importing)

    def choose_file(self) -> None:
        """Asks for a file."""
        self._model.importer.begin(_("Import order test cases"))

    def _show_row(self, row: TableRow | None) -> None:
        is_told = row is not None and row.draft is None
        said = _("Line {line}: {faults}").format(line=row.line, faults=more_words.say_faults(row)) if row else ""
        self.said.setText(said if is_told else "")
        theme.show_if(self.said, is_told)

    def _show_trouble(self, importing: Importing) -> None:
        theme.show_if(self._held, importing.fault is not None)
        if importing.fault is not None and importing.fault is not self._fault:
            words = describe(importing.fault)
            self.trouble.show_error(words.message, words.hint)
        self._fault = importing.fault

    def _place(self) -> None:
        foot = QWidget()
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.mark(foot, role="surface")
        buttons = theme.line(self.back, spring(), self.other, self.go)
        under = theme.column(self.said, self.summary, buttons, parent=foot)
        under.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        held = self._held = QWidget()
        theme.column(self.trouble, around="m", parent=held)
        whole = theme.column(bar(self.heading, is_headed=True), thin_line(), held, gap="", parent=self)
        whole.addWidget(self.table, stretch=1)
        whole.addStretch(0)
        whole.addWidget(thin_line())
        whole.addWidget(foot)
