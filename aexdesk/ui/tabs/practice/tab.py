"""Builds the Practice tab, and ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.i18n import _
from aexdesk.ui.tabs.practice.buyers_page import BuyersPage
from aexdesk.ui.tabs.practice.cases_page import CasesPage
from aexdesk.ui.tabs.practice.faults_model import FaultsModel
from aexdesk.ui.tabs.practice.faults_page import FaultsPage
from aexdesk.ui.tabs.practice.log_page import LogPage
from aexdesk.ui.tabs.practice.model import PracticeModel
from aexdesk.ui.tabs.practice.orders_page import OrdersPage
from aexdesk.ui.tabs.practice.products_page import ProductsPage
from aexdesk.ui.tabs.practice.state import Page
from aexdesk.ui.tabs.practice.view import PracticeView

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.turns import Steps


class PracticeTab:
    """The contract of a tab."""

    def __init__(self, desk: Desk, ports: Ports, navigate: Navigate) -> None:
        self.model = PracticeModel(desk, ports)
        self.faults = FaultsModel(desk, ports, self.model)
        self.view = PracticeView(
            self.model,
            self.faults,
            ports,
            {
                Page.ORDERS: lambda: OrdersPage(self.model, ports, navigate),
                Page.FAULTS: lambda: FaultsPage(self.faults, desk.catalogue.definitions, desk.error_book.entries),
                Page.BUYERS: lambda: BuyersPage(self.model, ports, navigate),
                Page.PRODUCTS: lambda: ProductsPage(self.model, ports),
                Page.CASES: lambda: CasesPage(self.model, ports, navigate),
                Page.LOG: lambda: LogPage(self.model, ports),
            },
        )

    def compose(self) -> Steps:
        """Puts the view together."""
        yield from self.view.compose()

    def title(self) -> str:
        """Its name."""
        return _("Practice")

    def retranslate(self) -> None:
        """Writes its words again."""
        self.view.retranslate()

    async def close(self) -> None:
        """Ends its work and lets go of the services."""
        await self.faults.close()
        await self.model.close()


def build(desk: Desk, ports: Ports, navigate: Navigate) -> PracticeTab:
    """The tab, on an open desk."""
    return PracticeTab(desk, ports, navigate)
