"""The Access log tab on a real Desk whose proxy is of straw: calls are recorded as the proxy would record them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from aexdesk.desk import Desk
from aexdesk.storage.vault import MemoryVault
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.access_log.model import AccessLogModel
from aexdesk.ui.tabs.access_log.reading import BREATH_S
from aexdesk.ui.tabs.access_log.state import AccessLogState
from aexdesk.ui.tabs.access_log.tab import AccessLogTab, build
from aexdesk.ui.tabs.access_log.view import AccessLogView
from aexdesk.workspace.exchange import CallError, Difference, Exchange, GuardVerdict
from tests.conftest import Run
from tests.storage import things
from tests.ui.fakes import FakeClipboard, FakeLater, FakeProxying, Reports

WINDOW = (852, 526)
"""What 900 by 600 leaves for a tab."""
KEPT = GuardVerdict(
    False, "differs_from_test_case", (Difference("country", "US", "DE"), Difference("quantity", "1", "2")), "First"
)
FAILED = CallError("platform", "IllegalAccessToken", "The access token is invalid", "ISV")


def passed(number: int, **changes: Any) -> Exchange:
    """The `number`th call that went through the proxy."""
    return things.exchange(number, **{"door": "proxy", **changes})


def refused(number: int, **changes: Any) -> Exchange:
    """An order that the guard kept."""
    return passed(
        number,
        **{
            "api": "aliexpress.ds.order.create",
            "guard": KEPT,
            "response": None,
            "request_id": "",
            "error": CallError("guard", "guard_refused"),
            **changes,
        },
    )


@dataclass
class World:
    """One tab, and what stands around it."""

    run: Run
    desk: Desk
    tab: AccessLogTab
    proxying: FakeProxying
    later: FakeLater
    clipboard: FakeClipboard
    reports: Reports
    went_to: list[str] = field(default_factory=list)
    is_closed: bool = False

    @property
    def model(self) -> AccessLogModel:
        return self.tab.model

    @property
    def view(self) -> AccessLogView:
        return self.tab.view

    @property
    def state(self) -> AccessLogState:
        return self.tab.model.state

    @property
    def held(self) -> list[str]:
        """The ids that the model holds, newest first."""
        return [call.id for call in self.model.calls.page(0, self.model.calls.count())][::-1]

    def column(self, number: int) -> list[str]:
        """What stands in a column of the table, from the top."""
        rows = self.view.calls.table.model()
        return [str(rows.index(row, number).data()) for row in range(rows.rowCount())]

    def act(self, hand: Callable[[], object]) -> None:
        """What a person does while the loop runs, and what follows from it."""

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

    def record(self, *exchanges: Exchange) -> None:
        """Calls pass the proxy; the tab draws a breath, and its table shows them."""

        async def work() -> None:
            await self.desk.history.record_all(exchanges)
            self.later.advance(BREATH_S)
            await self._calm()
            self.view.calls.table.rows.show_appended()  # type: ignore[attr-defined] # not to wait for its batch

        self.run(work())

    async def _calm(self) -> None:
        still = 0
        for _turn in range(400):
            await asyncio.sleep(0.001)
            is_still = not self.model._tasks.names and not self.model._turn.isActive()
            still = still + 1 if is_still else 0
            if still == 3:
                return
        raise AssertionError(f"still at work: {self.model._tasks.names}")

    def close(self) -> None:
        if not self.is_closed:
            self.is_closed = True
            self.run(self.tab.close())
            self.run(self.desk.close())


@pytest.fixture
def open_world(qtbot: QtBot, run: Run, tmp_path: Path) -> Iterator[Callable[[], World]]:
    """Opens the tab on one data folder, again after a close if a test wants to."""
    opened: list[World] = []
    vault = MemoryVault()

    async def make() -> World:
        desk = Desk(tmp_path / "desk", vault=vault)
        await desk.open()
        proxying = FakeProxying()
        desk.proxying = cast("Any", proxying)
        later, clipboard, reports, nothing = FakeLater(), FakeClipboard(), Reports(), cast("Any", None)
        ports = Ports(clipboard, nothing, nothing, nothing, nothing, later, reports.report)
        went_to: list[str] = []
        return World(run, desk, build(desk, ports, went_to.append), proxying, later, clipboard, reports, went_to)

    def open_one() -> World:
        world: World = run(make())
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
def world(open_world: Callable[[], World]) -> World:
    """The tab on an empty workspace, the proxy off."""
    return open_world()


@pytest.fixture
def running(world: World) -> World:
    """The tab with the proxy on."""
    world.act(world.model.start)
    return world
