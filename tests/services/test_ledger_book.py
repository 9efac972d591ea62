"""Every order that left has one entry, however often it was sent and whatever door it took."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import BadInput, StorageFault
from aexdesk.ordertest.order_facts import ORDER_PARAMETER
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import CallError, Exchange, GuardVerdict, Origin, Parameter
from aexdesk.workspace.ledger import LedgerEntry, LedgerState
from aexdesk.workspace.order_test_case import OrderTestCase
from tests.services.test_case_orders import FORM, MATCH, answer, sent
from tests.services.worlds import a_desk
from tests.storage.things import NOON, REQUEST

SILENT = CallError("network", "silent")
REPEATED = CallError("platform", "REPEATED_ORDER_ERROR")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with a_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
async def case(desk: Desk) -> OrderTestCase:
    return await desk.test_cases.add(FORM)


def order(number: int, body: Body | None, mark: str = "", **changes: Any) -> Exchange:
    """An order as it was sent, one second after the one before."""
    content = changes.pop("content", "same")
    text = json.dumps({"out_order_id": mark, "content": content} if mark else {"content": content})
    parameters = (Parameter(ORDER_PARAMETER, text, Origin.USER),)
    return sent(number, body, request=replace(REQUEST, parameters=parameters), **changes)


async def note(desk: Desk, *exchanges: Exchange) -> list[tuple[str, str, LedgerState]]:
    """Records them; the ledger then, the oldest first."""
    for exchange in exchanges:
        await desk.case_orders.record(exchange)
    environment = exchanges[0].environment
    return [(one.order_id, one.out_order_id, one.state) for one in reversed(await desk.ledger.list(environment))]


async def test_an_entry_holds_all_that_is_needed_to_ask_for_it(desk: Desk, case: OrderTestCase) -> None:
    exchange = order(1, Body.of(answer(2**63 + 1)), "M")
    await note(desk, exchange)
    (entry,) = await desk.ledger.list("practice")
    assert entry == LedgerEntry(
        id=entry.id,
        environment="practice",
        exchange_id="e1",
        case_id=case.id,
        case_name="First",
        order_id=str(2**63 + 1),
        at=exchange.at,
        amount=None,
        currency="",
        state=LedgerState.EXPECTED_FREE,
        checked_at=None,
        out_order_id="M",
        app_key="12345678",
        account=case.loan_account_email,
        digest=entry.digest,
    )
    assert len(entry.digest) == 64


async def test_an_order_of_a_case_that_is_kept_nowhere_is_entered_too(desk: Desk) -> None:
    """As with what a practice gateway was seeded with, or a case that was removed meanwhile."""
    heard: list[int] = []
    desk.ledger.changed.append(lambda: heard.append(1))
    assert await note(desk, order(1, Body.of(answer(7)))) == [("7", "", LedgerState.EXPECTED_FREE)]
    (entry,) = await desk.ledger.list("practice")
    assert (entry.case_id, entry.case_name, entry.account, heard) == ("", "First", "", [1])
    assert await desk.ledger.list("live") == ()


@pytest.mark.parametrize(
    ("body", "changes", "expected"),
    [
        (Body.of(answer(7, 8)), {}, [("7", LedgerState.EXPECTED_FREE), ("8", LedgerState.EXPECTED_FREE)]),
        (Body.of(answer(7, error_msg="autoPay fail:APIPayFail")), {}, [("7", LedgerState.SEEN_UNPAID)]),
        (Body.of(answer(7, is_success=False)), {}, [("7", LedgerState.UNKNOWN)]),
        (Body.of(b"garbage"), {}, [("", LedgerState.UNKNOWN)]),
        (None, {"error": SILENT}, [("", LedgerState.UNKNOWN)]),
        (None, {"error": CallError("network", "cancelled")}, [("", LedgerState.UNKNOWN)]),
        (Body.of(b"{}"), {"error": REPEATED}, [("", LedgerState.UNKNOWN)]),
        (None, {"error": CallError("network", "connect_failed")}, []),
        (Body.of(answer(is_success=False, error_code="INVENTORY_HOLD_ERROR")), {}, []),
        (Body.of(answer(7)), {"guard": GuardVerdict(True, "reads")}, []),
        (None, {"guard": GuardVerdict(False, "live_locked", (), "First")}, []),
    ],
)
async def test_what_each_answer_enters(
    desk: Desk, body: Body | None, changes: dict[str, Any], expected: list[tuple[str, LedgerState]]
) -> None:
    found = await note(desk, order(1, body, **changes))
    assert sorted((order_id, state) for order_id, _mark, state in found) == expected


# ---------------------------------------------------------------- one order, sent more than once


async def test_an_order_that_is_sent_again_under_its_mark_stays_one(desk: Desk) -> None:
    lost = order(1, None, "M", error=SILENT)
    assert await note(desk, lost) == [("", "M", LedgerState.UNKNOWN)]
    again = order(2, None, "M", error=SILENT)
    assert await note(desk, again) == [("", "M", LedgerState.UNKNOWN)]
    repeated = order(3, Body.of(b"{}"), "M", error=REPEATED)
    assert await note(desk, repeated) == [("", "M", LedgerState.UNKNOWN)]
    told = order(4, Body.of(answer(7)), "M")
    assert await note(desk, told) == [("7", "M", LedgerState.EXPECTED_FREE)]
    (entry,) = await desk.ledger.list("practice")
    assert (entry.exchange_id, entry.at) == ("e4", lost.at)


@pytest.mark.parametrize("again", [(None, SILENT), (Body.of(b"{}"), REPEATED), (Body.of(answer(7)), None)])
async def test_an_order_that_is_known_is_not_entered_twice(desk: Desk, again: tuple[Body | None, Any]) -> None:
    body, error = again
    found = await note(desk, order(1, Body.of(answer(7)), "M"), order(2, body, "M", error=error))
    assert found == [("7", "M", LedgerState.EXPECTED_FREE)]


@pytest.mark.parametrize(
    "other",
    [
        {"mark": ""},
        {"mark": "N"},
        {"mark": "M", "app_key": "9"},
        {"mark": "M", "at": NOON + timedelta(hours=24, seconds=2)},
        {"mark": "M", "environment": "live"},
    ],
)
async def test_another_order_has_an_entry_of_its_own(desk: Desk, other: dict[str, Any]) -> None:
    """Each alone: without a mark, under another, of another app, after the platform forgot it, elsewhere."""
    await note(desk, order(1, None, "M", error=SILENT))
    await note(desk, order(2, None, error=SILENT, **other))
    environments = ("practice", "live")
    assert sum([len(await desk.ledger.list(environment)) for environment in environments]) == 2


async def test_what_was_settled_and_is_lost_again_is_at_risk_again(desk: Desk) -> None:
    """Somebody saw that it does not exist; then it was sent again."""
    await note(desk, order(1, None, "M", error=SILENT))
    (entry,) = await desk.ledger.list("practice")
    await desk.ledger.settle(entry.id, LedgerState.CANCELLED)
    found = await note(desk, order(2, None, "M", error=SILENT))
    assert [state for _id, _mark, state in found] == [LedgerState.CANCELLED, LedgerState.UNKNOWN]


# ---------------------------------------------------------------- nothing is lost for another's trouble


async def test_an_entry_that_cannot_be_written_loses_neither_exchange_nor_line(
    desk: Desk, case: OrderTestCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_what: object) -> None:
        raise StorageFault("disk_full", path="/data")

    monkeypatch.setattr(desk._ledger_book._entries, "save", full)
    with pytest.raises(StorageFault):
        await desk.case_orders.record(order(1, Body.of(answer(7))))
    assert (await desk.history.get("e1")).id == "e1"
    assert [line.order_id for line in await desk.case_orders.list(case.id)] == ["7"]


async def test_an_entry_outlives_its_case_and_its_exchange(desk: Desk, case: OrderTestCase) -> None:
    await note(desk, order(1, Body.of(answer(7))))
    await desk.test_cases.remove(case)
    await desk.history._exchanges.delete("e1")
    (entry,) = await desk.ledger.list("practice")
    assert (entry.case_id, entry.case_name) == (case.id, "First")


async def test_a_mark_and_a_key_of_odd_letters_are_entered(desk: Desk) -> None:
    found = await note(desk, order(1, None, "\ud800", error=SILENT, app_key="\udfff", guard=MATCH))
    assert found == [("", "\\ud800", LedgerState.UNKNOWN)]


async def test_nobody_knows_an_entry_that_is_not_there(desk: Desk) -> None:
    for ask in (desk.ledger.check("x"), desk.ledger.settle("x", LedgerState.PAID)):
        with pytest.raises(BadInput, match="unknown_ledger_entry"):
            await ask
