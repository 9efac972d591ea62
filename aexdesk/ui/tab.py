"""The contract of a tab, and how the window gets to know one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from aexdesk.ui.ports import Ports
    from aexdesk.ui.turns import Steps

Navigate = Callable[[str], None]
"""Shows the tab of that id: "app_keys", "login", "console", …"""


class Tab(Protocol):
    """What the window knows of a tab.

    `view` is a `ui.view.View`. Splitters in it that have an object name come back as they were left.
    """

    @property
    def view(self) -> QWidget:
        """What stands in the window."""

    def compose(self) -> Steps:
        """Puts the view together, which stands in the window already, and takes what lies there to be taken over.

        Called once; the steps are taken to their end, though in as many turns as it needs, before anything else is
        asked of the tab: it is never shown, closed or told a language by halves.
        """

    def title(self) -> str:
        """Its name, in the language of now."""

    def retranslate(self) -> None:
        """Writes its words again."""

    async def close(self) -> None:
        """Ends its work and lets go of the services, in that order; the view is not touched afterwards."""


Build = Callable[[Any, "Ports", Navigate], Tab]
"""`build(desk, ports, navigate)`: called when the tab is first shown, on the running loop, the Desk being open.

Makes the models, and a view that `compose` has yet to put together.
"""


@dataclass(frozen=True, slots=True)
class TabEntry:
    """A line of the rail. `title` is asked late, for the language may change. `starts_group`: a line stands above.

    `load` imports what `build` needs. It may take long, and is called in a thread; None where there is nothing to do.
    """

    id: str
    icon: str
    title: Callable[[], str]
    build: Build
    starts_group: bool = False
    at_foot: bool = False
    load: Callable[[], object] | None = None
