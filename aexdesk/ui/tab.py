"""The contract of a tab, and how the window gets to know one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from aexdesk.ui.ports import Ports

Navigate = Callable[[str], None]
"""Shows the tab of that id: "app_keys", "login", "console", …"""


class Tab(Protocol):
    """What the window knows of a tab.

    `view` is a `ui.view.View`. Splitters in it that have an object name come back as they were left.
    """

    @property
    def view(self) -> QWidget:
        """What stands in the window."""

    def title(self) -> str:
        """Its name, in the language of now."""

    def retranslate(self) -> None:
        """Writes its words again."""

    async def close(self) -> None:
        """Ends its work and lets go of the services, in that order; the view is not touched afterwards."""


Build = Callable[[Any, "Ports", Navigate], Tab]
"""`build(desk, ports, navigate)`: called when the tab is first shown, on the running loop, the Desk being open."""


@dataclass(frozen=True, slots=True)
class TabEntry:
    """A line of the rail. `title` is asked late, for the language may change. `starts_group`: a line stands above."""

    id: str
    icon: str
    title: Callable[[], str]
    build: Build
    starts_group: bool = False
    at_foot: bool = False
