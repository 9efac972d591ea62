"""Builds the payload of an order for a test case: one item, one address. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields

from aexdesk.workspace.order_test_case import OrderTestCase


@dataclass(frozen=True, slots=True)
class Address:
    """Where an order goes. `country` is the two-letter code; what a country does not ask for stays empty.

    `passport_no` holds the tax id or id number where a country wants one (AR, IL, MX), `foreigner_passport_no` that
    of a foreigner in Korea.
    """

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
    foreigner_passport_no: str = ""


@dataclass(frozen=True, slots=True)
class OrderChoice:
    """What the user chose for the order: SKU (its property text, "" where there is one only), service, address."""

    sku_attr: str
    logistics_service_name: str
    address: Address
    out_order_id: str = ""


_EXTENDED = frozenset({"nat_addr"})  # travels in ds_extend_request
_ID_TWICE = frozenset({"AR", "IL"})  # these want the id number in both fields


def build_order_payload(case: OrderTestCase, choice: OrderChoice) -> str:
    """The JSON text of the order parameter, item and quantity from the test case; what is empty is left out.

    Numbers are numbers, the item ID too, with all its digits.
    """
    item = {
        "product_id": int(case.item_id),
        "product_count": case.quantity,
        "sku_attr": choice.sku_attr,
        "logistics_service_name": choice.logistics_service_name,
    }
    order = {
        "out_order_id": choice.out_order_id.strip(),
        "product_items": [_filled(item)],
        "logistics_address": _filled(_address_fields(choice.address)),
    }
    return _as_json(_filled(order))


def build_order_extension(address: Address) -> str:
    """The JSON text of ds_extend_request, empty where the order needs none."""
    extra = _filled({"nat_addr": address.nat_addr.strip()})
    return _as_json({"trade_extra_param": extra}) if extra else ""


def _address_fields(address: Address) -> dict[str, str]:
    found = {one.name: getattr(address, one.name).strip() for one in fields(Address) if one.name not in _EXTENDED}
    if found["country"] in _ID_TWICE:
        found["foreigner_passport_no"] = found["passport_no"]
        found["is_foreigner"] = "false"
    elif found["foreigner_passport_no"]:
        found["is_foreigner"] = "true"
    return found


def _filled(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value != ""}


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)  # people read it before it leaves, and support after
