"""The invented affiliate programme of the practice shop: commissions, hot products, promotions, codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any

from aexdesk import resources


@dataclass(frozen=True, slots=True)
class Promotion:
    """A featured promotion. Days count from the beginning of today."""

    name: str
    description: str
    began_days_ago: int
    ends_in_days: int
    products: frozenset[str]

    def runs_within(self, first: datetime, last: datetime, today: datetime) -> bool:
        """Whether a part of it lies in the window."""
        return (
            today - timedelta(days=self.began_days_ago) <= last and today + timedelta(days=self.ends_in_days) >= first
        )


@dataclass(frozen=True, slots=True)
class PromoCode:
    """A code for the basket. `value` is what it takes off, from `minimum` on, in USD."""

    code: str
    value: str
    minimum: str
    quantity: str


@dataclass(frozen=True, slots=True)
class Programme:
    """Rates are in percent: of a first-level category, and of a hot product."""

    rates: Mapping[int, Decimal]
    hot_rates: Mapping[str, Decimal]
    tmall_stores: frozenset[int]
    codes: Mapping[str, PromoCode]
    promotions: Mapping[str, Promotion]

    def rate(self, first_level_category_id: int) -> Decimal:
        """The usual commission."""
        return self.rates[first_level_category_id]

    def is_hot(self, product_id: str) -> bool:
        """Whether it pays more than usual."""
        return product_id in self.hot_rates


@cache
def load_programme() -> Programme:
    """From resources."""
    kept: dict[str, Any] = resources.read_json("practice/affiliate.json")
    return Programme(
        rates=MappingProxyType({int(key): Decimal(rate) for key, rate in kept["commission_rates"].items()}),
        hot_rates=MappingProxyType({key: Decimal(rate) for key, rate in kept["hot_commission_rates"].items()}),
        tmall_stores=frozenset(kept["tmall_stores"]),
        codes=MappingProxyType({key: PromoCode(**code) for key, code in kept["promo_codes"].items()}),
        promotions=MappingProxyType({one["name"]: _read_promotion(one) for one in kept["promotions"]}),
    )


def _read_promotion(entry: dict[str, Any]) -> Promotion:
    return Promotion(**{**entry, "products": frozenset(entry["products"])})
