"""Which state follows which, and what each says."""

from __future__ import annotations

import itertools

import pytest

from aexdesk.practice import Rules
from aexdesk.practice.ordering.order_states import (
    CANCELED,
    OrderState,
    PushStatus,
    logistics_status,
    moved,
    next_step,
    push_status,
)
from aexdesk.practice.records import Order

RULES = Rules(pay_within_seconds=1000, ship_after_seconds=10, finish_after_seconds=100)


def order_in(state: str, at: float = 5.0) -> Order:
    return Order(1, "a", "k", True, state, "", "1", "2", 1, "US", "S", "1.00", "0.00", "", 1.0, at)


@pytest.mark.parametrize("state", OrderState)
def test_what_time_brings(state: OrderState) -> None:
    step = next_step(order_in(state), RULES)
    found = (step.state, step.due) if step else None
    assert found == {
        "PLACE_ORDER_SUCCESS": ("IN_CANCEL", 1005),
        "WAIT_SELLER_SEND_GOODS": ("WAIT_BUYER_ACCEPT_GOODS", 15),
        "SELLER_PART_SEND_GOODS": ("WAIT_BUYER_ACCEPT_GOODS", 15),
        "WAIT_BUYER_ACCEPT_GOODS": ("FINISH", 105),
    }.get(state)


@pytest.mark.parametrize("never", [0, None])
@pytest.mark.parametrize("state", [*OrderState, "A_STATE_OF_LONG_AGO"])
def test_never_by_itself(state: str, never: int | None) -> None:
    rules = Rules(pay_within_seconds=never, ship_after_seconds=never, finish_after_seconds=never)
    assert next_step(order_in(state), rules) is None


@pytest.mark.parametrize(("first", "second"), list(itertools.product(OrderState, OrderState)))
def test_any_state_after_any_other(first: OrderState, second: OrderState) -> None:
    before = moved(order_in("PLACE_ORDER_SUCCESS"), first, 6.0)
    after = moved(before, second, 7.0)
    assert (after.state, after.moved_at, after.created_at) == (second, 7.0, 1.0)
    if second in ("SELLER_PART_SEND_GOODS", "WAIT_BUYER_ACCEPT_GOODS") or after.shipped_at is not None:
        assert after.shipped_at is not None
        assert after.paid_at is not None
    if second in ("PLACE_ORDER_SUCCESS", "PAYMENT_PROCESSING"):
        assert after.paid_at is after.shipped_at is None
    is_canceled = second == "IN_CANCEL" or (first, second) == ("IN_CANCEL", "FINISH")
    assert after.end_reason == (CANCELED if is_canceled else "")


def test_the_first_times_stay() -> None:
    order = order_in("PLACE_ORDER_SUCCESS")
    for at, state in enumerate(("WAIT_SELLER_SEND_GOODS", "SELLER_PART_SEND_GOODS", "WAIT_BUYER_ACCEPT_GOODS"), 10):
        order = moved(order, OrderState(state), at)
    assert (order.paid_at, order.shipped_at, order.moved_at) == (10, 11, 12)
    order = moved(order, OrderState.IN_CANCEL, 13)
    assert (order.paid_at, order.shipped_at) == (10, 11)
    order = moved(order, OrderState.WAIT_SELLER_SEND_GOODS, 14)
    assert (order.paid_at, order.shipped_at) == (10, None)


@pytest.mark.parametrize("state", OrderState)
def test_what_each_state_says(state: OrderState) -> None:
    before = order_in("PLACE_ORDER_SUCCESS")
    after = moved(before, state, 6.0)
    pushed: dict[str, PushStatus] = {
        "PLACE_ORDER_SUCCESS": PushStatus.CREATED,
        "WAIT_SELLER_SEND_GOODS": PushStatus.AUTHORIZED,
        "SELLER_PART_SEND_GOODS": PushStatus.SHIPPED,
        "WAIT_BUYER_ACCEPT_GOODS": PushStatus.SHIPPED,
        "FINISH": PushStatus.CONFIRMED,
        "IN_CANCEL": PushStatus.CLOSED,
    }
    assert push_status(before, after) == pushed.get(state)
    logistics = {
        "WAIT_SELLER_SEND_GOODS": "WAIT_SELLER_SEND_GOODS",
        "SELLER_PART_SEND_GOODS": "SELLER_SEND_PART_GOODS",
        "WAIT_BUYER_ACCEPT_GOODS": "SELLER_SEND_GOODS",
        "FINISH": "BUYER_ACCEPT_GOODS",
        "IN_CANCEL": "NO_LOGISTICS",
    }
    assert logistics_status(after) == logistics.get(state, "DEFAULT")


def test_a_parcel_that_is_on_its_way_stays_there() -> None:
    order = moved(order_in("WAIT_SELLER_SEND_GOODS"), OrderState.WAIT_BUYER_ACCEPT_GOODS, 6.0)
    order = moved(order, OrderState.IN_CANCEL, 7.0)
    assert logistics_status(order) == "SELLER_SEND_GOODS"
    order = moved(order, OrderState.FINISH, 8.0)
    assert logistics_status(order) == "SELLER_SEND_GOODS"
