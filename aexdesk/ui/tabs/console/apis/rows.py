"""The lines of the picker as Qt's list wants them, and how one is painted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from aexdesk.i18n import _
from aexdesk.openplatform.catalogue import Effect
from aexdesk.ui import icons, theme
from aexdesk.ui.tabs.console.apis.state import Listed
from aexdesk.ui.tabs.console.apis.words import mark_effect, name_group

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ListedRows(QAbstractListModel):
    """`effects` by name: what each can do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[Listed, ...] = ()
        self._effects: dict[str, Effect] = {}

    def show(self, lines: tuple[Listed, ...], effects: dict[str, Effect]) -> None:
        """Lists these."""
        if (lines, effects) != (self.lines, self._effects):
            self.beginResetModel()
            self.lines, self._effects = lines, effects
            self.endResetModel()

    def effect(self, line: Listed) -> Effect:
        """What the API of a line can do."""
        return self._effects.get(line.api.definition.name, Effect.CREATES_ORDER) if line.api else Effect.READ

    def rowCount(self, parent: Index = _ROOT) -> int:
        """As many as fit."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A head cannot be chosen."""
        if not self.lines[index.row()].api:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A line; for those who hear it, in words."""
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if line.api is None:
            return name_group(line.section) if role == Qt.ItemDataRole.DisplayRole else None
        definition = line.api.definition
        if role == Qt.ItemDataRole.DisplayRole:
            return definition.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return _(definition.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = [definition.name, _(definition.title), mark_effect(self.effect(line))[0]]
            return ", ".join([*said, _("favourite")] if line.is_favourite else said)
        return None


class ListedDelegate(QStyledItemDelegate):
    """Mark, name with the letters that fitted, title, star."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        line: Listed = index.data(LINE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if line.api is None:
            painter.setFont(_small(option))
            painter.setPen(theme.colour("muted"))
            painter.drawText(rect.adjusted(theme.space("s"), 0, 0, 0), _LEFT, name_group(line.section).upper())
        else:
            is_chosen = bool(state & QStyle.StateFlag.State_Selected)
            if is_chosen:
                painter.fillRect(rect, theme.colour("accent_soft"))
            self._paint_api(painter, option, index, is_chosen)
        painter.restore()

    def _paint_api(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, is_chosen: bool) -> None:
        line: Listed = index.data(LINE)
        rows = index.model()
        assert line.api is not None
        assert isinstance(rows, ListedRows)
        inside: QRect = option.rect.adjusted(theme.space("s"), 0, -theme.space("s"), 0)
        star = star_place(option.rect)
        if line.is_favourite or is_chosen:
            name, tone = ("star_full", "warn") if line.is_favourite else ("star", "muted")
            painter.drawPixmap(star.topLeft(), icons.pixmap(name, tone))
        inside.setRight(star.left() - theme.space("s"))
        word, tone = mark_effect(rows.effect(line))
        painter.setFont(_small(option))
        painter.setPen(theme.colour(tone))
        painter.drawText(inside, _LEFT, word)
        inside.setLeft(inside.left() + _mark_width(painter.fontMetrics()))
        definition = line.api.definition
        font = theme.mono_font()
        end = _draw_marked(painter, inside, definition.name, line.api.in_name, font, "text")
        inside.setLeft(end + theme.space("m"))
        if inside.width() > theme.space("l"):
            plain: QFont = option.widget.font()
            _draw_marked(painter, inside, _(definition.title), line.api.in_title, plain, "muted")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as a row."""
        return QSize(super().sizeHint(option, index).width(), theme.size("row"))


def star_place(rect: QRect) -> QRect:
    """Where the star of a line is, to be pressed."""
    edge = theme.size("icon")
    return QRect(rect.right() - edge - theme.space("s"), rect.top() + (rect.height() - edge) // 2, edge, edge)


def _draw_marked(painter: QPainter, rect: QRect, text: str, places: tuple[int, ...], font: QFont, tone: str) -> int:
    """Draws `text` with the letters at `places` in the accent, as far as there is room; where it ended."""
    bold = QFont(font)
    bold.setBold(True)
    shown = QFontMetrics(bold).elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.width()))
    marked = set(places)
    left = rect.left()
    for start, end in _runs(shown, marked):
        piece, is_marked = shown[start:end], start in marked
        painter.setFont(bold if is_marked else font)
        painter.setPen(theme.colour("accent" if is_marked else tone))
        painter.drawText(QRect(left, rect.top(), max(0, rect.right() - left), rect.height()), _LEFT, piece)
        left += painter.fontMetrics().horizontalAdvance(piece)
    return left


def _runs(text: str, marked: set[int]) -> list[tuple[int, int]]:
    """Stretches of letters that are all marked, or all not."""
    edges = [place for place in range(1, len(text)) if (place in marked) != (place - 1 in marked)]
    return list(zip([0, *edges], [*edges, len(text)], strict=True)) if text else []


def _small(option: QStyleOptionViewItem) -> QFont:
    font = QFont(option.widget.font())
    font.setPointSizeF(font.pointSizeF() * float(theme.tokens()["type"]["small"]) / float(theme.tokens()["type"]["ui"]))
    return font


def _mark_width(metrics: QFontMetrics) -> int:
    return max(metrics.horizontalAdvance(mark_effect(effect)[0]) for effect in Effect) + theme.space("s")
