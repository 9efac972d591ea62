"""Reads JSON and whole numbers that strangers sent, without floats and without surprises. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

_HALF_CHARACTER = re.compile(r"\\u[dD]")  # how JSON may write one; what cannot be UTF-8 could not be answered or kept
_DECIMAL = re.compile(r"[0-9]{1,20}")
LARGEST_ID = 2**64 - 1
DEEPEST = 64  # no API needs ten; what is deeper could be read, and then not be compared or written


def read_json(text: str | bytes) -> Any:
    """The parsed text; ValueError for whatever is no JSON, too deep, or holds NaN, an endless number or no Unicode."""
    if isinstance(text, bytes):
        text = text.decode("utf-8-sig")
    try:
        found = json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    _check_depth(found)
    if _HALF_CHARACTER.search(text):
        json.dumps(found, ensure_ascii=False).encode()  # a UnicodeEncodeError for a surrogate that has no other half
    return found


def read_object(text: str | bytes) -> dict[str, Any]:
    """The parsed text if it is a JSON object; else ValueError."""
    found = read_json(text)
    if not isinstance(found, dict):
        raise ValueError("not a JSON object")
    return found


def read_whole(value: object) -> int | None:
    """A whole number from 0 to 2^64-1, given as a JSON number or as plain decimal text; None for all else."""
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_ID:
        return value
    return None


def _check_depth(found: Any) -> None:
    level = [found]
    for _ in range(DEEPEST):
        level = [inner for one in level if isinstance(one, dict | list) for inner in _inside(one)]
        if not level:
            return
    raise ValueError("nested too deeply")


def _inside(one: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return one.values() if isinstance(one, dict) else one


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")
