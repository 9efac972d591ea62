"""From nothing to an order on a real Desk with the practice gateway running: the whole way that the tab is for."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aexdesk.desk import Desk
from aexdesk.faults import BadInput
from aexdesk.services.handover import PreparedOrder
from aexdesk.storage.vault import MemoryVault
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.order_tests.tab import OrderTestsTab, build
from aexdesk.ui.widgets.combo import Combo
from aexdesk.workspace.case_order import CaseOrderState
from aexdesk.workspace.order_test_case import OrderTestCaseState
from tests.conftest import Run
from tests.ui.fakes import FakeClipboard, FakeLater, Reports
from tests.ui.hands import click, write
from tests.ui.tabs.order_tests.conftest import StubToasts
from tests.ui.waiting import until
from tests.ui.whole import whole

_LIMIT_S = 20
_ORDER = "param_place_order_request4_open_api_d_t_o"


class Bench:
    """The tab on a Desk, and a hand that waits for what it looks for."""

    def __init__(self, desk: Desk, tab: OrderTestsTab, went_to: list[str]) -> None:
        self.desk = desk
        self.tab = tab
        self.went_to = went_to

    def find(self, name: str, kind: type[Any] = QWidget) -> Any:
        found = self.tab.view.findChild(kind, name)
        assert found is not None, name
        return found

    async def until(self, holds: Callable[[], object]) -> None:
        """Waits for a change of state after which it holds; the limit of the test is the end of it."""
        await until(self.tab.model.changed, holds)

    async def press(self, name: str) -> None:
        button = self.find(name)
        await self.until(lambda: button.isVisible() and button.isEnabled())
        click(button)

    async def settle(self) -> None:
        """Until what was begun has ended: a task that is left half-way would go on between the phases of a test."""
        while running := self.tab.model._tasks._running:
            await asyncio.wait(set(running))
        await asyncio.sleep(0.01)  # the last change is announced


@pytest.fixture
def bench(qtbot: QtBot, run: Run, tmp_path: Path, later: FakeLater, reports: Reports) -> Iterator[Bench]:
    desk, went_to, nothing = Desk(tmp_path / "desk", vault=MemoryVault()), list[str](), cast("Any", None)

    async def open_it() -> Bench:
        await desk.open()
        await desk.practice_opening.open("Practice app", 0)
        (seeded,) = await desk.test_cases.list()
        await desk.test_cases.remove(seeded)
        ports = Ports(
            clipboard=FakeClipboard(),
            asking=nothing,
            files=nothing,
            links=nothing,
            toasts=StubToasts(),
            later=later,
            report=reports.report,
        )
        made = Bench(desk, whole(build(desk, ports, went_to.append)), went_to)
        await made.settle()
        return made

    bench = run(open_it(), _LIMIT_S)
    view = bench.tab.view
    qtbot.addWidget(view)
    view.resize(852, 526)
    view.show()
    yield bench
    run(bench.tab.close(), _LIMIT_S)
    run(desk.close(), _LIMIT_S)
    assert not reports, f"reported: {reports}"


async def register(bench: Bench, item_id: str) -> None:
    """Fills in the form with the hands, saves it, submits it and approves it."""
    await bench.press("cases.new")
    write(bench.find("cases.name"), "Two mugs")
    QApplication.clipboard().setText(f"https://www.aliexpress.com/item/{item_id}.html?gatewayAdapt=glo2usa")
    bench.find("cases.item").paste()
    quantity: QLineEdit = bench.find("cases.quantity")
    quantity.selectAll()
    write(quantity, "2")
    country: QLineEdit = bench.find("cases.country")
    country.setText("United States")
    country.setFocus()
    write(bench.find("cases.reason"), "To see it work")
    await bench.press("cases.save")
    await bench.press("cases.submit")
    await bench.press("cases.approve")
    await bench.until(lambda: bench.tab.model.state.form.state is OrderTestCaseState.ACTIVE)  # type: ignore[union-attr]


async def order(bench: Bench) -> PreparedOrder:
    """Builds it, and takes what the console would get."""
    await bench.press("cases.build")
    await bench.until(bench.tab.view.building.isVisible)
    delivery: Combo = bench.find("cases.delivery")
    await bench.until(lambda: bench.find("cases.open_in_console").isEnabled() and delivery.count())
    delivery.chosen.emit("CAINIAO_STANDARD")
    await bench.press("cases.open_in_console")
    prepared = bench.desk.handovers.order_for_console.take()
    assert prepared is not None
    return prepared


def seeded_item(desk: Desk) -> str:
    assert desk.practising.seeds is not None
    return desk.practising.seeds.test_case.item_id


def test_from_nothing_to_an_order_whose_id_stands_on_its_case(run: Run, bench: Bench) -> None:
    desk = bench.desk
    assert bench.tab.title() == "Order tests"

    async def work() -> None:
        item_id = seeded_item(desk)
        await register(bench, item_id)
        prepared = await order(bench)
        (case,) = await desk.test_cases.list("practice")
        assert (case.item_id, case.quantity, case.country) == (item_id, 2, "US")
        assert case.activated_at is not None
        assert bench.went_to == ["console"]
        assert desk.standing.profile is not None
        assert (prepared.environment, prepared.profile_id, prepared.case_id) == (
            "practice", desk.standing.profile.id, case.id,
        )  # fmt: skip
        told = json.loads(dict(prepared.call.parameters)[_ORDER])
        (line,) = told["product_items"]
        assert (line["product_id"], line["product_count"]) == (int(item_id), 2)
        assert line["logistics_service_name"] == "CAINIAO_STANDARD"
        assert told["logistics_address"]["country"] == "US"
        assert told["out_order_id"]

        caller = await desk.callers.of_profile(desk.standing.profile, prepared.call.api)
        sent = await desk.calling.send(prepared.call, caller, desk.standing.environment)
        assert sent.guard.allowed
        await bench.until(lambda: bench.tab.model.state.orders)
        (placed,) = bench.tab.model.state.orders
        assert (placed.state, placed.exchange_id) == (CaseOrderState.PLACED, sent.id)
        panel: QWidget = bench.find("cases.orders")
        assert placed.order_id in [button.text() for button in panel.findChildren(QPushButton)]

        again = await desk.calling.send(prepared.call, caller, desk.standing.environment)
        assert again.error is not None
        assert again.error.code == "REPEATED_ORDER_ERROR"
        await bench.until(lambda: len(bench.tab.model.state.orders) == 2)
        assert bench.tab.model.state.orders[0].state is CaseOrderState.EXISTS
        await bench.settle()

    run(work(), _LIMIT_S)


def test_the_checks_are_calls_that_come_back_good(run: Run, bench: Bench) -> None:
    async def work() -> None:
        await register(bench, seeded_item(bench.desk))
        await bench.press("cases.check")
        await bench.until(lambda: not bench.tab.model.state.inquiry.is_running and bench.tab.model.state.inquiry.offer)
        statuses = {line.check.code: line.check.status.value for line in bench.tab.model.state.checks}
        assert set(statuses.values()) == {"good"}, statuses
        await bench.settle()

    run(work(), _LIMIT_S)


def test_an_item_that_is_not_there_is_said_by_the_first_check(run: Run, bench: Bench) -> None:
    async def work() -> None:
        await bench.press("cases.new")
        bench.tab.model.enter(item_id="1005990000999999", country="US")
        await bench.press("cases.check")
        await bench.until(lambda: bench.tab.model.state.inquiry.product.fault is not None)
        await bench.settle()
        first = bench.tab.model.state.checks[0].check
        assert (first.status.value, first.reason) == ("bad", "no_such_item")

    run(work(), _LIMIT_S)


def test_what_was_deleted_is_gone_for_good_after_the_time_to_undo(run: Run, bench: Bench, later: FakeLater) -> None:
    desk = bench.desk

    async def work() -> None:
        await register(bench, seeded_item(desk))
        (case,) = await desk.test_cases.list("practice")
        bench.tab.model.remove()
        await bench.settle()
        assert await desk.test_cases.list("practice") == ()
        later.advance(10)
        await bench.settle()
        assert not list(await desk.test_cases._cases.removed())
        with pytest.raises(BadInput, match="unknown_test_case"):
            await desk.test_cases.get(case.id)

    run(work(), _LIMIT_S)
