"""The recorder: no exchange is lost for an order that cannot be noted, and no order for an exchange."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import AexError, BadInput, StorageFault
from aexdesk.ordertest.order_outcome import LONGEST_ANSWER
from aexdesk.services.test_cases import OrderTestCaseDraft
from aexdesk.workspace.body import Body
from aexdesk.workspace.case_order import CaseOrderState
from aexdesk.workspace.exchange import CallError, Exchange, GuardVerdict, ReceivedResponse
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from tests.services.worlds import a_desk
from tests.storage.things import NOON, exchange

ORDER = "aliexpress.ds.order.create"
MATCH = GuardVerdict(True, "matches_test_case", (), "First")
FORM = OrderTestCaseDraft(
    "practice", "First", "b@loan.example", "1005001234567890", 1, "US", state=OrderTestCaseState.ACTIVE
)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with a_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
async def case(desk: Desk) -> OrderTestCase:
    return await desk.test_cases.add(FORM)


def answer(*ids: int, **more: Any) -> bytes:
    result = {"is_success": True, "order_list": {"number": list(ids)}, **more}
    return json.dumps({"aliexpress_ds_order_create_response": {"result": result}}).encode()


def sent(number: int, body: Body | None, **changes: Any) -> Exchange:
    response = ReceivedResponse(200, (), body, 1.0) if body is not None else None
    return exchange(number, **({"api": ORDER, "guard": MATCH, "response": response} | changes))


async def test_an_order_is_noted_with_its_exchange(desk: Desk, case: OrderTestCase) -> None:
    await desk.case_orders.record(sent(1, Body.of(answer(2**63 + 1))))
    await desk.case_orders.record(sent(2, Body.of(answer(7, 8, error_msg="autoPay fail:APIPayFail"))))
    await desk.case_orders.record(sent(3, None, error=CallError("network", "silent")))
    assert await desk.history.count() == 3
    lines = await desk.case_orders.list(case.id)
    assert [(line.exchange_id, line.state, line.order_id) for line in lines[:1]] == [("e3", CaseOrderState.UNKNOWN, "")]
    assert {(line.exchange_id, line.state, line.order_id, line.message) for line in lines[1:]} == {
        ("e2", CaseOrderState.UNPAID, "7", "autoPay fail:APIPayFail"),
        ("e2", CaseOrderState.UNPAID, "8", "autoPay fail:APIPayFail"),
        ("e1", CaseOrderState.PLACED, str(2**63 + 1), ""),
    }
    assert lines[0].at == NOON + timedelta(seconds=3)


@pytest.mark.parametrize(
    "changes",
    [
        {"guard": GuardVerdict(True, "reads")},
        {"guard": GuardVerdict(True, "writes_in_practice")},
        {"guard": GuardVerdict(False, "differs_from_test_case", (), "First"), "response": None},
        {"guard": GuardVerdict(True, "matches_test_case", (), "Another")},
        {"environment": "live"},
        {"response": None, "error": CallError("network", "connect_failed")},
    ],
)  # fmt: skip
async def test_what_is_no_order_of_the_case_is_history_alone(
    desk: Desk, case: OrderTestCase, changes: dict[str, Any]
) -> None:
    heard: list[int] = []
    desk.case_orders.changed.append(lambda: heard.append(1))
    await desk.case_orders.record(sent(1, Body.of(answer(7)), **changes))
    assert await desk.history.count() == 1
    assert await desk.case_orders.list(case.id) == ()
    assert heard == []


@pytest.mark.parametrize(("filling", "state"), [(0, CaseOrderState.PLACED), (LONGEST_ANSWER, CaseOrderState.UNKNOWN)])
async def test_an_answer_in_a_file_is_read_up_to_a_limit(
    tmp_path: Path, desk: Desk, case: OrderTestCase, filling: int, state: CaseOrderState
) -> None:
    file = tmp_path / "data" / "bodies" / "tmpabc.body"
    file.write_bytes(answer(7) + b" " * filling)
    await desk.case_orders.record(sent(1, Body(file.stat().st_size, file=file)))
    (line,) = await desk.case_orders.list(case.id)
    assert line.state is state
    file.unlink()
    await desk.case_orders.record(sent(2, Body(10, file=file)))
    newest, _older = await desk.case_orders.list(case.id)
    assert (newest.state, newest.code) == (CaseOrderState.UNKNOWN, "answer_unreadable")


async def test_an_order_that_cannot_be_noted_loses_no_exchange(
    desk: Desk, case: OrderTestCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_what: object) -> None:
        raise StorageFault("disk_full", path="/data")

    monkeypatch.setattr(desk.case_orders._orders, "save", full)
    with pytest.raises(StorageFault):
        await desk.case_orders.record(sent(1, Body.of(answer(7))))
    assert (await desk.history.get("e1")).id == "e1"


async def test_an_exchange_that_cannot_be_kept_loses_no_order(
    desk: Desk, case: OrderTestCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_what: object) -> None:
        raise StorageFault("disk_full", path="/data")

    monkeypatch.setattr(desk.history, "record", full)
    with pytest.raises(StorageFault):
        await desk.case_orders.record(sent(1, Body.of(answer(7))))
    (line,) = await desk.case_orders.list(case.id)
    assert line.order_id == "7"


async def test_a_case_that_is_purged_meanwhile_is_an_error_to_tell(
    desk: Desk, case: OrderTestCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = desk.test_cases.find

    async def and_gone(*what: str) -> OrderTestCase | None:
        found = await find(*what)
        await desk.test_cases.remove(case)
        return found

    monkeypatch.setattr(desk.test_cases, "find", and_gone)
    with pytest.raises(BadInput, match="unknown_test_case") as caught:
        await desk.case_orders.record(sent(1, Body.of(answer(7))))
    assert isinstance(caught.value, AexError), "the gateway tells such a one and gives the answer nevertheless"
    assert await desk.history.count() == 1


async def test_the_orders_of_a_case_go_and_come_with_it(desk: Desk, case: OrderTestCase) -> None:
    other = await desk.test_cases.add(replace(FORM, name="Second", quantity=2))
    await desk.case_orders.record(sent(1, Body.of(answer(7))))
    await desk.case_orders.record(sent(2, Body.of(answer(8)), guard=replace(MATCH, test_case="Second")))
    await desk.test_cases.hide(case)
    await desk.test_cases.restore(case)
    assert [line.order_id for line in await desk.case_orders.list(case.id)] == ["7"]
    await desk.test_cases.hide(case)
    await desk.test_cases.purge_removed()
    assert await desk.case_orders.list(case.id) == ()
    assert [line.order_id for line in await desk.case_orders.list(other.id)] == ["8"]
