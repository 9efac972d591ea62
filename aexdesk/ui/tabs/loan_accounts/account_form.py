"""The fields of a loan account, with the notes and complaints under them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.loan_accounts import words
from aexdesk.ui.tabs.loan_accounts.model import LoanAccountsModel
from aexdesk.ui.tabs.loan_accounts.notes_field import NotesField
from aexdesk.ui.tabs.loan_accounts.password_row import PasswordRow
from aexdesk.ui.tabs.loan_accounts.session_lines import SessionLines
from aexdesk.ui.tabs.loan_accounts.state import AccountForm
from aexdesk.ui.view import View
from aexdesk.ui.widgets.combo import Choice, Combo
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.form_row import FormRow
from aexdesk.workspace.loan_account import LoanAccountStatus


class AccountFields(View):
    """`submitted` when Enter was pressed in a field."""

    submitted = Signal()

    def __init__(self, model: LoanAccountsModel, ports: Ports, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._model = model
        self._shown_id = ""
        theme.mark(self, role="page")
        self.email, self.seller, self.since, self.until = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.status, self.notes, self.sessions = Combo(), NotesField(ports.links), SessionLines(now)
        self.password = PasswordRow(model, ports)
        self._lines = {"email": self.email, "seller": self.seller, "since": self.since, "until": self.until}
        for name, line in self._lines.items():
            line.setObjectName(f"loan.{name}")
            theme.mark(line, kind="mono")
        self.status.setObjectName("loan.status")
        self.copy_email = CopyButton(ports.clipboard, lambda: self.email.text().strip())
        self.copy_seller = CopyButton(ports.clipboard, lambda: self.seller.text().strip())
        self.rows = {
            "email": FormRow(self.email, self.copy_email),
            "password": self.password,
            "seller": FormRow(self.seller, self.copy_seller),
            "status": FormRow(self.status),
            "since": FormRow(self.since),
            "until": FormRow(self.until),
            "sessions": FormRow(self.sessions),
            "notes": FormRow(self.notes),
        }
        theme.column(*self.rows.values(), around="m", parent=self).addStretch(1)
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.status.set_choices([Choice(one.value, words.name_status(one)) for one in LoanAccountStatus])
        rows = self.rows
        rows["email"].set_words(_("Buyer email"), _("What the App Console calls Buyer Account; one logs in with it."))
        rows["seller"].set_words(_("Seller account"), _("The test seller that was lent with the buyer, if any."))
        rows["status"].set_words(_("Status"), _("What the App Console says of the loan."))
        rows["since"].set_words(_("Since"), _("The day on which the loan began, such as 2026-01-31."))
        rows["sessions"].set_words(_("Session"), _("The access tokens that this account has given to your apps."))
        rows["notes"].set_words(_("Notes"), _("Only for you, in Markdown; kept on this machine. No secrets in here."))
        for line in (self.since, self.until):
            line.setPlaceholderText(_("yyyy-mm-dd"))
        self.copy_email.set_what(lambda: _("buyer email"))
        self.copy_seller.set_what(lambda: _("seller account"))
        self.password.retranslate()
        self.notes.retranslate()
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
        self.password.show_form(form, state.vault_name, state.is_vault_persistent)
        self.rows["until"].set_words(
            _("Until"), _("The last day of the loan; empty where the App Console names none."), words.note_until(form)
        )
        for field, row in self.rows.items():
            row.complain(words.complain(form, field))
            if field == form.refused:
                row.complain_now()

    def show_time(self) -> None:
        """Time has passed."""
        self.sessions.retranslate()

    def complain_now(self) -> None:
        """The person wants to save: says what is wrong, and goes there."""
        form = self._model.state.form
        for field, row in reversed(self.rows.items()):
            row.complain_now()
            if form is not None and any(problem.values.get("field") == field for problem in form.problems):
                row.field.setFocus()

    def begin(self) -> None:
        """To the first field."""
        self.show_state()
        self.email.setFocus()
        self.email.selectAll()

    def _write(self, form: AccountForm) -> None:
        entry = form.entry
        told = {"email": entry.email, "seller": entry.seller, "since": entry.since, "until": entry.until}
        for name, line in self._lines.items():
            if line.text() != told[name]:
                line.setText(told[name])
                line.setCursorPosition(0)
        self.notes.show_notes(entry.notes)
        self.status.show_choice(entry.status.value)
        self.sessions.show_sessions(form.sessions)
        theme.show_if(self.rows["sessions"], not form.is_new)
        self.copy_email.setEnabled(bool(entry.email.strip()))
        self.copy_seller.setEnabled(bool(entry.seller.strip()))

    def _connect(self) -> None:
        enter = self._model.enter
        self.email.textEdited.connect(lambda text: enter(email=text))
        self.seller.textEdited.connect(lambda text: enter(seller=text))
        self.since.textEdited.connect(lambda text: enter(since=text))
        self.until.textEdited.connect(lambda text: enter(until=text))
        self.status.chosen.connect(lambda chosen: enter(status=LoanAccountStatus(chosen)))
        self.notes.edited.connect(self._enter_notes)
        for line in (*self._lines.values(), self.password.secret.line):
            line.returnPressed.connect(self.submitted)
        for before, after in ((self.email, self.copy_email), (self.seller, self.copy_seller)):
            QWidget.setTabOrder(before, after)

    def _enter_notes(self) -> None:
        form, text = self._model.state.form, self.notes.edit.toPlainText()
        if form is not None and form.id == self._shown_id and text != form.entry.notes:
            self._model.enter(notes=text)
