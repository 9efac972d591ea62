"""How the affiliate APIs describe a product: prices in two currencies, commissions, categories, links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from aexdesk.practice.affiliate.links import HOT, NORMAL, SHOP_BASE, product_url, promotion_link
from aexdesk.practice.affiliate.programme import PromoCode, load_programme
from aexdesk.practice.affiliate.times import begin_of_day, write_time
from aexdesk.practice.goods.prices import DEFAULT_CURRENCY, Money, cheapest, discount_percent, read_money
from aexdesk.practice.goods.shop import CENT, Product, Service, Sku, Zone
from aexdesk.practice.platform import Admitted, Platform

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Terms:
    """For whom a product is described."""

    money: Money
    tracking_id: str


def read_terms(platform: Platform, call: Admitted) -> Terms:
    """The texts are English in every target_language: the invented goods have no others."""
    money = read_money(platform.shop, call.params.get("target_currency", ""), "target_currency")
    return Terms(money, call.params.get("tracking_id", ""))


def describe_product(product: Product, terms: Terms, platform: Platform) -> Json:
    """Everything that is the same in all product lists. A product that is in no second level lacks its fields."""
    sku = cheapest(product)
    url, picture_url = product_url(product.product_id), platform.shop.picture_url
    kind = HOT if load_programme().is_hot(product.product_id) else NORMAL
    return {
        "product_id": int(product.product_id),
        "sku_id": int(sku.sku_id),
        "product_title": product.subject,
        "product_detail_url": url,
        "product_main_image_url": picture_url(product.product_id),
        "product_small_image_urls": [picture_url(product.product_id, view) for view in ("", "-2", "-3")],
        "product_video_url": "",
        "promotion_link": promotion_link(terms.tracking_id, url, kind),
        "platform_product_type": product_type(product),
        "lastest_volume": product.facts["sales"],  # so spelt
        "evaluate_rate": f"{Decimal(product.facts['rating']) * 20}%",
        "discount": f"{discount_percent(product)}%",
        "tax_rate": "0",  # the shop's prices know no tax, in aliexpress.ds.product.get neither
        "shop_id": product.facts["store_id"],
        "shop_name": product.facts["store_name"],
        "shop_url": f"{SHOP_BASE}/{product.facts['store_id']}",
        **_prices(sku, terms.money),
        **_commissions(product, platform),
        **_categories(product, platform),
        **_promo_code(product, platform),
    }


def product_type(product: Product) -> str:
    """TMALL or PLAZA, by its store."""
    return "TMALL" if product.facts["store_id"] in load_programme().tmall_stores else "PLAZA"


def category_path(product: Product, platform: Platform) -> list[Json]:
    """Its categories, first level first."""
    categories = {one["category_id"]: one for one in platform.shop.categories}
    own = categories[product.facts["category_id"]]
    parent = categories.get(own.get("parent_category_id"))
    return [parent, own] if parent else [own]


def commission_rate(product: Product, platform: Platform) -> Decimal:
    """The usual one, in percent."""
    return load_programme().rate(category_path(product, platform)[0]["category_id"])


def best_way(product: Product, country: str, platform: Platform) -> tuple[Service, Zone] | None:
    """The cheapest way there, and of those the quickest; None where nothing goes."""
    ways = platform.shop.deliveries(product, country)
    return min(ways, key=lambda way: (way[1].fee(1), way[1].max_days), default=None)


def days_to(product: Product, country: str, platform: Platform) -> int | None:
    """How many days the quickest way there takes at most; None where nothing goes."""
    return min((zone.max_days for _, zone in platform.shop.deliveries(product, country)), default=None)


def _prices(sku: Sku, money: Money) -> Json:
    # The app's price is no other: nothing in the shop is cheaper there.
    amounts = {"original_price": sku.price, "sale_price": sku.sale_price, "app_sale_price": sku.sale_price}
    described: Json = {}
    for name, amount in amounts.items():
        described |= {name: str(amount.quantize(CENT)), f"{name}_currency": DEFAULT_CURRENCY}
        described |= {f"target_{name}": money.text(amount), f"target_{name}_currency": money.currency}
    return described


def _commissions(product: Product, platform: Platform) -> Json:
    usual = commission_rate(product, platform)
    return {
        "commission_rate": f"{usual}%",
        "hot_product_commission_rate": f"{load_programme().hot_rates.get(product.product_id, usual)}%",
        "relevant_market_commission_rate": f"{usual}%",
    }


def _categories(product: Product, platform: Platform) -> Json:
    described: Json = {}
    for level, one in zip(("first", "second"), category_path(product, platform), strict=False):
        described[f"{level}_level_category_id"] = one["category_id"]
        described[f"{level}_level_category_name"] = one["category_name"]
    return described


def _promo_code(product: Product, platform: Platform) -> Json:
    code: PromoCode | None = load_programme().codes.get(product.product_id)
    if code is None:
        return {}
    today = begin_of_day(platform.now())
    told = {
        "promo_code": code.code,
        "code_campaigntype": "2",
        "code_value": f"USD {code.value} off orders over USD {code.minimum}",
        "code_availabletime_start": write_time(today - timedelta(days=7)),
        "code_availabletime_end": write_time(today + timedelta(days=21)),
        "code_mini_spend": code.minimum,
        "code_quantity": code.quantity,
        "code_promotionurl": product_url(product.product_id),
    }
    return {"promo_code_info": told}
