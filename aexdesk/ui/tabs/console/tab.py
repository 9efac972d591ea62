"""The Console as the window knows it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aexdesk.i18n import _
from aexdesk.ui.exports import Exports
from aexdesk.ui.tabs.console.apis.model import ApiShelf
from aexdesk.ui.tabs.console.bringing import Bringing
from aexdesk.ui.tabs.console.code_model import CodeModel
from aexdesk.ui.tabs.console.model import ConsoleModel
from aexdesk.ui.tabs.console.parts import ConsoleParts
from aexdesk.ui.tabs.console.view import ConsoleView
from aexdesk.ui.taking import Taker
from aexdesk.ui.widgets.body.model import BodyModel
from aexdesk.ui.widgets.picture.decoding import decode_picture
from aexdesk.ui.widgets.picture.model import PictureModel

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.turns import Steps


class ConsoleTab:
    """Model and view of the Console."""

    def __init__(self, desk: Desk, ports: Ports, navigate: Navigate) -> None:
        self.model = ConsoleModel(desk, ports, _now)
        self.body = BodyModel(desk.body_reading, PictureModel(desk.pictures, ports, decode_picture), ports)
        self.code = CodeModel(desk, self.model, ports)
        self.bringing = Bringing(desk, self.model, ports)
        self.shelf = ApiShelf(desk, ports)
        self.parts = ConsoleParts(self.body, self.code, self.bringing, Exports(desk, ports), self.shelf)
        self.view = ConsoleView(self.model, self.parts, desk.error_book, ports.clipboard, navigate)
        self._handovers = desk.handovers
        self._navigate = navigate

    def compose(self) -> Steps:
        """Puts the view together."""
        yield from self.view.compose()
        self.view.response.cards.book.use(self._handovers.code_for_error_book, self._navigate)
        self._api = Taker(self._handovers.api_for_console, self.model.choose_api)

    def title(self) -> str:
        """Its name, in the language of now."""
        return _("Console")

    def retranslate(self) -> None:
        """Writes its words again."""
        self.view.retranslate()

    async def close(self) -> None:
        """Ends its work and lets go of the services."""
        self._api.close()
        await self.parts.close()
        await self.model.close()


def build(desk: Desk, ports: Ports, navigate: Navigate) -> ConsoleTab:
    """Builds the tab on an open Desk."""
    return ConsoleTab(desk, ports, navigate)


def _now() -> datetime:
    return datetime.now(UTC)
