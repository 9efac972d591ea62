"""Answers aliexpress.ds.feedname.get, aliexpress.ds.recommend.feed.get and aliexpress.ds.feed.itemids.get."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from aexdesk.practice.goods.feeds import find_feed, list_feeds
from aexdesk.practice.goods.prices import read_money
from aexdesk.practice.goods.product_forms import feed_form
from aexdesk.practice.goods.selection import Order, family, page_of, read_count, sort_by
from aexdesk.practice.goods.shop import Product
from aexdesk.practice.numbers import read_json, read_whole
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.refusal import invalid_parameter

Json = dict[str, Any]
MOST_ROWS = 50
MOST_IDS = 200
_MOST_PAGES = 100_000
_SORTS = {"price": Order.PRICE, "volume": Order.SALES, "discount": Order.DISCOUNT, "rating": Order.RATING}
_EMPTY = "The result is empty"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a feed the next page begins, and until when one may ask for it, in whole seconds since 1970."""

    feed: str
    category: str
    start: int
    expires_at: int


def get_feed_names(platform: Platform, call: Admitted) -> Json:
    """All feeds. Success is resp_code 200. Protocol, section 6."""
    promos = [
        {"promo_name": feed.name, "promo_desc": feed.name, "product_num": len(feed.products)}
        for feed in list_feeds(platform.shop)
    ]
    result = {"current_record_count": len(promos), "promos": promos}
    return {"resp_result": {"resp_code": 200, "resp_msg": "Call succeeds", "result": result}}


def get_feed(platform: Platform, call: Admitted) -> Json:
    """A page of a feed's goods. 405, as in its sister APIs, for an unknown feed and a page beyond the end: a choice."""
    params = call.params
    money = read_money(platform.shop, params.get("target_currency", ""), "target_currency")
    size = read_count(params, "page_size", 20, MOST_ROWS)
    number = read_count(params, "page_no", 1, _MOST_PAGES)
    found = _goods(platform, params["feed_name"], params.get("category_id", ""))
    country = params.get("country", "")
    found = [one for one in found if not country or country in one.ship_to]
    page = page_of(_sorted(found, params.get("sort", "")), number, size)
    if not page.items:
        return {"rsp_code": 405, "rsp_msg": _EMPTY}
    result = {
        "products": [feed_form(platform.shop, one, money) for one in page.items],
        "total_record_count": page.total,
        "is_finished": page.is_last,
    }
    return {"rsp_code": 200, "rsp_msg": "Call succeeds", "result": result}


def get_feed_ids(platform: Platform, call: Admitted) -> Json:
    """The ids of a feed's goods. Success is rsp_code 200 and ret true. Protocol, section 6.

    A page size out of range counts as 200, and an unknown feed is an empty one: the guide says and shows so. `total`
    counts what is left from this page on. The last ids come with a search_id too, which leads to an empty page
    without one: so a client that reads until there is no search_id ends as well as one that reads until there is no id.
    """
    params = call.params
    size = read_whole(params.get("page_size", ""))
    if not size or size > MOST_IDS:
        size = MOST_IDS
    place = _Place(params["feed_name"], params.get("category_id", ""), 0, 0)
    if params.get("search_id"):
        place = _check_place(_read_place(params["search_id"]), place, platform.now())
    left = _goods(platform, place.feed, place.category)[place.start :]
    ids = [int(one.product_id) for one in left[:size]]
    until = int(platform.now()) + platform.rules.search_id_seconds
    following = _Place(place.feed, place.category, place.start + len(ids), until)
    result = {"products": ids, "search_id": _write_place(following) if ids else "", "total": len(left)}
    return {"result": result, "rsp_code": 200, "rsp_msg": "Call succeeds", "ret": True}


def _goods(platform: Platform, feed_name: str, category: str) -> list[Product]:
    feed = find_feed(platform.shop, feed_name)
    inside = family(platform.shop, [category]) if category else None
    return [one for one in (feed.products if feed else ()) if inside is None or one.facts["category_id"] in inside]


def _sorted(found: list[Product], asked: str) -> list[Product]:
    """By a word such as priceAsc; without one, and by what the shop has no facts for, in the order of the feed."""
    for ending, descending in (("Asc", False), ("Desc", True)):
        field = asked.removesuffix(ending)
        if field != asked and field in _SORTS:
            return sort_by(found, _SORTS[field], descending=descending)
    if asked in ("", "commissionAsc", "commissionDesc", "promotionTimeAsc", "promotionTimeDesc"):
        return found
    raise invalid_parameter("sort", "must be price, volume, discount or rating, then Asc or Desc")


def _write_place(place: _Place) -> str:
    told = json.dumps([place.feed, place.category, place.start, place.expires_at])
    return urlsafe_b64encode(told.encode()).decode()


def _read_place(search_id: str) -> _Place | None:
    """What a search_id says; None for one that was never given out."""
    try:
        told = read_json(urlsafe_b64decode(search_id.encode()))
    except ValueError:
        return None
    match told:
        case [str(feed), str(category), int(start), int(expires_at)] if 0 <= start <= 10**9:
            return _Place(feed, category, start, expires_at)
    return None


def _check_place(place: _Place | None, asked: _Place, now: float) -> _Place:
    """The place, if it belongs to the same question and its minute is not over. InvalidParameter is a choice."""
    if place is None or (place.feed, place.category) != (asked.feed, asked.category):
        raise invalid_parameter("search_id", "not one of this feed and category")
    if now > place.expires_at:
        raise invalid_parameter("search_id", "it has expired")
    return place
