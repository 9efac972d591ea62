"""The Login tab: the steps at the left, the login page at the right; a token of another account fills it all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.login.model import LoginModel
from aexdesk.ui.tabs.login.other_account import OtherAccount
from aexdesk.ui.tabs.login.right_side import RightSide, say_trouble
from aexdesk.ui.tabs.login.state import Phase
from aexdesk.ui.tabs.login.steps_pane import StepsPane
from aexdesk.ui.tabs.login.token_card import TokenCard
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.web.browser import Browser
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.pane_parts import scroll

_SHARES = (3, 7)


class LoginView(ComposedView):
    """Draws the model; each child shows its part."""

    def __init__(
        self,
        model: LoginModel,
        browser: Browser,
        ports: Ports,
        navigate: Navigate,
        give_account: Callable[[str], None],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._model = model
        self._phase, self._filled = Phase.READY, ""
        self._browser = browser
        self._ports = ports
        self._navigate = navigate
        self._give_account = give_account
        self._now = now

    def _compose(self) -> Steps:
        model = self._model
        self._frame()
        yield
        self.steps = StepsPane(model, self._ports, self._now)
        yield
        theme.column(scroll(self.steps), gap="", parent=self._left)
        yield
        card = TokenCard(model, self._give_account, self._navigate, self._now)
        yield
        self.right = RightSide(model, self._browser, card, self._navigate, self.steps.ways.open_fold)
        yield
        self.splitter.addWidget(self.right)
        for number, share in enumerate(_SHARES):
            self.splitter.setStretchFactor(number, share)
        self.splitter.setSizes([share * theme.size("window_width") for share in _SHARES])
        yield
        self.other = OtherAccount(model)
        yield
        self.pages.addWidget(self.other)
        yield
        self._connect()

    def retranslate(self) -> None:
        """Writes its words; its children write theirs."""
        for child in (self.steps, self.right, self.other):
            child.retranslate()
        self._show_trouble()

    def _frame(self) -> None:
        self.trouble, self.pages = Banner(can_dismiss=True), QStackedWidget()
        theme.column(self.trouble, gap="", parent=self).addWidget(self.pages, stretch=1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("loginSplitter")
        self.splitter.setChildrenCollapsible(False)
        self.pages.addWidget(self.splitter)
        left = self._left = QWidget()
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.mark(left, role="surface")
        self.splitter.addWidget(left)

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self._show)
        self.trouble.dismissed.connect(model.put_away_trouble)
        shortcuts.bind_inside(self, "login.cancel", model.attempts.cancel)

    def _show(self) -> None:
        state = self._model.state
        for child in (self.steps, self.right, self.other):
            child.show_state(state)
        self._show_trouble()
        before, self._phase = self._phase, state.run.phase
        self.pages.setCurrentWidget(self.other if self._phase is Phase.DECIDING else self.splitter)
        has_filled = state.filled != self._filled and state.filled in ("filled", "email_only")
        self._filled = state.filled
        if before is not self._phase or has_filled:
            self._move_focus()

    def _move_focus(self) -> None:
        """Whoever works by key goes on where the login goes on."""
        if not self.isVisible():
            return
        if self._phase is Phase.PAGE:
            self.right.browser.set_focus()
        elif self._phase is Phase.DECIDING:
            self.other.discard.setFocus()
        elif self._phase is Phase.DONE:
            (self.right.card.next if self.right.card.next.isVisible() else self.right.card.refresh).setFocus()
        elif self._phase in (Phase.FAILED, Phase.CLOSED, Phase.DISCARDED):
            self.steps.open.setFocus()

    def _show_trouble(self) -> None:
        say_trouble(self.trouble, self._model.state)
        self.trouble.set_actions((_("Try again"), self._model.try_again))
