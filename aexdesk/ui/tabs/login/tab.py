"""Builds the Login tab, and ends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aexdesk.i18n import _
from aexdesk.ui.book_link import BookLink
from aexdesk.ui.tabs.login.model import LoginModel
from aexdesk.ui.tabs.login.view import LoginView
from aexdesk.ui.web.browser import Browser

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.turns import Steps


def _now() -> datetime:
    return datetime.now(UTC)


class LoginTab:
    """The contract of a tab. `now` counts the clocks down."""

    def __init__(self, desk: Desk, ports: Ports, navigate: Navigate, now: Callable[[], datetime] = _now) -> None:
        self.browser = Browser(ports)
        self.model = LoginModel(desk, ports, self.browser, lambda: now().date())
        give_account = desk.handovers.account_for_test_case.give
        self.view = LoginView(self.model, self.browser, ports, navigate, give_account, now)
        self._book = BookLink(desk.error_book)
        self._book.use(desk.handovers.code_for_error_book, navigate)

    def compose(self) -> Steps:
        """Puts the view together."""
        yield from self.view.compose()
        self.view.right.use_book(self._book)

    def title(self) -> str:
        """Its name."""
        return _("Login")

    def retranslate(self) -> None:
        """Writes its words again."""
        self.view.retranslate()

    async def close(self) -> None:
        """Takes the login page down, ends its work and lets go of the services."""
        await self.model.close()


def build(desk: Desk, ports: Ports, navigate: Navigate) -> LoginTab:
    """The tab, on an open desk."""
    return LoginTab(desk, ports, navigate)
