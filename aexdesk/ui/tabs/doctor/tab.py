"""Builds the Doctor tab, and ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.i18n import _
from aexdesk.ui.tabs.doctor.model import DoctorModel
from aexdesk.ui.tabs.doctor.view import DoctorView

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.turns import Steps


class DoctorTab:
    """The contract of a tab."""

    def __init__(self, desk: Desk, ports: Ports) -> None:
        self.model = DoctorModel(desk, ports)
        self.view = DoctorView(self.model, ports)

    def compose(self) -> Steps:
        """Puts the view together."""
        yield from self.view.compose()

    def title(self) -> str:
        """Its name."""
        return _("Doctor")

    def retranslate(self) -> None:
        """Writes its words again."""
        self.view.retranslate()

    async def close(self) -> None:
        """Ends its work and lets go of the services."""
        await self.model.close()


def build(desk: Desk, ports: Ports, navigate: Navigate) -> DoctorTab:
    """The tab, on an open desk."""
    return DoctorTab(desk, ports)
