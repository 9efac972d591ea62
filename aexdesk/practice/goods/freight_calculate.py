"""Answers aliexpress.logistics.buyer.freight.calculate: the older way to ask what ds.freight.query tells."""

from __future__ import annotations

from typing import Any

from aexdesk.practice.goods.prices import Money, read_money
from aexdesk.practice.goods.shop import Service, Zone
from aexdesk.practice.json_fields import Fields
from aexdesk.practice.numbers import read_object
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.refusal import invalid_parameter

Json = dict[str, Any]
_REQUEST = "param_aeop_freight_calculate_for_buyer_d_t_o"
_LIST = "aeop_freight_calculate_result_for_buyer_d_t_o_list"
_MOST_PIECES = 100_000


def calculate_freight(platform: Platform, call: Admitted) -> Json:
    """Delivery options and fees. Success is result.success true; a failure says why in error_desc."""
    asked = Fields(_REQUEST, read_object(call.params[_REQUEST]))
    country, origin = (asked.text(name, required=True) for name in ("country_code", "send_goods_country_code"))
    pieces = asked.number("product_num")
    if not 1 <= pieces <= _MOST_PIECES:
        raise invalid_parameter(f"{_REQUEST}.product_num", f"must be a whole number from 1 to {_MOST_PIECES}")
    money = read_money(platform.shop, asked.text("price_currency"), f"{_REQUEST}.price_currency")
    product = platform.shop.products.get(str(asked.number("product_id")))
    sku_id = asked.text("sku_id")
    if product is None or (sku_id and sku_id not in [sku.sku_id for sku in product.skus]):
        return _failed("DELIVERY_INFO_EMPTY")
    ways = (
        platform.shop.deliveries(product, country) if origin == "CN" else []
    )  # all goods of the shop leave from there
    if not ways:
        return _failed("DELIVERY_NOT_AVAILABLE_TO_YOUR_ADDRESS")
    return {"result": {"success": True, _LIST: [_option(service, zone, pieces, money) for service, zone in ways]}}


def _option(service: Service, zone: Zone, pieces: int, money: Money) -> Json:
    amount = money.convert(zone.fee(pieces))
    return {
        "service_name": service.code,
        "estimated_delivery_time": f"{zone.min_days}-{zone.max_days}",
        "tracking_available": "true" if service.tracking else "false",
        "error_code": 0,
        "freight": {"amount": str(amount), "cent": int(amount * 100), "currency_code": money.currency},
    }


def _failed(why: str) -> Json:
    return {"result": {"success": False, "error_desc": why}}
