"""A line of the palette: what it does with the letters that fit, of what kind it is, and its keys at the end."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from aexdesk.ui import theme
from aexdesk.ui.frame.command import Command, Group
from aexdesk.ui.sides import LEFT_TO_RIGHT, direction_of_text, turned

COMMAND = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_DATA = frozenset({Group.API, Group.CODE})


class PaletteLine(QStyledItemDelegate):
    """A heading where there is no command."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One row of the grid."""
        return QSize(super().sizeHint(option, index).width(), theme.size("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints it."""
        command: Command | None = index.data(COMMAND)
        painter.save()
        inside = option.rect.adjusted(theme.space("s"), 0, -theme.space("s"), 0)
        painter.setLayoutDirection(option.direction)
        if command is None:
            painter.setFont(_font(option.font, size="small", is_strong=True))
            painter.setPen(theme.colour("muted"))
            painter.drawText(inside, _left(), index.data(Qt.ItemDataRole.DisplayRole))
        else:
            self._paint_command(painter, option, inside, command)
        painter.restore()

    def _paint_command(self, painter: QPainter, option: QStyleOptionViewItem, inside: QRect, command: Command) -> None:
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(option.rect, theme.size("radius_small"), theme.size("radius_small"))
        small = _font(option.font, size="small")
        if command.keys:
            painter.setFont(small)
            painter.setPen(theme.colour("muted"))
            width = QFontMetrics(small).horizontalAdvance(command.keys)
            _write_keys(painter, inside, command.keys, width)
            taken = width + theme.space("m")
            inside = turned(inside.adjusted(0, 0, -taken, 0), inside, option.direction)
        font = theme.mono_font() if command.group in _DATA else option.font
        taken = _write(painter, inside, command, font) + theme.space("s")
        rest = turned(inside.adjusted(taken, 0, 0, 0), inside, option.direction)
        if command.detail and rest.width() > theme.space("xl"):
            painter.setFont(small)
            painter.setPen(theme.colour("muted"))
            text = QFontMetrics(small).elidedText(command.detail, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, _left(), text)


def _write_keys(painter: QPainter, inside: QRect, keys: str, width: int) -> None:
    """At the end of the line, and from the left in every language: `Ctrl+.` ends with its dot."""
    around = painter.layoutDirection()
    place = turned(inside.adjusted(inside.width() - width, 0, 0, 0), inside, around)
    painter.setLayoutDirection(LEFT_TO_RIGHT)
    painter.drawText(place, _left(), keys)
    painter.setLayoutDirection(around)


def _write(painter: QPainter, inside: QRect, command: Command, font: QFont) -> int:
    """Writes the text with the letters that fit; how wide it came."""
    strong = QFont(font)
    strong.setBold(True)
    shown = QFontMetrics(strong).elidedText(command.text, Qt.TextElideMode.ElideRight, inside.width())
    runs = [
        ("".join(letter for _place, letter in run), strong if is_hit else font, "accent" if is_hit else "text")
        for is_hit, run in groupby(enumerate(shown), key=lambda one: one[0] in command.places)
    ]
    width = sum(QFontMetrics(used).horizontalAdvance(text) for text, used, _tone in runs)
    # The line begins on the side of the window's language, and the letters on that of their own.
    around, side = painter.layoutDirection(), direction_of_text(shown)
    rest = turned(QRect(inside.topLeft(), QSize(width, inside.height())), inside, around)
    painter.setLayoutDirection(side)
    for text, used, tone in runs:
        painter.setFont(used)
        painter.setPen(theme.colour(tone))
        painter.drawText(rest, _left(), text)
        rest = turned(rest.adjusted(QFontMetrics(used).horizontalAdvance(text), 0, 0, 0), rest, side)
    painter.setLayoutDirection(around)
    return width


def _font(base: QFont, *, size: str, is_strong: bool = False) -> QFont:
    made = QFont(base)
    made.setPointSizeF(base.pointSizeF() * theme.tokens()["type"][size] / theme.tokens()["type"]["ui"])
    made.setBold(is_strong)
    return made


def _left() -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
