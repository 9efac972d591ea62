"""Changes one value inside a JSON text and leaves every other letter as it stands. Pure.

Each function takes a text that can be read, and gives back one that can.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aexdesk.ui.tabs.console.exact_json import write_value
from aexdesk.ui.tabs.console.nested.spans import Kind, Path, Spanned, read_spans

INDENT: Final = "  "


def put(text: str, path: Path, raw: str, order: Sequence[str] = ()) -> str:
    """Writes `raw` (JSON) at `path`; what leads there is made where it is missing: an object for each name.

    A new name comes where it stands in `order`, else last. `path` may end one behind the end of an array.
    """
    if not path:
        return raw
    text = text if text.strip() else "{}"
    root = read_spans(text)
    if (found := root.at(path)) is not None:
        return text[: found.start] + raw + text[found.end :]
    *way, last = path
    parent = root.at(tuple(way))
    wanted = Kind.OBJECT if isinstance(last, str) else Kind.ARRAY
    if parent is None or (parent.kind is not wanted and parent.text == "null"):
        text = put(text, tuple(way), "{}" if isinstance(last, str) else "[]")
        parent = read_spans(text).at(tuple(way))
    if parent is None or parent.kind is not wanted:
        return text  # something else stands there, and nobody said that it may go
    if isinstance(last, str):
        before = _follower(parent, last, order)
        return _insert(text, parent, f"{write_value(last, 'String')}: {raw}", before)
    return _insert(text, parent, raw, None)


def take_out(text: str, path: Path) -> str:
    """Takes a member or an item away, with its comma."""
    root = read_spans(text)
    parent = root.at(path[:-1])
    if not path or parent is None or root.at(path) is None:
        return text
    spans = _children(parent)
    number = _number_of(parent, path[-1])
    if len(spans) == 1:
        return text[: parent.start + 1] + text[parent.end - 1 :]
    if number:
        return text[: spans[number - 1][1]] + text[spans[number][1] :]
    return text[: spans[0][0]] + text[spans[1][0] :]


def move(text: str, path: Path, target: int) -> str:
    """Gives an item of an array the place `target`; it changes places with the one there."""
    root = read_spans(text)
    parent, number = root.at(path[:-1]), path[-1]
    if parent is None or not isinstance(number, int) or not 0 <= target < len(parent.items) or target == number:
        return text
    first, second = sorted((parent.items[number], parent.items[target]), key=lambda one: one.start)
    middle = text[first.end : second.start]
    one, other = text[first.start : first.end], text[second.start : second.end]
    return text[: first.start] + other + middle + one + text[second.end :]


def _children(parent: Spanned) -> list[tuple[int, int]]:
    if parent.kind is Kind.OBJECT:
        return [(one.start, one.value.end) for one in parent.members]
    return [(one.start, one.end) for one in parent.items]


def _number_of(parent: Spanned, step: str | int) -> int:
    if isinstance(step, int):
        return step
    return next(number for number, one in enumerate(parent.members) if one.name == step)


def _follower(parent: Spanned, name: str, order: Sequence[str]) -> int | None:
    """Before which member a new one of this name belongs."""
    later = set(order[order.index(name) + 1 :]) if name in order else set()
    return next((number for number, one in enumerate(parent.members) if one.name in later), None)


def _insert(text: str, parent: Spanned, piece: str, before: int | None) -> str:
    spans = _children(parent)
    if not spans:
        outer = _indent_at(text, parent.start)
        inside = outer + INDENT
        return f"{text[: parent.start + 1]}\n{inside}{piece}\n{outer}{text[parent.end - 1 :]}"
    first = spans[0][0]
    opening = text[parent.start + 1 : first]
    gap = opening if "\n" in opening else " "
    if before is not None:
        place = spans[before][0]
        return f"{text[:place]}{piece},{gap}{text[place:]}"
    end = spans[-1][1]
    return f"{text[:end]},{gap}{piece}{text[end:]}"


def _indent_at(text: str, place: int) -> str:
    """The blanks that the line of `place` begins with."""
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return line[: len(line) - len(line.lstrip(" \t"))]
