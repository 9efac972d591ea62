"""The Loan accounts tab: the accounts at the left, what is chosen at the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget

from aexdesk.faults import BadInput
from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.loan_accounts import words
from aexdesk.ui.tabs.loan_accounts.account_list import AccountList
from aexdesk.ui.tabs.loan_accounts.account_pane import AccountPane
from aexdesk.ui.tabs.loan_accounts.model import LoanAccountsModel
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.empty_state import EmptyState
from aexdesk.ui.widgets.pane_parts import centred
from aexdesk.wording import describe

_SHARES = (3, 2)


class LoanAccountsView(ComposedView):
    """Draws the model; each child shows its part."""

    def __init__(self, model: LoanAccountsModel, ports: Ports, navigate: Navigate, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._model = model
        self._ports = ports
        self._navigate = navigate
        self._now = now

    def _compose(self) -> Steps:
        self._frame()
        yield
        self.accounts = AccountList(self._model, self._now)
        yield
        self.accounts.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.mark(self.accounts, role="surface")
        self.splitter.insertWidget(0, self.accounts)
        for number, share in enumerate(_SHARES):
            self.splitter.setStretchFactor(number, share)
        self.splitter.setSizes([share * theme.size("window_width") for share in _SHARES])
        yield
        self.empty = EmptyState("people")
        self._nothing = centred(self.empty)
        self.pages.addWidget(self._nothing)
        yield
        self.account = AccountPane(self._model, self._ports, self._navigate, self._now)
        self.pages.addWidget(self.account)
        yield from self.account.compose()
        self._connect()

    def retranslate(self) -> None:
        """Writes its words; its children write theirs."""
        for child in (self.accounts, self.account):
            child.retranslate()
        self._show_empty()
        self._show_trouble()

    def _frame(self) -> None:
        self.trouble, self.pages = Banner(can_dismiss=True), QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("loanAccountsSplitter")
        self.splitter.setChildrenCollapsible(False)
        theme.column(self.trouble, gap="", parent=self).addWidget(self.splitter, stretch=1)
        self.splitter.addWidget(self.pages)

    def _connect(self) -> None:
        self._model.changed.connect(self._show)
        self.trouble.dismissed.connect(self._model.put_away_trouble)
        self.accounts.opened.connect(self._edit)
        self.accounts.begun.connect(self._edit)
        self.accounts.countdown.ticked.connect(self.account.show_time)
        self.empty.acted.connect(self._begin)
        shortcuts.bind_inside(self, "list.new", self._begin_new)
        shortcuts.bind_inside(self, "form.save", self.account.save_now)

    def _show(self) -> None:
        self.accounts.show_state()
        self.account.show_state()
        self._show_page()
        self._show_empty()
        self._show_trouble()

    def _show_page(self) -> None:
        state = self._model.state
        self.pages.setCurrentWidget(self.account if state.form is not None else self._nothing)
        self.pages.setVisible(state.is_loaded)

    def _show_empty(self) -> None:
        self.empty.set_words(*words.say_empty(self._model.state))

    def _show_trouble(self) -> None:
        trouble = self._model.state.trouble
        if trouble is None:
            self.trouble.hide()
            return
        said = describe(trouble)
        is_slip = isinstance(trouble, BadInput)  # what was given is to be changed; asking again changes nothing
        self.trouble.show_message(said.message, said.hint, "warn" if is_slip else "bad", _("Put this message away"))
        self.trouble.set_actions(*(() if is_slip else ((_("Try again"), self._model.try_again),)))

    def _edit(self) -> None:
        self._show_page()
        self.account.fields.begin()

    def _begin_new(self) -> None:
        self._model.begin_new()
        self._edit()

    def _begin(self) -> None:
        if self._model.state.can_lend:
            self._model.lend()
        else:
            self._begin_new()
