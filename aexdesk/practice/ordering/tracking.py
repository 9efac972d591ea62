"""Answers aliexpress.ds.order.tracking.get: an invented way of a parcel that grows as time goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aexdesk.practice.numbers import read_whole
from aexdesk.practice.ordering.order_lookup import find_order
from aexdesk.practice.ordering.order_states import CANCELED, OrderState
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.records import Order
from aexdesk.practice.refusal import unsupported_mapping
from aexdesk.practice.state import ORDER_ID_FLOOR

Json = dict[str, Any]
_HOUR, _DAY = 3600, 86_400
_WAY = (  # hours after shipping, name, description
    (0, "Package shipped out", "The seller handed your package to the carrier."),
    (3, "Accepted by carrier", "The carrier received your package."),
    (8, "Left origin facility", "Your package left the sorting centre of origin."),
    (14, "Export customs cleared", "Your package left the country of origin."),
    (20, "Delivery update", "Your package arrived at local facility."),
)
_ARRIVED = ("Delivered", "Your package was delivered.")


def track_order(platform: Platform, call: Admitted) -> Json:
    """result.ret true and data, or false where nothing is to be seen yet or for this caller. Protocol, section 6."""
    order_id = read_whole(call.params["ae_order_id"])
    if order_id is None:
        raise unsupported_mapping("ae_order_id", "must be a whole number")
    order = find_order(platform, order_id)
    is_own = order is not None and (order.account, order.app_key) == (call.account, call.app.app_key)
    if order is None or not is_own or order.shipped_at is None:
        # The documented sample gives this number with these words.
        return {"result": {"ret": False, "code": "1001", "msg": "TRACKING DATA NOT FOUND"}}
    lines = [_describe(order, order.shipped_at, platform)]
    return {"result": {"ret": True, "code": "", "msg": "", "data": {"tracking_detail_line_list": lines}}}


def tracking_number(order: Order) -> str:
    """Always the same for the same order, never that of another; no carrier gives one that ends so."""
    return f"LP{(order.order_id - ORDER_ID_FLOOR) // 2:014d}PRACTICE"


def _describe(order: Order, shipped_at: float, platform: Platform) -> Json:
    service = platform.shop.services.get(order.service)
    zone = service.zone(order.country) if service else None
    return {
        "carrier_name": service.company if service else order.service,
        "mail_no": tracking_number(order),
        "eta_time_stamps": _milliseconds(_arrived_at(order) or shipped_at + (zone.max_days if zone else 30) * _DAY),
        "detail_node_list": [
            {"time_stamp": _milliseconds(at), "tracking_name": name, "tracking_detail_desc": told}
            for at, name, told in reversed(list(_nodes(order, shipped_at, platform.now())))  # a choice: newest first
        ],
        "package_item_list": [_describe_item(order, platform)],
    }


def _nodes(order: Order, shipped_at: float, now: float) -> Iterator[tuple[float, str, str]]:
    """What has been seen of the parcel by now, oldest first. Nothing more is after an arrival or a cancelling."""
    arrived_at = _arrived_at(order)
    until = order.moved_at if order.end_reason == CANCELED else min(now, arrived_at or now)
    for hours, name, told in _WAY:
        if shipped_at + hours * _HOUR <= until:
            yield shipped_at + hours * _HOUR, name, told
    if arrived_at is not None:
        yield arrived_at, *_ARRIVED


def _arrived_at(order: Order) -> float | None:
    return order.moved_at if order.state == OrderState.FINISH and not order.end_reason else None


def _describe_item(order: Order, platform: Platform) -> Json:
    product = platform.shop.products.get(order.item_id)
    skus = product.skus if product else ()
    properties = next((sku.properties for sku in skus if sku.sku_id == order.sku_id), ())
    return {
        "item_id": int(order.item_id),
        "item_title": product.subject if product else "",
        "sku_id": int(order.sku_id),
        "sku_desc": "; ".join(f"{one.name}:{one.value}" for one in properties),
        "quantity": order.quantity,
    }


def _milliseconds(at: float) -> int:
    return int(at * 1000)
