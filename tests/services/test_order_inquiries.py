"""Order get and tracking of a test order, against the real practice gateway."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aexdesk.faults import BadInput, NetworkFault, PlatformError
from aexdesk.secret import Secret
from aexdesk.services.order_inquiries import OrderQuestion
from aexdesk.services.tokens import TokenGrant
from tests.services.test_ordering import Bench, bench
from tests.services.worlds import draft

__all__ = ["bench"]

DETAILS, TRACKING = OrderQuestion.DETAILS, OrderQuestion.TRACKING


async def test_the_details_of_an_order_that_was_placed(bench: Bench) -> None:
    _exchange, order = await bench.order(await bench.case())
    answer = await bench.desk.order_inquiries.ask(DETAILS, order, bench.profile)
    assert answer.details is not None
    assert answer.details.status
    assert answer.details.amount.startswith("USD ")
    recorded = await bench.desk.history.get(answer.exchange_id)
    assert recorded is not None
    assert recorded.api == "aliexpress.trade.ds.order.get"
    (asked,) = [one.value for one in recorded.request.parameters if one.name == "single_order_query"]
    assert asked == f'{{"order_id":{order.order_id}}}'


async def test_nothing_is_to_be_seen_before_it_is_shipped_and_the_way_after(bench: Bench) -> None:
    _exchange, order = await bench.order(await bench.case())
    before = await bench.desk.order_inquiries.ask(TRACKING, order, bench.profile)
    assert before.parcels == ()
    for state in ("WAIT_SELLER_SEND_GOODS", "WAIT_BUYER_ACCEPT_GOODS"):
        await bench.admin(f"/orders/{order.order_id}", {"state": state})
    (parcel,) = (await bench.desk.order_inquiries.ask(TRACKING, order, bench.profile)).parcels
    assert parcel.number
    assert parcel.sightings[0].at is not None
    details = (await bench.desk.order_inquiries.ask(DETAILS, order, bench.profile)).details
    assert details is not None
    assert details.parcels[0][0] == parcel.number


async def test_it_is_asked_as_the_account_of_the_case_though_another_logged_in_since(bench: Bench) -> None:
    """The newest token would be refused: orders are shown to their own buyer."""
    _exchange, order = await bench.order(await bench.case())
    seeds = bench.desk.practising.seeds
    assert seeds is not None
    await bench.desk.tokens.add(bench.profile, TokenGrant("other@loan.example", session=seeds.real_session))
    answer = await bench.desk.order_inquiries.ask(DETAILS, order, bench.profile)
    assert answer.details is not None
    recorded = await bench.desk.history.get(answer.exchange_id)
    assert recorded is not None
    (session,) = [one.value for one in recorded.request.parameters if one.name == "session"]
    assert session.startswith("{{session:"), "the vault has it, so the history refers to it"


async def test_an_order_of_another_is_refused_and_the_exchange_can_be_looked_at(bench: Bench) -> None:
    _exchange, order = await bench.order(await bench.case())
    with pytest.raises(PlatformError) as caught:
        await bench.desk.order_inquiries.ask(DETAILS, replace(order, order_id="8100000000000099"), bench.profile)
    assert caught.value.values["exchange_id"]


async def test_what_cannot_be_asked(bench: Bench) -> None:
    _exchange, order = await bench.order(await bench.case())
    ask = bench.desk.order_inquiries.ask
    with pytest.raises(BadInput, match="no_order_id"):
        await ask(DETAILS, replace(order, order_id=""), bench.profile)
    elsewhere = await bench.desk.profiles.add(draft("Shop in Live", "live", app_key="500009"), Secret("x"))
    with pytest.raises(BadInput, match="profile_elsewhere"):
        await ask(DETAILS, order, elsewhere)
    await bench.desk.practising.stop()
    with pytest.raises(NetworkFault, match="practice_off"):
        await ask(TRACKING, order, bench.profile)
