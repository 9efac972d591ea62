"""One step of a run: why it did not pass, what was asked of the answer, what was captured, and the way to the call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton

from aexdesk.i18n import _
from aexdesk.openplatform.envelope import CallError
from aexdesk.ui import theme
from aexdesk.ui.book_link import BookLink
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tabs.runs import words
from aexdesk.ui.view import View
from aexdesk.ui.widgets.heading import Heading
from aexdesk.ui.widgets.pane_parts import bar, thin_line
from aexdesk.ui.widgets.table import Table

if TYPE_CHECKING:
    from aexdesk.collection.results import StepResult
    from aexdesk.ui.tabs.runs.model import RunsModel


@dataclass(frozen=True, slots=True)
class Line:
    """An assertion or a capture, in words."""

    number: int
    kind: str
    asked: str
    found: str
    tone: str = ""


class DetailPane(View):
    """Of the row that is chosen; hidden where none is."""

    open_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, model: RunsModel, book: BookLink) -> None:
        super().__init__()
        self._model = model
        self._book = book
        self.title, self.error, self.none = Heading(), QLabel(), QLabel()
        self.in_book, self.open, self.history = QPushButton(), QPushButton(), QPushButton()
        self.table = Table(ListRows(_columns(), lambda row: str(row.number)))
        self.table.setObjectName("runs.detail")
        for label, tone in ((self.error, "bad"), (self.none, "")):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            theme.mark(label, tone=tone, kind="" if tone else "muted")
        head = bar(self.title, self.history, self.open, is_headed=True)
        self._why, self._nothing = bar(self.error, self.in_book, is_headed=True), bar(self.none, is_headed=True)
        column = theme.column(thin_line(), head, self._why, self._nothing, self.table, gap="", parent=self)
        column.setStretch(4, 1)
        column.addStretch()
        self.open.clicked.connect(self.open_wanted)
        self.history.clicked.connect(self.history_wanted)
        self.in_book.clicked.connect(self._look_up)
        self.retranslate()

    def show_state(self) -> None:
        """Shows the chosen row."""
        chosen = self._model.state.chosen
        theme.show_if(self, chosen is not None)
        if chosen is None:
            return
        row = _("{name}, row {row}").format(name=chosen.name, row=chosen.row) if chosen.row else chosen.name
        self.title.say(f"{row} · {words.write_result(chosen)}")
        error = words.say_detail(chosen)
        self.error.setText(error)
        theme.show_if(self._why, bool(error))
        lines = _lines(chosen)
        self.table.show_rows(lines)
        theme.show_if(self.table, bool(lines))
        theme.show_if(self._nothing, not lines and not error)
        for button in (self.open, self.history):
            button.setEnabled(bool(chosen.exchange_id))
        theme.show_if(self.in_book, bool(self._book_actions()))

    def retranslate(self) -> None:
        """Writes its words."""
        self.open.setText(_("Console"))
        self.open.setToolTip(_("Opens the recorded call in the Console"))
        self.history.setText(_("History"))
        self.history.setToolTip(_("Finds the recorded call in the History"))
        self.in_book.setText(_("In the error book"))
        self.none.setText(_("Nothing is asserted or captured here."))
        self.table.setAccessibleName(_("Assertions and captures"))
        self.table.rows.retranslate()
        self.show_state()

    def _book_actions(self) -> tuple[tuple[str, object], ...]:
        chosen = self._model.state.chosen
        if chosen is None or not chosen.error_kind:
            return ()
        return self._book.actions(CallError(chosen.error_kind, chosen.error_code, chosen.message))

    def _look_up(self) -> None:
        chosen = self._model.state.chosen
        if chosen is not None:
            for _label, act in self._book.actions(CallError(chosen.error_kind, chosen.error_code, chosen.message)):
                act()


def _columns() -> tuple[Column, ...]:
    return (
        Column(lambda: _("What"), lambda row: row.kind, width=12),
        Column(lambda: _("Asked"), lambda row: row.asked, "mono"),
        Column(lambda: _("Found"), lambda row: row.found, "mono", 34, tone=lambda row: row.tone),
    )


def _lines(result: StepResult) -> tuple[Line, ...]:
    checks = sorted(result.checks, key=lambda one: one.holds)
    lines = [
        (_("Assertion"), words.write_check(one), words.write_found(one), "good" if one.holds else "bad")
        for one in checks
    ]
    lines += [(_("Capture"), name, value, "") for name, value in result.captured]
    return tuple(Line(number, *line) for number, line in enumerate(lines))
