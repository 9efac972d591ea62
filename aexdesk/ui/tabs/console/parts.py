"""The models that stand beside the Console's own, each for a part of its view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aexdesk.ui.exports import Exports
    from aexdesk.ui.tabs.console.apis.model import ApiShelf
    from aexdesk.ui.tabs.console.bringing import Bringing
    from aexdesk.ui.tabs.console.code_model import CodeModel
    from aexdesk.ui.widgets.body.model import BodyModel


@dataclass(frozen=True, slots=True)
class ConsoleParts:
    """Made by the tab, which closes them too."""

    body: BodyModel
    code: CodeModel
    bringing: Bringing
    exports: Exports
    shelf: ApiShelf

    async def close(self) -> None:
        """Ends their work."""
        for one in (self.bringing, self.code, self.exports, self.shelf, self.body):
            await one.close()
