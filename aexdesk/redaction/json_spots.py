"""Finds the values of a JSON text where they stand: one can be replaced, and all the rest stays as sent. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

Change = Callable[[tuple[str, ...], str], str]
_PIECE: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spot:
    """A text, number or word from `start` to `end`; `path` names the fields and counts the places that lead there."""

    start: int
    end: int
    path: tuple[str, ...]


def is_json(text: str) -> bool:
    """Whether it is an object or an array: a text that reads as a number is one more text."""
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def rewrite_values(text: str, change: Change) -> str:
    """JSON `text` with each value as `change(path, value)` has it, and to the letter as it was where that is the same.

    JSON in a text is walked into; its values have the path of the text before their own.
    """
    out, done = [], 0
    for spot in spots_of(text):
        piece = text[spot.start : spot.end]
        is_text = piece.startswith('"')
        value = json.loads(piece) if is_text else piece
        if is_text and is_json(value):
            changed = rewrite_values(value, partial(_below, change, spot.path))
        else:
            changed = change(spot.path, value)
        if changed != value:
            out += [text[done : spot.start], json.dumps(changed, ensure_ascii="\\u" in piece)]
            done = spot.end
    return "".join([*out, text[done:]])


def _below(change: Change, above: tuple[str, ...], path: tuple[str, ...], value: str) -> str:
    return change((*above, *path), value)


def spots_of(text: str) -> Iterator[Spot]:
    """The values of a text that is JSON, in their order; names of fields are none."""
    path: list[str] = []
    holders: list[str] = []
    is_name_next = False
    for match in _PIECE.finditer(text):
        piece = match[0]
        if piece in ("{", "["):
            holders.append(piece)
            path.append("0" if piece == "[" else "")
            is_name_next = piece == "{"
        elif piece in ("}", "]"):
            holders.pop()
            path.pop()
            is_name_next = False
        elif piece == ",":
            is_name_next = holders[-1] == "{"
            if not is_name_next:
                path[-1] = str(int(path[-1]) + 1)
        elif piece == ":":
            is_name_next = False
        elif is_name_next:
            path[-1] = json.loads(piece)
        else:
            yield Spot(match.start(), match.end(), tuple(path))
