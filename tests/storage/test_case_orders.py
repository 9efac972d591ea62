"""The orders of a test case on the shelf: whole, newest first, never without their case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from aexdesk.faults import BadInput
from aexdesk.storage.case_orders import CaseOrders
from aexdesk.storage.database import Database
from aexdesk.storage.order_test_cases import OrderTestCases
from aexdesk.workspace.case_order import CaseOrder, CaseOrderState
from tests.storage.things import CASE, IDS, NOON

ORDER = CaseOrder("o1", "practice", CASE.id, "e1", NOON, IDS[3], CaseOrderState.PLACED, "", "")


@pytest.fixture
async def orders(database: Database) -> CaseOrders:
    await OrderTestCases(database).save(CASE)
    return CaseOrders(database)


@pytest.mark.parametrize("order_id", ["", *IDS])
@pytest.mark.parametrize("state", CaseOrderState)
async def test_an_order_comes_back_as_it_was(orders: CaseOrders, order_id: str, state: CaseOrderState) -> None:
    order = replace(ORDER, order_id=order_id, state=state, code="X\n'", message="订单 \0 {x}")
    await orders.save(order)
    assert await orders.of_case(CASE.id) == [order]
    assert await orders.of_case("another") == []


async def test_the_newest_comes_first(orders: CaseOrders) -> None:
    for number in (2, 1, 3):
        await orders.save(replace(ORDER, id=f"o{number}", at=NOON + timedelta(seconds=number)))
    assert [one.id for one in await orders.of_case(CASE.id)] == ["o3", "o2", "o1"]


@pytest.mark.parametrize("order", [replace(ORDER, case_id="nobody"), replace(ORDER, environment="live")])
async def test_an_order_needs_a_case_of_its_environment(orders: CaseOrders, order: CaseOrder) -> None:
    with pytest.raises(BadInput, match="unknown_test_case"):
        await orders.save(order)
    assert await orders.list() == []


async def test_an_order_goes_with_its_case_for_good(orders: CaseOrders, database: Database) -> None:
    cases = OrderTestCases(database)
    await orders.save(ORDER)
    await cases.mark_removed(CASE.id, NOON)
    assert await orders.of_case(CASE.id) == [ORDER]
    await cases.purge(CASE.id)
    assert await orders.list() == await orders.removed() == []
