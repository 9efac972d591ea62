"""One mark for each attempt: shown before it leaves, kept while the order may exist, used up when it is known."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.openplatform.request import Call
from aexdesk.ordertest.order_facts import ORDER_PARAMETER
from aexdesk.ordertest.order_payload import OrderChoice
from aexdesk.services.order_attempts import OrderAttempts
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.exchange import Exchange
from aexdesk.workspace.ledger import LedgerState
from aexdesk.workspace.order_test_case import OrderTestCase
from tests.services.test_ledger_book import SILENT, order
from aexdesk.services.ordering import ORDER_API
from tests.services.test_ordering import Bench, bench
from tests.services.worlds import NOON, a_desk

__all__ = ["bench"]


def mark_in(call: Call | Exchange) -> str:
    """The mark that a call or an exchange carries."""
    if isinstance(call, Call):
        text = dict(call.parameters)[ORDER_PARAMETER]
    else:
        (text,) = (one.value for one in call.request.parameters if one.name == ORDER_PARAMETER)
    return str(json.loads(text).get("out_order_id", ""))


def unmarked(content: str = "same") -> Call:
    return Call(ORDER_API, (("a", "1"), (ORDER_PARAMETER, json.dumps({"content": content}))))


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with a_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
async def attempts(desk: Desk) -> OrderAttempts:
    numbers = iter(range(100))
    return OrderAttempts(desk._ledger_book, lambda: NOON, lambda: f"{next(numbers)}")


WHOSE = ("practice", "12345678")


async def test_what_is_shown_is_what_leaves_and_the_next_is_another(attempts: OrderAttempts) -> None:
    shown = attempts.show(unmarked(), *WHOSE)
    assert mark_in(shown) == "AEX-20260301120000-0"
    assert attempts.show(unmarked(), *WHOSE) == shown
    assert await attempts.begin(unmarked(), *WHOSE) == shown
    await attempts.end(unmarked(), *WHOSE)
    assert mark_in(attempts.show(unmarked(), *WHOSE)) == "AEX-20260301120000-1"
    assert shown.parameters[0] == ("a", "1")


async def test_two_at_once_are_two_orders(attempts: OrderAttempts) -> None:
    attempts.show(unmarked(), *WHOSE)
    first, second = [await attempts.begin(unmarked(), *WHOSE) for _time in range(2)]
    assert mark_in(first) != mark_in(second)


@pytest.mark.parametrize(
    "call",
    [
        Call("a.b", (("c", "d"),)),
        Call(ORDER_API),
        Call(ORDER_API, ((ORDER_PARAMETER, "no json"),)),
        Call(ORDER_API, ((ORDER_PARAMETER, '{"out_order_id": "mine"}'),)),
    ],
)
async def test_what_is_no_order_or_has_a_mark_is_left_alone(attempts: OrderAttempts, call: Call) -> None:
    assert attempts.show(call, *WHOSE) is call
    assert await attempts.begin(call, *WHOSE) is call
    await attempts.end(call, *WHOSE)


@pytest.mark.parametrize(
    ("ago", "changes", "is_same"),
    [
        (timedelta(hours=1), {}, True),
        (timedelta(hours=25), {}, False),
        (timedelta(hours=1), {"content": "other"}, False),
        (timedelta(hours=1), {"app_key": "9"}, False),
        (timedelta(hours=1), {"environment": "live"}, False),
    ],
)
async def test_an_order_that_may_exist_goes_again_under_its_mark(
    desk: Desk, attempts: OrderAttempts, ago: timedelta, changes: dict[str, Any], is_same: bool
) -> None:
    """Each alone makes it another: a day gone by, another content, app or environment."""
    await desk.case_orders.record(order(1, None, "EARLIER", at=NOON - ago, error=SILENT, **changes))
    assert (mark_in(await attempts.begin(unmarked(), *WHOSE)) == "EARLIER") is is_same
    await attempts.end(unmarked(), *WHOSE)
    assert (mark_in(attempts.show(unmarked(), *WHOSE)) == "EARLIER") is is_same


async def test_one_that_was_settled_by_hand_is_another_order(desk: Desk, attempts: OrderAttempts) -> None:
    await desk.case_orders.record(order(1, None, "EARLIER", at=NOON, error=SILENT))
    (entry,) = await desk.ledger.list("practice")
    await desk.ledger.settle(entry.id, LedgerState.CANCELLED)
    assert mark_in(await attempts.begin(unmarked(), *WHOSE)) != "EARLIER"


# ---------------------------------------------------------------- against the practice gateway


async def an_order(bench: Bench) -> tuple[OrderTestCase, Call]:
    case = await bench.case()
    return case, bench.desk.ordering.build(case, OrderChoice("", "CAINIAO_STANDARD", bench.preset("US")))


async def test_an_order_can_be_placed_again_and_each_has_its_mark(bench: Bench) -> None:
    _case, call = await an_order(bench)
    caller = await bench.desk.callers.of_profile(bench.profile, call.api)
    shown = bench.desk.calling.sign(call, caller, PRACTICE)
    first, second = await bench.send(call), await bench.send(call)
    told = [one["out_order_id"] for one in await bench.admin("/orders")]
    assert sorted(told) == sorted([mark_in(first), mark_in(second)])
    assert len(set(told)) == 2
    assert all(mark.startswith("AEX-") for mark in told)
    (preview,) = (one.value for one in shown.parameters if one.name == ORDER_PARAMETER)
    assert json.loads(preview)["out_order_id"] == mark_in(first)


async def test_after_a_time_out_the_same_order_makes_no_second_one(bench: Bench) -> None:
    case, call = await an_order(bench)
    await bench.admin("/faults", {"api": ORDER_API, "kind": "timeout_after_order", "value": 50})
    lost = await bench.send(call)
    (entry,) = await bench.desk.ledger.list("practice")
    assert (entry.state, entry.order_id, entry.out_order_id) == (LedgerState.UNKNOWN, "", mark_in(lost))
    again = await bench.send(call)
    assert mark_in(again) == mark_in(lost)
    assert again.error is not None
    assert again.error.code == "REPEATED_ORDER_ERROR"
    assert len(await bench.admin("/orders")) == 1
    assert await bench.desk.ledger.list("practice") == (entry,)
    lines = await bench.desk.case_orders.list(case.id)
    assert [line.state.value for line in lines] == ["exists", "unknown"]
    other = replace(call, parameters=((ORDER_PARAMETER, dict(call.parameters)[ORDER_PARAMETER] + " "),))
    assert mark_in(await bench.send(other)) == mark_in(lost), "blanks make no other order"


async def test_a_reset_before_the_order_was_made_is_made_up_for(bench: Bench) -> None:
    _case, call = await an_order(bench)
    await bench.admin("/faults", {"api": ORDER_API, "kind": "reset"})
    lost, placed = await bench.send(call), await bench.send(call)
    assert (mark_in(lost), placed.error) == (mark_in(placed), None)
    (made,) = await bench.admin("/orders")
    (entry,) = await bench.desk.ledger.list("practice")
    assert (entry.order_id, entry.state) == (str(made["order_id"]), LedgerState.EXPECTED_FREE)
    assert mark_in(await bench.send(call)) != mark_in(lost), "it is known now: the next is another"


async def test_an_order_that_was_cancelled_on_its_way_keeps_its_mark(bench: Bench) -> None:
    _case, call = await an_order(bench)
    await bench.admin("/faults", {"api": ORDER_API, "kind": "timeout_after_order", "value": 60_000})
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        sending = group.create_task(bench.send(call))
        while not await bench.admin("/orders"):
            """The gateway tells nobody when an order arrives."""
        sending.cancel()
    again = await bench.send(call)
    assert again.error is not None
    assert again.error.code == "REPEATED_ORDER_ERROR"
    assert len(await bench.admin("/orders")) == 1
