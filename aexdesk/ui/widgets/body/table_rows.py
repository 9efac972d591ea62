"""Rows of a body's table as Qt wants them: pages asked for as they are painted, blanks until they come."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from aexdesk.bodies.reader_client import Table, TableRow
from aexdesk.ui.widgets.body.cell_looks import CellLooks
from aexdesk.wording.turning_signs import write_exactly

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

_FONT, _DISPLAY = int(Qt.ItemDataRole.FontRole), int(Qt.ItemDataRole.DisplayRole)
_TOLD = frozenset((_DISPLAY, int(Qt.ItemDataRole.ToolTipRole)))
PAGE = 100
_PAGES_KEPT = 50


class BodyTableRows(QAbstractTableModel):
    """`ask(offset, limit)` wants a page; it is given back to `take`."""

    def __init__(self, ask: Callable[[int, int], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._looks = CellLooks()
        self._table: Table | None = None
        self._pages: OrderedDict[int, tuple[TableRow, ...] | None] = OrderedDict()

    def show(self, table: Table | None, first: tuple[TableRow, ...]) -> None:
        """Another table, or the same in another order, with its first page."""
        self._looks.forget()
        self.beginResetModel()
        self._table = table
        self._pages.clear()
        if first:
            self._pages[0] = first
        self.endResetModel()

    def take(self, offset: int, rows: tuple[TableRow, ...]) -> None:
        """A page that was asked for."""
        if self._table is None or not rows:
            return
        self._pages[offset // PAGE] = rows
        self.dataChanged.emit(self.index(offset, 0), self.index(offset + len(rows) - 1, len(self._table.columns) - 1))

    def row(self, number: int) -> TableRow | None:
        """The row, or None where it has not come yet: then it is asked for."""
        page = number // PAGE
        if page not in self._pages:
            self._pages[page] = None
            self._ask(page * PAGE, PAGE)
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        rows = self._pages[page]
        return rows[number % PAGE] if rows is not None and number % PAGE < len(rows) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """As many as the array has."""
        return 0 if parent.isValid() or self._table is None else self._table.count

    def columnCount(self, parent: Index = _ROOT) -> int:
        """As many as its objects have names."""
        return 0 if parent.isValid() or self._table is None else len(self._table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        if role == _FONT:
            return self._looks.font()
        if role not in _TOLD:
            return None
        row = self.row(index.row())
        if row is None:
            return "…"
        text = write_exactly(row.cells[index.column()] or "")
        return text.replace("\n", "⏎") if text and role == _DISPLAY else text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names above, numbers at the side."""
        if role != Qt.ItemDataRole.DisplayRole or self._table is None:
            return None
        return (
            write_exactly(self._table.columns[section])
            if orientation is Qt.Orientation.Horizontal
            else f"{section + 1:,}"
        )
