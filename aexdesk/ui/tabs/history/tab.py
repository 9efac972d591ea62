"""Builds the History tab, and ends it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aexdesk.i18n import _
from aexdesk.ui.exports import Exports
from aexdesk.ui.tabs.history.model import HistoryModel
from aexdesk.ui.tabs.history.view import HistoryView
from aexdesk.ui.taking import Taker

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.turns import Steps


class HistoryTab:
    """The contract of a tab."""

    def __init__(self, desk: Desk, ports: Ports, navigate: Navigate) -> None:
        self._desk = desk
        self.model = HistoryModel(desk, ports, _now)
        self.exports = Exports(desk, ports)
        self.view = HistoryView(self.model, ports, self.exports, navigate)

    def compose(self) -> Steps:
        """Puts the view together."""
        yield from self.view.compose()
        self._query = Taker(self._desk.handovers.query_for_history, self.model.search)

    def title(self) -> str:
        """Its name."""
        return _("History")

    def retranslate(self) -> None:
        """Writes its words again."""
        self.view.retranslate()

    async def close(self) -> None:
        """Ends its work and lets go of the services."""
        self._query.close()
        await self.exports.close()
        await self.model.close()


def build(desk: Desk, ports: Ports, navigate: Navigate) -> HistoryTab:
    """The tab, on an open desk."""
    return HistoryTab(desk, ports, navigate)


def _now() -> datetime:
    return datetime.now(UTC)
