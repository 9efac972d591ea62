"""Takes out of an order-creating request the facts that must match a test case. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aexdesk.ordertest.reading import Reading, UnclearRequestError, fold, refuse_other_spellings

ORDER_PARAMETER = "param_place_order_request4_open_api_d_t_o"
_DIGITS = re.compile(r"[1-9][0-9]{0,19}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_DEEPEST = 12
_IN_ITEM = ("product_items", "[]")
_PLACES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "productitems": ("product_items", ()),
    "logisticsaddress": ("logistics_address", ()),
    "productid": ("product_id", _IN_ITEM),
    "productcount": ("product_count", _IN_ITEM),
    "country": ("country", ("logistics_address",)),
}
"""The fields that count, folded: how each is written, and the one place where it stands."""


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What an order is for: plain digits, plain digits, a two-letter code."""

    item_id: str
    quantity: str
    country: str


def read_order(reading: Reading) -> OrderFacts:
    """The facts of an order with one item. Raises UnclearRequestError naming the field that has no single meaning."""
    text = reading.parameters.get(ORDER_PARAMETER)
    if text is None:
        raise UnclearRequestError("order", "order_missing")
    refuse_other_spellings(reading.parameters, (ORDER_PARAMETER,))
    for name in reading.parameters:
        if fold(name) in _PLACES:
            raise UnclearRequestError(name, "key_elsewhere")
    order = _object(_parse(text), "order")
    items = order.get("product_items")
    if not isinstance(items, list) or len(items) != 1:
        found = str(len(items)) if isinstance(items, list) else _shown(items)
        raise UnclearRequestError("product_items", "not_one_item", found)
    item = _object(items[0], "product_items")
    address = _object(order.get("logistics_address"), "logistics_address")
    return OrderFacts(
        item_id=_digits(item.get("product_id"), "item_id"),
        quantity=_digits(item.get("product_count"), "quantity"),
        country=_country(address.get("country")),
    )


class _Number(str):
    """A JSON number, kept as it was written."""

    __slots__ = ()


def _parse(text: str) -> Any:
    try:
        document = json.loads(
            text,
            object_pairs_hook=_without_twins,
            parse_int=_Number,
            parse_float=_Number,
            parse_constant=_Number,
        )
    except (ValueError, RecursionError):
        raise UnclearRequestError("order", "not_json") from None
    _walk(document, ())
    return document


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    joined: dict[str, Any] = {}
    for key, value in pairs:
        if key in joined:
            raise UnclearRequestError(key, "key_twice", _shown(value))
        joined[key] = value
    return joined


def _walk(value: Any, path: tuple[str, ...]) -> None:
    if len(path) > _DEEPEST:
        raise UnclearRequestError("order", "too_deep")
    if isinstance(value, dict):
        for key, child in value.items():
            _check_key(key, path)
            _walk(child, (*path, key))
    elif isinstance(value, list):
        for child in value:
            _walk(child, (*path, "[]"))


def _check_key(key: str, path: tuple[str, ...]) -> None:
    if key.lstrip()[:1] in ("$", "@"):  # some JSON readers take these for references and type names
        raise UnclearRequestError(key, "reserved_key")
    # Some fold letter case or accept camelCase; what they might take for a field that counts must be that field.
    name, place = _PLACES.get(fold(key), (key, path))
    if key != name:
        raise UnclearRequestError(name, "key_twice", key)
    if path != place:
        raise UnclearRequestError(name, "key_elsewhere", ".".join((*path, key)))


def _object(value: Any, field: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise UnclearRequestError(field, "not_an_object", _shown(value))
    return value


def _digits(value: Any, field: str) -> str:
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return str(value)
    raise UnclearRequestError(field, "not_plain_digits", _shown(value))


def _country(value: Any) -> str:
    if isinstance(value, str) and _COUNTRY.fullmatch(value):
        return value
    raise UnclearRequestError("country", "not_a_country_code", _shown(value))


def _shown(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"
