"""Where the chosen tab stands. A tab is built when it is first shown, and the Desk is open; in turns of the loop."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from aexdesk.ui.frame.opening import Opening
from aexdesk.ui.tab import Navigate, Tab, TabEntry
from aexdesk.ui.tasks import Report, Tasks
from aexdesk.ui.turns import BREATH_S, Steps, at_once, take_turn

if TYPE_CHECKING:
    from aexdesk.ui.ports import Ports


@dataclass(frozen=True)
class Base:
    """What every tab is built on."""

    desk: Any
    ports: Ports
    navigate: Navigate


class TabHost(QStackedWidget):
    """`on_built` hears of each new tab, so that its splitters can come back as they were left; `arrived` tells that the
    tab that is wanted stands there, be it new or not.

    One tab is built at a time, and the one that is wanted goes first. One that was begun is always built to its end,
    also where somebody has gone elsewhere meanwhile: then it is there when they come back.
    """

    arrived = Signal(str)

    def __init__(
        self,
        entries: Sequence[TabEntry],
        waiting: QWidget,
        on_built: Callable[[str, Tab], None],
        report: Report,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__()
        self._entries = {entry.id: entry for entry in entries}
        self._on_built = on_built
        self._clock = clock
        self._tasks = Tasks(report)
        self._tabs: dict[str, Tab] = {}
        self._begun: dict[str, tuple[Tab, Steps]] = {}
        self._loaded = {entry.id for entry in entries if entry.load is None}
        self._wanted = ""
        self._is_at_work = False
        self.waiting, self.opening = waiting, Opening()
        self.addWidget(waiting)
        self.addWidget(self.opening)

    @property
    def tabs(self) -> dict[str, Tab]:
        """Those that have been built, in the order of their building."""
        return dict(self._tabs)

    @property
    def is_building(self) -> bool:
        """Whether the tab that is wanted has yet to come."""
        return self.currentWidget() is self.opening

    def show_tab(self, identity: str, base: Base) -> None:
        """Shows that tab; its name, until it is built, if need be."""
        is_coming = identity == self._wanted and self.is_building and self._is_at_work
        self._wanted = identity
        if is_coming:
            return
        if identity not in self._tabs and identity in self._loaded:
            self._take_turn(identity, base)
        if identity in self._tabs:
            self._show(identity)
            return
        self.opening.begin(self._entries[identity].title)
        self.setCurrentWidget(self.opening)
        if not self._is_at_work:
            self._is_at_work = True
            self._tasks.start(self._build(base), "build tabs")

    def show_waiting(self) -> None:
        """Shows what stands there while there is no Desk."""
        self.setCurrentWidget(self.waiting)

    async def close_tabs(self) -> None:
        """Closes them, the youngest first."""
        await self._tasks.close()
        while self._begun:
            identity, (tab, steps) = self._begun.popitem()
            at_once(steps)
            self._tabs[identity] = tab
        while self._tabs:
            _identity, tab = self._tabs.popitem()
            await tab.close()

    async def _build(self, base: Base) -> None:
        try:
            await self._build_what_is_wanted(base)
        finally:
            # Not by the task's end: that is told a turn later, and who wants a tab between the two would wait for ever.
            self._is_at_work = False

    async def _build_what_is_wanted(self, base: Base) -> None:
        import asyncio  # noqa: PLC0415 - half of a cold start: the first paint does without it

        while (identity := self._next()) is not None:
            if (load := self._entries[identity].load) is not None and identity not in self._loaded:
                await asyncio.to_thread(load)
                self._loaded.add(identity)
                continue  # somebody may want another meanwhile
            self._take_turn(identity, base)
            await asyncio.sleep(BREATH_S)  # laying it out and painting it is a turn of its own
            if self.is_building and identity == self._wanted and identity in self._tabs:
                self._show(identity)

    def _next(self) -> str | None:
        """What is wanted, else what was begun."""
        return self._wanted if self._wanted not in self._tabs else next(iter(self._begun), None)

    def _take_turn(self, identity: str, base: Base) -> None:
        if identity not in self._begun:
            tab = self._entries[identity].build(base.desk, base.ports, base.navigate)
            self.addWidget(tab.view)
            self._begun[identity] = tab, tab.compose()
        # What fails is forgotten, and begun anew when it is wanted again.
        tab, steps = self._begun.pop(identity)
        if take_turn(steps, self._clock):
            self._on_built(identity, tab)
            self._tabs[identity] = tab
        else:
            self._begun[identity] = tab, steps

    def _show(self, identity: str) -> None:
        view = self._tabs[identity].view
        self.setCurrentWidget(view)
        self.arrived.emit(identity)
        self.opening.end(view)
