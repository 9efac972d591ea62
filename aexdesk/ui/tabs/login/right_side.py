"""The right side: the login page, or what stands in its place before and after."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.book_link import BookLink
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.login import words
from aexdesk.ui.tabs.login.model import LoginModel
from aexdesk.ui.tabs.login.state import LoginState, Phase
from aexdesk.ui.tabs.login.token_card import TokenCard
from aexdesk.ui.tabs.login.working import Working
from aexdesk.ui.view import View
from aexdesk.ui.web.browser import Browser
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.empty_state import EmptyState
from aexdesk.ui.widgets.error_card import ErrorCard
from aexdesk.wording import Message, describe


class RightSide(View):
    """`show_other_ways` opens the fold at the left."""

    def __init__(
        self,
        model: LoginModel,
        browser: Browser,
        card: TokenCard,
        navigate: Navigate,
        show_other_ways: Callable[[], None],
    ) -> None:
        super().__init__()
        self._model = model
        self._navigate = navigate
        self._show_other_ways = show_other_ways
        self._failed: object = None
        self._book: BookLink | None = None
        self.browser, self.card = browser, card
        self.ended, self.looping = Banner(can_dismiss=True), Banner()
        self.empty, self.working, self.error = EmptyState("login"), Working(model), ErrorCard()
        self._error_page = QWidget()
        theme.column(self.error, around="l", parent=self._error_page).addStretch(1)
        self.error.setObjectName("login.error")
        self.pages = QStackedWidget()
        for page in (self.empty, self.browser, self.working, self._error_page, self.card):
            self.pages.addWidget(page)
        theme.column(self.ended, self.looping, gap="", parent=self).addWidget(self.pages, stretch=1)
        self.empty.acted.connect(lambda: navigate("app_keys"))
        self.ended.dismissed.connect(model.attempts.start_again)
        self.browser.close_wanted.connect(model.attempts.cancel)
        self.retranslate()

    def use_book(self, book: BookLink) -> None:
        """Errors that the book knows get a button to their page, here and on the token's card."""
        self._book = book
        self.card.use_book(book)

    def retranslate(self) -> None:
        """Writes its words."""
        self._failed = None
        for child in (self.browser, self.card, self.working):
            child.retranslate()
        self.show_state(self._model.state)

    def show_state(self, state: LoginState) -> None:
        """Shows the page that fits."""
        self.empty.set_words(*words.say_empty(state))
        self.working.show_state(state)
        self.card.show_state(state)
        self._show_error(state)
        self.pages.setCurrentWidget(self._fitting(state))
        said = words.say_end(state) or Message("")
        self.ended.show_message(said.message, said.hint, "accent", _("Put this message away"))
        self._show_looping(state)

    def _fitting(self, state: LoginState) -> QWidget:
        phase = state.run.phase
        if phase is Phase.PAGE:
            return self.browser
        if phase in (Phase.WAITING, Phase.EXCHANGING, Phase.KEEPING):
            return self.working
        if self._has_error(state):
            return self._error_page
        return self.card if state.session.token is not None else self.empty

    def _has_error(self, state: LoginState) -> bool:
        return state.run.phase is Phase.FAILED or bool(state.missing)

    def _show_error(self, state: LoginState) -> None:
        shown = (state.run, state.missing, state.way.can_listen)
        if not self._has_error(state) or shown == self._failed:
            return
        self._failed = shown
        attempts = self._model.attempts
        again = (_("Start again"), attempts.start_again)
        if state.run.phase is Phase.FAILED:
            said = words.say_failure(state.run)
            retry = [(_("Try again"), attempts.retry)] if state.run.can_retry else []
            actions = [*retry, again]
            if state.run.fault is not None and state.run.fault.code == "practice_off":
                actions.append((_("Go to App keys"), lambda: self._navigate("app_keys")))
            if self._book is not None:
                actions += self._book.actions(words.error_for_book(state.run.fault))
        else:
            said = words.say_missing(state.missing)
            actions = [(_("Show the other ways"), self._show_other_ways)]
        self.error.show_error(said.message, said.hint)
        self.error.set_actions(*actions)

    def _show_looping(self, state: LoginState) -> None:
        if not state.offers_system:
            self.looping.hide()
            return
        self.looping.show_message(
            _("The page asks again and again."),
            _("Your everyday browser may be trusted more; the login can go on there."),
            "warn",
        )
        self.looping.set_actions((_("Use the system's browser"), self._go_outside))

    def _go_outside(self) -> None:
        attempts = self._model.attempts
        if self._model.state.way.can_listen:
            attempts.listen()
        else:
            attempts.cancel()
            attempts.open_outside()
            self._show_other_ways()


def say_trouble(banner: Banner, state: LoginState) -> None:
    """What went wrong besides the login."""
    said = describe(state.trouble) if state.trouble is not None else Message("")
    banner.show_message(said.message, said.hint, "bad", _("Put this message away"))
