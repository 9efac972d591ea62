"""Opens an answer of the platform for a closer look: exact numbers as text, wrapped lists or plain ones. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_DIGITS = re.compile(r"[0-9]{1,30}", re.ASCII)


def open_answer(body: bytes) -> Mapping[str, Any] | None:
    """What stands inside `…_response`, or the whole where that key is missing; None for what is no JSON object.

    Numbers become text: ids and prices outgrow or blur in every number type.
    """
    try:
        document = json.loads(body, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict):
        return None
    for key, value in document.items():
        if key.endswith("_response") and isinstance(value, dict):
            return value
    return document


def object_in(fields: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object under `name`; an empty one where none stands there."""
    value = fields.get(name)
    return value if isinstance(value, dict) else {}


def list_in(fields: Mapping[str, Any], name: str, wrapper: str) -> list[Any]:
    """The list under `name`, inside an object with the list under `wrapper` where the answer is not simplified.

    A list of one may come without its brackets.
    """
    value = fields.get(name)
    if isinstance(value, dict) and wrapper in value:
        value = value[wrapper]
    if value is None or value == {}:
        return []
    return value if isinstance(value, list) else [value]


def objects_in(fields: Mapping[str, Any], name: str, wrapper: str) -> Iterator[Mapping[str, Any]]:
    """The objects of such a list."""
    return (one for one in list_in(fields, name, wrapper) if isinstance(one, dict))


def text_in(fields: Mapping[str, Any], *names: str) -> str:
    """The text or number under the first of `names` that holds one; else empty."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def flag_in(fields: Mapping[str, Any], name: str) -> bool | None:
    """true or false, also as text; None where neither is said."""
    value = fields.get(name)
    if isinstance(value, str):
        value = {"true": True, "false": False}.get(value.strip().casefold())
    return value if isinstance(value, bool) else None


def whole_in(fields: Mapping[str, Any], *names: str) -> int | None:
    """The whole number under the first of `names` that holds one."""
    text = next((value for name in names if (value := text_in(fields, name))), "")
    return int(text) if _DIGITS.fullmatch(text) else None


def digits_of(value: object) -> str:
    """An id as text of digits; empty for all else."""
    return value.strip() if isinstance(value, str) and _DIGITS.fullmatch(value.strip()) else ""
