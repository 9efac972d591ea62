"""The fields of an app key, with the notes and complaints under them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.app_keys import words
from aexdesk.ui.tabs.app_keys.env_fields import EnvFields
from aexdesk.ui.tabs.app_keys.model import AppKeysModel
from aexdesk.ui.tabs.app_keys.secret_row import SecretRow
from aexdesk.ui.tabs.app_keys.state import ProfileForm
from aexdesk.ui.view import View
from aexdesk.ui.widgets.combo import Choice, Combo
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.form_row import FormRow
from aexdesk.workspace.profile import AppType

_NOTE_LINES = (3, 6)
_TEST, _REAL = "test", "real"


class ProfileFields(View):
    """`submitted` when Enter was pressed in a field."""

    submitted = Signal()

    def __init__(self, model: AppKeysModel, ports: Ports) -> None:
        super().__init__()
        self._model = model
        self._shown_id = ""
        theme.mark(self, role="page")
        self.name, self.app_key, self.callback_url = QLineEdit(), QLineEdit(), QLineEdit()
        self.app_type, self.kind, self.notes = Combo(), Combo(), QPlainTextEdit()
        self.notes.setTabChangesFocus(True)
        self.notes.setMinimumHeight(_NOTE_LINES[0] * theme.size("row"))
        self.notes.setMaximumHeight(_NOTE_LINES[1] * theme.size("row"))
        for line in (self.app_key, self.callback_url):
            theme.mark(line, kind="mono")
        self._copy_key = CopyButton(ports.clipboard, lambda: self.app_key.text().strip())
        self._copy_callback = CopyButton(ports.clipboard, lambda: self.callback_url.text().strip())
        self.secret = SecretRow(model, ports)
        self.rows = {
            "name": FormRow(self.name),
            "app_type": FormRow(self.app_type),
            "is_real": FormRow(self.kind),
            "app_key": FormRow(self.app_key, self._copy_key),
            "app_secret": self.secret,
            "callback_url": FormRow(self.callback_url, self._copy_callback),
            "notes": FormRow(self.notes),
        }
        self.env = EnvFields(model)
        theme.column(*self.rows.values(), self.env, around="m", parent=self).addStretch(1)
        self.rows |= self.env.rows
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.app_type.set_choices([Choice(kind.value, words.name_app_type(kind)) for kind in AppType])
        rows = self.rows
        rows["name"].set_words(_("Name"), _("Only for you; it is not sent."))
        rows["app_type"].set_words(_("App type"), _("Which group of APIs the app was made for in the App Console."))
        self.kind.set_choices([Choice(_TEST, _("Tests")), Choice(_REAL, _("Real customers"))])
        rows["is_real"].set_words(
            _("Serves"), _("The app of real customers wears amber, so that nobody takes it for a test.")
        )
        rows["app_key"].set_words(_("App key"), _("From the App Console; it goes with every call."))
        rows["callback_url"].set_words(_("Callback URL"), _("Where the login sends its code."), words.note_callback())
        rows["notes"].set_words(_("Notes"), _("Only for you; kept on this machine. No secrets in here."))
        self._copy_key.set_what(lambda: _("app key"))
        self._copy_callback.set_what(lambda: _("callback URL"))
        self.secret.retranslate()
        self.env.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the form as it is."""
        state = self._model.state
        form = state.form
        if form is None:
            return
        if form.id != self._shown_id:
            self._shown_id = form.id
            for row in self.rows.values():
                row.begin_again()
        self._write(form)
        self.secret.show_form(form, state.vault_name, state.is_vault_persistent)
        for field, row in self.rows.items():
            row.complain(words.complain(form, field))
            if field == form.refused:
                row.complain_now()

    def complain_now(self) -> None:
        """The person wants to save: says what is wrong, and goes there."""
        form = self._model.state.form
        for field, row in reversed(self.rows.items()):
            row.complain_now()
            if form is not None and any(problem.values.get("field") == field for problem in form.problems):
                self.env.show_field(field)
                row.field.setFocus()

    def begin(self) -> None:
        """To the first field."""
        self.show_state()
        self.name.setFocus()
        self.name.selectAll()

    def _write(self, form: ProfileForm) -> None:
        entry = form.entry
        for line, text in (
            (self.name, entry.name),
            (self.app_key, entry.app_key),
            (self.callback_url, entry.callback_url),
        ):
            if line.text() != text:
                line.setText(text)
                line.setCursorPosition(0)
        if self.notes.toPlainText() != entry.notes:
            self.notes.setPlainText(entry.notes)
        self.app_type.show_choice(entry.app_type.value)
        self.kind.show_choice(_REAL if entry.is_real else _TEST)
        self.env.show_names(entry.env_names)
        self._copy_key.setEnabled(bool(entry.app_key.strip()))
        self._copy_callback.setEnabled(bool(entry.callback_url.strip()))

    def _connect(self) -> None:
        enter = self._model.enter
        self.name.textEdited.connect(lambda text: enter(name=text))
        self.app_key.textEdited.connect(lambda text: enter(app_key=text))
        self.callback_url.textEdited.connect(lambda text: enter(callback_url=text))
        self.app_type.chosen.connect(lambda chosen: enter(app_type=AppType(chosen)))
        self.kind.chosen.connect(lambda chosen: enter(is_real=chosen == _REAL))
        self.notes.textChanged.connect(self._enter_notes)
        lines = (self.name, self.app_key, self.callback_url, self.secret.secret.line, *self.env.lines.values())
        for line in lines:
            line.returnPressed.connect(self.submitted)
        QWidget.setTabOrder(self.callback_url, self._copy_callback)

    def _enter_notes(self) -> None:
        form, text = self._model.state.form, self.notes.toPlainText()
        if form is not None and form.id == self._shown_id and text != form.entry.notes:
            self._model.enter(notes=text)
