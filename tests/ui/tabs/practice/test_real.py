"""The tab on a real Desk and the real gateway in it: an order comes, is moved, and all of it is reset."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aexdesk.desk import Desk
from aexdesk.storage.vault import MemoryVault
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.practice.tab import PracticeTab, build
from tests.conftest import Run
from tests.practice.world import Client, FakeClock, fetch
from tests.ui.fakes import FakeClipboard, FakeLater, Reports
from tests.ui.hands import click
from tests.ui.tabs.desk_worlds import WINDOW
from tests.ui.tabs.practice.conftest import FakeToasts
from tests.ui.waiting import until
from tests.ui.whole import whole

_LIMIT_S = 20


class Bench:
    """The tab on a Desk, and a hand that waits for what it looks for."""

    def __init__(self, desk: Desk, tab: PracticeTab, toasts: FakeToasts) -> None:
        self.desk = desk
        self.tab = tab
        self.toasts = toasts

    def press(self, name: str) -> None:
        found = self.tab.view.findChild(QWidget, f"practice.{name}")
        assert found is not None, name
        click(found)

    async def until(self, holds: Callable[[], object]) -> None:
        """Waits for a change of state after which it holds; the limit of the test is the end of it."""
        await until(self.tab.model.changed, holds)


@pytest.fixture
def bench(qtbot: QtBot, run: Run, tmp_path: Path, later: FakeLater, reports: Reports) -> Iterator[Bench]:
    desk, toasts, nothing = Desk(tmp_path / "desk", vault=MemoryVault()), FakeToasts(), cast("Any", None)

    async def open_it() -> Bench:
        await desk.open()
        await desk.practice_opening.open("Practice app", 0)
        ports = Ports(FakeClipboard(), nothing, nothing, nothing, toasts, later, reports.report)
        return Bench(desk, whole(build(desk, ports, lambda _tab: None)), toasts)

    made = run(open_it(), _LIMIT_S)
    view = made.tab.view
    qtbot.addWidget(view)
    view.resize(*WINDOW)
    yield made
    run(made.tab.close(), _LIMIT_S)
    run(desk.close(), _LIMIT_S)
    assert not reports, reports


def test_the_life_of_an_order(bench: Bench, run: Run) -> None:
    model = bench.tab.model

    async def walk() -> None:
        bench.tab.view.show()
        await bench.until(lambda: model.state.contents is not None)
        case = model.state.known.cases[0]
        url = model.state.practice.url or ""
        fault = json.dumps({"api": "*", "kind": "latency", "value": 1, "times": 2}).encode()
        await asyncio.to_thread(fetch, f"{url}/_practice/faults", fault)
        await bench.desk.practice_acts.lend_account()
        await bench.until(lambda: len(model.state.known.buyers) == 3)
        practice = bench.desk.practising._running._running  # type: ignore[union-attr] # the one that this desk runs
        client = Client(practice, FakeClock(time.time()))
        await asyncio.to_thread(client.order)
        await bench.until(lambda: model.state.order is not None and len(model.state.calls) == 1)
        order = model.state.order
        assert order is not None
        assert (order.test_case, order.is_free) == (case.name, True)
        bench.press("move")
        await bench.until(lambda: model.state.order and model.state.order.state == "WAIT_BUYER_ACCEPT_GOODS")
        bench.press("reset")
        bench.press("reset")
        await bench.until(lambda: model.state.orders == () and not model.state.is_resetting)
        assert len(model.state.known.buyers) == 2
        assert bench.toasts.lines == ["The practice gateway is back at its beginning."]
        assert model.state.trouble is None

    run(walk(), _LIMIT_S)


def test_practice_that_stops_and_starts(bench: Bench, run: Run) -> None:
    model = bench.tab.model

    async def walk() -> None:
        bench.tab.view.show()
        await bench.until(lambda: model.state.contents is not None)
        await bench.desk.practising.stop()
        await bench.until(lambda: not model.state.is_on)
        assert model.state.fault is None
        model.start("Practice app", 0)
        await bench.until(lambda: model.state.contents is not None)
        assert model.state.practice.is_own

    run(walk(), _LIMIT_S)
