"""The Access log tab on a real Desk whose proxy is of straw: calls are recorded as the proxy would record them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
from tests.ui.tabs.desk_worlds import DeskWorld, opening
from tests.ui.whole import whole

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


@dataclass(kw_only=True)
class World(DeskWorld):
    """One tab, and what stands around it."""

    tab: AccessLogTab
    proxying: FakeProxying
    later: FakeLater
    clipboard: FakeClipboard

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

    def record(self, *exchanges: Exchange) -> None:
        """Calls pass the proxy; the tab draws a breath, and its table shows them."""

        async def work() -> None:
            await self.desk.history.record_all(exchanges)
            self.later.advance(BREATH_S)
            await self._calm()
            self.view.calls.table.rows.show_appended()  # type: ignore[attr-defined] # not to wait for its batch

        self.run(work())


@pytest.fixture
def open_world(qtbot: QtBot, run: Run, tmp_path: Path) -> Iterator[Callable[[], World]]:
    """Opens the tab on one data folder, again after a close if a test wants to."""
    vault = MemoryVault()

    async def make() -> World:
        desk = Desk(tmp_path / "desk", vault=vault)
        await desk.open()
        proxying = FakeProxying()
        desk.proxying = cast("Any", proxying)
        later, clipboard, reports, nothing = FakeLater(), FakeClipboard(), Reports(), cast("Any", None)
        ports = Ports(clipboard, nothing, nothing, nothing, nothing, later, reports.report)
        went_to: list[str] = []
        tab = whole(build(desk, ports, went_to.append))
        return World(
            run=run, desk=desk, tab=tab, proxying=proxying, later=later, clipboard=clipboard, reports=reports,
            went_to=went_to,
        )  # fmt: skip

    with opening(qtbot, run, make) as open_one:
        yield open_one


@pytest.fixture
def world(open_world: Callable[[], World]) -> World:
    """The tab on an empty workspace, the proxy off."""
    return open_world()


@pytest.fixture
def running(world: World) -> World:
    """The tab with the proxy on."""
    world.act(world.model.start)
    return world
