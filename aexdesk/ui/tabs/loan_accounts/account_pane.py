"""What is chosen: the loan account with its form, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame.names import name_environment
from aexdesk.ui.ports import Ports
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.loan_accounts import words
from aexdesk.ui.tabs.loan_accounts.account_form import AccountFields
from aexdesk.ui.tabs.loan_accounts.model import LoanAccountsModel
from aexdesk.ui.tabs.loan_accounts.state import AccountForm, LoanAccountsState
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.heading import Heading
from aexdesk.ui.widgets.pane_parts import bar, scroll, thin_line
from aexdesk.workspace.loan_account import LoanAccountStatus


class AccountPane(ComposedView):
    """One main button at a time: Save while something is unsaved, then Log in, then New test case."""

    def __init__(self, model: LoanAccountsModel, ports: Ports, navigate: Navigate, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._model = model
        self._navigate = navigate
        self._now = now
        self._ports = ports

    def _compose(self) -> Steps:
        self._frame()
        yield
        self.fields = AccountFields(self._model, self._ports, self._now)
        yield
        self._column.addWidget(scroll(self.fields), stretch=1)
        self._column.addWidget(thin_line())
        yield
        self._column.addWidget(bar(self.save, self.discard, self.said))
        self._connect()

    def _frame(self) -> None:
        self.heading, self._place, self.condition = Heading(), Chip(), Chip()
        self.log_in, self.new_case = QPushButton(), QPushButton()
        self.save, self.discard, self.said = QPushButton(), QPushButton(), QLabel()
        self.said.setWordWrap(True)
        self.said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.mark(self.said, kind="small")
        for widget, name in ((self.save, "save"), (self.log_in, "log_in"), (self.new_case, "new_case")):
            widget.setObjectName(f"loan.{name}")
        head = bar(self.heading, self._place, self.condition, self.log_in, self.new_case, is_headed=True)
        self._column = theme.column(head, thin_line(), gap="", parent=self)

    def retranslate(self) -> None:
        """Writes its words."""
        self.log_in.setText(_("Log in"))
        self.log_in.setToolTip(_("Go to the login, with this account chosen"))
        self.new_case.setText(_("New test case"))
        self.new_case.setToolTip(_("Go to the order tests, and begin a case for this account"))
        self.save.setText(_("Save"))
        self.save.setToolTip(_("Save: Ctrl+S"))
        self.discard.setText(_("Discard"))
        self.discard.setToolTip(_("Back to what is saved"))
        self.fields.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows what is chosen as it is."""
        state = self._model.state
        self.fields.show_state()
        if state.form is None:
            return
        self._show_head(state, state.form)
        self._show_foot(state.form)

    def show_time(self) -> None:
        """Time has passed."""
        self.fields.show_time()
        self.show_state()

    def save_now(self) -> None:
        """Saves, or says what is in the way."""
        self.fields.complain_now()
        self._model.save()

    def _show_head(self, state: LoanAccountsState, form: AccountForm) -> None:
        self.heading.say(form.entry.email.strip() or _("New loan account"))
        self._place.show_state(name_environment(state.environment) if state.environment.is_live else "", "live")
        is_ended = form.entry.status is LoanAccountStatus.ENDED
        past = _("Past its last day") if form.is_past else ""
        self.condition.show_state(_("Ended") if is_ended else past, "" if is_ended else "warn")
        is_in = any(not one.is_real and not one.is_over(self._now()) for one in form.sessions)
        is_good = not form.is_dirty and not is_ended and not form.is_past
        for button, is_next in ((self.log_in, not is_in), (self.new_case, is_in)):
            button.setEnabled(not form.is_dirty)
            theme.mark(button, role="primary" if is_good and is_next else "")
            theme.show_if(button, not form.is_new)

    def _show_foot(self, form: AccountForm) -> None:
        self.save.setEnabled(form.is_dirty and not form.is_saving)
        self.discard.setEnabled(form.is_dirty and not form.is_saving)
        theme.mark(self.save, role="primary" if form.is_dirty else "")
        self.said.setText(words.say_foot(form))

    def _connect(self) -> None:
        model = self._model
        self.log_in.clicked.connect(self._go_to_login)
        self.new_case.clicked.connect(self._go_to_order_tests)
        self.save.clicked.connect(self.save_now)
        self.discard.clicked.connect(model.discard)
        self.fields.submitted.connect(self.save_now)

    def _go_to_login(self) -> None:
        if self._model.hand_to_login():
            self._navigate("login")

    def _go_to_order_tests(self) -> None:
        if self._model.hand_to_test_case():
            self._navigate("order_tests")
