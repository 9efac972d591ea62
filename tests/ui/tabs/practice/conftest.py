"""The Practice tab on a real Desk whose gateway is of straw: a test holds what it tells, and when."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from aexdesk.desk import Desk
from aexdesk.services.practice_faults import PracticeFaults
from aexdesk.services.practising import PracticeState
from aexdesk.storage.vault import MemoryVault
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.practice.faults_model import FaultsModel
from aexdesk.ui.tabs.practice.faults_state import FaultKind, FaultSwitch
from aexdesk.ui.tabs.practice.model import PracticeModel
from aexdesk.ui.tabs.practice.state import PracticeTabState
from aexdesk.ui.tabs.practice.tab import PracticeTab, build
from aexdesk.ui.tabs.practice.view import PracticeView
from tests.conftest import Run
from tests.services.practice_views import FakeViews, a_panel
from tests.ui.fakes import URL, FakeClipboard, FakeLater, Reports

WINDOW = (852, 526)
"""What 900 by 600 leaves for a tab."""


class FakeToasts:
    """Keeps what was said, and what would undo it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.undo: Callable[[], None] | None = None

    def show(self, text: Callable[[], str], undo: Callable[[], None] | None = None) -> None:
        self.lines.append(text())
        self.undo = undo


@dataclass
class World:
    """One tab, and what stands around it."""

    run: Run
    desk: Desk
    tab: PracticeTab
    views: FakeViews
    later: FakeLater
    clipboard: FakeClipboard
    toasts: FakeToasts
    reports: Reports
    went_to: list[str] = field(default_factory=list)
    is_closed: bool = False

    @property
    def model(self) -> PracticeModel:
        return self.tab.model

    @property
    def faults(self) -> FaultsModel:
        return self.tab.faults

    @property
    def view(self) -> PracticeView:
        return self.tab.view

    @property
    def state(self) -> PracticeTabState:
        return self.tab.model.state

    def switch_of(self, kind: FaultKind) -> FaultSwitch:
        return next(row for row in self.faults.state.switches if row.kind is kind)

    def practise(self, state: PracticeState) -> None:
        """The gateway starts, stops, moves."""

        def change() -> None:
            self.desk.practising.state = state
            self.desk.practising.changed.announce()

        self.act(change)

    def act(self, hand: Callable[[], object]) -> None:
        """What a person or a gateway does while the loop runs, and what follows from it."""

        async def work() -> None:
            hand()
            await self._calm()

        self.run(work())

    def do(self, work: Any) -> None:
        """A service's work, and what follows from it."""

        async def both() -> None:
            await work
            await self._calm()

        self.run(both())

    async def _calm(self) -> None:
        """Until only the watch on the gateway is left, and nothing is to be said any more."""
        still = 0
        for _turn in range(400):
            await asyncio.sleep(0.001)
            is_waiting = self.views.watchers == ("follow practice" in self.model._tasks.names)
            busy = set(self.model._tasks.names) - {"follow practice"} or self.faults._tasks.names
            is_still = is_waiting and not busy and not self.model._turn.isActive() and not self.faults._turn.isActive()
            still = still + 1 if is_still else 0
            if still == 4:
                return
        raise AssertionError(f"still at work: {self.model._tasks.names} {self.faults._tasks.names}")

    def close_tab(self) -> None:
        """The tab goes."""
        self.is_closed = True
        self.run(self.tab.close(), 1)

    def close(self) -> None:
        if not self.is_closed:
            self.close_tab()
        self.desk.practising.state = PracticeState()
        self.run(self.desk.close())


@pytest.fixture
def open_world(qtbot: QtBot, run: Run, tmp_path: Path) -> Iterator[Callable[..., World]]:
    """Opens the tab on a gateway that runs, or on none."""
    opened: list[World] = []

    async def make(is_on: bool) -> World:
        desk = Desk(tmp_path / f"desk{len(opened)}", vault=MemoryVault())
        await desk.open()
        views = FakeViews()
        desk.practice_panel = a_panel(desk.practising, desk.practice_opening, views)
        desk.practice_faults = PracticeFaults(desk.practice_panel)
        if is_on:
            desk.practising.state = PracticeState(url=URL, is_own=True)
        later, clipboard, reports, toasts = FakeLater(), FakeClipboard(), Reports(), FakeToasts()
        nothing = cast("Any", None)
        ports = Ports(clipboard, nothing, nothing, nothing, toasts, later, reports.report)
        went_to: list[str] = []
        tab = build(desk, ports, went_to.append)
        return World(run, desk, tab, views, later, clipboard, toasts, reports, went_to)

    def open_one(is_on: bool = True) -> World:
        world: World = run(make(is_on))
        opened.append(world)
        qtbot.addWidget(world.view)
        world.view.resize(*WINDOW)
        world.act(world.view.show)
        return world

    yield open_one
    for world in opened:
        world.close()
        assert not world.reports, world.reports


@pytest.fixture
def world(open_world: Callable[..., World]) -> World:
    """The tab on a gateway as it begins."""
    return open_world()
