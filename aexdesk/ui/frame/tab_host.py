"""Where the chosen tab stands. A tab is built when it is first shown, and the Desk is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from aexdesk.ui.tab import Navigate, Tab, TabEntry

if TYPE_CHECKING:
    from aexdesk.ui.ports import Ports


class TabHost(QStackedWidget):
    """`on_built` hears of each new tab, so that its splitters can come back as they were left."""

    def __init__(self, entries: Sequence[TabEntry], waiting: QWidget, on_built: Callable[[str, Tab], None]) -> None:
        super().__init__()
        self._entries = {entry.id: entry for entry in entries}
        self._on_built = on_built
        self._tabs: dict[str, Tab] = {}
        self.waiting = waiting
        self.addWidget(waiting)

    @property
    def tabs(self) -> dict[str, Tab]:
        """Those that have been built, in the order of their building."""
        return dict(self._tabs)

    def show_tab(self, identity: str, desk: Any, ports: Ports, navigate: Navigate) -> Tab:
        """Shows that tab, building it if need be."""
        if identity not in self._tabs:
            tab = self._entries[identity].build(desk, ports, navigate)
            self._tabs[identity] = tab
            self.addWidget(tab.view)
            self._on_built(identity, tab)
        tab = self._tabs[identity]
        self.setCurrentWidget(tab.view)
        return tab

    def show_waiting(self) -> None:
        """Shows what stands there while there is no Desk."""
        self.setCurrentWidget(self.waiting)

    async def close_tabs(self) -> None:
        """Closes them, the youngest first."""
        while self._tabs:
            _identity, tab = self._tabs.popitem()
            await tab.close()
