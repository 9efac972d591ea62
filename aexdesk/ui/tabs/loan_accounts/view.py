"""The Loan accounts tab: the accounts at the left, what is chosen at the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from aexdesk.faults import BadInput
from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.loan_accounts import words
from aexdesk.ui.tabs.loan_accounts.account_list import AccountList
from aexdesk.ui.tabs.loan_accounts.account_pane import AccountPane
from aexdesk.ui.tabs.loan_accounts.model import LoanAccountsModel
from aexdesk.ui.view import View
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.empty_state import EmptyState
from aexdesk.ui.widgets.pane_parts import centred
from aexdesk.wording import describe

_SHARES = (3, 2)


class LoanAccountsView(View):
    """Draws the model; each child shows its part."""

    def __init__(self, model: LoanAccountsModel, ports: Ports, navigate: Navigate, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._model = model
        self.trouble = Banner(can_dismiss=True)
        self.accounts = AccountList(model, now)
        self.account = AccountPane(model, ports, navigate, now)
        self.empty = EmptyState("people")
        self.pages = QStackedWidget()
        self._nothing = centred(self.empty)
        for page in (self._nothing, self.account):
            self.pages.addWidget(page)
        self._place()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words; its children write theirs."""
        for child in (self.accounts, self.account):
            child.retranslate()
        self._show_empty()
        self._show_trouble()

    def _place(self) -> None:
        self.accounts.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.mark(self.accounts, role="surface")
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("loanAccountsSplitter")
        self.splitter.setChildrenCollapsible(False)
        parts: tuple[QWidget, ...] = (self.accounts, self.pages)
        for number, part in enumerate(parts):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(number, _SHARES[number])
        self.splitter.setSizes([share * theme.size("window_width") for share in _SHARES])
        theme.column(self.trouble, gap="", parent=self).addWidget(self.splitter, stretch=1)

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
