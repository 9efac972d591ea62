"""Chooses, sorts and pages the goods of the shop: the one place behind every search, feed and list. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Generic, TypeVar

from aexdesk.practice.goods.prices import cheapest, discount_percent
from aexdesk.practice.goods.shop import CENT, Product, Shop
from aexdesk.practice.numbers import read_whole
from aexdesk.practice.refusal import invalid_parameter

T = TypeVar("T")
ONE = Decimal(1)


class Order(Enum):
    """By what goods can be sorted."""

    PRICE = "price"
    SALES = "sales"
    REVIEWS = "reviews"
    RATING = "rating"
    DISCOUNT = "discount"


_KEYS: Mapping[Order, Callable[[Product], Decimal]] = MappingProxyType(
    {
        Order.PRICE: lambda product: cheapest(product).sale_price,
        Order.SALES: lambda product: Decimal(product.facts["sales"]),
        Order.REVIEWS: lambda product: Decimal(product.facts["evaluations"]),
        Order.RATING: lambda product: Decimal(product.facts["rating"]),
        Order.DISCOUNT: lambda product: Decimal(discount_percent(product)),
    }
)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a longer list. `number` counts from 1; beyond the end `items` is empty."""

    items: Sequence[T]
    number: int
    size: int
    total: int

    @property
    def count(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.size)

    @property
    def is_last(self) -> bool:
        """Whether nothing comes after this page."""
        return self.number >= self.count


def select(
    shop: Shop,
    *,
    words: str = "",
    category_ids: Iterable[str | int] = (),
    country: str = "",
    low: Decimal | None = None,
    high: Decimal | None = None,
    rate: Decimal = ONE,
) -> list[Product]:
    """The goods that fit everything asked for, in the order of the shop; what is empty or None asks for nothing.

    Each of the words must stand in the title, in any order and letter case. A category holds those below it too. A
    country is one that the product ships to. `low` and `high` bound the lowest sale price as it is shown: in the
    currency of which `rate` is one USD, rounded, both included.
    """
    asked = words.casefold().split()
    wanted = list(category_ids)
    categories = family(shop, wanted)

    def fits(product: Product) -> bool:
        title = product.subject.casefold()
        price = (cheapest(product).sale_price * rate).quantize(CENT)
        return (
            all(word in title for word in asked)
            and (not wanted or product.facts["category_id"] in categories)
            and (not country or country in product.ship_to)
            and (low is None or price >= low)
            and (high is None or price <= high)
        )

    return [product for product in shop.products.values() if fits(product)]


def family(shop: Shop, category_ids: Iterable[str | int]) -> frozenset[int]:
    """These categories and those below them. Ids that are no number, or no category's, are left out."""
    asked = {str(each) for each in category_ids}
    return frozenset(
        one["category_id"]
        for one in shop.categories
        if not asked.isdisjoint({str(one["category_id"]), str(one.get("parent_category_id", one["category_id"]))})
    )


def sort_by(products: Iterable[Product], order: Order, *, descending: bool = False) -> list[Product]:
    """Sorted; equals by product id, so that the same goods always come in the same order."""
    by_id = sorted(products, key=lambda product: product.product_id)
    return sorted(by_id, key=_KEYS[order], reverse=descending)


def page_of(items: Sequence[T], number: int, size: int) -> Page[T]:
    """Page `number`, from 1, of pages of `size` items."""
    start = (number - 1) * size
    return Page(items[start : start + size], number, size, len(items))


def read_count(params: Mapping[str, str], name: str, default: int, most: int) -> int:
    """A whole number from 1 to `most`; the default where none was sent, InvalidParameter for all else."""
    sent = params.get(name, "")
    number = read_whole(sent) if sent else default
    if number is None or not 1 <= number <= most:
        raise invalid_parameter(name, f"must be a whole number from 1 to {most}")
    return number
