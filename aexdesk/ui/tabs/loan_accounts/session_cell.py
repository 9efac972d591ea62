"""The session in the list: a real account's stays amber in the chosen row too, where the sheet colours all alike."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from aexdesk.ui import theme
from aexdesk.ui.rows import ROW
from aexdesk.ui.sides import turned
from aexdesk.ui.tabs.loan_accounts.state import AccountRow
from aexdesk.ui.widgets.cell import Cell

Index = QModelIndex | QPersistentModelIndex


class SessionCell(Cell):
    """Paints as every cell, but for the text of a real account's session in the chosen row."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leaves out the text that `paint` will write."""
        super().initStyleOption(option, index)
        if _is_chosen_and_real(option, index):
            option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, and the text where the sheet would have taken its colour."""
        super().paint(painter, option, index)
        if not _is_chosen_and_real(option, index):
            return
        inside = option.rect.adjusted(theme.space("s") + theme.space("mark"), 0, -theme.space("s"), 0)
        inside = turned(inside, option.rect, option.direction)
        painter.save()
        painter.setPen(theme.colour("live"))
        painter.setFont(option.font)
        text = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()


def _is_chosen_and_real(option: QStyleOptionViewItem, index: Index) -> bool:
    row: AccountRow = index.data(ROW)
    is_real = row.session is not None and row.session.is_real
    return is_real and bool(option.state & QStyle.StateFlag.State_Selected)
