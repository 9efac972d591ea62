"""Rows as Qt's tables want them: of a list that a state holds, or of a source that grows. Never a reset."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from aexdesk.ui import theme
from aexdesk.wording.turning_signs import write_honestly

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

PAGE = 100
_PAGES_KEPT = 20
_BATCH_MS = 100

ROW = Qt.ItemDataRole.UserRole
"""The row itself, as given."""


@dataclass(frozen=True, slots=True)
class Column:
    """`title` and `text` are asked late. `kind`: "text", "mono" or "number". `width` in letters, 0: stretch."""

    title: Callable[[], str]
    text: Callable[[Any], str]
    kind: str = "text"
    width: int = 0
    tone: Callable[[Any], str] | None = None
    tooltip: Callable[[Any], str] | None = None


class Source(Protocol):
    """What grows: rows by number, oldest first."""

    def count(self) -> int:
        """How many there are now."""

    def page(self, offset: int, limit: int) -> Sequence[Any]:
        """Rows `offset` to `offset + limit`; quick, for it is called while painting."""


class Rows(QAbstractTableModel):
    """Columns over rows; the children know where rows come from."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)

    def row(self, number: int) -> Any:
        """The row that stands at `number`."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Asks titles and texts again."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))

    def columnCount(self, parent: Index = _ROOT) -> int:
        """As many as were given."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        row = self.row(index.row())
        return row if role == ROW else _cell(self.columns[index.column()], row, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A title."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            # The last digits of numbers stand under one another in every language, and their title over them.
            number = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
            side = number if column.kind == "number" else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def _cell(column: Column, row: Any, role: int) -> Any:
    roles = Qt.ItemDataRole
    said: Any = None
    if role == roles.DisplayRole:
        said = write_honestly(column.text(row))
    elif role == roles.ToolTipRole:
        said = write_honestly((column.tooltip or column.text)(row))
    elif role == roles.TextAlignmentRole and column.kind == "number":
        said = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    elif role == roles.FontRole and column.kind == "mono":
        said = theme.mono_font()
    elif role == roles.ForegroundRole and column.tone and (tone := column.tone(row)):
        said = theme.colour(tone)
    return said


class ListRows(Rows):
    """Rows of a tuple that a state holds; `identify` gives each row's own name, so that selection outlives changes."""

    def __init__(
        self, columns: Sequence[Column], identify: Callable[[Any], str], parent: QObject | None = None
    ) -> None:
        super().__init__(columns, parent)
        self._identify = identify
        self._rows: list[Any] = []
        self._ids: list[str] = []

    def show(self, rows: Sequence[Any]) -> None:
        """Shows `rows`, touching only what differs."""
        ids = [self._identify(row) for row in rows]
        start, end = _middle(self._ids, ids)
        gone = len(self._ids) - end - start
        come = len(ids) - end - start
        if gone:
            self.beginRemoveRows(_ROOT, start, start + gone - 1)
            del self._rows[start : start + gone], self._ids[start : start + gone]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(_ROOT, start, start + come - 1)
            self._rows[start:start] = rows[start : start + come]
            self._ids[start:start] = ids[start : start + come]
            self.endInsertRows()
        for number, row in enumerate(rows):
            if self._rows[number] != row:
                self._rows[number] = row
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))

    def number_of(self, identity: str) -> int | None:
        """Where that row stands."""
        return self._ids.index(identity) if identity in self._ids else None

    def identity_of(self, number: int) -> str:
        """The name of the row that stands at `number`."""
        return self._ids[number]

    def row(self, number: int) -> Any:
        """The row that stands at `number`."""
        return self._rows[number]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """As many as are shown."""
        return 0 if parent.isValid() else len(self._rows)


def _middle(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many stay at the start, and how many at the end."""
    least = min(len(old), len(new))
    start = next((i for i in range(least) if old[i] != new[i]), least)
    rest = least - start
    end = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    return start, end


class SourceRows(Rows):
    """Rows of a source. It says that rows came or went; they are shown in batches, at most ten times a second."""

    def __init__(
        self,
        columns: Sequence[Column],
        source: Source,
        is_newest_first: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self._source = source
        self._is_newest_first = is_newest_first
        self._shown = source.count()
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._batch = QTimer(self)
        self._batch.setSingleShot(True)
        self._batch.setInterval(_BATCH_MS)
        self._batch.timeout.connect(self.show_appended)

    def note_appended(self) -> None:
        """The source has grown at its end; shown with the next batch."""
        if not self._batch.isActive():
            self._batch.start()

    def show_appended(self) -> None:
        """Shows now what has been appended."""
        self._batch.stop()
        come = self._source.count() - self._shown
        if come <= 0:
            return
        first = 0 if self._is_newest_first else self._shown
        # The last page may have been short.
        self._pages.pop(self._shown // PAGE, None)
        self.beginInsertRows(_ROOT, first, first + come - 1)
        self._shown += come
        self.endInsertRows()

    def note_prepended(self, count: int) -> None:
        """The source has just got `count` rows before its oldest."""
        if not count:
            return
        self._pages.clear()
        first = self._shown if self._is_newest_first else 0
        self.beginInsertRows(_ROOT, first, first + count - 1)
        self._shown += count
        self.endInsertRows()

    def note_dropped(self, count: int) -> None:
        """The source has just let go of its `count` oldest rows."""
        count = min(count, self._shown)
        if not count:
            return
        first = self._shown - count if self._is_newest_first else 0
        self.beginRemoveRows(_ROOT, first, first + count - 1)
        self._shown -= count
        self._pages.clear()
        self.endRemoveRows()

    def note_changed(self, offset: int) -> None:
        """Row `offset` of the source reads differently."""
        if offset >= self._shown:
            return
        self._pages.pop(offset // PAGE, None)
        number = self._turned(offset)
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))

    def row(self, number: int) -> Any:
        """The row that stands at `number`."""
        offset = self._turned(number)
        page = offset // PAGE
        if page not in self._pages:
            self._pages[page] = self._source.page(page * PAGE, PAGE)
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page][offset % PAGE]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """As many as have been shown so far; the source may be ahead."""
        return 0 if parent.isValid() else self._shown

    def _turned(self, number: int) -> int:
        return self._shown - 1 - number if self._is_newest_first else number
