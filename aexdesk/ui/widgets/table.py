"""The one table: rows of 28 px, one chosen, arrows, type to find, Enter, Delete, Ctrl+N, Ctrl+D."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView, QWidget

from aexdesk.ui import shortcuts, theme
from aexdesk.ui.rows import ListRows, Rows
from aexdesk.ui.sides import RIGHT_TO_LEFT
from aexdesk.ui.widgets.cell import Cell


class Table(QTableView):
    """Shows `rows` (`ListRows` or `SourceRows`). Signals carry the row; `chosen` None where nothing is chosen.

    `picked`: all that a person has chosen, as a tuple, each time that it is another.
    """

    chosen = Signal(object)
    picked = Signal(object)
    opened = Signal(object)
    delete_wanted = Signal(object)
    duplicate_wanted = Signal(object)
    new_wanted = Signal()

    def __init__(self, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self._is_showing = False
        self.setModel(rows)
        behaviour, mode = QAbstractItemView.SelectionBehavior, QAbstractItemView.SelectionMode
        self.setSelectionBehavior(behaviour.SelectRows)
        self.setSelectionMode(mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.size("row"))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self._size_columns()
        self.activated.connect(lambda index: self.opened.emit(rows.row(index.row())))
        rows.rowsRemoved.connect(self._tell)

    def choose_several(self) -> None:
        """From now on Shift and Ctrl choose more than one row; `chosen` tells of the one that was pointed at last."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def current_row(self) -> Any:
        """The chosen row, or None; of several the one that was pointed at last."""
        chosen = self.selectionModel().selectedRows()
        here = self.currentIndex().row()
        number = here if any(index.row() == here for index in chosen) else chosen[0].row() if chosen else None
        return self.rows.row(number) if number is not None else None

    def chosen_rows(self) -> tuple[Any, ...]:
        """All that are chosen, from top to bottom."""
        return tuple(self.rows.row(number) for number in sorted(i.row() for i in self.selectionModel().selectedRows()))

    def show_rows(self, rows: Sequence[Any], chosen: str | None = None, also: Sequence[str] = ()) -> None:
        """For `ListRows`: shows these and that one chosen (and `also` these), touching only what differs, and says
        nothing."""
        assert isinstance(self.rows, ListRows)
        self._is_showing = True
        try:
            self.rows.show(rows)
            numbers = [self.rows.number_of(one) for one in (chosen, *also) if one is not None]
            self._show_chosen([number for number in numbers if number is not None])
        finally:
            self._is_showing = False

    def _show_chosen(self, numbers: list[int]) -> None:
        if sorted(index.row() for index in self.selectionModel().selectedRows()) == sorted(numbers):
            return
        if not numbers:
            self.clearSelection()
            return
        self.selectRow(numbers[0])
        self.scrollTo(self.rows.index(numbers[0], 0))
        flags = QItemSelectionModel.SelectionFlag
        for number in numbers[1:]:
            self.selectionModel().select(self.rows.index(number, 0), flags.Select | flags.Rows)

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        letter = self.fontMetrics().averageCharWidth()
        for number, column in enumerate(self.rows.columns):
            if column.width:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(number, column.width * letter + 2 * theme.space("s"))
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def make_room_for_titles(self) -> None:
        """A title in the language of now may be longer than what stands under it."""
        header = self.horizontalHeader()
        for number, column in enumerate(self.rows.columns):
            if column.width and header.sectionSize(number) < (least := self.title_width(number)):
                header.resizeSection(number, least)

    def title_width(self, number: int) -> int:
        """What the title of a column takes."""
        header = self.horizontalHeader()
        header.ensurePolished()
        return header.fontMetrics().horizontalAdvance(self.rows.columns[number].title()) + 2 * theme.space("s")

    def _tell(self) -> None:
        if not self._is_showing:
            self.chosen.emit(self.current_row())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tells which row is chosen."""
        super().selectionChanged(selected, deselected)
        if selected.count() or not self.selectionModel().hasSelection():
            self._tell()
        if not self._is_showing:
            self.picked.emit(self.chosen_rows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that every list has."""
        row = self.current_row()
        if shortcuts.fits(event, "list.open") and row is not None:
            self.opened.emit(row)
        elif shortcuts.fits(event, "list.delete") and row is not None:
            self.delete_wanted.emit(row)
        elif shortcuts.fits(event, "list.new"):
            self.new_wanted.emit()
        elif shortcuts.fits(event, "list.duplicate") and row is not None:
            self.duplicate_wanted.emit(row)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language; only where it is read from the right do the cells ask how they lie: that is dear."""
        if event.type() is QEvent.Type.LayoutDirectionChange:
            is_from_right = self.layoutDirection() == RIGHT_TO_LEFT
            self.setItemDelegate(Cell(self) if is_from_right else QStyledItemDelegate(self))
        if event.type() is QEvent.Type.LanguageChange:
            self.rows.retranslate()
            self.make_room_for_titles()
        super().changeEvent(event)
