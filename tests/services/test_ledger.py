"""The ledger asks, settles and sums: what nobody has closed stays at risk, to the cent."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import AexError, BadInput, NetworkFault, PlatformError
from aexdesk.openplatform.request import Call
from aexdesk.ordertest.order_payload import OrderChoice
from aexdesk.secret import Secret
from aexdesk.services.ledger import AtRisk, Ledger, orders_page_of
from aexdesk.services.order_inquiries import PaymentStatus
from aexdesk.services.tokens import TokenGrant
from aexdesk.workspace.body import Body
from aexdesk.workspace.environment import LIVE, PRACTICE
from aexdesk.workspace.exchange import Exchange
from aexdesk.workspace.ledger import LedgerEntry, LedgerState, Money
from tests.services.test_case_orders import answer
from tests.services.test_ledger_book import SILENT, order
from tests.services.test_ordering import Bench, bench
from tests.services.worlds import NOON, a_desk

__all__ = ["bench"]

UNPAID = PaymentStatus("PLACE_ORDER_SUCCESS", Decimal("12.30"), "USD", LedgerState.SEEN_UNPAID)
PAID = PaymentStatus("FINISH", Decimal("12.30"), "USD", LedgerState.PAID)
CANCELLED = PaymentStatus("FINISH", None, "", LedgerState.CANCELLED)
ODD = PaymentStatus("SOMETHING_NEW", None, "", None)
NOT_YET = PlatformError("15", sub_code="isv.insufficient-permission")


@dataclass
class MadeUpInquiries:
    """Tells the next of `answers` each time, and what was asked."""

    answers: list[PaymentStatus | AexError] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def ask_payment(self, entry: LedgerEntry, caller: Any = None, *, only_placer: bool = False) -> PaymentStatus:
        self.asked.append(entry.order_id)
        found = self.answers.pop(0)
        if isinstance(found, AexError):
            raise found
        return found


@dataclass
class World:
    """A ledger over a real database, a platform that is made up, and a sleep that only notes."""

    desk: Desk
    inquiry: MadeUpInquiries = field(default_factory=MadeUpInquiries)
    slept: list[float] = field(default_factory=list)
    at: datetime = NOON + timedelta(seconds=5)

    def __post_init__(self) -> None:
        inquiry: Any = self.inquiry
        self.ledger = Ledger(self.desk._ledger_book, self.desk.environments, inquiry, lambda: self.at, self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def enter(self, number: int = 1, *order_ids: int, environment: str = "live") -> LedgerEntry:
        """An order that left; without ids nobody answered."""
        body, error = (Body.of(answer(*order_ids)), None) if order_ids else (None, SILENT)
        await self.desk.case_orders.record(order(number, body, error=error, environment=environment))
        return (await self.ledger.list(environment))[0]

    async def check(self, entry: LedgerEntry, *answers: PaymentStatus | AexError) -> LedgerEntry:
        self.inquiry.answers = list(answers)
        return (await self.ledger.check(entry.id)).entry


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with a_desk(tmp_path) as desk:
        yield World(desk)


# ---------------------------------------------------------------- by order get


@pytest.mark.parametrize(
    ("details", "state", "is_settled", "amount"),
    [
        (UNPAID, LedgerState.SEEN_UNPAID, False, Decimal("12.30")),
        (PAID, LedgerState.PAID, False, Decimal("12.30")),
        (CANCELLED, LedgerState.CANCELLED, True, None),
        (ODD, LedgerState.EXPECTED_FREE, False, None),
    ],
)
async def test_what_order_get_says_moves_the_entry(
    world: World, details: PaymentStatus, state: LedgerState, is_settled: bool, amount: Decimal | None
) -> None:
    entry = await world.enter(1, 7)
    heard: list[int] = []
    world.ledger.changed.append(lambda: heard.append(1))
    found = await world.check(entry, details)
    assert (found.state, found.is_settled, found.amount, found.checked_at) == (state, is_settled, amount, world.at)
    assert (await world.ledger.list("live"), heard) == ((found,), [1])
    assert world.inquiry.asked == ["7"]


async def test_a_later_check_keeps_an_amount_that_is_not_told_again(world: World) -> None:
    entry = await world.enter(1, 7)
    await world.check(entry, UNPAID)
    found = await world.check(entry, CANCELLED)
    assert (found.amount, found.currency) == (Decimal("12.30"), "USD")


async def test_what_a_person_settled_stays_and_is_told_beside(world: World) -> None:
    entry = await world.enter(1, 7)
    await world.ledger.settle(entry.id, LedgerState.CONFIRMED_FREE)
    world.inquiry.answers = [PAID]
    check = await world.ledger.check(entry.id)
    assert (check.entry.state, check.seen, check.order_status) == (
        LedgerState.CONFIRMED_FREE, LedgerState.PAID, "FINISH",
    )  # fmt: skip


async def test_details_that_are_not_there_yet_are_waited_for(world: World) -> None:
    entry = await world.enter(1, 7)
    unreadable = BadInput("answer_unreadable", api="x")
    found = await world.check(entry, NOT_YET, unreadable, NOT_YET, UNPAID)
    assert found.state is LedgerState.SEEN_UNPAID
    assert world.slept == sorted(world.slept)
    assert len(world.slept) == 3


async def test_the_wait_ends_after_half_a_minute(world: World) -> None:
    entry = await world.enter(1, 7)
    with pytest.raises(PlatformError, match="15"):
        await world.check(entry, *[NOT_YET] * 7)
    assert (sum(world.slept), world.inquiry.answers) == (30, [])
    assert (await world.ledger.list("live")) == (entry,)


async def test_an_old_order_is_asked_for_once(world: World) -> None:
    entry = await world.enter(1, 7)
    world.at = NOON + timedelta(hours=1)
    with pytest.raises(PlatformError):
        await world.check(entry, NOT_YET)
    assert world.slept == []


@pytest.mark.parametrize("fault", [NetworkFault("silent"), BadInput("order_app_unknown")])
async def test_what_no_time_cures_is_told_at_once(world: World, fault: AexError) -> None:
    entry = await world.enter(1, 7)
    with pytest.raises(type(fault)):
        await world.check(entry, fault)
    assert world.slept == []


# ---------------------------------------------------------------- at risk


async def test_what_is_at_risk_is_the_sum_of_what_nobody_closed(world: World) -> None:
    dimes = PaymentStatus("PLACE_ORDER_SUCCESS", Decimal("0.10"), "USD", LedgerState.SEEN_UNPAID)
    euros = PaymentStatus("FINISH", Decimal("3"), "EUR", LedgerState.PAID)
    entries = [await world.enter(number, number) for number in range(1, 6)]
    for entry, details in zip(entries, (dimes, dimes, dimes, euros, CANCELLED), strict=True):
        await world.check(entry, details)
    await world.enter(8)  # nobody knows whether it exists, and what it costs
    await world.enter(9, 99, environment="practice")
    totals = (Money(Decimal("3"), "EUR"), Money(Decimal("0.30"), "USD"))
    assert await world.ledger.risk("live") == AtRisk(totals, unpriced=1)
    assert await world.ledger.at_risk("live") == totals
    await world.ledger.settle(entries[0].id, LedgerState.CONFIRMED_FREE)
    await world.ledger.settle(entries[1].id, LedgerState.CANCELLED)
    await world.ledger.settle(entries[3].id, LedgerState.PAID)
    assert await world.ledger.at_risk("live") == (Money(Decimal("0.10"), "USD"),)
    await world.ledger.settle(entries[3].id, LedgerState.UNKNOWN)
    assert len(await world.ledger.at_risk("live")) == 2, "what was closed by mistake can be opened again"


async def test_in_practice_nothing_is_at_risk(world: World) -> None:
    await world.check(await world.enter(1, 7, environment="practice"), UNPAID)
    assert await world.ledger.risk("practice") == AtRisk()


def test_only_live_has_a_page_of_orders() -> None:
    assert orders_page_of(PRACTICE) is None
    assert orders_page_of(LIVE) == "https://www.aliexpress.com/p/order/index.html"


# ---------------------------------------------------------------- against the practice gateway


async def place(bench: Bench, **extension: Any) -> LedgerEntry:
    case = await bench.case()
    call = bench.desk.ordering.build(case, OrderChoice("", "CAINIAO_STANDARD", bench.preset("US")))
    if extension:
        call = Call(call.api, (*call.parameters, ("ds_extend_request", json.dumps(extension))))
    exchange: Exchange = await bench.send(call)
    assert exchange.error is None, exchange.error
    return (await bench.desk.ledger.list("practice"))[0]


async def test_a_free_order_is_confirmed_by_the_practice_gateway_itself(bench: Bench) -> None:
    entry = await place(bench)
    check = await bench.desk.ledger.check(entry.id)
    (made,) = await bench.admin("/orders")
    assert (check.entry.state, check.entry.is_settled) == (LedgerState.CONFIRMED_FREE, True)
    assert (str(check.entry.amount), check.entry.currency) == (made["amount"], "USD")


async def test_an_order_that_could_not_be_paid_is_unpaid_until_it_is_cancelled(bench: Bench) -> None:
    entry = await place(bench, payment={"try_to_pay": "true", "pay_currency": "USD"})
    assert entry.state is LedgerState.SEEN_UNPAID
    assert (await bench.desk.ledger.check(entry.id)).seen is LedgerState.SEEN_UNPAID
    await bench.admin(f"/orders/{entry.order_id}", {"state": "IN_CANCEL"})
    check = await bench.desk.ledger.check(entry.id)
    assert (check.entry.state, check.entry.is_settled) == (LedgerState.CANCELLED, True)


async def test_the_buyer_of_the_order_asks_even_where_another_logged_in_since(bench: Bench) -> None:
    """The loan account of the case; the newest token is somebody else's, who may not see the order."""
    entry = await place(bench)
    await bench.desk.tokens.add(bench.profile, TokenGrant("other@x.test", session=Secret("nobody's")))
    assert (await bench.desk.ledger.check(entry.id)).entry.amount is not None
    await bench.desk.profiles.remove(bench.profile.id)
    assert (await bench.desk.ledger.check(entry.id)).entry.amount is not None, "the seeded app asks as the seeded buyer"


async def test_an_app_that_is_in_no_profile_is_named(tmp_path: Path) -> None:
    async with a_desk(tmp_path, now=lambda: datetime.now(UTC)) as desk:
        await desk.case_orders.record(order(1, Body.of(answer(7)), app_key="424242"))
        await desk.case_orders.record(order(2, None, error=SILENT))
        lost, placed = await desk.ledger.list("practice")
        with pytest.raises(BadInput, match="order_app_unknown"):
            await desk.ledger.check(placed.id)
        with pytest.raises(BadInput, match="no_order_id"):
            await desk.ledger.check(lost.id)
        assert await desk.history.count() == 2, "nothing was asked"
