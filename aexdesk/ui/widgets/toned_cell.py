"""A cell that keeps its tone in the chosen row too, where the sheet colours all alike: red stays red."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from aexdesk.ui import theme
from aexdesk.ui.sides import turned
from aexdesk.ui.widgets.cell import Cell

Index = QModelIndex | QPersistentModelIndex


class TonedCell(Cell):
    """Paints as every cell, but for the text in the chosen row."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leaves out the text that `paint` will write."""
        super().initStyleOption(option, index)
        if _is_chosen(option):
            option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, and the text where the sheet would have taken its colour."""
        super().paint(painter, option, index)
        tone = index.data(Qt.ItemDataRole.ForegroundRole)
        if not _is_chosen(option):
            return
        inside = option.rect.adjusted(theme.space("s") + theme.space("mark"), 0, -theme.space("s"), 0)
        inside = turned(inside, option.rect, option.direction)
        painter.save()
        painter.setPen(tone if tone is not None else theme.colour("text"))
        painter.setFont(index.data(Qt.ItemDataRole.FontRole) or option.font)
        text = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()


def _is_chosen(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)
