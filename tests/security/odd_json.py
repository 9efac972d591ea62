"""Writes JSON that no honest writer makes: numbers in any spelling, keys twice. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


class Raw(str):
    """Text that goes into the document as it is: a number in an odd spelling, a key with escapes."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Twins:
    """An object whose keys may stand in it twice."""

    pairs: tuple[tuple[str, Any], ...]


def dump(value: Any) -> str:
    """The document, without a blank; what is plain is written as JSON."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, dict):
        return dump(Twins(tuple(value.items())))
    if isinstance(value, Twins):
        return "{" + ",".join(f"{dump(key)}:{dump(inner)}" for key, inner in value.pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(dump(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)
