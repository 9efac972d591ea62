"""The History tab on a real Desk, whose history a test fills."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from aexdesk.desk import Desk
from aexdesk.storage.vault import MemoryVault
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.history.model import HistoryModel
from aexdesk.ui.tabs.history.state import HistoryState
from aexdesk.ui.tabs.history.tab import HistoryTab, build
from aexdesk.ui.tabs.history.view import HistoryView
from aexdesk.workspace.exchange import Exchange
from tests.conftest import Run
from tests.storage import things
from tests.ui.fakes import FakeClipboard, FakeFiles, FakeLater, Reports
from tests.ui.whole import whole

WINDOW = (852, 526)
"""What 900 by 600 leaves for a tab."""
_CALM_AFTER = 3


@dataclass
class FakeToasts:
    said: list[str] = field(default_factory=list)
    undo: Callable[[], None] | None = None

    def show(self, text: Callable[[], str], undo: Callable[[], None] | None = None) -> None:
        self.said.append(text())
        self.undo = undo


@dataclass
class World:
    """One tab, and what stands around it."""

    run: Run
    desk: Desk
    tab: HistoryTab
    later: FakeLater
    toasts: FakeToasts
    reports: Reports
    went_to: list[str]
    clipboard: FakeClipboard
    files: FakeFiles

    @property
    def model(self) -> HistoryModel:
        return self.tab.model

    @property
    def view(self) -> HistoryView:
        return self.tab.view

    @property
    def state(self) -> HistoryState:
        return self.tab.model.state

    def act(self, hand: Callable[[], object] = lambda: None) -> None:
        """What a person or a clock does while the loop runs, and all that follows from it."""

        async def work() -> None:
            hand()
            await self._calm()

        self.run(work(), 20)

    def do(self, work: Awaitable[Any]) -> Any:
        """Lets a service do something, and what follows from it."""

        async def both() -> Any:
            result = await work
            self.later.advance(1.0)
            await self._calm()
            return result

        return self.run(both(), 20)

    async def _calm(self) -> None:
        before, still = None, 0
        while still < _CALM_AFTER:
            await asyncio.sleep(0.001)
            now = ((*self.model._tasks.names, *self.tab.exports._tasks.names), self.state, self.model._turn.isActive())
            still = still + 1 if now == before and not now[0] else 0
            before = now

    def put(self, *exchanges: Exchange) -> None:
        """Calls are recorded."""
        self.do(self.desk.history.record_all(exchanges))

    def listed(self) -> list[str]:
        """The ids in the table, from top to bottom."""
        rows = self.view.list.table.rows
        return [rows.row(number).id for number in range(rows.rowCount())]

    def choose(self, exchange_id: str) -> None:
        """A click on that row."""
        number = self.listed().index(exchange_id)
        self.act(lambda: self.view.list.table.selectRow(number))


@pytest.fixture
def world(qtbot: QtBot, run: Run, tmp_path: Path) -> Iterator[World]:
    later, toasts, reports, went_to = FakeLater(), FakeToasts(), Reports(), list[str]()
    nothing = cast("Any", None)
    clipboard, files = FakeClipboard(), FakeFiles()
    ports = Ports(clipboard, nothing, files, nothing, toasts, later, reports.report)

    async def make() -> tuple[Desk, HistoryTab]:
        desk = Desk(tmp_path / "home", vault=MemoryVault(), now=lambda: things.NOON)
        await desk.open()
        return desk, whole(build(desk, ports, went_to.append))

    desk, tab = run(make(), 20)
    qtbot.addWidget(tab.view)
    tab.view.resize(*WINDOW)
    tab.view.show()
    made = World(run, desk, tab, later, toasts, reports, went_to, clipboard, files)
    made.act()
    yield made
    run(tab.close())
    assert desk.finding.changed == desk.standing.changed == []
    run(desk.close(), 20)
    assert not reports, reports
