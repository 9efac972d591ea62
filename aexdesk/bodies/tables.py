"""Arrays of objects as tables: where they are, their columns, rows in order, CSV. Pure; cells as they were written."""

from __future__ import annotations

import csv
import io
from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from aexdesk.bodies.document import Document, Node, Positions, is_array, is_object, kind_of, text_of
from aexdesk.bodies.paths import as_jmespath
from aexdesk.bodies.written import Number

_LOOKED_AT = 4000
_SAMPLE = 200
_COLUMNS = 60
_TABLES = 50
_BATCH = 500
CELL_LETTERS = 200


@dataclass(frozen=True, slots=True)
class Table:
    """An array of objects: the way to it, in numbers and as an expression, its rows and its columns."""

    positions: Positions
    path: str
    count: int
    columns: tuple[str, ...]


def find_tables(document: Document) -> list[Table]:
    """The arrays of objects near the root, the longest first."""
    found = []
    waiting = deque([document.root])
    looked_at = 0
    while waiting and looked_at < _LOOKED_AT:
        node = waiting.popleft()
        looked_at += 1
        if is_array(node.value) and len(node.value) and is_object(node.value[0]):
            path = as_jmespath(document.way(node.positions))
            found.append(Table(node.positions, path, len(node.value), _columns(node)))
        # Of a long array the first few speak for all.
        inner = document.children(node, 0, 5 if is_array(node.value) else 200)
        waiting.extend(child for child in inner if is_array(child.value) or is_object(child.value))
    return sorted(found, key=lambda table: -table.count)[:_TABLES]


def _columns(node: Node) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for number in range(min(len(node.value), _SAMPLE)):
        one = node.value[number]
        if is_object(one):
            names.update(dict.fromkeys(one))
    return tuple(names)[:_COLUMNS]


class TableReader:
    """One table in one order."""

    def __init__(self, document: Document, table: Table) -> None:
        self._document = document
        self.table = table
        self._node = document.node(table.positions)
        self._order: array[int] | None = None

    def sort(self, column: str, is_descending: bool) -> Iterator[None]:
        """Puts rows in order of a column, numbers by size; rows without it come last. Yields now and then."""
        keys: list[tuple[int, Any]] = []
        node = self._node
        for number in range(len(node.value)) if isinstance(node.value, list) else ():
            keys.append(_sort_key(node.value[number], column))
        if not isinstance(node.value, list):
            for number, one in enumerate(node.value):
                keys.append(_sort_key(one, column))
                if number % 20_000 == 0:
                    yield
        there = [number for number, key in enumerate(keys) if key[0] < _ABSENT]
        there.sort(key=keys.__getitem__, reverse=is_descending)
        self._order = array("L", there)
        self._order.extend(number for number, key in enumerate(keys) if key[0] == _ABSENT)
        yield

    def unsort(self) -> None:
        """Back to the order of the text."""
        self._order = None

    def position(self, number: int) -> int:
        """Which child of the array row `number` is."""
        return self._order[number] if self._order is not None else number

    def rows(self, offset: int, limit: int) -> list[list[str | None]]:
        """Cells of rows, cut to what a cell shows; None where there is no such member."""
        end = min(self.table.count, offset + limit)
        return [self._cells(self.position(number), CELL_LETTERS) for number in range(offset, end)]

    def csv(self) -> Iterator[str]:
        """The whole table in this order, a batch of lines at a time; cells whole, containers as their JSON."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(self.table.columns)
        for number in range(self.table.count):
            writer.writerow([cell or "" for cell in self._cells(self.position(number), None)])
            if number % _BATCH == _BATCH - 1:
                yield text.getvalue()
                text.seek(0)
                text.truncate()
        yield text.getvalue()

    def _cells(self, number: int, limit: int | None) -> list[str | None]:
        node = self._document.child(self._node, number)
        if not is_object(node.value):
            return [self._cell(node, limit), *([None] * (len(self.table.columns) - 1))]
        keys = {key: place for place, key in reversed(list(enumerate(self._document.keys(node))))}
        cells: list[str | None] = []
        for column in self.table.columns:
            place = keys.get(column)
            cells.append(None if place is None else self._cell(self._document.child(node, place), limit))
        return cells

    def _cell(self, node: Node, limit: int | None) -> str:
        kind = kind_of(node.value)
        if kind not in ("object", "array"):
            return text_of(self._document.written(node))[:limit]
        if limit is None:
            return self._document.spans.bytes_of(node.positions).decode("utf-8", errors="replace")
        return f"{{{len(node.value)}}}" if kind == "object" else f"[{len(node.value)}]"


_ABSENT = 9


def _sort_key(row: Any, column: str) -> tuple[int, Any]:
    value = row.get(column) if is_object(row) else None
    if value is None:
        return _ABSENT, 0
    if isinstance(value, bool):
        return 3, value
    if isinstance(value, int | float):
        return 0, value
    if isinstance(value, str):
        # The platform sends prices and ids as texts: those go by size, too.
        return _text_key(value)
    return 4, len(value)


def _text_key(value: str) -> tuple[int, Any]:
    if value[:1] in "-0123456789" and value[:1]:
        try:
            number = Decimal(value)
        except InvalidOperation:
            return (0, 0) if isinstance(value, Number) else (1, value.casefold())
        if number.is_finite():
            return 0, number
    return 1, value.casefold()


def tables_as_json(tables: Sequence[Table]) -> list[list[Any]]:
    """As they travel."""
    return [[list(one.positions), one.path, one.count, list(one.columns)] for one in tables]
