"""Finds the order that a call asks for, as it stands now."""

from __future__ import annotations

from aexdesk.practice.ordering.order_life import bring_up_to_date
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.records import Order
from aexdesk.practice.refusal import service_refusal


def find_order(platform: Platform, order_id: int) -> Order | None:
    """The order, if there is one; a new one only after `details_after_seconds`."""
    order = platform.state.orders.get(order_id)
    if order is None or platform.now() < order.created_at + platform.rules.details_after_seconds:
        return None
    return bring_up_to_date(platform, order)


def need_order(platform: Platform, call: Admitted, order_id: int) -> Order:
    """The order of this account, placed by this app; else a Refusal with code 15. Protocol, section 7."""
    order = find_order(platform, order_id)
    if order is None or order.account != call.account:
        raise service_refusal("isv.insufficient-permission", "The order does not belong to this account")
    if order.app_key != call.app.app_key:
        raise service_refusal("isv.invalid-authorization", "The order was placed by another app")
    if order.item_id not in platform.shop.products:  # kept from a version that sold other goods
        raise service_refusal("isp.service-unavailable", "Gone")
    return order
