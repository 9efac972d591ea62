"""The card of the token: whose it is, test or real, until when, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.book_link import BookLink
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.login import words
from aexdesk.ui.tabs.login.binding_line import BindingLine
from aexdesk.ui.tabs.login.model import LoginModel
from aexdesk.ui.tabs.login.state import LoginState
from aexdesk.ui.view import View
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.countdown import Countdown
from aexdesk.ui.widgets.flow import Flow
from aexdesk.ui.widgets.heading import Heading
from aexdesk.wording import describe


class TokenCard(View):
    """Says `log_in_wanted` when the person wants another login."""

    def __init__(
        self, model: LoginModel, give_account: Callable[[str], None], navigate: Navigate, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._model = model
        self._give_account = give_account
        self._navigate = navigate
        self.account, self.kind, self._profile = Heading(), Chip(), QLabel()
        self._titles = [QLabel() for _number in range(3)]
        self.access, self.access_left = QLabel(), QLabel()
        self.refresh_end, self.refresh_left = QLabel(), QLabel()
        self.next, self.refresh, self.again, self.sign_out = (QPushButton() for _number in range(4))
        self.binding = BindingLine(model)
        self.fault = Banner()
        self._book: BookLink | None = None
        self._clocks = (Countdown(now, self), Countdown(now, self))
        self._place()
        self.next.clicked.connect(self._go_on)
        self.refresh.clicked.connect(model.session.refresh)
        self.sign_out.clicked.connect(model.session.sign_out)
        self.again.clicked.connect(model.open_page)
        for clock in self._clocks:
            clock.ticked.connect(self._show_times)
        self.retranslate()

    def use_book(self, book: BookLink) -> None:
        """A refresh that failed gets a button to what its error means."""
        self._book = book

    def retranslate(self) -> None:
        """Writes its words."""
        for title, text in zip(self._titles, (_("App"), _("Access until"), _("Refresh until")), strict=True):
            title.setText(text)
        self.next.setText(_("New test case"))
        self.next.setToolTip(_("Go on: describe the order that this account may place for free"))
        self.refresh.setToolTip(_("Fetch a new access token; it happens by itself 30 minutes before the end"))
        self.again.setText(_("Log in again"))
        self.again.setToolTip(_("Opens the login page afresh; the session stays until another takes its place"))
        self.sign_out.setText(_("Sign out"))
        self.sign_out.setToolTip(_("Delete this token from the keyring; at the platform it ends by itself"))
        self.binding.retranslate()
        self.show_state(self._model.state)

    def show_state(self, state: LoginState) -> None:
        """Shows the token as it is."""
        card, token = state.session, state.session.token
        if token is None:
            return
        owner = words.name_owner(token)
        self.account.say(owner)
        self.kind.show_state(*words.name_kind(token))
        self.binding.show_state(state)
        self._profile.setText(state.profile.name if state.profile is not None else "")
        self._card.setAccessibleName(_("Session of {account}").format(account=owner))
        theme.mark(self._card, tone="warn" if token.is_real else "good")
        self.access.setText(words.say_end_of(token.access_expires_at))
        self.refresh_end.setText(words.say_end_of(token.refresh_expires_at))
        for clock, end in zip(self._clocks, (token.access_expires_at, token.refresh_expires_at), strict=True):
            clock.run_to(end)
        self._show_times()
        self.refresh.setText(words.say_refresh(card))
        self.refresh.setEnabled(not card.is_refreshing)
        self.sign_out.setEnabled(not card.is_refreshing and not card.is_binding)
        self.again.setEnabled(bool(state.way.authorize_url) and not words.is_at_work(state))
        self.next.setVisible(not token.is_real)  # a test case is a loan account's
        if card.fault is not None:
            said = describe(card.fault)
            self.fault.show_message(said.message, said.hint, "bad")
            book = self._book.actions(words.error_for_book(card.fault)) if self._book is not None else ()
            self.fault.set_actions(*book)
        else:
            self.fault.hide()

    def _show_times(self) -> None:
        token = self._model.state.session.token
        if token is None:
            return
        ends = (token.access_expires_at, token.refresh_expires_at)
        for label, end, clock in zip((self.access_left, self.refresh_left), ends, self._clocks, strict=True):
            text, tone = words.say_left(end, clock.seconds_left())
            if label.text() != text:
                label.setText(text)
            theme.mark(label, tone=tone)

    def _place(self) -> None:
        self._card = QFrame()
        theme.mark(self._card, role="card")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("m"))
        grid.setVerticalSpacing(theme.space("xs"))
        grid.setColumnStretch(2, 1)
        values = ((self._profile, QLabel()), (self.access, self.access_left), (self.refresh_end, self.refresh_left))
        for row, (title, pair) in enumerate(zip(self._titles, values, strict=True)):
            theme.mark(title, kind="muted")
            for column, label in enumerate((title, *pair)):
                grid.addWidget(label, row, column)
        for label in (self.access_left, self.refresh_left):
            label.setWordWrap(True)
            theme.mark(label, kind="muted")
        head = theme.line(self.account, self.kind)
        head.setStretch(0, 1)
        buttons = Flow(self.next, self.refresh, self.again, self.sign_out)
        theme.column(head, self.binding, grid, self.fault, buttons, gap="m", around="m", parent=self._card)
        theme.mark(self.next, role="primary")
        theme.mark(self.sign_out, role="link")
        theme.column(self._card, around="l", parent=self).addStretch(1)
        for widget, name in (
            (self._card, "login.token_card"), (self.next, "login.next"), (self.refresh, "login.refresh"),
            (self.sign_out, "login.sign_out"), (self.again, "login.again"),
        ):  # fmt: skip
            widget.setObjectName(name)

    def _go_on(self) -> None:
        self._give_account(self._model.take_account())
        self._navigate("order_tests")
