"""Builds the Help tab, and ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.i18n import _
from aexdesk.ui.tabs.help.model import HelpModel
from aexdesk.ui.tabs.help.view import HelpView

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.turns import Steps


class HelpTab:
    """The contract of a tab."""

    def __init__(self, desk: Desk, ports: Ports, navigate: Navigate) -> None:
        self.model = HelpModel(desk, ports, navigate)
        self.view = HelpView(self.model, ports.clipboard)

    def compose(self) -> Steps:
        """Puts the view together."""
        yield from self.view.compose()

    def title(self) -> str:
        """Its name."""
        return _("Help")

    def retranslate(self) -> None:
        """Writes its words again."""
        self.view.retranslate()

    async def close(self) -> None:
        """Ends its work and lets go of the services."""
        await self.model.close()


def build(desk: Desk, ports: Ports, navigate: Navigate) -> HelpTab:
    """The tab, on an open desk."""
    return HelpTab(desk, ports, navigate)
