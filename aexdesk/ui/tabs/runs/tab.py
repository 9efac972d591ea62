"""Builds the Runs tab, and ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.i18n import _
from aexdesk.ui.book_link import BookLink
from aexdesk.ui.tabs.runs.model import RunsModel
from aexdesk.ui.tabs.runs.view import RunsView
from aexdesk.ui.taking import Taker

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.turns import Steps


class RunsTab:
    """The contract of a tab."""

    def __init__(self, desk: Desk, ports: Ports, navigate: Navigate) -> None:
        self._desk = desk
        self.model = RunsModel(desk, ports)
        book = BookLink(desk.error_book)
        book.use(desk.handovers.code_for_error_book, navigate)
        self.view = RunsView(self.model, book, navigate)

    def compose(self) -> Steps:
        """Puts the view together."""
        yield from self.view.compose()
        self._path = Taker(self._desk.handovers.path_for_runs, self.model.choose)

    def title(self) -> str:
        """Its name."""
        return _("Runs")

    def retranslate(self) -> None:
        """Writes its words again."""
        self.view.retranslate()

    async def close(self) -> None:
        """Ends its work and lets go of the services."""
        self._path.close()
        await self.model.close()


def build(desk: Desk, ports: Ports, navigate: Navigate) -> RunsTab:
    """The tab, on an open desk."""
    return RunsTab(desk, ports, navigate)
