"""Moves orders from state to state, by hand and by time, and tells whoever must hear of it."""

from __future__ import annotations

from aexdesk.practice.ordering.order_states import CANCELED, OrderState, PushStatus, moved, next_step, push_status
from aexdesk.practice.platform import Platform
from aexdesk.practice.records import Order


def place(platform: Platform, order: Order, *, is_paid: bool) -> Order:
    """Takes a new order in. Unpaid, its payment was tried and failed."""
    platform.state.orders[order.order_id] = order
    platform.push(order, PushStatus.CREATED, order.created_at)
    if is_paid:
        return move(platform, order, OrderState.WAIT_SELLER_SEND_GOODS)
    platform.push(order, PushStatus.FAILED, order.created_at)
    _await_next(platform, order)
    platform.note_change()
    return order


def move(platform: Platform, order: Order, state: OrderState) -> Order:
    """The order in this state from now on. In the state that it has already, nothing changes."""
    if order.state == state:
        return order
    after = _put(platform, order, state, platform.now())
    _await_next(platform, after)
    platform.note_change()
    return after


def bring_up_to_date(platform: Platform, order: Order) -> Order:
    """The order as it stands now: every step that fell due was taken, each at the time when it fell due."""
    after = order
    while (step := next_step(after, platform.rules)) and step.due <= platform.now():
        after = _put(platform, after, step.state, step.due)
    if after is not order:
        _await_next(platform, after)
        platform.note_change()
    return after


def catch_up(platform: Platform) -> None:
    """Brings every order up to date."""
    for order in list(platform.state.orders.values()):
        bring_up_to_date(platform, order)


def next_due(platform: Platform) -> float | None:
    """When the next order moves by itself, in seconds since 1970; None if none does."""
    steps = (next_step(order, platform.rules) for order in platform.state.orders.values())
    return min((step.due for step in steps if step), default=None)


def _put(platform: Platform, order: Order, state: OrderState, at: float) -> Order:
    after = moved(order, state, at)
    platform.state.orders[order.order_id] = after
    _count_stock(platform, order, after)
    status = push_status(order, after)
    if status:
        platform.push(after, status, at)
    return after


def _count_stock(platform: Platform, before: Order, after: Order) -> None:
    """What is cancelled can be bought again."""
    back = (after.end_reason == CANCELED) - (before.end_reason == CANCELED)
    if back:
        sold = platform.state.sold
        sold[after.sku_id] = max(0, sold.get(after.sku_id, 0) - back * after.quantity)


def _await_next(platform: Platform, order: Order) -> None:
    step = next_step(order, platform.rules)
    if step:
        platform.await_due(step.due)
