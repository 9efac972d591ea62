"""Builds the Loan accounts tab, and ends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.loan_accounts.model import LoanAccountsModel
from aexdesk.ui.tabs.loan_accounts.view import LoanAccountsView
from aexdesk.ui.taking import Taker

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.turns import Steps


def _now() -> datetime:
    return datetime.now(UTC)


class LoanAccountsTab:
    """The contract of a tab. `now`: the clock that the time left of a session is counted by."""

    def __init__(self, desk: Desk, ports: Ports, navigate: Navigate, now: Callable[[], datetime] = _now) -> None:
        self._desk = desk
        self.model = LoanAccountsModel(desk, ports, theme.time("toast_s"))
        self.view = LoanAccountsView(self.model, ports, navigate, now)

    def compose(self) -> Steps:
        """Puts the view together."""
        yield from self.view.compose()
        self._account = Taker(self._desk.handovers.account_to_show, self.model.choose)

    def title(self) -> str:
        """Its name."""
        return _("Loan accounts")

    def retranslate(self) -> None:
        """Writes its words again."""
        self.view.retranslate()

    async def close(self) -> None:
        """Ends its work and lets go of the services."""
        self._account.close()
        await self.model.close()


def build(desk: Desk, ports: Ports, navigate: Navigate) -> LoanAccountsTab:
    """The tab, on an open desk."""
    return LoanAccountsTab(desk, ports, navigate)
