"""Reads JSON and remembers where each value stands; numbers keep their text, so nothing is lost in them. Pure."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Final, TypeAlias

from aexdesk.faults import BadInput

DEEPEST: Final = 64
_BLANKS = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_WORDS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None}


class Number(str):
    """A number as it was written."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its offset in the text. Of an object, `value` holds its members, of an array its items."""

    start: int
    value: Value


@dataclass(frozen=True, slots=True)
class Member:
    """A name of an object, where it stands, and its value."""

    start: int
    name: str
    node: Node


Value: TypeAlias = "str | Number | bool | tuple[Member, ...] | list[Node] | None"


def read_located(text: str) -> Node:
    """The document. Raises BadInput("request_not_json") with line and column; doubled names and half characters too."""
    reader = _Reader(text)
    node, end = reader.value(reader.skip(0), 0)
    if (end := reader.skip(end)) != len(text):
        raise reader.fault(end, "extra_text")
    return node


def place(text: str, start: int) -> dict[str, int]:
    """Line and column of an offset, both counted from 1."""
    return {"line": text.count("\n", 0, start) + 1, "column": start - text.rfind("\n", 0, start)}


def write_compactly(node: Node) -> str:
    """The value as JSON text without blanks."""
    value = node.value
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, tuple):
        return "{" + ",".join(f"{quoted(one.name)}:{write_compactly(one.node)}" for one in value) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(write_compactly, value)) + "]"
    return quoted(value)


def quoted(value: str | bool | None) -> str:
    """A plain value as JSON."""
    return json.dumps(value, ensure_ascii=False)


class _Reader:
    """One pass over the text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def fault(self, at: int, reason: str) -> BadInput:
        return BadInput("request_not_json", **place(self._text, at), reason=reason)

    def skip(self, at: int) -> int:
        found = _BLANKS.match(self._text, at)
        return found.end() if found else at

    def value(self, at: int, depth: int) -> tuple[Node, int]:
        if depth > DEEPEST:
            raise self.fault(at, "too_deep")
        match self._text[at : at + 1]:
            case "{":
                return self._object(at, depth)
            case "[":
                return self._array(at, depth)
            case '"':
                text, end = self._string(at)
                return Node(at, text), end
            case _:
                return self._plain(at)

    def _plain(self, at: int) -> tuple[Node, int]:
        for word, meant in _WORDS.items():
            if self._text.startswith(word, at):
                return Node(at, meant), at + len(word)
        found = _NUMBER.match(self._text, at)
        if found is None:
            raise self.fault(at, "no_value")
        return Node(at, Number(found.group())), found.end()

    def _string(self, at: int) -> tuple[str, int]:
        try:
            text, end = scanstring(self._text, at + 1, True)
        except json.JSONDecodeError as error:
            raise self.fault(min(error.pos, len(self._text)), "bad_string") from None
        try:
            text.encode()
        except UnicodeEncodeError:
            raise self.fault(at, "half_character") from None
        return text, end

    def _object(self, at: int, depth: int) -> tuple[Node, int]:
        members: dict[str, Member] = {}
        end = self.skip(at + 1)
        if self._text[end : end + 1] == "}":
            return Node(at, ()), end + 1
        while True:
            if self._text[end : end + 1] != '"':
                raise self.fault(end, "no_name")
            start = end
            name, end = self._string(start)
            if name in members:
                raise self.fault(start, "name_twice")
            if self._text[(end := self.skip(end)) : end + 1] != ":":
                raise self.fault(end, "no_colon")
            node, end = self.value(self.skip(end + 1), depth + 1)
            members[name] = Member(start, name, node)
            is_last, end = self._more(end, "}")
            if is_last:
                return Node(at, tuple(members.values())), end

    def _array(self, at: int, depth: int) -> tuple[Node, int]:
        items: list[Node] = []
        end = self.skip(at + 1)
        if self._text[end : end + 1] == "]":
            return Node(at, items), end + 1
        while True:
            node, end = self.value(end, depth + 1)
            items.append(node)
            is_last, end = self._more(end, "]")
            if is_last:
                return Node(at, items), end

    def _more(self, at: int, close: str) -> tuple[bool, int]:
        """Whether the closing bracket stands there; else a comma must."""
        at = self.skip(at)
        found = self._text[at : at + 1]
        if found == close:
            return True, at + 1
        if found != ",":
            raise self.fault(at, "no_comma")
        return False, self.skip(at + 1)
