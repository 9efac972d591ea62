"""Reads JSON and writes it again without changing a digit: numbers keep their text, doubled keys stay. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


class Number(str):
    """A number as it was written."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Object:
    """The pairs of an object, in their order."""

    pairs: tuple[tuple[str, Any], ...]


def read_exactly(text: str) -> Any:
    """The value. Raises ValueError; NaN and Infinity are no JSON. RecursionError for what is nested too deeply."""
    return json.loads(
        text,
        object_pairs_hook=lambda pairs: Object(tuple(pairs)),
        parse_int=Number,
        parse_float=Number,
        parse_constant=_refuse,
    )


def write_compactly(value: Any) -> str:
    """JSON without blanks."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, Object):
        return "{" + ",".join(f"{_quoted(name)}:{write_compactly(item)}" for name, item in value.pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(write_compactly, value)) + "]"
    return _quoted(value)


def _quoted(value: str | bool | None) -> str:
    return json.dumps(value, ensure_ascii=False)


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
