"""A cell of the one table in a window that is read from the right: data stays as it is written."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from aexdesk.ui.rows import Rows
from aexdesk.ui.sides import write_data

Index = QModelIndex | QPersistentModelIndex
_DATA = frozenset({"mono", "number"})


class Cell(QStyledItemDelegate):
    """Numbers keep their last digits under one another, and a path its first slash."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Says how the text lies."""
        super().initStyleOption(option, index)
        rows = index.model()
        if isinstance(rows, Rows) and rows.columns[index.column()].kind in _DATA:
            write_data(option)
