"""Reads JSON and whole numbers that strangers sent, without floats and without surprises. Pure."""

from __future__ import annotations

import json
import re
from typing import Any

_DECIMAL = re.compile(r"[0-9]{1,20}")
LARGEST_ID = 2**64 - 1


def read_json(text: str | bytes) -> Any:
    """The parsed text; ValueError for whatever is no JSON, too deep, or holds NaN or an endless number."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deeply") from None


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


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")
