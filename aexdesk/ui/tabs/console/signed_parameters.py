"""The parameters in the order in which they travel, each in the tint of its origin."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from aexdesk.i18n import _
from aexdesk.openplatform.request import Parameter
from aexdesk.ui import theme
from aexdesk.ui.rows import ROW, Column, Index, ListRows
from aexdesk.ui.tabs.console.words import name_origin
from aexdesk.ui.widgets.cell import Cell
from aexdesk.ui.widgets.table import Table

_MOST_ROWS = 12
_SHOWN_LETTERS = 512


class _Tinting(Cell):
    """A style sheet paints no background that a model gives: this one does."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.fillRect(option.rect, theme.colour(f"tint_{index.data(ROW).origin.value}"))
        super().paint(painter, option, index)


class SignedParameters(Table):
    """`pointed` carries the name of the parameter under the pointer, else of the chosen row, else empty."""

    pointed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = (
            Column(lambda: _("Parameter"), lambda row: row.name, "mono", 22),
            Column(lambda: _("Value"), lambda row: " ".join(row.value[:_SHOWN_LETTERS].split()), "mono"),
            Column(lambda: _("From"), lambda row: name_origin(row.origin), width=14),
        )
        super().__init__(ListRows(columns, lambda row: row.name), parent)
        self.setItemDelegateForColumn(0, _Tinting(self))
        self.setMouseTracking(True)
        self.viewport().installEventFilter(self)
        self.entered.connect(lambda index: self.pointed.emit(self.rows.row(index.row()).name))
        self.chosen.connect(lambda row: self.pointed.emit(row.name if row else ""))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_parameters(self, parameters: tuple[Parameter, ...]) -> None:
        """Shows these."""
        row = self.current_row()
        names = {one.name for one in parameters}
        self.show_rows(parameters, row.name if row and row.name in names else None)
        lines = min(max(len(parameters), 1), _MOST_ROWS)
        height = self.horizontalHeader().sizeHint().height() + lines * theme.size("row") + 2 * theme.space("hair")
        self.setFixedHeight(height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Where the pointer leaves, the chosen row counts again."""
        if watched is self.viewport() and event.type() is QEvent.Type.Leave:
            row = self.current_row()
            self.pointed.emit(row.name if row else "")
        return super().eventFilter(watched, event)
