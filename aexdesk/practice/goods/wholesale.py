"""Answers aliexpress.ds.product.wholesale.get."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from aexdesk.practice.goods.prices import Money, read_money
from aexdesk.practice.goods.products import describe_product, find_product, has_wholesale, in_stock
from aexdesk.practice.goods.shop import Product
from aexdesk.practice.platform import Admitted, Platform

Json = dict[str, Any]
_TIERS = ((10, 5), (50, 10))  # from so many pieces on, so many percent less: invented


def get_wholesale(platform: Platform, call: Admitted) -> Json:
    """A product with its prices for many pieces. Success is rsp_code 200. Protocol, sections 6 and 7.

    604 for a product of which nothing is left is what clients report beside "All SKU Unsaleable".
    """
    money = read_money(platform.shop, call.params.get("target_currency", ""), "target_currency")
    product, failure = find_product(platform, call)
    if product is None:
        return failure
    if all(in_stock(sku, platform) <= 0 for sku in product.skus):
        return {"rsp_code": 604, "rsp_msg": "All SKU Unsaleable"}
    result = describe_product(platform, product, money, call.params["ship_to_country"])
    if has_wholesale(product):
        _add_tiers(result, product, money)
    return {"result": result, "rsp_code": 200, "rsp_msg": "Call succeeds"}


def _add_tiers(result: Json, product: Product, money: Money) -> None:
    for told, sku in zip(result["ae_item_sku_info_dtos"], product.skus, strict=True):
        tiers = [
            {
                "min_quantity": str(pieces),
                "discount": f"{percent}%",
                "wholesale_price": money.text(sku.sale_price * (100 - percent) / Decimal(100)),
            }
            for pieces, percent in _TIERS
        ]
        told["wholesale_price_tiers"] = tiers
        told["sku_bulk_order"] = _TIERS[0][0]
        told["offer_bulk_sale_price"] = tiers[0]["wholesale_price"]
