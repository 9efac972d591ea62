"""Choices as a list shows them: a text, and a few muted words at the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from aexdesk.ui import theme

DETAIL = Qt.ItemDataRole.UserRole + 1
ID = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its id, its text, and a few muted words beside it."""

    id: str
    text: str
    detail: str = ""


class FoundChoices(QAbstractListModel):
    """What fits what has been typed so far."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()

    def show(self, choices: tuple[Choice, ...]) -> None:
        """Lists these."""
        if choices != self._choices:
            self.beginResetModel()
            self._choices = choices
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """As many as fit."""
        return 0 if parent.isValid() else len(self._choices)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """A cell."""
        choice = self._choices[index.row()]
        told: dict[int, Callable[[], str]] = {
            int(Qt.ItemDataRole.DisplayRole): lambda: choice.text,
            int(Qt.ItemDataRole.EditRole): lambda: choice.text,
            int(Qt.ItemDataRole.ToolTipRole): lambda: choice.detail,
            int(DETAIL): lambda: choice.detail,
            int(ID): lambda: choice.id,
        }
        return told[int(role)]() if int(role) in told else None


class ChoiceDelegate(QStyledItemDelegate):
    """Text at the left, muted words at the right, as far as there is room."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One choice."""
        view = option.widget
        rect: QRect = option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_chosen:
            painter.fillRect(rect, theme.colour("accent_soft"))
        inside = rect.adjusted(theme.space("s"), 0, -theme.space("s"), 0)
        painter.setFont(theme.mono_font())
        painter.setPen(theme.colour("text"))
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignLeft, text)
        inside.setLeft(inside.left() + painter.fontMetrics().horizontalAdvance(text) + theme.space("m"))
        painter.setFont(view.font())
        painter.setPen(theme.colour("text" if is_chosen else "muted"))
        detail = str(index.data(DETAIL) or "")
        if inside.width() > theme.space("l"):
            shown = painter.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as a row."""
        return QSize(super().sizeHint(option, index).width(), theme.size("row"))
