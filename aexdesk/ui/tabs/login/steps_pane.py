"""The left side: whom to log in, the four steps, and the other ways behind a fold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.login import words
from aexdesk.ui.tabs.login.model import LoginModel
from aexdesk.ui.tabs.login.other_ways import OtherWays
from aexdesk.ui.tabs.login.state import LoginState, Phase
from aexdesk.ui.tabs.login.step import Step
from aexdesk.ui.view import View
from aexdesk.ui.widgets.check_box import CheckBox
from aexdesk.ui.widgets.combo import Choice, Combo
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.countdown import Countdown
from aexdesk.ui.widgets.pane_parts import thin_line


class _UrlLine(QLineEdit):
    """Shows the beginning of a long URL again when the focus has passed through."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.setCursorPosition(0)


_USUAL_ACCOUNT = 26
"""Letters of an account's email."""


class StepsPane(View):
    """One main button at a time: open the page, then fill in."""

    def __init__(self, model: LoginModel, ports: Ports, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._model = model
        theme.mark(self, role="page")
        self._account_title, self._account_note = QLabel(), QLabel()
        self.account, self.force = Combo(), CheckBox()
        self.account.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.account.setMinimumContentsLength(_USUAL_ACCOUNT)
        self._account_note.setWordWrap(True)
        theme.mark(self._account_title, kind="muted")
        theme.mark(self._account_note, kind="small")
        self.url = _UrlLine()
        self.url.setReadOnly(True)
        theme.mark(self.url, kind="mono")
        self.copy = CopyButton(ports.clipboard, self.url.text)
        url_line = QWidget()
        theme.line(self.url, self.copy, gap="xs", parent=url_line)
        self.open, self.fill = QPushButton(), QPushButton()
        self.again = QPushButton()
        theme.mark(self.again, role="link")
        self.steps = (
            Step(1, url_line, self.force), Step(2, self.open, self.fill, self.again), Step(3), Step(4),
        )  # fmt: skip
        self.ways = OtherWays(model, ports)
        self._clock = Countdown(now, self)
        self._place()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self._account_title.setText(_("Account to log in"))
        self.account.setAccessibleName(_("Account to log in"))
        self.force.setText(_("Always ask for the password"))
        self.force.setToolTip(_("Sends force_auth=true: without it the platform may log in whoever it knows"))
        self.url.setAccessibleName(_("Authorize URL"))
        self.url.setToolTip(_("Where the login begins; it holds the app key, the callback and a state made for it"))
        self.copy.set_what(lambda: _("authorize URL"))
        self.open.setToolTip(_("Opens in a browser of its own that forgets everything afterwards"))
        self.again.setText(_("It asks again and again"))
        self.again.setToolTip(_("Offers the system's browser, which the platform may know better"))
        self.ways.retranslate()
        self.show_state(self._model.state)

    def show_state(self, state: LoginState) -> None:
        """Shows how far it is."""
        self._show_account(state)
        self._show_way(state)
        self._show_page(state)
        done = words.how_far(state.run)
        for number, step in enumerate(self.steps):
            step.show_done(number < done and (number > 0 or bool(state.way.authorize_url)))
        self._clock.run_to(state.run.code_until if state.run.phase is not Phase.DONE else None)
        self._show_code()
        self.steps[3].say(_("Token"), words.say_token(state))
        self.ways.show_state(state)

    def _show_account(self, state: LoginState) -> None:
        choices = [Choice(account.email, words.name_account(account)) for account in state.accounts]
        self.account.set_choices([*choices, Choice("", words.name_nobody())])
        self.account.show_choice(state.account)
        # In some languages nobody's name is longer than an email.
        metrics = self.account.fontMetrics()
        letters = -(-metrics.horizontalAdvance(words.name_nobody()) // metrics.horizontalAdvance("X"))
        self.account.setMinimumContentsLength(max(_USUAL_ACCOUNT, letters))
        self.account.setEnabled(not words.is_at_work(state))
        self._account_note.setText(words.note_account(state))
        theme.mark(self._account_note, tone="" if state.account else "warn")

    def _show_way(self, state: LoginState) -> None:
        if self.url.text() != state.way.authorize_url:
            self.url.setText(state.way.authorize_url)
            self.url.setCursorPosition(0)
        self.copy.setEnabled(bool(state.way.authorize_url))
        if self.force.isChecked() != state.force_auth:
            self.force.setChecked(state.force_auth)
        self.force.setEnabled(not words.is_at_work(state))
        tone = "bad" if state.way.fault is not None else "warn"
        self.steps[0].say(_("Authorize URL"), words.say_url_note(state), tone)

    def _show_page(self, state: LoginState) -> None:
        is_page = state.run.phase is Phase.PAGE
        self.open.setText(_("Open it afresh") if is_page else _("Open the login page"))
        self.open.setEnabled(bool(state.way.authorize_url) and not words.is_at_work(state))
        has_token = state.session.token is not None
        theme.mark(self.open, role="" if is_page or has_token else "primary")
        text, hindrance = words.say_fill(state)
        self.fill.setText(text)
        self.fill.setEnabled(not hindrance)
        self.fill.setVisible(is_page)
        self.fill.setToolTip(
            hindrance or _("Puts email and password of {account} into this page").format(account=state.account)
        )
        self.fill.setAccessibleDescription(hindrance)
        theme.mark(self.fill, role="primary")
        self.again.setVisible(is_page and not state.offers_system)
        said = words.say_filled(state) or (hindrance if is_page else "") or words.say_log_in(state)
        self.steps[1].say(_("Log in"), said)

    def _show_code(self) -> None:
        state = self._model.state
        self.steps[2].say(_("Login code"), words.say_code(state, self._clock.seconds_left()))

    def _place(self) -> None:
        column = theme.column(self._account_title, self.account, self._account_note, around="m", parent=self)
        column.addWidget(thin_line())
        for step in self.steps:
            column.addWidget(step)
        column.addWidget(thin_line())
        column.addWidget(self.ways)
        column.addStretch(1)
        for widget, name in (
            (self.account, "login.account"), (self.open, "login.open"), (self.url, "login.url"),
            (self.copy, "login.url_copy"), (self.fill, "login.fill_in"), (self.force, "login.force_auth"),
            (self.again, "login.asks_again"),
        ):  # fmt: skip
            widget.setObjectName(name)

    def _connect(self) -> None:
        model = self._model
        self.account.chosen.connect(model.choose_account)
        self.force.toggled.connect(lambda on: model.force_auth(on) if on != model.state.force_auth else None)
        self.open.clicked.connect(model.open_page)
        self.fill.clicked.connect(model.fill_in)
        self.again.clicked.connect(model.say_asks_again)
        self._clock.ticked.connect(self._show_code)
