"""Arrays of objects as tables: where they are, their columns, rows in order, CSV. Pure; cells as they were written."""

from __future__ import annotations

import csv
import io
from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from aexdesk.bodies.csv_cells import guard_cell
from aexdesk.bodies.document import Document, Node, Positions, is_array, is_object, kind_of, text_of
from aexdesk.bodies.far_decimals import FarDecimals
from aexdesk.bodies.paths import as_jmespath
from aexdesk.bodies.sorting import SortKeys

_LOOKED_AT = 4000
_SAMPLE = 200
_COLUMNS = 60
_TABLES = 50
BATCH = 500
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
        self._keys: SortKeys | None = None
        self.guarded = 0
        self._decimals = FarDecimals(document, table.positions)

    def sort(self, column: str, is_descending: bool) -> Iterator[None]:
        """Puts rows in order of a column, numbers by size; rows without it come last. Yields now and then."""
        if self._keys is None or self._keys.column != column:
            keys = SortKeys(column)
            yield from keys.read(self._node.value)
            self._keys = keys
        yield
        self._order = self._keys.order(is_descending)
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
        """The whole table in this order, a batch of lines at a time; cells whole, containers as their JSON.

        `guarded` counts the cells that would have been formulas.
        """
        text = io.StringIO()
        self.guarded = 0
        writer = csv.writer(text)
        writer.writerow([self._guard(name) for name in self.table.columns])
        for number in range(self.table.count):
            writer.writerow([self._guard(cell or "") for cell in self._cells(self.position(number), None)])
            if number % BATCH == BATCH - 1:
                yield text.getvalue()
                text.seek(0)
                text.truncate()
        yield text.getvalue()

    def _guard(self, cell: str) -> str:
        guarded = guard_cell(cell)
        self.guarded += guarded is not cell
        return guarded

    def _cells(self, number: int, limit: int | None) -> list[str | None]:
        node = self._document.child(self._node, number)
        if not is_object(node.value):
            return [self._cell(node, limit, number), *([None] * (len(self.table.columns) - 1))]
        keys = {key: place for place, key in reversed(list(enumerate(self._document.keys(node))))}
        cells: list[str | None] = []
        for column in self.table.columns:
            place = keys.get(column)
            cells.append(None if place is None else self._cell(self._document.child(node, place), limit, number))
        return cells

    def _cell(self, node: Node, limit: int | None, number: int) -> str:
        kind = kind_of(node.value)
        if kind not in ("object", "array"):
            if isinstance(node.value, float) and node.key is not None and limit is not None:
                # A page out of the middle; who writes the whole table goes through the text in any case.
                node.value = self._decimals.written(number, node.key) or node.value
            return text_of(self._document.written(node))[:limit]
        if limit is None:
            return self._document.spans.bytes_of(node.positions).decode("utf-8", errors="replace")
        return f"{{{len(node.value)}}}" if kind == "object" else f"[{len(node.value)}]"


def tables_as_json(tables: Sequence[Table]) -> list[list[Any]]:
    """As they travel."""
    return [[list(one.positions), one.path, one.count, list(one.columns)] for one in tables]
