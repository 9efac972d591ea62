"""Turns the shop's prices, all in USD, into amounts of the currency asked for, as the platform writes them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from aexdesk.practice.goods.shop import CENT, Product, Shop, Sku
from aexdesk.practice.refusal import invalid_parameter

DEFAULT_CURRENCY = "USD"
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Money:
    """A currency, and how much of it is one USD."""

    currency: str
    rate: Decimal

    def convert(self, dollars: Decimal) -> Decimal:
        """So many USD in this currency, rounded as they are shown: to a hundredth, halves to even."""
        return (dollars * self.rate).quantize(CENT)

    def text(self, dollars: Decimal) -> str:
        """The same as text, such as "7.73"."""
        return str(self.convert(dollars))

    def label(self, dollars: Decimal) -> str:
        """The same with the currency before it, such as "EUR 7.73"."""
        return f"{self.currency} {self.text(dollars)}"


def read_money(shop: Shop, currency: str, param: str) -> Money:
    """The currency asked for, USD where none is; InvalidParameter of `param` for one that the shop has no rate for."""
    rate = shop.rates.get(currency or DEFAULT_CURRENCY)
    if rate is None:
        raise invalid_parameter(param, "unknown currency")
    return Money(currency or DEFAULT_CURRENCY, rate)


def read_amount(value: object, param: str) -> Decimal | None:
    """An amount given as plain decimal text or a whole JSON number; None for none, InvalidParameter for all else."""
    if value is None or value == "":
        return None
    if isinstance(value, str | int) and not isinstance(value, bool) and _AMOUNT.fullmatch(str(value)):
        return Decimal(value)
    raise invalid_parameter(param, "not an amount")


def cheapest(product: Product) -> Sku:
    """The SKU whose prices stand for the product in every list: the one with the lowest sale price."""
    return min(product.skus, key=lambda sku: sku.sale_price)


def discount_percent(product: Product) -> int:
    """How much less than the original price the sale price is, in whole percent, as with the cheapest SKU."""
    sku = cheapest(product)
    return int((100 * (sku.price - sku.sale_price) / sku.price).to_integral_value())
