"""Rows of a body's tree as Qt wants them: asked for when opened, at most 1,000 to a node; longer arrays as ranges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from aexdesk.bodies.reader_client import PAGE, Positions, Row
from aexdesk.i18n import _
from aexdesk.ui.widgets.body.cell_looks import CellLooks
from aexdesk.ui.widgets.body.words import write_range, write_value
from aexdesk.wording.turning_signs import write_exactly

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_FONT, _DISPLAY = int(Qt.ItemDataRole.FontRole), int(Qt.ItemDataRole.DisplayRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_TOLD = frozenset((_DISPLAY, _FOREGROUND, int(Qt.ItemDataRole.ToolTipRole)))
_CONTAINERS = ("object", "array")
_TONES = {"string": "syntax_string", "number": "syntax_number", "boolean": "syntax_literal", "null": "syntax_literal"}


@dataclass(eq=False)
class Entry:
    """A line of the tree: a value, or (`row` None) children `start` to `end` of the container at `at`."""

    number: int
    parent: Entry | None
    place: int
    at: Positions
    row: Row | None
    start: int = 0
    end: int = 0
    children: list[Entry] = field(default_factory=list)
    is_asked: bool = False


class TreeRows(QAbstractItemModel):
    """`ask(at, offset, limit)` wants a page; it is given back to `take`."""

    revealed = Signal(QModelIndex)
    """The line that `lead_to` was asked for is there."""

    def __init__(self, ask: Callable[[Positions, int, int], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._looks = CellLooks()
        self._entries: dict[int, Entry] = {}
        self._next = 1
        self._root = self._make(None, 0, (), None)
        self._wanted: Positions | None = None
        self._onward = QTimer(self)
        self._onward.setSingleShot(True)
        self._onward.setInterval(0)
        self._onward.timeout.connect(self._go_further)

    def show(self, root: Row | None) -> None:
        """Another document."""
        self._looks.forget()
        self.beginResetModel()
        self._entries.clear()
        self._wanted = None
        self._root = self._make(None, 0, (), root)
        if root is not None:
            if root.kind in _CONTAINERS:
                self._root.end = root.count
            else:
                self._root.children = [self._make(self._root, 0, (), root)]
                self._root.is_asked = True
        self.endResetModel()

    def entry(self, index: Index) -> Entry:
        """What stands there."""
        return self._entries[index.internalId()] if index.isValid() else self._root

    def name_of(self, entry: Entry) -> str:
        """The name of the member that it is, or that holds the array in which it stands."""
        above: Entry | None = entry
        while above is not None and (above.row is None or above.row.key is None):
            above = above.parent
        return above.row.key or "" if above is not None and above.row is not None else ""

    def take(self, at: Positions, offset: int, rows: tuple[Row, ...]) -> None:
        """A page that was asked for."""
        holder = self._holder(at, offset)
        if holder is None or holder.children or not rows:
            return
        self.beginInsertRows(self._index_of(holder), 0, len(rows) - 1)
        for place, row in enumerate(rows):
            child = self._make(holder, place, (*at, offset + place), row)
            child.end = row.count if row.kind in _CONTAINERS else 0
            holder.children.append(child)
        self.endInsertRows()
        if self._wanted is not None:
            # In a turn of its own: to lay out a thousand lines takes its time, too.
            self._onward.start()

    def lead_to(self, at: Positions) -> None:
        """Opens the way to that value, page by page; `revealed` comes when it is there."""
        self._wanted = at
        self._go_on(at)

    def _go_further(self) -> None:
        if self._wanted is not None:
            self._go_on(self._wanted)

    def _go_on(self, wanted: Positions) -> None:
        entry = self._root
        for depth in range(len(wanted)):
            number = wanted[depth]
            while entry.end - entry.start > PAGE or (entry.row is None and entry.parent is not None):
                self._fetch(entry)
                if not entry.children or entry.children[0].row is not None:
                    break
                entry = next(child for child in entry.children if child.start <= number < child.end)
            self._fetch(entry)
            if not entry.children:
                return  # it goes on when the page has come
            entry = entry.children[number - entry.start]
        self._wanted = None
        self.revealed.emit(self._index_of(entry))

    # ---------------------------------------------------------------- what Qt asks

    def canFetchMore(self, parent: Index) -> bool:
        """Whether its children have not been asked for."""
        entry = self.entry(parent)
        return not entry.is_asked and entry.end > entry.start

    def fetchMore(self, parent: Index) -> None:
        """Asks for them."""
        self._fetch(self.entry(parent))

    def hasChildren(self, parent: Index = _ROOT) -> bool:
        """Before they have been asked for, too."""
        entry = self.entry(parent)
        return entry.end > entry.start or bool(entry.children)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """As many as have come."""
        return len(self.entry(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Name and value."""
        return 2

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """The line at a place."""
        children = self.entry(parent).children
        return self.createIndex(row, column, children[row].number) if 0 <= row < len(children) else QModelIndex()

    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override] # QObject has one, too
        """The line that it belongs to."""
        entry = self.entry(index).parent
        return QModelIndex() if entry is None else self._index_of(entry)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        if role == _FONT:
            return self._looks.font()
        if role not in _TOLD:
            return None
        entry, column = self.entry(index), index.column()
        if role == _DISPLAY:
            return _text(entry, column)
        if role == _FOREGROUND:
            return self._looks.colour(_tone(entry, column))
        if column == 0:
            return _text(entry, column)
        return (write_exactly(entry.row.preview) or None) if entry.row is not None else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A title."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Name"), _("Value"))[section]
        return None

    # ---------------------------------------------------------------- inside

    def _make(self, parent: Entry | None, place: int, at: Positions, row: Row | None) -> Entry:
        made = Entry(self._next, parent, place, at, row)
        self._entries[made.number] = made
        self._next += 1
        return made

    def _index_of(self, entry: Entry) -> QModelIndex:
        return QModelIndex() if entry.parent is None else self.createIndex(entry.place, 0, entry.number)

    def _fetch(self, entry: Entry) -> None:
        if entry.is_asked or entry.end <= entry.start:
            return
        entry.is_asked = True
        if entry.end - entry.start <= PAGE:
            self._ask(entry.at, entry.start, entry.end - entry.start)
            return
        step = PAGE
        while (entry.end - entry.start + step - 1) // step > PAGE:
            step *= PAGE
        starts = range(entry.start, entry.end, step)
        self.beginInsertRows(self._index_of(entry), 0, len(starts) - 1)
        for place, start in enumerate(starts):
            child = self._make(entry, place, entry.at, None)
            child.start, child.end = start, min(start + step, entry.end)
            entry.children.append(child)
        self.endInsertRows()

    def _holder(self, at: Positions, offset: int) -> Entry | None:
        """Who asked for that page."""
        entry: Entry | None = self._root
        for number in (*at, None):
            while entry is not None and entry.children and entry.children[0].row is None:
                wanted = offset if number is None else number
                entry = next((child for child in entry.children if child.start <= wanted < child.end), None)
            if entry is None or number is None:
                return entry
            entry = entry.children[number - entry.start] if number - entry.start < len(entry.children) else None
        return entry


def _text(entry: Entry, column: int) -> str:
    if entry.row is None:
        return write_range(entry.start, entry.end) if column == 0 else ""
    if column == 1:
        return write_value(entry.row)
    if entry.row.key is not None:
        return write_exactly(entry.row.key)
    return f"[{entry.at[-1]:,}]" if entry.at else "@"


def _tone(entry: Entry, column: int) -> str:
    if entry.row is None or (column == 0 and entry.row.key is None):
        return "muted"
    return "syntax_key" if column == 0 else _TONES.get(entry.row.kind, "muted")
