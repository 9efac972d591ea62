"""JSON values as they are written: numbers keep their text, objects keep every member in its order. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


class Number(str):
    """A number, as the letters that stand there: 9007199254740993 and 1.10 stay what they are."""

    __slots__ = ()


class Pairs:
    """An object: names and values in the order of the text, a name that stands there twice included."""

    __slots__ = ("keys", "values")

    def __init__(self, members: list[tuple[str, Any]]) -> None:
        self.keys = [name for name, _value in members]
        self.values = [value for _name, value in members]

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys)

    def get(self, name: str) -> Any:
        """The value of the first member of that name, None without one."""
        return self.values[self.keys.index(name)] if name in self.keys else None


_DECODER = json.JSONDecoder(parse_int=Number, parse_float=Number, parse_constant=Number, object_pairs_hook=Pairs)


def read_exactly(raw: bytes) -> Any:
    """The value that stands in `raw`. Raises json.JSONDecodeError and RecursionError.

    Takes what a strict reader refuses: half a surrogate pair, integers of any length, NaN and Infinity.
    """
    return _DECODER.decode(raw.decode("utf-8", errors="replace"))
