"""Answers aliexpress.trade.ds.order.get and aliexpress.ds.member.order.get, for the account that placed the order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from aexdesk.practice.goods.shop import CENT, Product
from aexdesk.practice.numbers import read_object, read_whole
from aexdesk.practice.ordering.order_lookup import need_order
from aexdesk.practice.ordering.order_states import logistics_status
from aexdesk.practice.ordering.tracking import tracking_number
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.records import Order
from aexdesk.practice.refusal import missing_parameter, unsupported_mapping

Json = dict[str, Any]
_QUERY = "single_order_query"
_PLATFORM_TIME = timedelta(hours=-8)  # the platform writes order times in Pacific time; here without summer time
_NOTHING = Decimal(0)


def get_order(platform: Platform, call: Admitted) -> Json:
    """Success is that `result` is there. An order of another account, or none: code 15. Protocol, section 7."""
    asked = read_object(call.params[_QUERY])
    if asked.get("order_id") in (None, ""):
        raise missing_parameter(f"{_QUERY}.order_id")
    order_id = read_whole(asked["order_id"])
    if order_id is None:
        raise unsupported_mapping(f"{_QUERY}.order_id", "must be a whole number")
    return {"result": _describe(need_order(platform, call, order_id), platform)}


def get_member_order(platform: Platform, call: Admitted) -> Json:
    """The states of an order. One source names the fields and no types; those of trade.ds.order.get are a choice."""
    order_id = read_whole(call.params["order_id"])
    if order_id is None:
        raise unsupported_mapping("order_id", "must be a whole number")
    order = need_order(platform, call, order_id)
    return {
        "result": {
            "order_id": str(order.order_id),
            "order_status": order.state,
            "logistics_status": logistics_status(order),
            "logistics_info": _logistics(order),
        }
    }


def _describe(order: Order, platform: Platform) -> Json:
    product = platform.shop.products[order.item_id]
    total = _money(Decimal(order.amount))
    wait = platform.rules.pay_within_seconds if order.paid_at is None else None
    return {
        "order_status": order.state,
        "logistics_status": logistics_status(order),
        "gmt_create": _platform_time(order.created_at),
        "order_paidtime_string": "" if order.paid_at is None else _platform_time(order.paid_at),
        "pay_timeout_second": str(int(wait or 0)),  # counted from the creation; paid, there is none
        "order_amount": total,
        "user_order_amount": total,
        "child_order_list": [_describe_child(order, product)],
        "logistics_info_list": _logistics(order),
        "store_info": {
            "store_id": product.facts["store_id"],
            "store_name": product.facts["store_name"],
            "store_url": f"https://shops.example.test/{product.facts['store_id']}",
        },
    }


def _describe_child(order: Order, product: Product) -> Json:
    """The one line of an order. The practice gateway knows neither discounts nor tax."""
    total, shipping = Decimal(order.amount), Decimal(order.shipping)
    return {
        "product_id": int(order.item_id),
        "product_name": product.subject,
        "product_count": order.quantity,
        "product_price": _money((total - shipping) / order.quantity),
        "sku_id": order.sku_id,
        "sale_fee": _money(total - shipping),
        "sale_discount_fee": _money(_NOTHING),
        "shipping_fee": _money(shipping),
        "shipping_discount_fee": _money(_NOTHING),
        "actual_shipping_fee": _money(shipping),
        "actual_tax_fee": _money(_NOTHING),
        "actual_fee": _money(total),
        "already_include_tax": "false",
        "price_include_tax": "false",
        "end_reason": order.end_reason,
    }


def _logistics(order: Order) -> list[Json]:
    """Empty until something was shipped."""
    if order.shipped_at is None:
        return []
    return [{"logistics_no": tracking_number(order), "logistics_service": order.service}]


def _platform_time(at: float) -> str:
    return (datetime.fromtimestamp(at, UTC) + _PLATFORM_TIME).strftime("%Y-%m-%d %H:%M:%S")


def _money(amount: Decimal) -> Json:
    return {"amount": str(amount.quantize(CENT)), "currency_code": "USD"}
