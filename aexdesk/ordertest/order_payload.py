"""Builds the payload of an order for a test case: one item, one address. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from aexdesk.workspace.order_test_case import OrderTestCase


@dataclass(frozen=True, slots=True)
class Address:
    """Where an order goes. `country` is the two-letter code; what a country does not ask for stays empty."""

    contact_person: str = ""
    full_name: str = ""
    address: str = ""
    address2: str = ""
    city: str = ""
    province: str = ""
    zip: str = ""
    country: str = ""
    phone_country: str = ""
    mobile_no: str = ""
    cpf: str = ""
    passport_no: str = ""
    nat_addr: str = ""


@dataclass(frozen=True, slots=True)
class OrderChoice:
    """What the user chose for the order: SKU (its property text, "" where there is one only), service, address."""

    sku_attr: str
    logistics_service_name: str
    address: Address
    out_order_id: str = ""


def build_order_payload(case: OrderTestCase, choice: OrderChoice) -> str:
    """The JSON text of the order parameter, item and quantity from the test case; what is empty is left out."""
    raise NotImplementedError
