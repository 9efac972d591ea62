"""Answers aliexpress.ds.freight.query."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from aexdesk.practice.goods.products import in_stock
from aexdesk.practice.goods.shop import CENT, Service, Zone
from aexdesk.practice.numbers import read_object, read_whole
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.refusal import invalid_parameter, missing_parameter

Json = dict[str, Any]
_REQUEST = "queryDeliveryReq"
_REQUIRED = ("quantity", "shipToCountry", "productId", "language", "locale", "selectedSkuId", "currency")
_DAY = timedelta(days=1)


def query_freight(platform: Platform, call: Admitted) -> Json:
    """Delivery options and fees. Success is result.success true and code 200. Protocol, sections 6 and 7."""
    asked = read_object(call.params[_REQUEST])
    for name in _REQUIRED:
        if asked.get(name) in (None, ""):
            raise missing_parameter(f"{_REQUEST}.{name}")
    quantity = read_whole(asked["quantity"])
    if not quantity or quantity > 100_000:
        raise invalid_parameter(f"{_REQUEST}.quantity", "must be a whole number from 1 to 100000")
    rate = platform.shop.rates.get(str(asked["currency"]))
    if rate is None:
        raise invalid_parameter(f"{_REQUEST}.currency", "unknown currency")
    product = platform.shop.products.get(str(read_whole(asked["productId"])))
    sku_id = str(read_whole(asked["selectedSkuId"]))
    sku = next((one for one in product.skus if one.sku_id == sku_id), None) if product else None
    if product is None or sku is None:
        return _failed("DELIVERY_INFO_EMPTY")
    ways = platform.shop.deliveries(product, str(asked["shipToCountry"]))
    if not ways:
        return _failed("DELIVERY_NOT_AVAILABLE_TO_YOUR_ADDRESS")
    now = datetime.fromtimestamp(platform.now(), UTC)
    options = [_option(service, zone, zone.fee(quantity) * rate, str(asked["currency"]), now) for service, zone in ways]
    for option in options:
        option["available_stock"] = str(in_stock(sku, platform))
    return {"result": {"success": True, "code": 200, "msg": "Call succeeds", "delivery_options": options}}


def _option(service: Service, zone: Zone, fee: Decimal, currency: str, now: datetime) -> Json:
    first, last = now + zone.min_days * _DAY, now + zone.max_days * _DAY
    amount = str(fee.quantize(CENT))
    return {
        "code": service.code,
        "company": service.company,
        "tracking": service.tracking,
        "free_shipping": fee == 0,
        # The name says cents and live answers hold an amount: "0.99".
        "shipping_fee_cent": amount,
        "shipping_fee_currency": currency,
        "shipping_fee_format": f"{currency} {amount}",
        "min_delivery_days": zone.min_days,
        "max_delivery_days": zone.max_days,
        "guaranteed_delivery_days": str(zone.max_days),
        "delivery_date_desc": f"{first:%b %d} - {last:%b %d}",
        "ship_from_country": "CN",
    }


def _failed(msg: str) -> Json:
    return {"result": {"success": False, "code": 505, "msg": msg}}
