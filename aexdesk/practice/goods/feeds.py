"""The feeds of the practice shop: named sets of goods, each in an order of its own. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from aexdesk.practice.goods.selection import Order, select, sort_by
from aexdesk.practice.goods.shop import Product, Shop

_TOP_RATED = Decimal("4.5")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. Its goods do not change while the gateway runs, so that nobody loses one between two pages."""

    name: str
    products: Sequence[Product]


def list_feeds(shop: Shop) -> list[Feed]:
    """The best sellers of the shop, its best rated, and the best sellers of each category of the first level.

    What the shop never had is in none of them.
    """
    on_sale = [one for one in select(shop) if any(sku.stock for sku in one.skus)]
    rated = [one for one in on_sale if Decimal(one.facts["rating"]) >= _TOP_RATED]
    feeds = [
        Feed("DS_Global_topsellers", sort_by(on_sale, Order.SALES, descending=True)),
        Feed("DS_Global_toprated", sort_by(rated, Order.RATING, descending=True)),
    ]
    for category in shop.categories:
        if "parent_category_id" not in category:
            inside = {one.product_id for one in select(shop, category_ids=[category["category_id"]])}
            name = re.sub(r"[^A-Za-z]", "", category["category_name"])
            products = [one for one in feeds[0].products if one.product_id in inside]
            feeds.append(Feed(f"DS_{name}_bestsellers", products))
    return feeds


def find_feed(shop: Shop, name: str) -> Feed | None:
    """The feed of this name, or None."""
    return next((feed for feed in list_feeds(shop) if feed.name == name), None)
