"""Builds the App keys tab, and ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.app_keys.environments_model import EnvironmentsModel
from aexdesk.ui.tabs.app_keys.importing import ImportModel
from aexdesk.ui.tabs.app_keys.model import AppKeysModel
from aexdesk.ui.tabs.app_keys.view import AppKeysView

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.turns import Steps


class AppKeysTab:
    """The contract of a tab."""

    def __init__(self, desk: Desk, ports: Ports, navigate: Navigate) -> None:
        self.model = AppKeysModel(desk, ports, theme.time("toast_s"))
        self.environments = EnvironmentsModel(desk, ports)
        self.importing = ImportModel(desk, ports, self.model.choose)
        self.view = AppKeysView(self.model, self.environments, self.importing, ports, navigate)

    def compose(self) -> Steps:
        """Puts the view together."""
        yield from self.view.compose()

    def title(self) -> str:
        """Its name."""
        return _("App keys")

    def retranslate(self) -> None:
        """Writes its words again."""
        self.view.retranslate()

    async def close(self) -> None:
        """Ends its work and lets go of the services."""
        await self.importing.close()
        await self.environments.close()
        await self.model.close()


def build(desk: Desk, ports: Ports, navigate: Navigate) -> AppKeysTab:
    """The tab, on an open desk."""
    return AppKeysTab(desk, ports, navigate)
