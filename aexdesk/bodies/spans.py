"""Finds where each value stands in the bytes of a JSON text, no further than somebody asks. Pure; the text is valid.

A parser that is quick forgets how a number was written and where a value came from. This remembers the places of the
children of what was opened: going through 100 MB takes a second or two, once, and only for what lies at the end.
"""

from __future__ import annotations

import re
import threading
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from mmap import mmap

Raw = bytes | mmap

_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_LEVELS = 24
"""Nesting that one pattern goes through; what is deeper is walked mark by mark."""

_KEPT = 4000
_LONG = 64


def _nested(levels: int) -> bytes:
    inside = rb'[^\[\]{}"]++|' + _STRING
    pattern = rb"[\[{](?:" + inside + rb")*+[\]}]"
    for _level in range(levels - 1):
        pattern = rb"[\[{](?:" + inside + rb"|" + pattern + rb")*+[\]}]"
    return pattern


_CONTAINER = re.compile(_nested(_LEVELS), re.DOTALL)
_SCALAR = re.compile(_STRING + rb'|[^\s,\]}"\[{]++', re.DOTALL)
_MARK = re.compile(_STRING + rb"|[\[\]{}]", re.DOTALL)
_BLANK = re.compile(rb"[\s,]*+")
_NAME = re.compile(rb"[\s,]*+" + _STRING + rb"\s*+:\s*+", re.DOTALL)


def end_of(raw: Raw, start: int) -> int:
    """Where the value that begins at `start` ends."""
    if raw[start] not in b"[{":
        found = _SCALAR.match(raw, start)
        assert found is not None
        return found.end()
    found = _CONTAINER.match(raw, start)
    return found.end() if found is not None else _walk(raw, start, len(raw))


def _ends_before(raw: Raw, start: int, offset: int) -> bool:
    """Whether it ends before `offset`; that is known without going further."""
    if raw[start] not in b"[{":
        return end_of(raw, start) <= offset
    return _CONTAINER.match(raw, start, offset) is not None


def _walk(raw: Raw, start: int, end: int) -> int:
    depth = 0
    for mark in _MARK.finditer(raw, start, end):
        sign = mark[0][:1]
        if sign != b'"':
            depth += 1 if sign in b"[{" else -1
            if not depth:
                return mark.end()
    return end


class _Children:
    """The places of one container's children, found from first to last."""

    __slots__ = ("_is_object", "_next", "_raw", "is_whole", "reach", "starts")

    def __init__(self, raw: Raw, start: int) -> None:
        self._raw = raw
        self._is_object = raw[start : start + 1] == b"{"
        self._next = start + 1
        self.starts = array("Q")
        self.is_whole = False
        self.reach = 0

    def reaches(self, offset: int) -> bool:
        """Whether the last child that is known reaches as far as `offset`."""
        if not self.starts:
            return False
        if offset > self.reach and not _ends_before(self._raw, self.starts[-1], offset):
            self.reach = offset
        return offset <= self.reach

    def find(self) -> bool:
        """Finds one child more; False where there is none."""
        if self.is_whole:
            return False
        if self.starts:
            # Only now: the last child that anybody wants may be long.
            self._next = end_of(self._raw, self.starts[-1])
        place = _BLANK.match(self._raw, self._next).end()  # type: ignore[union-attr] # it matches nothing, too
        if self._raw[place] in b"]}":
            self.is_whole = True
            return False
        if self._is_object:
            place = _NAME.match(self._raw, place).end()  # type: ignore[union-attr] # the text is valid
        self.starts.append(place)
        return True


class SpanMap:
    """Places in one text. Threads wait for one another."""

    def __init__(self, raw: Raw) -> None:
        self._raw = raw
        mark = 3 if raw[:3] == b"\xef\xbb\xbf" else 0
        self.root = _BLANK.match(raw, mark).end()  # type: ignore[union-attr] # it matches nothing, too
        self._known: OrderedDict[int, _Children] = OrderedDict()
        self._lock = threading.RLock()

    def start(self, positions: Sequence[int]) -> int:
        """Where the value stands that is reached by these positions: each the number of a child, from 0."""
        place = self.root
        with self._lock:
            for position in positions:
                children = self._children(place)
                while len(children.starts) <= position and children.find():
                    pass
                place = children.starts[position]
        return place

    def span(self, positions: Sequence[int]) -> tuple[int, int]:
        """Where it begins and ends."""
        start = self.start(positions)
        return start, end_of(self._raw, start)

    def bytes_of(self, positions: Sequence[int], limit: int | None = None) -> bytes:
        """The value as written, at most `limit` bytes of it."""
        start, end = self.span(positions)
        return self._raw[start : end if limit is None else min(end, start + limit)]

    def positions_at(self, offset: int, count: Callable[[Sequence[int]], int]) -> tuple[int, ...]:
        """The way to the deepest value around that byte; a byte of a name counts for the value behind it.

        `count` tells how many children the value at some positions has: behind the last nobody need look.
        """
        with self._lock:
            return tuple(self._way_to(offset, count))

    def _way_to(self, offset: int, count: Callable[[Sequence[int]], int]) -> list[int]:
        way: list[int] = []
        place = self.root
        while offset > place and self._raw[place] in b"[{":
            children = self._children(place)
            number = self._child_at(children, offset, count(way))
            if number is None:
                break
            way.append(number)
            place = children.starts[number]
        return way

    def _child_at(self, children: _Children, offset: int, count: int) -> int | None:
        while len(children.starts) < count and (not children.starts or children.starts[-1] <= offset):
            if children.reaches(offset):
                return len(children.starts) - 1
            children.find()
        number = bisect_right(children.starts, offset) - 1
        if number < 0:
            return 0 if count else None
        if number + 1 < len(children.starts) and _ends_before(self._raw, children.starts[number], offset):
            number += 1  # between two values: in the name of the next
        return number

    def _children(self, start: int) -> _Children:
        known = self._known.get(start)
        if known is None:
            known = self._known[start] = _Children(self._raw, start)
            if len(self._known) > _KEPT:
                self._forget_short()
        return known

    def _forget_short(self) -> None:
        for start in [start for start, one in self._known.items() if len(one.starts) < _LONG][: _KEPT // 2]:
            del self._known[start]
