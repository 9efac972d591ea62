"""Answers aliexpress.ds.text.search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from aexdesk.practice.goods.feeds import find_feed
from aexdesk.practice.goods.prices import read_amount, read_money
from aexdesk.practice.goods.product_forms import search_form
from aexdesk.practice.goods.selection import Order, page_of, read_count, select, sort_by
from aexdesk.practice.goods.shop import Product, Shop
from aexdesk.practice.json_fields import Fields
from aexdesk.practice.numbers import read_json
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.refusal import invalid_parameter

Json = dict[str, Any]
MOST_ROWS = 50  # the platform names no limit; this is what clients ask for at most
_MOST_PAGES = 100_000
_FIELDS = {"min_price": Order.PRICE, "orders": Order.SALES, "comments": Order.REVIEWS}
_CHOICE = "CAINIAO_FULFILLMENT_STD"


@dataclass(frozen=True, slots=True)
class _Extra:
    """What `searchExtend` asks for beyond the other parameters."""

    low: Decimal | None = None
    high: Decimal | None = None
    free_to: str = ""
    ship_from: str = ""
    only_choice: bool = False


def search_text(platform: Platform, call: Admitted) -> Json:
    """Goods by words. Success is code "00", as in live answers; nothing found is success too. Protocol, section 6."""
    params, shop = call.params, platform.shop
    money = read_money(shop, params["currency"], "currency")
    extra = _read_extra(params.get("searchExtend", ""))
    size = read_count(params, "pageSize", 20, MOST_ROWS)
    number = read_count(params, "pageIndex", 1, _MOST_PAGES)
    found = select(
        shop,
        words=params.get("keyWord", ""),
        category_ids=[params["categoryId"]] if params.get("categoryId") else [],
        country=params["countryCode"],
        low=extra.low,
        high=extra.high,
        rate=money.rate,
    )
    found = [one for one in found if _fits(shop, one, extra)]
    if params.get("selectionName"):
        # A choice: selections are the feeds, the only named sets of goods that the platform tells of.
        feed = find_feed(shop, params["selectionName"])
        found = [one for one in found if feed and one in feed.products]
    page = page_of(_sorted(found, params.get("sortBy", "")), number, size)
    data = {
        "totalCount": page.total,
        "pageIndex": page.number,
        "pageSize": page.size,
        "products": [search_form(platform.shop, one, money) for one in page.items],
    }
    return {"code": "00", "msg": "success", "data": data}


def _sorted(found: list[Product], asked: str) -> list[Product]:
    """By `field,direction`; without one in the order of the shop, which is as good as any for "best match"."""
    if not asked:
        return found
    field, _, direction = asked.partition(",")
    if field not in _FIELDS or direction not in ("asc", "desc"):
        raise invalid_parameter("sortBy", "must be min_price, orders or comments, then ,asc or ,desc")
    return sort_by(found, _FIELDS[field], descending=direction == "desc")


def _read_extra(text: str) -> _Extra:
    """The filters that the shop has the facts for. Others (seller_level, hot_area, what we do not know) pass all:
    the platform refuses none either."""
    asked: dict[str, Any] = {}
    for name, fields in _entries(read_json(text) if text else []):
        value = fields.text("searchValue")
        if name == "price":
            asked["low"] = read_amount(fields.text("min"), "searchExtend.min")
            asked["high"] = read_amount(fields.text("max"), "searchExtend.max")
        elif name == "free_ship_to":
            asked["free_to"] = value
        elif name == "ship_from":
            asked["ship_from"] = value
        elif name == "item_tag":
            asked["only_choice"] = value == "choice"
    return _Extra(**asked)


def _entries(found: list[Any]) -> Iterable[tuple[str, Fields]]:
    for entry in found:
        if not isinstance(entry, dict):
            raise invalid_parameter("searchExtend", "each entry must be an object")
        fields = Fields("searchExtend", entry)
        yield fields.text("searchKey"), fields


def _fits(shop: Shop, product: Product, extra: _Extra) -> bool:
    return (
        (not extra.free_to or any(zone.fee(1) == 0 for _, zone in shop.deliveries(product, extra.free_to)))
        and extra.ship_from in ("", "CN")  # where all goods of the shop leave from
        and (not extra.only_choice or _CHOICE in product.freight)
    )
