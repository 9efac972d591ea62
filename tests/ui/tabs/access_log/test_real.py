"""The tab on a real Desk, its real proxy and the real gateway behind it: calls of a program, as they pass."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aexdesk.desk import Desk
from aexdesk.storage.vault import MemoryVault
from aexdesk.ui.later import QtLater
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.access_log.state import Verdict
from aexdesk.ui.tabs.access_log.tab import AccessLogTab, build
from tests.conftest import Run
from tests.practice.world import ORDER_PARAM, Answer, fetch, order_payload, sign
from tests.ui.fakes import FakeClipboard, Reports
from tests.ui.hands import click
from tests.ui.tabs.desk_worlds import WINDOW
from tests.ui.waiting import until
from tests.ui.whole import whole

_LIMIT_S = 30


class Bench:
    """The tab on a Desk, a program that goes through its proxy, and a hand that waits for what it looks for."""

    def __init__(self, desk: Desk, tab: AccessLogTab, went_to: list[str]) -> None:
        self.desk = desk
        self.tab = tab
        self.went_to = went_to

    @property
    def told(self) -> dict[str, Any]:
        """What the practice gateway says of itself."""
        running = self.desk.practising._running
        assert running is not None
        return dict(running.describe())

    async def call(self, api: str, secret: str = "", **params: str) -> Answer:
        """A call of the program, at the base URL that the tab shows."""
        told = self.told
        given = {
            "method": api,
            "app_key": told["app_key"],
            "session": told["access_token"],
            "timestamp": str(round(time.time() * 1000)),
            "sign_method": "sha256",
            **params,
        }
        given["sign"] = sign(given, secret or told["app_secret"])
        url = f"{self.tab.model.state.proxy.url}/sync"
        return await asyncio.to_thread(fetch, url, urlencode(given).encode())

    async def until(self, holds: Callable[[], object]) -> None:
        """Waits for a change of state after which it holds; the limit of the test is the end of it."""
        await until(self.tab.model.changed, holds)


@pytest.fixture
def bench(qtbot: QtBot, run: Run, tmp_path: Path, reports: Reports) -> Iterator[Bench]:
    desk, nothing, clock = Desk(tmp_path / "desk", vault=MemoryVault()), cast("Any", None), QObject()
    went_to: list[str] = []

    async def open_it() -> Bench:
        await desk.open()
        await desk.practice_opening.open("Practice app", 0)
        ports = Ports(FakeClipboard(), nothing, nothing, nothing, nothing, QtLater(clock), reports.report)
        return Bench(desk, whole(build(desk, ports, went_to.append)), went_to)

    made = run(open_it(), _LIMIT_S)
    qtbot.addWidget(made.tab.view)
    made.tab.view.resize(*WINDOW)
    yield made
    run(made.tab.close(), _LIMIT_S)
    run(desk.close(), _LIMIT_S)
    assert not reports, reports


def test_a_program_s_calls_as_they_pass(bench: Bench, run: Run) -> None:
    model, view = bench.tab.model, bench.tab.view

    async def walk() -> None:
        view.show()
        model.start_on(0)
        await bench.until(lambda: model.state.is_on)
        told = bench.told
        product = {"product_id": told["test_case"]["item_id"], "ship_to_country": "US"}
        assert (await bench.call("aliexpress.ds.product.get", **product)).status == 200
        order = json.dumps(order_payload(told, country="DE"))
        kept = await bench.call("aliexpress.ds.order.create", **{ORDER_PARAM: order})
        assert kept.headers["X-AExDesk-Verdict"] == "refused"
        await bench.call("aliexpress.ds.product.get", "not the secret", **product)
        await bench.until(lambda: model.state.count == 3)
        # In the order in which they began: they are noticed as they end.
        calls = sorted(model.calls.page(0, 3), key=lambda call: call.summary.at)
        assert [call.verdict for call in calls] == [Verdict.FORWARDED, Verdict.REFUSED, Verdict.WRONG_SIGNATURE]
        assert {call.marks.account for call in calls} == {told["buyer_email"]}
        assert calls[2].summary.error_code == "IncompleteSignature"

        model.choose(calls[1].id)
        await bench.until(lambda: model.state.detail is not None)
        detail = model.state.detail
        assert detail is not None
        assert ("country", "US", "DE") in {
            (one.field, one.expected, one.found) for one in detail.exchange.guard.differences
        }
        shown = {one.name: one.value for one in detail.exchange.request.parameters}
        assert (shown["session"], shown["sign"]) == ("••••", "••••")
        button = view.findChild(QWidget, "access_log.open_console")
        assert isinstance(button, QPushButton)
        click(button)
        assert bench.went_to == ["console"]
        assert bench.desk.handovers.exchange_for_console.take() == calls[1].id

        model.stop()
        await bench.until(lambda: not model.state.is_on)
        assert model.state.count == 3

    run(walk(), _LIMIT_S)


def test_a_port_that_somebody_has(bench: Bench, run: Run) -> None:
    model = bench.tab.model

    async def walk() -> None:
        bench.tab.view.show()
        taken = (bench.desk.practising.state.url or "").rpartition(":")[2]
        model.set_port(taken)
        model.start()
        await bench.until(lambda: model.state.proxy.trouble is not None)
        assert f"Port {taken} is taken" in bench.tab.view.trouble.accessibleName()
        model.start_on(0)
        await bench.until(lambda: model.state.is_on)

    run(walk(), _LIMIT_S)
