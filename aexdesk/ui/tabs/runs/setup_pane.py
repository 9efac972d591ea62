"""What is to be run: which requests, over which rows, how fast; and the button that begins it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame.names import name_environment
from aexdesk.ui.icons import IconButton
from aexdesk.ui.tabs.runs import words
from aexdesk.ui.tabs.runs.data_table import DataTable
from aexdesk.ui.view import View
from aexdesk.ui.widgets.combo import SearchCombo
from aexdesk.ui.widgets.elided_label import ElidedLabel
from aexdesk.ui.widgets.flow import Flow
from aexdesk.ui.widgets.leaving import Leaving
from aexdesk.ui.widgets.pane_parts import scroll, thin_line

if TYPE_CHECKING:
    from aexdesk.ui.tabs.runs.model import RunsModel


class SetupPane(View):
    """From top to bottom in the order in which one decides."""

    def __init__(self, model: RunsModel) -> None:
        super().__init__()
        self._model = model
        self.what, self.open_data, self.drop_data = SearchCombo(), QPushButton(), IconButton("close")
        self.data_name, self.data_note, self.columns = ElidedLabel(), QLabel(), QLabel()
        self.table = DataTable()
        self.concurrency, self.rate = QLineEdit(), QLineEdit()
        self.missing, self.writes, self.limits, self.as_whom = QLabel(), QLabel(), QLabel(), QLabel()
        self.broken = QLabel()
        self.run, self.cancel, self.resume = QPushButton(), QPushButton(), QPushButton()
        self.resume_file = QPushButton()
        self._names = {name: QLabel() for name in ("what", "data", "concurrency", "rate")}
        self._leaving = Leaving(self.concurrency), Leaving(self.rate)
        self._place()
        self._connect()
        self.retranslate()

    def show_state(self) -> None:
        """Shows what is chosen, and what can be said of it."""
        state = self._model.state
        self.what.set_choices(words.list_choices(state.loaded))
        self.what.show_text(words.name_choice(state.setup.under))
        self._show_data()
        for edit, text in ((self.concurrency, state.setup.concurrency), (self.rate, state.setup.rate)):
            if edit.text() != text:
                edit.setText(text)
        self._say(self.broken, words.say_broken(state.loaded))
        self._say(self.missing, words.say_missing(state.check))
        self._say(self.writes, words.say_writes(state, self._model.is_unlocked()))
        self._say(self.limits, self._complain())
        app = state.profile.name if state.profile is not None else ""
        place = name_environment(state.environment)
        self.as_whom.setText(
            _("In {place}, as {app}").format(place=place, app=app) if app else _("Choose an app in the top line first.")
        )
        progress = state.progress
        self.run.setText(words.say_size(state))
        self.run.setEnabled(state.can_run)
        theme.show_if(self.run, not progress.is_running)
        theme.show_if(self.cancel, progress.is_running)
        self.cancel.setText(_("Do not wait") if progress.is_stopping else _("Cancel"))
        theme.show_if(self.resume, progress.has_rest)
        self.resume.setEnabled(state.can_run)
        self.resume_file.setEnabled(state.can_run)

    def retranslate(self) -> None:
        """Writes its words."""
        titles = {
            "what": _("What to run"),
            "data": _("Rows of data"),
            "concurrency": _("Rows at once"),
            "rate": _("Calls a second"),
        }
        for name, title in titles.items():
            self._names[name].setText(title)
        for widget, title in ((self.what, titles["what"]), (self.open_data, titles["data"])):
            widget.setAccessibleName(title)
        self.concurrency.setAccessibleName(titles["concurrency"])
        self.concurrency.setToolTip(_("1 to 100; the requests of a row stay in order"))
        self.rate.setAccessibleName(titles["rate"])
        self.rate.setPlaceholderText(_("no limit"))
        self.rate.setToolTip(_("At most so many calls begin in a second, such as 5 or 0.5"))
        self.what.setPlaceholderText(_("All requests"))
        self.drop_data.set_words(_("Run without this file"))
        self.table.setAccessibleName(_("First rows of the file"))
        self.run.setToolTip(
            _("Sends each request, the guard asked for each; captures of one are variables of the next")
        )
        self.resume.setText(_("Resume"))
        self.resume.setToolTip(
            _("Runs again what did not pass and what was not run; what was sent to write stays done")
        )
        self.resume_file.setText(_("Resume from a file…"))
        self.resume_file.setToolTip(_("Takes up a run that was exported as JSON, here or by aexdesk run --json"))
        self.show_state()

    def _show_data(self) -> None:
        state = self._model.state
        data = state.data
        self.open_data.setText(_("Another…") if data is not None else _("Choose a file…"))
        theme.show_if(self.data_name, data is not None)
        theme.show_if(self.drop_data, data is not None)
        self.data_name.show_text(data.path.name if data else "", str(data.path) if data else "")
        self.data_note.setText(words.say_data(data))
        theme.mark(self.data_note, tone="bad" if data is not None and data.fault is not None else "")
        self.table.show_data(data, state.check)
        self._say(self.columns, words.say_columns(state.check) if data is not None and data.columns else "")

    def _complain(self) -> str:
        setup = self._model.state.setup
        is_bad = setup.at_once is None and self._leaving[0].is_due, setup.a_second is None and self._leaving[1].is_due
        for field, is_wrong in zip((self.concurrency, self.rate), is_bad, strict=True):
            theme.mark(field, complaint=is_wrong)
        if is_bad[0]:
            return _("Rows at once: give a whole number from 1 to 100.")
        if is_bad[1]:
            return _("Calls a second: give a number such as 5 or 0.5, or nothing.")
        return ""

    @staticmethod
    def _say(label: QLabel, text: str) -> None:
        if label.text() != text:
            label.setText(text)
        theme.show_if(label, bool(text))

    def _place(self) -> None:
        for label in self._names.values():
            label.setWordWrap(True)
            theme.mark(label, kind="muted")
        plain = dict.fromkeys((self.data_note, self.columns, self.writes, self.as_whom), "")
        for label, tone in (plain | {self.missing: "warn", self.broken: "warn", self.limits: "bad"}).items():
            label.setWordWrap(True)
            theme.mark(label, kind="small", tone=tone)
        theme.mark(self.run, role="primary")
        file = theme.line(self.open_data, self.data_name, self.drop_data, gap="xs")
        file.setStretch(1, 1)
        numbers = theme.line(
            theme.column(self._names["concurrency"], self.concurrency, gap="xs"),
            theme.column(self._names["rate"], self.rate, gap="xs"),
        )
        begin = Flow(self.run, self.cancel, self.resume)
        page, foot = QWidget(), QWidget()
        column = theme.column(around="m", parent=page)
        groups = (
            (self._names["what"], self.what),
            (self._names["data"], file, self.table, self.data_note, self.columns),
            (numbers, self.limits),
            (self.missing, self.broken, self.writes),
            (self.resume_file,),
        )
        for group in groups:
            column.addLayout(theme.column(*group, gap="xs"))
        column.addStretch(1)
        theme.column(self.as_whom, begin, gap="xs", around="m", parent=foot)
        # What begins the run is in sight, however low the window is.
        theme.column(scroll(page), thin_line(), foot, gap="", parent=self).setStretch(0, 1)
        names = {"what": self.what, "data": self.open_data, "run": self.run, "resume": self.resume}
        for name, widget in names.items():
            widget.setObjectName(f"runs.{name}")
        order: list[QWidget] = [self.what, self.open_data, self.drop_data, self.table, self.concurrency, self.rate]
        order += [self.run, self.cancel, self.resume, self.resume_file]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        model = self._model
        self.what.chosen.connect(model.choose)
        self.what.typed.connect(lambda _text: self._take_back())
        self.open_data.clicked.connect(model.choose_data)
        self.drop_data.clicked.connect(model.forget_data)
        self.concurrency.textEdited.connect(model.set_concurrency)
        self.rate.textEdited.connect(model.set_rate)
        for leaving in self._leaving:
            leaving.left.connect(self.show_state)
        self.run.clicked.connect(model.running.run)
        self.resume.clicked.connect(model.running.resume)
        self.cancel.clicked.connect(model.running.cancel)
        self.resume_file.clicked.connect(model.resume_file)

    def _take_back(self) -> None:
        """What was typed is none of the choices."""
        self.what.setText(words.name_choice(self._model.state.setup.under))
        self.what.show_text(self.what.text())
