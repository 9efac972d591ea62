"""What is examined: the field to paste into or the recorded call, the app secret, and the button."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.secret import Secret
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.icons import IconLabel
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.doctor import words
from aexdesk.ui.tabs.doctor.model import DoctorModel
from aexdesk.ui.telling import tell
from aexdesk.ui.view import View
from aexdesk.ui.widgets.elided_label import ElidedLabel
from aexdesk.ui.widgets.form_row import FormRow
from aexdesk.ui.widgets.leaving import Leaving
from aexdesk.ui.widgets.pane_parts import bar, spring, thin_line
from aexdesk.ui.widgets.secret_field import Deliver, SecretField
from aexdesk.wording import describe

_TYPED = "typed"


class InputPane(View):
    """One main button: Examine."""

    def __init__(self, model: DoctorModel, ports: Ports) -> None:
        super().__init__()
        self._model = model
        self._label, self.complaint = QLabel(), QLabel()
        self.edit = QPlainTextEdit()
        self.source, self.call, self.another = QWidget(), ElidedLabel(), QPushButton()
        self._rest = QWidget()
        self.secret = SecretField(ports.clipboard, ports.later, self._fetch)
        self._secret_row = FormRow(self.secret)
        self.examine, self.cancel, self.progress = QPushButton(), QPushButton(), QLabel()
        for name, widget in {
            "request": self.edit, "examine": self.examine, "cancel": self.cancel, "another": self.another,
            "secret": self.secret.line, "call": self.call,
        }.items():  # fmt: skip
            widget.setObjectName(f"doctor.{name}")
        self._leaving = Leaving(self.edit)
        self._place()
        self._connect()
        self.retranslate()

    def _place(self) -> None:
        self.edit.setTabChangesFocus(True)
        self.edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self._label.setBuddy(self.edit)
        self.complaint.setWordWrap(True)
        theme.mark(self.edit, kind="mono")
        theme.mark(self._label, kind="muted")
        theme.mark(self.complaint, kind="small", tone="bad")
        theme.mark(self.examine, role="primary")
        theme.mark(self.progress, kind="small")
        theme.mark(self.another, role="link")
        line = theme.line(IconLabel("history"), self.call, self.another, parent=self.source)
        line.setStretch(1, 1)
        fields = theme.column(
            self.source, self._label, self.edit, self.complaint, self._secret_row, self._rest, around="s", gap="s"
        )
        for place in (fields.indexOf(self.edit), fields.indexOf(self._rest)):
            fields.setStretch(place, 1)
        column = theme.column(gap="", parent=self)
        column.addLayout(fields, stretch=1)
        column.addWidget(thin_line())
        column.addWidget(bar(self.examine, self.cancel, self.progress, spring()))

    def _connect(self) -> None:
        self.edit.textChanged.connect(lambda: self._model.write(self.edit.toPlainText()))
        self._leaving.left.connect(self._show_complaint)
        self.another.clicked.connect(self._model.let_go)
        self.examine.clicked.connect(self.start)
        self.cancel.clicked.connect(self._model.cancel)
        self.secret.edited.connect(self.show_state)
        shortcuts.bind_inside(self, "doctor.examine", self.start)
        shortcuts.bind_inside(self, "doctor.cancel", self._model.cancel)

    def start(self) -> None:
        """Examines what stands here."""
        self._model.examine(self.secret.typed())

    def retranslate(self) -> None:
        """Writes its words."""
        self._label.setText(_("Failing request"))
        self.edit.setAccessibleName(_("Failing request"))
        self.edit.setPlaceholderText(words.say_placeholder())
        self.another.setText(_("Paste another"))
        self.examine.setText(_("Examine"))
        self.examine.setToolTip(_("Look for the mistake that made this signature"))
        self.cancel.setText(_("Cancel"))
        self.cancel.setToolTip(_("End the search; what was found until then is shown"))
        self.secret.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows what is asked, and how far the search is."""
        state = self._model.state
        if self.edit.toPlainText() != state.text:
            self.edit.setPlainText(state.text)
        exchange = state.exchange
        self.source.setVisible(exchange is not None)
        self.call.show_text(words.name_source(exchange) if exchange is not None else "")
        self._rest.setVisible(exchange is not None)  # takes the room of the field
        for widget in (self._label, self.edit):
            widget.setVisible(exchange is None)
        self._show_complaint()
        app = state.app
        has_stored = app is not None and app.app_secret is not None
        owner = app.profile.id if app is not None and app.profile is not None else "practice"
        self.secret.show_stored(owner if has_stored else _TYPED, has_stored)
        is_typed = self.secret.typed() is not None
        self._secret_row.set_words(_("App secret"), note=words.say_secret(state, is_typed=is_typed))
        self.examine.setEnabled(state.has_request and not state.is_examining)
        self.cancel.setVisible(state.is_examining)
        self.progress.setText(words.say_progress(state.tried) if state.is_examining else "")

    def _show_complaint(self) -> None:
        state = self._model.state
        if not state.text:
            self._leaving.begin_again()
        is_due = state.is_asked or self._leaving.has_left
        said = describe(state.fault) if state.fault is not None and is_due else None
        text = f"{said.message} {said.hint}".strip() if said is not None else ""
        if text != self.complaint.text():
            self.complaint.setText(text)
            self.edit.setAccessibleDescription(text)
            tell(self.edit, text)
        self.complaint.setVisible(said is not None)
        theme.mark(self.edit, complaint=said is not None)

    def _fetch(self, deliver: Deliver) -> None:
        app = self._model.state.app
        secret: Secret | None = app.app_secret if app is not None else None
        if secret is not None:
            deliver(secret)
