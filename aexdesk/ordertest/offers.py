"""Reads what the platform offers for an item: its SKUs, and how it can be sent. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sku:
    """One variant. `sku_attr` is the property text that an order wants, `sku_id` what freight wants; both text.

    `stock` is None where nobody says; `price` is text, exact, with its currency.
    """

    sku_id: str
    sku_attr: str
    label: str
    price: str
    currency: str
    stock: int | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A product as it is sold to the receiving country."""

    item_id: str
    title: str
    skus: tuple[Sku, ...]


@dataclass(frozen=True, slots=True)
class DeliveryOption:
    """A shipping service. `code` is the order's logistics_service_name; `fee` is text, exact ("0" is free)."""

    code: str
    company: str
    fee: str
    currency: str
    min_days: int | None = None
    max_days: int | None = None
    is_tracked: bool | None = None


def read_offer(body: bytes, item_id: str) -> Offer:
    """Reads aliexpress.ds.product.get, simplified or not. Raises BadInput("answer_unreadable")."""
    raise NotImplementedError


def read_delivery_options(body: bytes) -> tuple[DeliveryOption, ...]:
    """Reads aliexpress.ds.freight.query, simplified or not. Raises BadInput("answer_unreadable")."""
    raise NotImplementedError
