"""Builds the Order tests tab, and ends it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.order_tests.model import CasesModel
from aexdesk.ui.tabs.order_tests.view import CasesView
from aexdesk.ui.taking import Taker
from aexdesk.ui.web.console_browser import ConsoleBrowser

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.turns import Steps


class OrderTestsTab:
    """The contract of a tab."""

    def __init__(self, desk: Desk, ports: Ports, navigate: Navigate) -> None:
        self.browser = ConsoleBrowser(ports)
        self.model = CasesModel(desk, ports, theme.time("toast_s"), _now, _new_id, self.browser)
        self.browser.close_wanted.connect(self.model.console.close_page)
        self.view = CasesView(self.model, ports, navigate, desk.error_book, self.browser)
        self._handovers = desk.handovers
        self._navigate = navigate

    def compose(self) -> Steps:
        """Puts the view together."""
        yield from self.view.compose()
        self.view.orders.book.use(self._handovers.code_for_error_book, self._navigate)
        self._case = Taker(self._handovers.case_to_show, self.model.choose)

    def title(self) -> str:
        """Its name."""
        return _("Order tests")

    def retranslate(self) -> None:
        """Writes its words again."""
        self.view.retranslate()

    async def close(self) -> None:
        """Ends its work and lets go of the services."""
        self._case.close()
        await self.model.close()


def build(desk: Desk, ports: Ports, navigate: Navigate) -> OrderTestsTab:
    """The tab, on an open desk."""
    return OrderTestsTab(desk, ports, navigate)


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    return str(uuid4())
