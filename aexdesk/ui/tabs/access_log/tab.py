"""Builds the Access log tab, and ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.i18n import _
from aexdesk.ui.exports import Exports
from aexdesk.ui.tabs.access_log.detail_pane import DetailPane
from aexdesk.ui.tabs.access_log.model import AccessLogModel
from aexdesk.ui.tabs.access_log.view import AccessLogView
from aexdesk.ui.widgets.body.model import BodyModel
from aexdesk.ui.widgets.picture.decoding import decode_picture
from aexdesk.ui.widgets.picture.model import PictureModel

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.turns import Steps


class AccessLogTab:
    """The contract of a tab."""

    def __init__(self, desk: Desk, ports: Ports, navigate: Navigate) -> None:
        self.model = AccessLogModel(desk, ports)
        self.exports = Exports(desk, ports)
        self.body = BodyModel(desk.body_reading, PictureModel(desk.pictures, ports, decode_picture), ports)

        def make_detail() -> DetailPane:
            return DetailPane(self.model, self.body, ports, self.exports, desk.error_book, navigate)

        self._handovers = desk.handovers
        self._navigate = navigate
        self.view = AccessLogView(self.model, ports, desk.error_book, make_detail)

    def compose(self) -> Steps:
        """Puts the view together."""
        yield from self.view.compose()
        self.view.detail.reasons.book.use(self._handovers.code_for_error_book, self._navigate)

    def title(self) -> str:
        """Its name."""
        return _("Access log")

    def retranslate(self) -> None:
        """Writes its words again."""
        self.view.retranslate()

    async def close(self) -> None:
        """Ends its work and lets go of the services; the proxy runs on."""
        await self.body.close()
        await self.exports.close()
        await self.model.close()


def build(desk: Desk, ports: Ports, navigate: Navigate) -> AccessLogTab:
    """The tab, on an open desk."""
    return AccessLogTab(desk, ports, navigate)
