"""The invented goods, services and categories of the practice gateway, read from resources when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from aexdesk import resources

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class SkuProperty:
    """One property of a SKU, such as a colour."""

    id: int
    name: str
    value_id: int
    value: str


@dataclass(frozen=True, slots=True)
class Sku:
    """One form of a product that can be ordered. Prices in USD; `stock` before anything was sold."""

    sku_id: str
    sku_attr: str
    price: Decimal
    sale_price: Decimal
    stock: int
    properties: tuple[SkuProperty, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """One product. `facts` holds what is only passed on."""

    product_id: str
    subject: str
    ship_to: frozenset[str]
    freight: tuple[str, ...]
    skus: tuple[Sku, ...]
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Zone:
    """What a service costs, and how long it takes, to some countries."""

    countries: frozenset[str]
    first: Decimal
    each_more: Decimal
    min_days: int
    max_days: int

    def fee(self, quantity: int) -> Decimal:
        """For so many pieces, in USD."""
        return self.first + self.each_more * (quantity - 1)


@dataclass(frozen=True, slots=True)
class Service:
    """A way of shipping."""

    code: str
    company: str
    tracking: bool
    zones: tuple[Zone, ...]

    def zone(self, country: str) -> Zone | None:
        """The zone of a country, or None where the service does not go."""
        return next((zone for zone in self.zones if country in zone.countries), None)


class Shop:
    """What is for sale. `picture_base`: where its pictures lie; the gateway that runs serves them itself."""

    picture_base = "https://images.example.test/practice"

    def picture_url(self, product_id: str, view: str = "") -> str:
        """A picture of a product: the main one, or the one of a `view` such as -2."""
        return f"{self.picture_base}/{product_id}{view}.png"

    @cached_property
    def products(self) -> Mapping[str, Product]:
        """By product id."""
        entries = resources.read_json("practice/products.json")["products"]
        return {entry["product_id"]: _read_product(entry) for entry in entries}

    @cached_property
    def categories(self) -> list[dict[str, Any]]:
        """As the platform gives them."""
        found: list[dict[str, Any]] = resources.read_json("practice/categories.json")["categories"]
        return found

    @cached_property
    def services(self) -> Mapping[str, Service]:
        """By code."""
        return {entry["code"]: _read_service(entry) for entry in self._freight["services"]}

    @cached_property
    def rates(self) -> Mapping[str, Decimal]:
        """Currency -> how much of it is one USD. Invented, and fixed."""
        return {currency: Decimal(rate) for currency, rate in self._freight["rates"].items()}

    @cached_property
    def _freight(self) -> dict[str, Any]:
        found: dict[str, Any] = resources.read_json("practice/freight.json")
        return found

    def deliveries(self, product: Product, country: str) -> list[tuple[Service, Zone]]:
        """How a product gets to a country; empty where it does not."""
        if country not in product.ship_to:
            return []
        services = [self.services[code] for code in product.freight]
        return [(service, zone) for service in services if (zone := service.zone(country)) is not None]


def _read_product(entry: dict[str, Any]) -> Product:
    return Product(
        product_id=entry["product_id"],
        subject=entry["subject"],
        ship_to=frozenset(entry["ship_to"]),
        freight=tuple(entry["freight"]),
        skus=tuple(_read_sku(one) for one in entry["skus"]),
        facts=entry,
    )


def _read_sku(entry: dict[str, Any]) -> Sku:
    return Sku(
        sku_id=entry["sku_id"],
        sku_attr=entry["sku_attr"],
        price=Decimal(entry["price"]),
        sale_price=Decimal(entry["sale_price"]),
        stock=entry["stock"],
        properties=tuple(SkuProperty(**one) for one in entry["properties"]),
    )


def _read_service(entry: dict[str, Any]) -> Service:
    zones = tuple(
        Zone(
            frozenset(zone["countries"]),
            Decimal(zone["first"]),
            Decimal(zone["each_more"]),
            zone["min_days"],
            zone["max_days"],
        )
        for zone in entry["zones"]
    )
    return Service(entry["code"], entry["company"], entry["tracking"], zones)
