"""Answers aliexpress.affiliate.product.sku.detail.get and aliexpress.affiliate.product.shipping.get."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from aexdesk.practice.affiliate.forms import found, nothing, read_choice, read_names
from aexdesk.practice.affiliate.links import NORMAL, product_url, promotion_link
from aexdesk.practice.affiliate.products import best_way, category_path, read_terms
from aexdesk.practice.goods.prices import Money, read_amount
from aexdesk.practice.goods.shop import Product, Sku
from aexdesk.practice.platform import Admitted, Platform

Json = dict[str, Any]
_MOST_SKUS = 20  # documented
_NO_TAX = "0"  # as in all affiliate answers


def get_skus(platform: Platform, call: Admitted) -> Json:
    """The SKUs of a product. Success is result.success true and code 200; 405 means no results, documented so.

    The platform was also seen to tell the same as error 15 with sub_code 405.
    """
    wanted = read_names(call.params, "sku_ids", _MOST_SKUS)
    asks_delivery = read_choice(call.params, "need_deliver_info", ("Yes", "No"), "No") == "Yes"
    money = read_terms(platform, call).money
    country = call.params["ship_to_country"]
    product = platform.shop.products.get(call.params["product_id"])
    skus = product.skus if product and best_way(product, country, platform) else ()
    chosen = [one for one in skus if not wanted or one.sku_id in wanted][:_MOST_SKUS]
    if product is None or not chosen:
        return {"result": {"success": False, "code": 405}}
    delivery = _delivery(product, country, money, platform) if asks_delivery else {}
    described = [_sku(one, product, money, platform) | delivery for one in chosen]
    result = {"ae_item_info": _item(product, platform), "ae_item_sku_info": described}
    return {"result": {"success": True, "code": 200, "result": result}}


def get_shipping(platform: Platform, call: Admitted) -> Json:
    """Fee and time of the cheapest way. The price and tax that are sent along are read, and change nothing."""
    for name in ("target_sale_price", "tax_rate"):
        read_amount(call.params[name], name)
    money = read_terms(platform, call).money
    product = platform.shop.products.get(call.params["product_id"])
    if product is None or call.params["sku_id"] not in {one.sku_id for one in product.skus}:
        return nothing()
    delivery = _delivery(product, call.params["ship_to_country"], money, platform)
    if not delivery:
        return nothing()
    fee = delivery.pop("shipping_fees")  # in the plural only with the SKUs
    return found({"shipping_fee": fee, **delivery})


def _delivery(product: Product, country: str, money: Money, platform: Platform) -> Json:
    """Of one piece; empty where nothing goes."""
    way = best_way(product, country, platform)
    if way is None:
        return {}
    _, zone = way
    return {
        "shipping_fees": money.text(zone.fee(1)),
        "min_delivery_days": str(zone.min_days),
        "max_delivery_days": str(zone.max_days),
        "delivery_days": str(zone.max_days),
        "ship_from_country": "CN",
    }


def _item(product: Product, platform: Platform) -> Json:
    picture_url = platform.shop.picture_url
    path = category_path(product, platform)
    described: Json = {
        "product_id": product.product_id,
        "title": product.subject,
        "en_title": product.subject,
        "original_link": product_url(product.product_id),
        "image_link": picture_url(product.product_id),
        "image_white": picture_url(product.product_id, "-white"),
        "additional_image_links": [picture_url(product.product_id, view) for view in ("-2", "-3")],
        "product_category": path[-1]["category_name"],
        "product_score": product.facts["rating"],
        "review_number": str(product.facts["evaluations"]),
        "order_number": str(product.facts["sales"]),
        "store_name": product.facts["store_name"],
        "condition": "New",
    }
    for level, one in enumerate(path, start=1):
        described[f"display_category_id_l{level}"] = one["category_id"]
        described[f"display_category_name_l{level}"] = one["category_name"]
    return described


def _sku(sku: Sku, product: Product, money: Money, platform: Platform) -> Json:
    named = {one.name: one.value for one in sku.properties}
    described = {
        "sku_id": int(sku.sku_id),
        "currency": money.currency,
        "price_with_tax": money.text(sku.price),
        "sale_price_with_tax": money.text(sku.sale_price),
        "tax_rate": _NO_TAX,
        "discount_rate": str(((sku.price - sku.sale_price) * 100 / sku.price).quantize(Decimal(1))),
        "link": promotion_link("", product_url(product.product_id), NORMAL),
        "sku_image_link": platform.shop.picture_url(product.product_id),
        "sku_properties": json.dumps([named], ensure_ascii=False),  # one object in a list, as text: seen so
    }
    return described | {name.lower(): value for name, value in named.items() if name in ("Color", "Size")}
