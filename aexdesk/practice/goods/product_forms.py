"""Turns a product of the shop into the forms in which searches and feeds answer, with prices converted. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from aexdesk.practice.goods.prices import DEFAULT_CURRENCY, Money, cheapest, discount_percent
from aexdesk.practice.goods.shop import Product, Shop

Json = dict[str, Any]
_SHOP_BASE = "https://shop.example.test"
_DOLLARS = Money(DEFAULT_CURRENCY, Decimal(1))


def page_url(product: Product) -> str:
    """The page of a product. Nothing is there: the host exists nowhere."""
    return f"{_SHOP_BASE}/item/{product.product_id}.html"


def search_form(shop: Shop, product: Product, money: Money) -> Json:
    """As ds.text.search shows it: everything is text, and URLs begin with two slashes, as in live answers.

    Only the `target` prices are in the currency asked for; the others stay in the currency of the shop.
    """
    sku = cheapest(product)
    return {
        "itemId": product.product_id,
        "title": product.subject,
        "type": "search",
        "cateId": str(product.facts["category_id"]),
        "itemUrl": page_url(product).removeprefix("https:"),
        "itemMainPic": shop.picture_url(product.product_id).partition(":")[2],
        "productVideoUrl": "",
        "orders": sales_label(product),
        "score": product.facts["rating"],
        "evaluateRate": _positive(product),
        "discount": f"{discount_percent(product)}%",
        "originalPrice": _DOLLARS.text(sku.price),
        "originalPriceCurrency": _DOLLARS.currency,
        "originMinPrice": _DOLLARS.text(sku.price),
        "salePrice": _DOLLARS.text(sku.sale_price),
        "salePriceCurrency": _DOLLARS.currency,
        "targetOriginalPrice": money.text(sku.price),
        "targetOriginalPriceCurrency": money.currency,
        "targetSalePrice": money.text(sku.sale_price),
        "originalPriceFormat": money.label(sku.price),
        "salePriceFormat": money.label(sku.sale_price),
    }


def feed_form(shop: Shop, product: Product, money: Money) -> Json:
    """As ds.recommend.feed.get and ds.image.search show it. `lastest_volume` is spelt so."""
    sku = cheapest(product)
    first, second = category_path(shop, product)
    prices: Json = {}
    for name, dollars in (("original", sku.price), ("sale", sku.sale_price), ("app_sale", sku.sale_price)):
        prices |= {
            f"{name}_price": _DOLLARS.text(dollars),
            f"{name}_price_currency": _DOLLARS.currency,
            f"target_{name}_price": money.text(dollars),
            f"target_{name}_price_currency": money.currency,
        }
    return {
        "product_id": int(product.product_id),
        "product_title": product.subject,
        "product_detail_url": page_url(product),
        "product_main_image_url": shop.picture_url(product.product_id),
        "product_small_image_urls": [shop.picture_url(product.product_id)],
        "product_video_url": "",
        "first_level_category_id": first["category_id"],
        "first_level_category_name": first["category_name"],
        "second_level_category_id": second["category_id"],
        "second_level_category_name": second["category_name"],
        "shop_id": product.facts["store_id"],
        "shop_url": f"{_SHOP_BASE}/store/{product.facts['store_id']}",
        "evaluate_rate": _positive(product),
        "lastest_volume": product.facts["sales"],
        "discount": f"{discount_percent(product)}%",
        "platform_product_type": "ALL",
        **prices,
    }


def picture_match_form(shop: Shop, product: Product, money: Money, similarity: str) -> Json:
    """As ds.image.searchV2 shows it: all text but the shop."""
    sku = cheapest(product)
    first, second = category_path(shop, product)
    return {
        "product_id": product.product_id,
        "product_title": product.subject,
        "product_detail_url": page_url(product),
        "product_main_image_url": shop.picture_url(product.product_id),
        "first_level_category_id": str(first["category_id"]),
        "first_level_category_title": first["category_name"],
        "second_level_category_id": str(second["category_id"]),
        "second_level_category_title": second["category_name"],
        "shop_id": product.facts["store_id"],
        "ship_from": "CN",
        "similarity_score": similarity,
        "evaluate_rate": product.facts["rating"],
        "latest_volume": sales_label(product),
        "discount": str(discount_percent(product)),
        "target_original_price": money.text(sku.price),
        "target_original_price_currency": money.currency,
        "target_sale_price": money.text(sku.sale_price),
        "target_sale_price_currency": money.currency,
    }


def category_path(shop: Shop, product: Product) -> tuple[Json, Json]:
    """Its category on the first level and on the second; the same twice where it stands on the first."""
    by_id = {one["category_id"]: one for one in shop.categories}
    second = by_id[product.facts["category_id"]]
    return by_id.get(second.get("parent_category_id"), second), second


def sales_label(product: Product) -> str:
    """How many were sold as people are shown it: 3420 is "3,000+", and below ten the number itself."""
    sales = int(product.facts["sales"])
    if sales < 10:
        return str(sales)
    step = 10 ** (len(str(sales)) - 1)
    return f"{sales // step * step:,}+"


def _positive(product: Product) -> str:
    share = Decimal(product.facts["rating"]) * 20
    return f"{share.quantize(Decimal(1) / 10)}%"
