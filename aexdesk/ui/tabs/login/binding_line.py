"""How it is known whose the token is, where the platform did not tell: bind it by hand, or take that back."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.login import words
from aexdesk.ui.tabs.login.model import LoginModel
from aexdesk.ui.tabs.login.state import LoginState
from aexdesk.ui.view import View
from aexdesk.ui.widgets.combo import Choice, Combo
from aexdesk.workspace.token import Binding


class BindingLine(View):
    """Is not there for a token whose account the platform told."""

    def __init__(self, model: LoginModel) -> None:
        super().__init__()
        self._model = model
        self._shown_id = ""
        self.says, self.account = QLabel(), Combo()
        self.bind, self.undo = QPushButton(), QPushButton()
        self.says.setWordWrap(True)
        self.account.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        theme.mark(self.undo, role="link")
        acts = theme.line(self.account, self.bind)
        acts.setStretch(0, 1)
        line = theme.line(self.says, self.undo)
        line.setStretch(0, 1)
        theme.column(line, acts, gap="xs", parent=self)
        for widget, name in (
            (self.says, "login.binding"), (self.account, "login.bind_account"), (self.bind, "login.bind"),
            (self.undo, "login.unbind"),
        ):  # fmt: skip
            widget.setObjectName(name)
        self.bind.clicked.connect(lambda: model.session.bind(self.account.choice()))
        self.undo.clicked.connect(model.session.unbind)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.account.setAccessibleName(_("Loan account to bind to"))
        self.bind.setText(_("Bind by hand"))
        self.bind.setToolTip(_("Say that this token is the loan account's; the window shows that it is your word"))
        self.undo.setText(_("Undo binding"))
        self.undo.setToolTip(_("The token is nobody's again, and no order leaves with it"))
        self.show_state(self._model.state)

    def show_state(self, state: LoginState) -> None:
        """Shows how the token is bound."""
        card, token = state.session, state.session.token
        theme.show_if(self, token is not None and token.binding is not Binding.TOLD)
        if token is None:
            return
        self.account.set_choices([Choice(one.email, words.name_account(one)) for one in state.accounts])
        if token.id != self._shown_id:
            self._shown_id = token.id
            self.account.show_choice(state.account)
        text = words.say_binding(token)
        if text != self.says.text():
            self.says.setText(text)
        theme.mark(self.says, kind="small", tone="" if token.is_bound else "warn")
        can_bind = not token.is_bound and bool(state.accounts)
        for widget in (self.account, self.bind):
            theme.show_if(widget, can_bind)
            widget.setEnabled(not card.is_binding)
        theme.show_if(self.undo, token.binding is Binding.BY_HAND)
        self.undo.setEnabled(not card.is_binding)
