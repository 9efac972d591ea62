"""*I already have a token*: whose it is, its texts, test or real."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.login import words
from aexdesk.ui.tabs.login.model import LoginModel
from aexdesk.ui.tabs.login.state import LoginState
from aexdesk.ui.view import View
from aexdesk.ui.widgets.combo import Choice, Combo
from aexdesk.ui.widgets.secret_field import SecretField
from aexdesk.wording import describe

_TEST, _REAL = "test", "real"


class GivenForm(View):
    """Emptied once its token is kept."""

    def __init__(self, model: LoginModel, ports: Ports) -> None:
        super().__init__()
        self._model = model
        self._kept = 0
        self._labels = [QLabel() for _number in range(4)]
        self.account = QLineEdit()
        self.session, self.refresh = (SecretField(ports.clipboard, ports.later, lambda _deliver: None) for _n in (0, 1))
        self.kind, self.keep, self.complaint = Combo(), QPushButton(), QLabel()
        self.complaint.setWordWrap(True)
        theme.mark(self.complaint, kind="small", tone="bad")
        column = theme.column(gap="xs", parent=self)
        fields = (self.account, self.session, self.refresh, self.kind)
        for label, field in zip(self._labels, fields, strict=True):
            theme.mark(label, kind="small")
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
        column.addSpacing(theme.space("xs"))
        column.addWidget(self.keep)
        column.addWidget(self.complaint)
        for widget, name in (
            (self.account, "login.given_account"), (self.session.line, "login.given_session"),
            (self.refresh.line, "login.given_refresh"), (self.kind, "login.given_kind"),
            (self.keep, "login.given_keep"),
        ):  # fmt: skip
            widget.setObjectName(name)
        self.keep.clicked.connect(self._keep)
        self.account.textEdited.connect(lambda _text: self.show_state(model.state))
        self.session.edited.connect(lambda: self.show_state(model.state))
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        names = (_("Account email"), _("Access token"), _("Refresh token (optional)"), _("Kind of account"))
        fields = (self.account, self.session.line, self.refresh.line, self.kind)
        for label, field, name in zip(self._labels, fields, names, strict=True):
            label.setText(name)
            field.setAccessibleName(name)
        self.kind.set_choices([Choice(_TEST, _("Test account (loaned)")), Choice(_REAL, _("Real account"))])
        self.keep.setText(_("Keep this token"))
        self.keep.setToolTip(_("Keep the token in the keyring and use it; how long it lives is not known"))
        self.show_state(self._model.state)

    def show_state(self, state: LoginState) -> None:
        """Shows what became of it."""
        if state.given.kept != self._kept:
            self._kept = state.given.kept
            self.account.clear()
            self.session.forget_typed()
            self.refresh.forget_typed()
        fault = state.given.fault
        self.complaint.setText(words.join(describe(fault)) if fault is not None else "")
        self.complaint.setVisible(fault is not None)
        is_filled = bool(self.account.text().strip()) and self.session.typed() is not None
        self.keep.setEnabled(is_filled and state.profile is not None and not state.given.is_keeping)

    def _keep(self) -> None:
        session = self.session.typed()
        if session is not None:
            is_real = self.kind.choice() == _REAL
            self._model.use_given_token(self.account.text(), session, self.refresh.typed(), is_real)
