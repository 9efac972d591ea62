"""One JSON text, opened: values by their positions, pages of rows, each number as it was written.

simdjson checks the text, counts and finds; where it forgot how a number was written, the text itself is asked. What it
refuses (half a surrogate pair, an integer over 64 bits, NaN), and every text where it is not installed, Python reads.
"""

from __future__ import annotations

import json
import mmap
from collections import OrderedDict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from aexdesk.bodies.problems import JsonProblem, code_of, problem_at
from aexdesk.bodies.spans import Raw, SpanMap
from aexdesk.bodies.written import Number, Pairs, read_exactly

if TYPE_CHECKING:
    from collections.abc import Sequence

Positions = tuple[int, ...]

_NODES_KEPT = 2000
_SHORT, _LISTED = 64, 1_000_000
"""Arrays between these lengths keep a list of their children once one is asked for."""

_PREVIEW_LETTERS = 200
_PREVIEW_MEMBERS = 4


class BrokenBody(ValueError):
    """The text is no JSON; `problem` says why, and is None for what never was meant to be."""

    def __init__(self, problem: JsonProblem | None) -> None:
        super().__init__(problem.code if problem else "no_json")
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Row:
    """One child, as a tree shows it. `count`: children of a container, letters of a string. `key` None: in an array."""

    key: str | None
    kind: str
    preview: str
    count: int = 0


class Node:
    """A value of the document, and the way to it."""

    __slots__ = ("items", "key", "keys", "positions", "value")

    def __init__(self, value: Any, positions: Positions, key: str | None) -> None:
        self.value = value
        self.positions = positions
        self.key = key
        self.keys: list[str] | None = None
        self.items: list[Any] | None = None


def _are_ambiguous(keys: list[str]) -> bool:
    return len(set(keys)) != len(keys) or any("\0" in key for key in keys)


def is_object(value: Any) -> bool:
    """Whether it is an object, whoever read it."""
    return isinstance(value, Pairs) or type(value).__name__ == "Object"


def is_array(value: Any) -> bool:
    """Whether it is an array, whoever read it."""
    return isinstance(value, list) or type(value).__name__ == "Array"


