"""Compares two answers, or two requests, by their structure: what is the same, what changed, what only one has. Pure.

No digit is lost: 1.10 and 1.1 are two texts, and so are 1 and "1".
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from aexdesk.workspace.exchange import Exchange

VOLATILE = frozenset(
    ("timestamp", "sign", "request_id", "requestid", "trace_id", "_trace_id_", "eagleeye-traceid", "date", "timing")
)
"""Names (in small letters) whose values differ in every call."""

_DEEPEST = 60
"""Levels that are compared one by one; what lies deeper is compared as a text."""
_MOST_LINES = 2000


class Change(StrEnum):
    """What became of a place."""

    SAME = "same"
    CHANGED = "changed"
    LEFT_ONLY = "left_only"
    RIGHT_ONLY = "right_only"


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the comparison. `left` and `right` are JSON; None where that side has nothing, "" for a branch.

    `path` names it from the top: `body.result.items[3].price`; of an array that goes by id, `items[sku_id=12]`.
    """

    path: str
    name: str
    depth: int
    change: Change
    left: str | None
    right: str | None


@dataclass(frozen=True, slots=True)
class CompareRules:
    """`by_id`: entries of arrays meet by the id that they carry, where all carry one, else by their position."""

    leaves_out_volatile: bool = True
    by_id: bool = True


class Number(str):
    """A number as it was written."""

    __slots__ = ()


def compare(left: Any, right: Any, rules: CompareRules) -> tuple[Place, ...]:
    """The places of both in the order of the left one, what only the right one has behind its siblings."""
    return tuple(_Comparing(rules).pair("", "", 0, left, right))


def value_of_request(exchange: Exchange) -> Any:
    """What a person compares of a request: its method and its parameters, nested JSON opened."""
    request = exchange.request
    parameters = [(one.name, _opened(one.value)) for one in request.parameters]
    return {"api": exchange.api, "method": request.method, "parameters": _members(parameters)}


def value_of_response(exchange: Exchange, body: str) -> Any:
    """The same of an answer, whose body is given as text; without an answer, why there is none."""
    response, error = exchange.response, exchange.error
    value: dict[str, Any] = {"status": None if response is None else Number(response.status)}
    if response is None:
        value["error"] = error.code if error else exchange.guard.reason
        return value
    try:
        value["body"] = read_exactly(body)
    except (ValueError, RecursionError):
        value["body"] = Lines(body.split("\n"))
    return value


class Lines(list[str]):
    """A text that is no JSON: compared line by line, wherever the lines stand."""


def read_exactly(text: str) -> Any:
    """JSON with its numbers as text. Raises ValueError, and RecursionError for what is nested too deeply."""
    return json.loads(text, parse_int=Number, parse_float=Number, parse_constant=Number, object_pairs_hook=_members)


