"""Takes out of an order-creating request the facts that must match a test case. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aexdesk.ordertest.order_json import Path, as_object, parse_object, show, walk
from aexdesk.ordertest.order_payment import EXTENSION_PARAMETER, find_payment
from aexdesk.ordertest.reading import Reading
from aexdesk.ordertest.spelling import fold
from aexdesk.ordertest.unclear import UnclearRequestError

ORDER_PARAMETER = "param_place_order_request4_open_api_d_t_o"
_FOLDED = fold(ORDER_PARAMETER)
_DIGITS = re.compile(r"[1-9][0-9]{0,19}", re.ASCII)
_KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
"""Keys as every order has them. Others are cut at a NUL, or taken for a path, a pointer, a reference or a type."""
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
_HOLDERS = ("productitems", "logisticsaddress")
"""Fields, folded, by which a text is an order."""
_OTHER_NAMES: Mapping[str, str] = {
    "items": "product_items", "products": "product_items", "itemlist": "product_items",
    "productlist": "product_items", "qty": "quantity", "count": "quantity", "itemcount": "quantity",
    "skucount": "quantity", "buycount": "quantity", "ordercount": "quantity", "purchasecount": "quantity",
    "num": "quantity", "productnum": "quantity", "itemnum": "quantity", "skunum": "quantity", "buynum": "quantity",
}  # fmt: skip
"""Names, folded, that other interfaces have for these fields: an order that says both may mean either."""
_OTHER_WORDS: Mapping[str, str] = {
    "country": "country", "quantity": "quantity", "itemid": "item_id", "productid": "item_id",
    "productitem": "product_items", "orderitem": "product_items", "cartitem": "product_items",
    "lineitem": "product_items",
}  # fmt: skip
"""The same for whatever name holds one of these words."""
_OF_ITS_OWN = frozenset({*_PLACES, "phonecountry"})
"""Names, folded, that hold such a word, and that the platform documents (protocol, section 7, and the catalogue)."""


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
    _check_parameters(reading.parameters)
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


def _check_parameters(parameters: Mapping[str, str]) -> None:
    for name, value in parameters.items():
        if name in (ORDER_PARAMETER, EXTENSION_PARAMETER):
            continue
        if _FOLDED in fold(name):  # another spelling, or what some readers take for a path into the order
            raise UnclearRequestError("order", "odd_spelling", name)
        if fold(name) in _PLACES:
            raise UnclearRequestError(name, "key_elsewhere")
        if any(holder in fold(value) for holder in _HOLDERS):  # a second order, under a name that nobody knows
            raise UnclearRequestError("order", "another_name", name)


def _check_key(key: str, path: Path) -> None:
    folded = fold(key)
    if path[:1] != (EXTENSION_PARAMETER,) and (meant := _another_name(folded)):
        raise UnclearRequestError(meant, "another_name", key)
    # Some fold letter case or accept camelCase; what they might take for a field that counts must be that field.
    name, place = _PLACES.get(folded, (key, path))
    if key != name:
        raise UnclearRequestError(name, "key_twice", key)
    if path != place:
        raise UnclearRequestError(name, "key_elsewhere", ".".join((*path, key)))
    if not _KEY.fullmatch(key):
        raise UnclearRequestError(key, "reserved_key" if key.lstrip()[:1] in ("$", "@") else "odd_spelling")


def _another_name(folded: str) -> str:
    """The field that a key, folded, may be another name of; empty where it is none."""
    words = () if folded in _OF_ITS_OWN else _OTHER_WORDS.items()
    return _OTHER_NAMES.get(folded) or next((field for word, field in words if word in folded), "")


def _digits(value: Any, field: str) -> str:
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return str(value)
    raise UnclearRequestError(field, "not_plain_digits", show(value))


def _country(value: Any) -> str:
    if isinstance(value, str) and _COUNTRY.fullmatch(value):
        return value
    raise UnclearRequestError("country", "not_a_country_code", show(value))
