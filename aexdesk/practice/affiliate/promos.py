"""Answers aliexpress.affiliate.featuredpromo.get and aliexpress.affiliate.featuredpromo.products.get."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from aexdesk.practice.affiliate.forms import found, nothing, page_facts, read_choice, read_page
from aexdesk.practice.affiliate.products import commission_rate
from aexdesk.practice.affiliate.programme import load_programme
from aexdesk.practice.affiliate.search import describe_all
from aexdesk.practice.affiliate.times import begin_of_day, read_window
from aexdesk.practice.goods.selection import Order, select, sort_by
from aexdesk.practice.goods.shop import Product
from aexdesk.practice.platform import Admitted, Platform

Json = dict[str, Any]
_ORDERS = MappingProxyType(
    {"price": Order.PRICE, "volume": Order.SALES, "discount": Order.DISCOUNT, "rating": Order.RATING}
)
_KEYS = (*_ORDERS, "commission", "promotionTime")
_SORTS = tuple(key + way for key in _KEYS for way in ("Asc", "Desc"))


def get_promotions(platform: Platform, call: Admitted) -> Json:
    """All featured promotions."""
    promotions = [
        {"promo_name": one.name, "promo_desc": one.description, "product_num": len(one.products)}
        for one in load_programme().promotions.values()
    ]
    return found({"current_record_count": len(promotions), "promos": promotions})


def get_promoted_products(platform: Platform, call: Admitted) -> Json:
    """A page of the products of a promotion, or of all. `is_finished` is true on the last page: a choice."""
    params = call.params
    sort = read_choice(params, "sort", _SORTS)
    category = params.get("category_id", "")
    chosen = select(platform.shop, category_ids=[category] if category else [], country=params.get("country", ""))
    promoted = _promoted(platform, call)
    page = read_page(params, _sort([one for one in chosen if one.product_id in promoted], sort, platform))
    if not page.items:
        return nothing()
    products = describe_all(page.items, platform, call)
    return found({**page_facts(page), "is_finished": page.is_last, "products": products})


def _promoted(platform: Platform, call: Admitted) -> frozenset[str]:
    """The ids of what is promoted under the name asked for, or any, some time within the window asked for."""
    first, last = read_window(call.params, "promotion_start_time", "promotion_end_time")
    name = call.params.get("promotion_name", "")
    today = begin_of_day(platform.now())
    running = (
        one.products
        for one in load_programme().promotions.values()
        if (not name or one.name == name) and one.runs_within(first, last, today)
    )
    return frozenset[str]().union(*running)


def _sort(products: list[Product], sort: str, platform: Platform) -> list[Product]:
    if not sort:
        return products
    descending = sort.endswith("Desc")
    key = sort.removesuffix("Desc").removesuffix("Asc")
    if key in _ORDERS:
        return sort_by(products, _ORDERS[key], descending=descending)
    if key == "commission":
        return sorted(products, key=lambda one: commission_rate(one, platform), reverse=descending)
    return products[::-1] if descending else products  # a promotion takes all of its products in at once
