"""The ledger on a real Desk: an order of practice comes in by itself, is asked for, and is settled by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from pytestqt.qtbot import QtBot

from aexdesk.desk import Desk
from aexdesk.openplatform.request import Call
from aexdesk.ordertest.order_facts import ORDER_PARAMETER
from aexdesk.storage.vault import MemoryVault
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.ledger.tab import build
from aexdesk.workspace.ledger import LedgerState
from tests.conftest import Run
from tests.ordertest.orders import order, text_of
from tests.ui.fakes import FakeClipboard, FakeLater, Reports
from tests.ui.tabs.ledger.conftest import FakeToasts
from tests.ui.waiting import until
from tests.ui.whole import whole


async def place(desk: Desk) -> None:
    """An order for practice's own test case, as the console sends it."""
    seeds, profile = desk.practising.seeds, desk.standing.profile
    assert seeds is not None
    assert profile is not None
    document = order(item={"product_id": int(seeds.test_case.item_id), "sku_attr": ""})
    call = Call("aliexpress.ds.order.create", ((ORDER_PARAMETER, text_of(document)),))
    caller = await desk.callers.of_profile(profile, call.api)
    exchange = await desk.calling.send(call, caller, desk.standing.environment)
    assert exchange.error is None


def test_an_order_comes_in_is_checked_and_settled(
    qtbot: QtBot, run: Run, tmp_path: Path, later: FakeLater, clipboard: FakeClipboard, reports: Reports
) -> None:
    async def work() -> None:
        desk, toasts, nothing = Desk(tmp_path / "desk", vault=MemoryVault()), FakeToasts(), cast("Any", None)
        await desk.open()
        await desk.practice_opening.open("Practice app", 0)
        tab = whole(build(desk, Ports(clipboard, nothing, nothing, nothing, toasts, later, reports.report), print))
        qtbot.addWidget(tab.view)
        try:
            await until(tab.model.changed, lambda: tab.model.state.is_loaded)
            assert tab.model.state.rows == ()
            await place(desk)
            await until(tab.model.changed, lambda: tab.model.state.row is not None)
            row = tab.model.state.row
            assert row is not None
            assert (row.entry.state, row.is_at_risk, row.page) == (LedgerState.EXPECTED_FREE, False, "")
            tab.model.check()
            await until(tab.model.changed, lambda: tab.model.state.inquiry.found)
            assert tab.model.state.row is not None
            assert tab.model.state.row.entry.state is LedgerState.CONFIRMED_FREE
            assert tab.model.state.row.entry.amount is not None
            tab.model.settle(LedgerState.CANCELLED)
            await until(
                tab.model.changed, lambda: tab.model.state.row and tab.model.state.row.entry.is_settled and toasts.said
            )
            (kept,) = await desk.ledger.list("practice")
            assert (kept.state, kept.is_settled) == (LedgerState.CANCELLED, True)
        finally:
            await tab.close()
            await desk.close()

    run(work(), 40)
    assert not reports
