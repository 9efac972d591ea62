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


def write_indented(value: Any, indent: str = "  ", before: str = "") -> str:
    """JSON for people: a line for each item, `before` in front of every line but the first."""
    inner = before + indent
    if isinstance(value, Object) and value.pairs:
        lines = [f"{inner}{_quoted(name)}: {write_indented(item, indent, inner)}" for name, item in value.pairs]
        return "{\n" + ",\n".join(lines) + f"\n{before}}}"
    if isinstance(value, list) and value:
        lines = [inner + write_indented(item, indent, inner) for item in value]
        return "[\n" + ",\n".join(lines) + f"\n{before}]"
    return write_compactly(value)


def object_of(**pairs: Any) -> Object:
    """An object with these pairs, in this order."""
    return Object(tuple(pairs.items()))


def _quoted(value: str | bool | None) -> str:
    return json.dumps(value, ensure_ascii=False)


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
