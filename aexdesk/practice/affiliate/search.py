"""Answers the affiliate APIs that find products: product.query, productdetail.get, hotproduct.*, smartmatch; and
category.get."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Any

from aexdesk.practice.affiliate.forms import (
    choose_fields,
    found,
    nothing,
    page_facts,
    read_choice,
    read_names,
    read_page,
)
from aexdesk.practice.affiliate.products import category_path, days_to, describe_product, product_type, read_terms
from aexdesk.practice.affiliate.programme import load_programme
from aexdesk.practice.goods.prices import read_amount
from aexdesk.practice.goods.selection import Order, select, sort_by
from aexdesk.practice.goods.shop import Product
from aexdesk.practice.platform import Admitted, Platform

Json = dict[str, Any]
_SORTS = MappingProxyType(
    {
        "SALE_PRICE_ASC": (Order.PRICE, False),
        "SALE_PRICE_DESC": (Order.PRICE, True),
        "LAST_VOLUME_ASC": (Order.SALES, False),
        "LAST_VOLUME_DESC": (Order.SALES, True),
    }
)
_TYPES = ("ALL", "PLAZA", "TMALL")
_USUAL_COUNTRY = "US"  # whose delivery times count where no country is asked for
_DAYS = re.compile(r"[1-9][0-9]{0,3}")


def query_products(platform: Platform, call: Admitted) -> Json:
    """A page of the products that fit."""
    return _search(platform, call, _matches(platform, call))


def query_hot_products(platform: Platform, call: Admitted) -> Json:
    """A page of the hot products that fit."""
    return _search(platform, call, _hot(_matches(platform, call)))


def download_hot_products(platform: Platform, call: Admitted) -> Json:
    """A page of the hot products of a category. It does not say how many pages there are."""
    chosen = select(platform.shop, category_ids=[call.params["category_id"]], country=call.params.get("country", ""))
    page = read_page(call.params, _hot(chosen))
    if not page.items:
        return nothing()
    result = {"current_page_no": page.number, "current_record_count": len(page.items)}
    return found({**result, "products": describe_all(page.items, platform, call)})


def get_products(platform: Platform, call: Admitted) -> Json:
    """Products by id, in the order of the ids, each once. Ids of no product are left out."""
    asked = dict.fromkeys(read_names(call.params, "product_ids"))
    products = [platform.shop.products[one] for one in asked if one in platform.shop.products]
    country = call.params.get("country", "")
    chosen = [one for one in products if not country or country in one.ship_to]
    described = describe_all(chosen, platform, call)
    return found({"current_record_count": len(described), "products": described}) if described else nothing()


def match_products(platform: Platform, call: Admitted) -> Json:
    """Products like another one, or that fit keywords, or else for a device: those sold most. It takes no page size.

    Recommendations on the platform follow the person; here they are the same for all.
    """
    chosen = select(platform.shop, words=call.params.get("keywords", ""), country=call.params.get("country", ""))
    wanted = call.params.get("product_id", "")
    if wanted:
        chosen = _like(wanted, chosen, platform)
    page = read_page({"page_no": call.params.get("page_no", "")}, sort_by(chosen, Order.SALES, descending=True))
    described = describe_all(page.items, platform, call)
    if not described:
        return nothing()
    return found({"current_page_no": page.number, "current_record_count": len(described), "products": described})


def get_categories(platform: Platform, call: Admitted) -> Json:
    """All categories. Those of the first level have no parent_category_id."""
    categories = [dict(one) for one in platform.shop.categories]
    return found({"categories": categories, "total_result_count": len(categories)})


def describe_all(products: Iterable[Product], platform: Platform, call: Admitted) -> list[Json]:
    """Described in the currency asked for, with the fields asked for."""
    terms = read_terms(platform, call)
    return choose_fields(call.params, [describe_product(one, terms, platform) for one in products])


def _search(platform: Platform, call: Admitted, products: Sequence[Product]) -> Json:
    page = read_page(call.params, products)
    if not page.items:
        return nothing()
    terms = read_terms(platform, call)
    country = call.params.get("ship_to_country") or _USUAL_COUNTRY
    described = []
    for one in page.items:
        days = days_to(one, country, platform)
        told = {} if days is None else {"ship_to_days": f"ship to {country} in {days} days"}
        described.append(describe_product(one, terms, platform) | told)
    return found({**page_facts(page), "products": choose_fields(call.params, described)})


def _matches(platform: Platform, call: Admitted) -> list[Product]:
    """All that fit, sorted. Prices are in cents of the currency asked for (which one the platform means is unknown)."""
    params = call.params
    low, high = (read_amount(params.get(name), name) for name in ("min_sale_price", "max_sale_price"))
    kind = read_choice(params, "platform_product_type", _TYPES, "ALL")
    sort = read_choice(params, "sort", tuple(_SORTS))
    chosen = select(
        platform.shop,
        words=params.get("keywords", ""),
        category_ids=read_names(params, "category_ids"),
        country=params.get("ship_to_country", ""),
        low=None if low is None else low / 100,
        high=None if high is None else high / 100,
        rate=read_terms(platform, call).money.rate,
    )
    if kind != "ALL":
        chosen = [one for one in chosen if product_type(one) == kind]
    chosen = _promoted(_quick(chosen, platform, call), call)
    if not sort:
        return chosen
    order, descending = _SORTS[sort]
    return sort_by(chosen, order, descending=descending)


def _quick(products: list[Product], platform: Platform, call: Admitted) -> list[Product]:
    """Those that arrive in time. What is no number of days asks for nothing: python-aliexpress-api sends "None"."""
    text = call.params.get("delivery_days", "")
    if not _DAYS.fullmatch(text):
        return products
    country = call.params.get("ship_to_country") or _USUAL_COUNTRY
    days = {one.product_id: days_to(one, country, platform) for one in products}
    return [one for one in products if (needed := days[one.product_id]) is not None and needed <= int(text)]


def _promoted(products: list[Product], call: Admitted) -> list[Product]:
    name = call.params.get("promotion_name", "")
    if not name:
        return products
    promotion = load_programme().promotions.get(name)
    return [one for one in products if promotion is not None and one.product_id in promotion.products]


def _hot(products: list[Product]) -> list[Product]:
    return [one for one in products if load_programme().is_hot(one.product_id)]


def _like(product_id: str, products: list[Product], platform: Platform) -> list[Product]:
    """The others below the same first-level category."""
    model = platform.shop.products.get(product_id)
    if model is None:
        return []
    top = category_path(model, platform)[0]
    return [one for one in products if one is not model and category_path(one, platform)[0] == top]
