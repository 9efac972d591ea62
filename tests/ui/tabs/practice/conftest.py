"""The Practice tab on a real Desk whose gateway is of straw: a test holds what it tells, and when."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
from tests.ui.tabs.desk_worlds import DeskWorld, opening
from tests.ui.whole import whole


class FakeToasts:
    """Keeps what was said, and what would undo it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.undo: Callable[[], None] | None = None

    def show(self, text: Callable[[], str], undo: Callable[[], None] | None = None) -> None:
        self.lines.append(text())
        self.undo = undo


@dataclass(kw_only=True)
class World(DeskWorld):
    """One tab, and what stands around it."""

    tab: PracticeTab
    views: FakeViews
    later: FakeLater
    clipboard: FakeClipboard
    toasts: FakeToasts

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

    def _is_still(self) -> bool:
        """Only the watch on the gateway is left."""
        is_waiting = self.views.watchers == ("follow practice" in self.model._tasks.names)
        return is_waiting and super()._is_still() and not self.faults._turn.isActive()

    def _tasks(self) -> set[str]:
        return (super()._tasks() - {"follow practice"}) | set(self.faults._tasks.names)

    def close(self) -> None:
        """The tab goes, the gateway of straw, then the desk."""
        self.close_tab()
        self.desk.practising.state = PracticeState()
        super().close()


@pytest.fixture
def open_world(qtbot: QtBot, run: Run, tmp_path: Path) -> Iterator[Callable[..., World]]:
    """Opens the tab on a gateway that runs, or on none."""
    numbers = itertools.count()

    async def make(is_on: bool = True) -> World:
        desk = Desk(tmp_path / f"desk{next(numbers)}", vault=MemoryVault())
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
        tab = whole(build(desk, ports, went_to.append))
        return World(
            run=run, desk=desk, tab=tab, views=views, later=later, clipboard=clipboard, toasts=toasts, reports=reports,
            went_to=went_to,
        )  # fmt: skip

    with opening(qtbot, run, make) as open_one:
        yield open_one


@pytest.fixture
def world(open_world: Callable[..., World]) -> World:
    """The tab on a gateway as it begins."""
    return open_world()
