"""The password: kept in the vault, shown as dots, replaced only when the person asks to."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.loan_accounts import words
from aexdesk.ui.tabs.loan_accounts.model import LoanAccountsModel
from aexdesk.ui.tabs.loan_accounts.state import AccountForm, Keeping
from aexdesk.ui.widgets.form_row import FormRow
from aexdesk.ui.widgets.secret_field import SecretField


class PasswordRow(FormRow):
    """A stored password cannot be typed over by accident: Replace comes first."""

    def __init__(self, model: LoanAccountsModel, ports: Ports) -> None:
        self._model = model
        self.secret = SecretField(ports.clipboard, ports.later, model.fetch_password)
        self.replace, self.keep, self.again = QPushButton(), QPushButton(), QPushButton()
        super().__init__(self.secret, self.again, self.replace, self.keep)
        self.secret.line.setObjectName("loan.password")
        for button in (self.replace, self.keep, self.again):
            theme.mark(button, role="link")
        self.secret.edited.connect(lambda: model.enter(password=self.secret.typed()))
        self.replace.clicked.connect(self._replace)
        self.keep.clicked.connect(lambda: model.replace_password(False))
        self.again.clicked.connect(model.look_again)

    def show_form(self, form: AccountForm, vault: str, is_persistent: bool) -> None:
        """Shows what is known of the password, and in the language of now."""
        wants, has_new = form.wants_password, form.entry.password is not None
        is_known = form.keeping is not Keeping.ASKING
        identity = f"{form.id} {f'new {form.pastes}' if wants else 'kept'}"
        self.secret.show_stored(identity, has_new or (not wants and form.keeping is Keeping.STORED))
        theme.mark(self.secret.line, readOnly=not wants)
        theme.show_if(self.replace, not wants and is_known)
        theme.show_if(self.keep, form.entry.is_replacing and form.keeping is not Keeping.MISSING and not form.is_new)
        theme.show_if(self.again, form.keeping is Keeping.UNREADABLE and not wants)
        self.set_words(
            _("Password"),
            _("Of the test buyer. It goes into the login page only when you press Fill in there."),
            words.note_password(form, vault, is_persistent),
        )
        self.complain(words.complain(form, "password"))

    def retranslate(self) -> None:
        """Writes the words of its buttons."""
        self.secret.retranslate()
        self.replace.setText(_("Replace"))
        self.replace.setToolTip(_("Type another password in place of the stored one"))
        self.keep.setText(_("Keep stored"))
        self.keep.setToolTip(_("Leave the stored password as it is"))
        self.again.setText(_("Try again"))
        self.again.setToolTip(_("Ask the keyring once more"))

    def _replace(self) -> None:
        self._model.replace_password(True)
        state = self._model.state
        if state.form is not None:
            self.show_form(state.form, state.vault_name, state.is_vault_persistent)
        self.secret.line.setFocus()