def write_exactly(value: Any) -> str:
    """A value as JSON, in one line."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_quoted(name)}: {write_exactly(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(write_exactly, value)) + "]"
    return _quoted(value)


class _Comparing:
    def __init__(self, rules: CompareRules) -> None:
        self._rules = rules

    def pair(self, path: str, name: str, depth: int, left: Any, right: Any) -> Iterator[Place]:
        """The place itself, then what lies within."""
        if depth < _DEEPEST and isinstance(left, dict) and isinstance(right, dict):
            yield from self._branch(path, name, depth, self._of_objects(path, depth, left, right))
        elif depth < _DEEPEST and isinstance(left, list) and isinstance(right, list):
            yield from self._branch(path, name, depth, self._of_arrays(path, depth, left, right))
        else:
            texts = write_exactly(left), write_exactly(right)
            yield Place(path, name, depth, Change.SAME if texts[0] == texts[1] else Change.CHANGED, *texts)

    def _branch(self, path: str, name: str, depth: int, within: Iterator[Place]) -> Iterator[Place]:
        places = tuple(within)
        change = Change.SAME if all(place.change is Change.SAME for place in places) else Change.CHANGED
        if path:
            yield Place(path, name, depth, change, "", "")
        yield from places

    def _of_objects(self, path: str, depth: int, left: dict[str, Any], right: dict[str, Any]) -> Iterator[Place]:
        for name in (*left, *(one for one in right if one not in left)):
            if self._rules.leaves_out_volatile and name.lower() in VOLATILE:
                continue
            there = f"{path}.{name}" if path else name
            if name not in right:
                yield _one_sided(there, name, depth + 1, left[name], is_left=True)
            elif name not in left:
                yield _one_sided(there, name, depth + 1, right[name], is_left=False)
            else:
                yield from self.pair(there, name, depth + 1, left[name], right[name])

    def _of_arrays(self, path: str, depth: int, left: list[Any], right: list[Any]) -> Iterator[Place]:
        if isinstance(left, Lines) and isinstance(right, Lines):
            yield from _of_lines(path, depth + 1, left, right)
            return
        key = _id_of(left, right) if self._rules.by_id else ""
        ours, theirs = _keyed(left, key), _keyed(right, key)
        for name in (*ours, *(one for one in theirs if one not in ours)):
            there = f"{path}[{name}]"
            if name not in theirs:
                yield _one_sided(there, f"[{name}]", depth + 1, ours[name], is_left=True)
            elif name not in ours:
                yield _one_sided(there, f"[{name}]", depth + 1, theirs[name], is_left=False)
            else:
                yield from self.pair(there, f"[{name}]", depth + 1, ours[name], theirs[name])


def _one_sided(path: str, name: str, depth: int, value: Any, *, is_left: bool) -> Place:
    text = write_exactly(value)
    change = Change.LEFT_ONLY if is_left else Change.RIGHT_ONLY
    return Place(path, name, depth, change, text if is_left else None, None if is_left else text)


def _keyed(side: Sequence[Any], key: str) -> dict[str, Any]:
    """The entries by what they meet by: their id, or their position."""
    return {f"{key}={one[key]}" if key else str(number): one for number, one in enumerate(side)}


def _id_of(left: Sequence[Any], right: Sequence[Any]) -> str:
    """The name under which every entry of both arrays carries an id of its own; "" where there is none."""
    both = (*left, *right)
    if not both or not all(isinstance(one, dict) for one in both):
        return ""
    for name in both[0]:
        if name.lower().endswith("id") and all(_tells_apart(side, name) for side in (left, right)):
            return str(name)
    return ""


def _tells_apart(side: Sequence[dict[str, Any]], name: str) -> bool:
    ids = [one.get(name) for one in side]
    return all(isinstance(one, str) for one in ids) and len(set(ids)) == len(ids)


def _of_lines(path: str, depth: int, left: Sequence[str], right: Sequence[str]) -> Iterator[Place]:
    left, right = left[:_MOST_LINES], right[:_MOST_LINES]
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        change = {"equal": Change.SAME, "delete": Change.LEFT_ONLY, "insert": Change.RIGHT_ONLY}.get(tag)
        for number, (ours, theirs) in enumerate(zip_longest(left[a:b], right[c:d])):
            at = change or (
                Change.RIGHT_ONLY if ours is None else Change.LEFT_ONLY if theirs is None else Change.CHANGED
            )
            line = f"[{(a if ours is not None else c) + number}]"
            yield Place(path + line, line, depth, at, ours, theirs)


def _opened(text: str) -> Any:
    """A parameter's value: a nested object or array opened, all else as its text."""
    if text[:1] in ("{", "["):
        try:
            return read_exactly(text)
        except (ValueError, RecursionError):
            return text
    return text


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name that stands twice gets a number: none is lost."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        number, free = 1, name
        while free in found:
            number += 1
            free = f"{name} ({number})"
        found[free] = value
    return found


def _quoted(value: str | bool | None) -> str:
    return json.dumps(value, ensure_ascii=False)
