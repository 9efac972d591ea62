"""Answers aliexpress.trade.ds.order.get, for the account that placed the order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from aexdesk.practice.numbers import read_object, read_whole
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.records import Order
from aexdesk.practice.refusal import ISP, Refusal, missing_parameter, service_refusal, unsupported_mapping

Json = dict[str, Any]
_QUERY = "single_order_query"
_PLATFORM_TIME = timedelta(hours=-8)  # the platform writes order times in Pacific time; here without summer time


def get_order(platform: Platform, call: Admitted) -> Json:
    """Success is that `result` is there. An order of another account, or none: code 15. Protocol, section 7."""
    asked = read_object(call.params[_QUERY])
    if asked.get("order_id") in (None, ""):
        raise missing_parameter(f"{_QUERY}.order_id")
    order_id = read_whole(asked["order_id"])
    if order_id is None:
        raise unsupported_mapping(f"{_QUERY}.order_id", "must be a whole number")
    order = platform.state.orders.get(order_id)
    if order is not None and order.account == call.account and order.app_key != call.app.app_key:
        raise service_refusal("isv.invalid-authorization", "The order was placed by another app")
    if order is None or order.account != call.account:
        told = "The order does not belong to this account"
        raise Refusal("15", "Remote service error", kind=ISP, sub_code="isv.insufficient-permission", sub_msg=told)
    if order.item_id not in platform.shop.products:  # kept from a version that sold other goods
        raise Refusal("15", "Remote service error", kind=ISP, sub_code="isp.service-unavailable", sub_msg="Gone")
    return {"result": _describe(order, platform)}


def _describe(order: Order, platform: Platform) -> Json:
    product = platform.shop.products[order.item_id]
    created = (datetime.fromtimestamp(order.created_at, UTC) + _PLATFORM_TIME).strftime("%Y-%m-%d %H:%M:%S")
    total = _money(order.amount)
    goods = (Decimal(order.amount) - Decimal(order.shipping)) / order.quantity
    child = {
        "child_order_id": order.order_id,
        "product_id": int(order.item_id),
        "product_name": product.subject,
        "product_count": order.quantity,
        "product_price": _money(str(goods)),
        "shipping_fee": _money(order.shipping),
        "sku_id": order.sku_id,
        "order_status": order.state,
    }
    return {
        "order_status": order.state,
        "logistics_status": order.state,
        "gmt_create": created,
        "order_paidtime_string": created,
        "pay_timeout_second": "0",
        "order_amount": total,
        "user_order_amount": total,
        "child_order_list": [child],
        "logistics_info_list": [{"logistics_no": "", "logistics_service": order.service}],
        "store_info": {
            "store_id": product.facts["store_id"],
            "store_name": product.facts["store_name"],
            "store_url": f"https://shops.example.test/{product.facts['store_id']}",
        },
    }


def _money(amount: str) -> Json:
    return {"amount": amount, "currency_code": "USD"}
