"""Builds the Meters tab, and ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.i18n import _
from aexdesk.ui.tabs.meters.model import MetersModel
from aexdesk.ui.tabs.meters.view import MetersView

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.turns import Steps


class MetersTab:
    """The contract of a tab."""

    def __init__(self, desk: Desk, ports: Ports, navigate: Navigate) -> None:
        self.model = MetersModel(desk, ports)
        self.view = MetersView(self.model, navigate)

    def compose(self) -> Steps:
        """Puts the view together."""
        yield from self.view.compose()

    def title(self) -> str:
        """Its name."""
        return _("Meters")

    def retranslate(self) -> None:
        """Writes its words again."""
        self.view.retranslate()

    async def close(self) -> None:
        """Ends its work and lets go of the services."""
        await self.model.close()


def build(desk: Desk, ports: Ports, navigate: Navigate) -> MetersTab:
    """The tab, on an open desk."""
    return MetersTab(desk, ports, navigate)
