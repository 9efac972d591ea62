"""Builds the Ledger tab, and ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.i18n import _
from aexdesk.ui.tabs.ledger.model import LedgerModel
from aexdesk.ui.tabs.ledger.view import LedgerView

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.turns import Steps


class LedgerTab:
    """The contract of a tab."""

    def __init__(self, desk: Desk, ports: Ports, navigate: Navigate) -> None:
        self.model = LedgerModel(desk, ports)
        self.view = LedgerView(self.model, ports, navigate)

    def compose(self) -> Steps:
        """Puts the view together."""
        yield from self.view.compose()

    def title(self) -> str:
        """Its name."""
        return _("Ledger")

    def retranslate(self) -> None:
        """Writes its words again."""
        self.view.retranslate()

    async def close(self) -> None:
        """Ends its work and lets go of the services."""
        await self.model.close()


def build(desk: Desk, ports: Ports, navigate: Navigate) -> LedgerTab:
    """The tab, on an open desk."""
    return LedgerTab(desk, ports, navigate)
