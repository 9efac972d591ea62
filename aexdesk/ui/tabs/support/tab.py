"""Builds the Support tab, and ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.i18n import _
from aexdesk.ui.tabs.support.model import SupportModel
from aexdesk.ui.tabs.support.view import SupportView
from aexdesk.ui.taking import Taker

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.turns import Steps


class SupportTab:
    """The contract of a tab."""

    def __init__(self, desk: Desk, ports: Ports, navigate: Navigate) -> None:
        self._desk = desk
        self.model = SupportModel(desk, ports)
        self.view = SupportView(self.model, ports, navigate)

    def compose(self) -> Steps:
        """Puts the view together."""
        yield from self.view.compose()
        self._filed = Taker(self._desk.handovers.filed_case_for_support, self.model.open_filed)

    def title(self) -> str:
        """Its name."""
        return _("Support")

    def retranslate(self) -> None:
        """Writes its words again."""
        self.view.retranslate()

    async def close(self) -> None:
        """Ends its work and lets go of the services."""
        self._filed.close()
        await self.model.close()


def build(desk: Desk, ports: Ports, navigate: Navigate) -> SupportTab:
    """The tab, on an open desk."""
    return SupportTab(desk, ports, navigate)
