"""Takes out of an order-creating request the facts that must match a test case. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aexdesk.ordertest.order_json import Path, as_object, parse_object, show, walk
from aexdesk.ordertest.order_payment import EXTENSION_PARAMETER, find_payment
from aexdesk.ordertest.reading import Reading
from aexdesk.ordertest.spelling import fold, refuse_other_spellings
from aexdesk.ordertest.unclear import UnclearRequestError

ORDER_PARAMETER = "param_place_order_request4_open_api_d_t_o"
_DIGITS = re.compile(r"[1-9][0-9]{0,19}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_IN_ITEM = ("product_items", "[]")
_PLACES: Mapping[str, tuple[str, Path]] = {
    "productitems": ("product_items", ()),
    "logisticsaddress": ("logistics_address", ()),
    "dsextendrequest": (EXTENSION_PARAMETER, ()),
    "productid": ("product_id", _IN_ITEM),
    "productcount": ("product_count", _IN_ITEM),
    "country": ("country", ("logistics_address",)),
}
"""The fields that count, folded: how each is written, and the one place where it stands."""
_OTHER_NAMES: Mapping[str, str] = {
    "itemid": "item_id", "productids": "item_id", "items": "product_items", "products": "product_items",
    "productlist": "product_items", "orderitems": "product_items", "quantity": "quantity", "qty": "quantity",
    "count": "quantity", "itemcount": "quantity", "productquantity": "quantity", "itemquantity": "quantity",
    "productnum": "quantity", "countrycode": "country", "countryname": "country", "countryid": "country",
    "shiptocountry": "country", "shippingcountry": "country", "receivingcountry": "country",
}  # fmt: skip
"""Names, folded, that other interfaces have for these fields: an order that says both may mean either."""


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What an order is for: plain digits, plain digits, a two-letter code.

    `payment` is the key by which it asks for automatic payment; empty where it does not.
    """

    item_id: str
    quantity: str
    country: str
    payment: str = ""


def read_order(reading: Reading) -> OrderFacts:
    """The facts of an order with one item. Raises UnclearRequestError naming the field that has no single meaning."""
    text = reading.parameters.get(ORDER_PARAMETER)
    if text is None:
        raise UnclearRequestError("order", "order_missing")
    refuse_other_spellings(reading.parameters, (ORDER_PARAMETER, EXTENSION_PARAMETER))
    for name in reading.parameters:
        if name != EXTENSION_PARAMETER and fold(name) in _PLACES:
            raise UnclearRequestError(name, "key_elsewhere")
    order = parse_object(text, "order")
    extension = parse_object(reading.parameters.get(EXTENSION_PARAMETER) or "{}", EXTENSION_PARAMETER)
    keys = [*walk(order, (), "order"), *walk(extension, (EXTENSION_PARAMETER,), EXTENSION_PARAMETER)]
    for path, key, _value in keys:
        _check_key(key, path)
    items = order.get("product_items")
    if not isinstance(items, list) or len(items) != 1:
        found = str(len(items)) if isinstance(items, list) else show(items)
        raise UnclearRequestError("product_items", "not_one_item", found)
    item = as_object(items[0], "product_items")
    address = as_object(order.get("logistics_address"), "logistics_address")
    if order.get(EXTENSION_PARAMETER) is not None:  # the older twin of order.create carries it inside
        as_object(order[EXTENSION_PARAMETER], EXTENSION_PARAMETER)
    return OrderFacts(
        item_id=_digits(item.get("product_id"), "item_id"),
        quantity=_digits(item.get("product_count"), "quantity"),
        country=_country(address.get("country")),
        payment=find_payment(reading.parameters, keys),
    )


def _check_key(key: str, path: Path) -> None:
    if key.lstrip()[:1] in ("$", "@"):  # some JSON readers take these for references and type names
        raise UnclearRequestError(key, "reserved_key")
    folded = fold(key)
    if folded in _OTHER_NAMES and path[:1] != (EXTENSION_PARAMETER,):
        raise UnclearRequestError(_OTHER_NAMES[folded], "another_name", key)
    # Some fold letter case or accept camelCase; what they might take for a field that counts must be that field.
    name, place = _PLACES.get(folded, (key, path))
    if key != name:
        raise UnclearRequestError(name, "key_twice", key)
    if path != place:
        raise UnclearRequestError(name, "key_elsewhere", ".".join((*path, key)))


def _digits(value: Any, field: str) -> str:
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return str(value)
    raise UnclearRequestError(field, "not_plain_digits", show(value))


def _country(value: Any) -> str:
    if isinstance(value, str) and _COUNTRY.fullmatch(value):
        return value
    raise UnclearRequestError("country", "not_a_country_code", show(value))
