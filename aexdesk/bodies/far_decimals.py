"""Finds how decimals far down an array of objects were written, without going through all that stands before them.

To walk to the last row of 100 MB takes a second; to look for the name of one member takes a fifth of that. It is used
only where it is proven: every member of that name behind the array's beginning is one of its rows' own.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from typing import Any

from aexdesk.bodies.document import Document, Positions, is_object
from aexdesk.bodies.written import Number

_NEAR = 2000
"""Rows; their places are found by walking in no time."""

_NAME = re.compile(r"[A-Za-z0-9_.-]+", re.ASCII)
_NUMBER = rb"-?[0-9]++(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?"
_ESCAPED_ASCII = rb"\u00"
"""A name may be written with it; then a search for the name does not find every member."""


_MATCH, _MEMBER = re.compile(_NUMBER), re.compile(rb"\s*+:\s*+(%b)" % _NUMBER)


class FarDecimals:
    """Those of the array at `positions`. One search for each member that is asked for."""

    def __init__(self, document: Document, positions: Positions) -> None:
        self._document = document
        self._positions = positions
        self._found: dict[str, tuple[array[int], array[int]] | None] = {}

    def written(self, row: int, name: str) -> Number | None:
        """How the decimal `name` of a row stands there; None where that must be found by walking."""
        if row < _NEAR or not self._document.is_indexed:
            return None
        if name not in self._found:
            self._found[name] = self._search(name)
        found = self._found[name]
        if found is None:
            return None
        rows, places = found
        match = _MATCH.match(self._document.raw, places[_index(rows, row)])
        return Number(match[0].decode()) if match is not None else None

    def _search(self, name: str) -> tuple[array[int], array[int]] | None:
        raw = self._document.raw
        if _NAME.fullmatch(name) is None or raw.find(_ESCAPED_ASCII) >= 0:
            return None
        rows, values = self._own(name)
        quoted = b'"%b"' % name.encode()
        places = array("Q")
        at = raw.find(quoted, self._document.spans.start(self._positions))
        while at >= 0:
            # What no colon follows is a text; what no number follows is another kind of member.
            hit = _MEMBER.match(raw, at + len(quoted))
            if hit is not None:
                if len(places) == len(rows) or float(hit[1]) != values[len(places)]:
                    return None
                places.append(hit.start(1))
            at = raw.find(quoted, at + len(quoted))
        return (rows, places) if len(places) == len(rows) else None

    def _own(self, name: str) -> tuple[array[int], list[Any]]:
        rows, values = array("L"), []
        for number, row in enumerate(self._document.node(self._positions).value):
            value = row.get(name) if is_object(row) else None
            if isinstance(value, int | float) and not isinstance(value, bool):
                rows.append(number)
                values.append(value)
        return rows, values


def _index(rows: array[int], row: int) -> int:
    # Most often each row has the member.
    return row if row < len(rows) and rows[row] == row else bisect_left(rows, row)