def kind_of(value: Any) -> str:
    """The word of JSON for it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, Number | int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "object" if is_object(value) else "array"


class Document:
    """Raises BrokenBody for what is no JSON."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.spans = SpanMap(raw)
        self._nodes: OrderedDict[Positions, Node] = OrderedDict()
        self._hides_minus: bool | None = None
        self._parser, value = _parse(raw, self.spans.root)
        self.root = Node(value, (), None)
        if isinstance(raw, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            # The parser has its copy; what is read again comes back from the file.
            raw.madvise(mmap.MADV_DONTNEED)

    @property
    def is_indexed(self) -> bool:
        """Whether simdjson keeps it."""
        return self._parser is not None

    def node(self, positions: Sequence[int]) -> Node:
        """The value at the end of that way. Raises IndexError."""
        wanted = tuple(positions)
        if not wanted:
            return self.root
        known = self._nodes.get(wanted)
        if known is None:
            known = self._nodes[wanted] = self.child(self.node(wanted[:-1]), wanted[-1])
            if len(self._nodes) > _NODES_KEPT:
                self._nodes.popitem(last=False)
        return known

    def child(self, parent: Node, number: int) -> Node:
        """One child. Raises IndexError."""
        if not is_object(parent.value):
            if not is_array(parent.value) or number >= len(parent.value):
                raise IndexError(number)
            return Node(self._item(parent, number), (*parent.positions, number), None)
        keys = self.keys(parent)
        value = parent.value.values[number] if isinstance(parent.value, Pairs) else parent.value[keys[number]]
        return Node(value, (*parent.positions, number), keys[number])

    def _item(self, parent: Node, number: int) -> Any:
        value = parent.value
        if isinstance(value, list) or not _SHORT < len(value) <= _LISTED:
            return value[number]
        if parent.items is None:
            # simdjson goes to the hundred-thousandth child past all before it, each time.
            parent.items = list(value)
        return parent.items[number]

    def keys(self, parent: Node) -> list[str]:
        """The names of an object's members."""
        if parent.keys is None:
            parent.keys = list(parent.value)
            if not isinstance(parent.value, Pairs) and _are_ambiguous(parent.keys):
                # By name, the parser finds the first of two alone, and none that holds a zero.
                parent.value = read_exactly(self.spans.bytes_of(parent.positions))
        return parent.keys

    def children(self, parent: Node, offset: int, limit: int) -> list[Node]:
        """Children `offset` to `offset + limit`."""
        value = parent.value
        if not (is_array(value) or is_object(value)):
            return []
        end = min(len(value), offset + limit)
        if is_array(value) and len(value) > _LISTED and not isinstance(value, list):
            items = enumerate(islice(value, offset, end), offset)
            return [Node(item, (*parent.positions, number), None) for number, item in items]
        return [self.child(parent, number) for number in range(offset, end)]

    def written(self, node: Node) -> Any:
        """A scalar exactly: a Number, a string, a bool or None; a container as it is."""
        value = node.value
        if isinstance(value, float) or (type(value) is int and value == 0 and self._may_hide_minus()):
            node.value = value = Number(self.spans.bytes_of(node.positions).decode())
        elif type(value) is int:
            return Number(value)
        return value

    def _may_hide_minus(self) -> bool:
        # 0 and -0 are both read as the integer 0; few texts hold the other, and then every 0 is looked up.
        if self._hides_minus is None:
            self._hides_minus = self.raw.find(b"-0") >= 0
        return self._hides_minus

    def row(self, node: Node) -> Row:
        """How a tree shows it."""
        value = node.value
        if is_object(value):
            return Row(node.key, "object", self._preview_object(node), len(value))
        if is_array(value):
            return Row(node.key, "array", "", len(value))
        if isinstance(value, str) and not isinstance(value, Number):
            return Row(node.key, "string", value[:_PREVIEW_LETTERS], len(value))
        return Row(node.key, kind_of(value), text_of(self.written(node)))

    def rows(self, positions: Sequence[int], offset: int, limit: int) -> list[Row]:
        """A page of rows."""
        return [self.row(child) for child in self.children(self.node(positions), offset, limit)]

    def way(self, positions: Sequence[int]) -> list[str | int]:
        """Names and numbers from the root to there."""
        wanted = tuple(positions)
        nodes = [self.node(wanted[: depth + 1]) for depth in range(len(wanted))]
        return [node.positions[-1] if node.key is None else node.key for node in nodes]

    def positions_at(self, offset: int) -> Positions:
        """The way to the deepest value around a byte of the text."""
        return self.spans.positions_at(offset, lambda way: len(self.node(way).value))

    def _preview_object(self, node: Node) -> str:
        told = []
        value = node.value
        for key in islice(value, _PREVIEW_MEMBERS * 2):
            member = value.get(key)
            # A decimal has lost its text, and to look it up for a glimpse is too dear.
            if not isinstance(member, float) and member is not None and not is_object(member) and not is_array(member):
                told.append(f"{key}: {text_of(member)[:40]}")
            if len(told) == _PREVIEW_MEMBERS:
                break
        return ", ".join(told)[:_PREVIEW_LETTERS]


def text_of(value: Any) -> str:
    """A scalar as letters."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _parse(raw: Raw, start: int) -> tuple[Any, Any]:
    if start >= len(raw) or raw[start] not in b'{["-0123456789tfnNI':
        raise BrokenBody(None)
    if raw[start] in b"[{":  # a lone value has no proxy: Python reads it exactly
        parser, value = _parse_quickly(raw)
        if parser is not None:
            return parser, value
    text = ""
    try:
        return None, read_exactly(raw[start:])
    except json.JSONDecodeError as error:
        if raw[start] not in b"[{":
            raise BrokenBody(None) from None
        text = raw[:].decode("utf-8", errors="replace")
        place = error.pos + len(raw[:start].decode("utf-8", errors="replace"))
        raise BrokenBody(problem_at(text, place, code_of(error.msg))) from None
    except RecursionError:
        raise BrokenBody(problem_at("", 0, "too_deep")) from None


def _parse_quickly(raw: Raw) -> tuple[Any, Any]:
    try:
        import simdjson  # noqa: PLC0415 - the window does without it until a body is opened
    except ImportError:
        return None, None
    parser = simdjson.Parser()
    try:
        return parser, parser.parse(memoryview(raw))
    except (ValueError, RuntimeError, UnicodeDecodeError, MemoryError):
        return None, None
