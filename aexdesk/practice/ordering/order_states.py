"""The states of an order: which follows which by time, and what each tells of itself to clients. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from aexdesk.practice.records import Order
from aexdesk.practice.rules import Rules

CANCELED = "CANCELED"
"""The one end reason that is documented."""


class OrderState(StrEnum):
    """`order_status`, as documented under Order.get Response Parameters."""

    PLACE_ORDER_SUCCESS = "PLACE_ORDER_SUCCESS"
    PAYMENT_PROCESSING = "PAYMENT_PROCESSING"
    WAIT_SELLER_EXAMINE_MONEY = "WAIT_SELLER_EXAMINE_MONEY"
    RISK_CONTROL = "RISK_CONTROL"
    RISK_CONTROL_HOLD = "RISK_CONTROL_HOLD"
    WAIT_SELLER_SEND_GOODS = "WAIT_SELLER_SEND_GOODS"
    SELLER_PART_SEND_GOODS = "SELLER_PART_SEND_GOODS"
    WAIT_BUYER_ACCEPT_GOODS = "WAIT_BUYER_ACCEPT_GOODS"
    FINISH = "FINISH"
    IN_CANCEL = "IN_CANCEL"
    WAIT_GROUP = "WAIT_GROUP"
    WAIT_COMPLETE_ADDRESS = "WAIT_COMPLETE_ADDRESS"


class PushStatus(StrEnum):
    """`orderStatus` of a push message. Protocol, section 9."""

    CREATED = "OrderCreated"
    CLOSED = "OrderClosed"
    AUTHORIZED = "PaymentAuthorized"
    SHIPPED = "OrderShipped"
    CONFIRMED = "OrderConfirmed"
    FAILED = "paymentFailedEvent"


_UNPAID = frozenset({OrderState.PLACE_ORDER_SUCCESS, OrderState.PAYMENT_PROCESSING})
_SHIPPED = frozenset({OrderState.SELLER_PART_SEND_GOODS, OrderState.WAIT_BUYER_ACCEPT_GOODS, OrderState.FINISH})

# Which message belongs to which state is a choice: the platform lists both and joins them nowhere. The states that
# are not here send none.
_PUSHED: Mapping[str, PushStatus] = MappingProxyType(
    {
        OrderState.PLACE_ORDER_SUCCESS: PushStatus.CREATED,
        OrderState.WAIT_SELLER_SEND_GOODS: PushStatus.AUTHORIZED,
        OrderState.SELLER_PART_SEND_GOODS: PushStatus.SHIPPED,
        OrderState.WAIT_BUYER_ACCEPT_GOODS: PushStatus.SHIPPED,
        OrderState.FINISH: PushStatus.CONFIRMED,
        OrderState.IN_CANCEL: PushStatus.CLOSED,
    }
)
_LOGISTICS: Mapping[str, str] = MappingProxyType(
    {
        OrderState.WAIT_SELLER_SEND_GOODS: "WAIT_SELLER_SEND_GOODS",
        OrderState.SELLER_PART_SEND_GOODS: "SELLER_SEND_PART_GOODS",
        OrderState.WAIT_BUYER_ACCEPT_GOODS: "SELLER_SEND_GOODS",
        OrderState.FINISH: "BUYER_ACCEPT_GOODS",
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """A change that time brings. `due` in seconds since 1970."""

    state: OrderState
    due: float


def next_step(order: Order, rules: Rules) -> Step | None:
    """What becomes of an order by itself, and when; None where only a person moves it on."""
    match order.state:
        case OrderState.PLACE_ORDER_SUCCESS:
            state, seconds = OrderState.IN_CANCEL, rules.pay_within_seconds
        case OrderState.WAIT_SELLER_SEND_GOODS | OrderState.SELLER_PART_SEND_GOODS:
            state, seconds = OrderState.WAIT_BUYER_ACCEPT_GOODS, rules.ship_after_seconds
        case OrderState.WAIT_BUYER_ACCEPT_GOODS:
            state, seconds = OrderState.FINISH, rules.finish_after_seconds
        case _:
            return None
    return Step(state, order.moved_at + seconds) if seconds else None


def moved(order: Order, state: OrderState, at: float) -> Order:
    """The order in another state since `at`. Back before payment or shipping, it was never paid or shipped."""
    is_closed = state is OrderState.IN_CANCEL or (state is OrderState.FINISH and order.end_reason == CANCELED)
    paid_at, shipped_at = order.paid_at, order.shipped_at
    if not is_closed:  # what is cancelled keeps what was
        paid_at = None if state in _UNPAID else at if paid_at is None else paid_at
        shipped_at = None if state not in _SHIPPED else at if shipped_at is None else shipped_at
    return replace(
        order,
        state=state.value,
        moved_at=at,
        paid_at=paid_at,
        shipped_at=shipped_at,
        end_reason=CANCELED if is_closed else "",
    )


def push_status(before: Order, after: Order) -> PushStatus | None:
    """The message that a change sends. A cancelled order that finishes was told as closed before."""
    if after.end_reason == before.end_reason == CANCELED:
        return None
    return _PUSHED.get(after.state)


def logistics_status(order: Order) -> str:
    """`logistics_status`. That an order which nobody will ship has NO_LOGISTICS is a choice."""
    if order.end_reason == CANCELED and order.shipped_at is None:
        return "NO_LOGISTICS"
    if order.end_reason == CANCELED:
        return "SELLER_SEND_GOODS"
    return _LOGISTICS.get(order.state, "DEFAULT")
