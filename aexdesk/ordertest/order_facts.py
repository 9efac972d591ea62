"""Takes out of an order-creating request the facts that must match a test case. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aexdesk.ordertest.reading import Reading, UnclearRequestError

ORDER_PARAMETER = "param_place_order_request4_open_api_d_t_o"
_DIGITS = re.compile(r"[1-9][0-9]{0,19}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_DEEPEST = 12


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
    order = _object(_parse(text), "order")
    items = order.get("product_items")
    if not isinstance(items, list) or len(items) != 1:
        found = str(len(items)) if isinstance(items, list) else _shown(items)
        raise UnclearRequestError("product_items", "not_one_item", found)
    item = _object(items[0], "product_items")
    address = _object(order.get("logistics_address"), "logistics_address")
    _refuse_other_spellings(order, ("product_items", "logistics_address"))
    _refuse_other_spellings(item, ("product_id", "product_count"))
    _refuse_other_spellings(address, ("country",))
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
    _measure(document, 0)
    return document


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    joined: dict[str, Any] = {}
    for key, value in pairs:
        if key in joined:
            raise UnclearRequestError(key, "key_twice", _shown(value))
        joined[key] = value
    return joined


def _measure(value: Any, depth: int) -> None:
    if depth > _DEEPEST:
        raise UnclearRequestError("order", "too_deep")
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children:
        _measure(child, depth + 1)


def _object(value: Any, field: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise UnclearRequestError(field, "not_an_object", _shown(value))
    return value


def _refuse_other_spellings(fields: Mapping[str, Any], names: tuple[str, ...]) -> None:
    # Some JSON readers fold letter case or accept camelCase: what they might take for the field must not stand there.
    for key in fields:
        folded = "".join(letter for letter in key.casefold() if letter.isalnum())
        for name in names:
            if key != name and folded == name.replace("_", ""):
                raise UnclearRequestError(name, "key_twice", key)


def _digits(value: Any, field: str) -> str:
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return str(value)
    raise UnclearRequestError(field, "not_plain_digits", _shown(value))


def _country(value: Any) -> str:
    if isinstance(value, str) and not isinstance(value, _Number) and _COUNTRY.fullmatch(value):
        return value
    raise UnclearRequestError("country", "not_a_country_code", _shown(value))


def _shown(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"
