"""Parses the JSON of an order so that no two readers differ: no key twice, numbers as written, not too deep. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from aexdesk.ordertest.unclear import UnclearRequestError

_DEEPEST = 12
_HIDDEN_QUOTE = re.compile(
    r"%(?:25)*(?:u00)?(?:22|5c)|[\uff02\uff3c\ufe68]"
    r"|&(?:amp;)*(?:quot|bsol|#0*(?:34|92)(?![0-9])|#x0*(?:22|5c)(?![0-9a-f]));?",
    re.ASCII | re.IGNORECASE,
)
"""What is a quotation mark or a backslash to those who decode once more: percent, HTML, or wide letters made narrow."""
_LONGEST_SHOWN = 80

Path = tuple[str, ...]


class JsonNumber(str):
    """A JSON number, kept as it was written."""

    __slots__ = ()


def parse_object(text: str, field: str) -> Mapping[str, Any]:
    """The JSON object in `text`. Raises UnclearRequestError, about `field` or a key."""
    try:
        document = json.loads(
            text,
            object_pairs_hook=_without_twins,
            parse_int=JsonNumber,
            parse_float=JsonNumber,
            parse_constant=_refuse_constant,
        )
    except (ValueError, RecursionError):
        raise UnclearRequestError(field, "not_json") from None
    if hidden := _HIDDEN_QUOTE.search(text):
        raise UnclearRequestError(field, "odd_spelling", hidden[0])
    return as_object(document, field)


def as_object(value: Any, field: str) -> Mapping[str, Any]:
    """`value`, which must be a JSON object."""
    if not isinstance(value, dict):
        raise UnclearRequestError(field, "not_an_object", show(value))
    return value


def walk(value: Any, path: Path, field: str) -> Iterator[tuple[Path, str, Any]]:
    """Every key with its value and the path to it; [] stands for a list's elements. Raises UnclearRequestError."""
    if len(path) > _DEEPEST:
        raise UnclearRequestError(field, "too_deep")
    if isinstance(value, dict):
        for key, child in value.items():
            yield path, key, child
            yield from walk(child, (*path, key), field)
    elif isinstance(value, list):
        for child in value:
            yield from walk(child, (*path, "[]"), field)


def show(value: Any) -> str:
    """A value in at most 80 letters; nothing for null."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    joined: dict[str, Any] = {}
    for key, value in pairs:
        if key in joined:
            raise UnclearRequestError(key, "key_twice", show(value))
        joined[key] = value
    return joined


def _refuse_constant(_name: str) -> Any:
    raise ValueError  # NaN and Infinity are no JSON, and not everybody says so
