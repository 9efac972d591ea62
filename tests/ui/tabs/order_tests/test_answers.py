"""Order get and tracking under an order: asked at one click, told in a few lines, the whole call in the console."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from aexdesk.faults import PlatformError
from aexdesk.ordertest.order_answers import OrderDetails, Parcel, Sighting
from aexdesk.services.order_inquiries import OrderAnswer, OrderQuestion
from aexdesk.ui.tabs.order_tests.answer_box import AnswerBox
from aexdesk.workspace.case_order import CaseOrder, CaseOrderState
from aexdesk.workspace.order_test_case import OrderTestCaseState
from tests.ui.fakes import NOW
from tests.ui.tabs.order_tests.conftest import World
from tests.ui.tabs.order_tests.test_view import push

AT = datetime(2026, 5, 20, 12, tzinfo=UTC)


def an_order(row: str = "o1", order_id: str = "8100000000000001") -> CaseOrder:
    return CaseOrder(row, "practice", "practice-Mug", f"made-{row}", NOW, order_id, CaseOrderState.PLACED)


@pytest.fixture
def ordered(shown: World) -> World:
    """An active case with one order."""
    shown.put(state=OrderTestCaseState.ACTIVE)
    shown.order(an_order())
    return shown


def box(world: World, number: int = 0) -> AnswerBox:
    return world.shown.orders.rows[number].answer


def ask(world: World, question: OrderQuestion, number: int = 0) -> str:
    push(world, box(world, number).buttons[question])
    return box(world, number).said.text()


def test_the_details_are_told_in_a_few_lines_and_lead_to_the_call(ordered: World) -> None:
    assert box(ordered).said.isHidden()
    said = ask(ordered, OrderQuestion.DETAILS).splitlines()
    assert said == [
        "WAIT_BUYER_PAY · NO_LOGISTICS",
        "Amount USD 10.39",
        "Created 2026-05-04 04:00:00, in the platform's time",
        "Not paid; it ends 15 d 0 h after its creation",
    ]
    assert ordered.desk.order_inquiries.asked == ["details of 8100000000000001 as Demo dropship app"]
    push(ordered, box(ordered).open)
    assert ordered.desk.handovers.exchange_for_console.take() == "get-1"
    assert ordered.went_to == ["console"]
    push(ordered, box(ordered).shut)
    assert box(ordered).said.isHidden()
    assert box(ordered).open.isHidden()


def test_a_parcel_is_told_with_where_it_was_seen(ordered: World) -> None:
    assert ask(ordered, OrderQuestion.TRACKING) == "No tracking yet: the order has not been shipped."
    seen = tuple(Sighting(AT, f"Place {number}") for number in range(9))
    parcel = Parcel("Standard", "LP1", AT, (Sighting(None, "", "Somewhere"), *seen))
    ordered.desk.order_inquiries.answers[OrderQuestion.TRACKING] = OrderAnswer(
        OrderQuestion.TRACKING, "track-2", parcels=(parcel,)
    )
    said = ask(ordered, OrderQuestion.TRACKING).splitlines()
    assert said[0] == "Standard · LP1"
    assert said[2] == "– Somewhere"
    assert len(said) == 7, "the rest is in the console"


def test_an_order_that_ended_says_why_and_one_that_is_paid_when(ordered: World) -> None:
    details = OrderDetails(
        "FINISH", paid="2026-05-05", end_reason="buyer_cancel", parcels=(("LP1", ""),), pays_within="9"
    )
    ordered.desk.order_inquiries.answers[OrderQuestion.DETAILS] = OrderAnswer(
        OrderQuestion.DETAILS, "x", details=details
    )
    said = ask(ordered, OrderQuestion.DETAILS).splitlines()
    assert said == ["FINISH", "Paid 2026-05-05", "Ended: buyer_cancel", "Parcel LP1 · –"]


def test_an_error_is_told_and_leads_to_its_call(ordered: World) -> None:
    ordered.desk.order_inquiries.fault = PlatformError("15", message="Remote service error", exchange_id="failed-1")
    assert "15" in ask(ordered, OrderQuestion.DETAILS)
    assert box(ordered).said.property("tone") == "bad"
    push(ordered, box(ordered).open)
    assert ordered.desk.handovers.exchange_for_console.take() == "failed-1"


def test_each_order_is_asked_one_thing_at_a_time(ordered: World) -> None:
    ordered.order(an_order("o2", "8100000000000002"))
    ordered.desk.order_inquiries.gate = asyncio.Event()
    assert ask(ordered, OrderQuestion.DETAILS, 0) == "Asking…"
    assert not box(ordered, 0).buttons[OrderQuestion.TRACKING].isEnabled()
    assert ask(ordered, OrderQuestion.TRACKING, 1) == "Asking…"
    ordered.act(ordered.desk.order_inquiries.gate.set)
    assert box(ordered, 0).said.text().startswith("WAIT_BUYER_PAY")
    assert box(ordered, 1).said.text().startswith("No tracking yet")


def test_without_an_order_id_nothing_can_be_asked(shown: World) -> None:
    shown.put(state=OrderTestCaseState.ACTIVE)
    shown.order(an_order(order_id=""))
    assert box(shown).isHidden()


def test_without_an_app_nothing_can_be_asked(ordered: World) -> None:
    ordered.do(ordered.desk.standing.choose_profile(None))
    assert not any(button.isEnabled() for button in box(ordered).buttons.values())
