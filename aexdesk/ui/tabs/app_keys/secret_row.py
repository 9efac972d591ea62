"""The row of the app secret: the field, and what can be done about a stored one."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.app_keys import words
from aexdesk.ui.tabs.app_keys.model import AppKeysModel
from aexdesk.ui.tabs.app_keys.state import Keeping, ProfileForm
from aexdesk.ui.widgets.form_row import FormRow
from aexdesk.ui.widgets.secret_field import SecretField


class SecretRow(FormRow):
    """A stored secret cannot be typed over by accident: Replace comes first."""

    def __init__(self, model: AppKeysModel, ports: Ports) -> None:
        self._model = model
        self.secret = SecretField(ports.clipboard, ports.later, model.fetch_secret)
        self.replace, self.keep, self.again = QPushButton(), QPushButton(), QPushButton()
        super().__init__(self.secret, self.again, self.replace, self.keep)
        for button in (self.replace, self.keep, self.again):
            theme.mark(button, role="link")
        self.secret.edited.connect(self._enter)
        self.replace.clicked.connect(self._replace)
        self.keep.clicked.connect(lambda: model.replace_secret(False))
        self.again.clicked.connect(model.look_again)

    def show_form(self, form: ProfileForm, vault: str, is_persistent: bool) -> None:
        """Shows what is known of the secret, and in the language of now."""
        wants, has_typed = form.wants_secret, form.entry.secret is not None
        is_known = form.keeping is not Keeping.ASKING
        identity = f"{form.id} {'new' if wants else 'kept'}"
        self.secret.show_stored(identity, has_typed or (not wants and form.keeping is Keeping.STORED))
        theme.mark(self.secret.line, readOnly=not wants)
        theme.show_if(self.replace, not wants and is_known)
        theme.show_if(self.keep, form.entry.is_replacing and form.keeping is not Keeping.MISSING)
        theme.show_if(self.again, form.keeping is Keeping.UNREADABLE and not wants)
        self.set_words(
            _("App secret"),
            _("From the App Console. It signs every call; who has it can call as this app."),
            words.note_secret(form, vault, is_persistent),
        )
        self.complain(words.complain(form, "app_secret"))

    def retranslate(self) -> None:
        """Writes the words of its buttons."""
        self.secret.retranslate()
        self.replace.setText(_("Replace"))
        self.replace.setToolTip(_("Type another secret in place of the stored one"))
        self.keep.setText(_("Keep stored"))
        self.keep.setToolTip(_("Leave the stored secret as it is"))
        self.again.setText(_("Try again"))
        self.again.setToolTip(_("Ask the keyring once more"))

    def _replace(self) -> None:
        self._model.replace_secret(True)
        form = self._model.state.form
        if form is not None:
            self.show_form(form, self._model.state.vault_name, self._model.state.is_vault_persistent)
        self.secret.line.setFocus()

    def _enter(self) -> None:
        text = self.secret.line.text()
        has_slip = bool(text.strip()) and text != text.strip()
        self._model.enter(secret=self.secret.typed(), has_blank_secret_ends=has_slip)
