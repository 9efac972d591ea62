"""A switch: on or off at once, with nothing to save. To the keyboard and to those who hear it, a check box."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from aexdesk.ui import theme
from aexdesk.ui.sides import LEFT_TO_RIGHT, turned


class Switch(QCheckBox):
    """`clicked` carries what the person wants; `setChecked` shows what is."""

    def _track(self) -> QRectF:
        edge = theme.size("icon")
        width, hair = 2 * edge - theme.space("xs"), theme.space("hair")
        left = hair if self.layoutDirection() == LEFT_TO_RIGHT else self.width() - hair - width
        return QRectF(left, (self.height() - edge) / 2, width, edge)

    def sizeHint(self) -> QSize:
        """The track, the text, and room for the frame of the focus."""
        text = self.fontMetrics().horizontalAdvance(self.text())
        width = 2 * theme.size("icon") + theme.space("s") + text + theme.space("s")
        return QSize(width, theme.size("row"))

    def minimumSizeHint(self) -> QSize:
        """It does not give way."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A track with a knob at the side that counts, and the words."""
        is_on, can = self.isChecked(), self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = self._track()
        fill = theme.colour("accent_fill" if is_on and can else "line" if is_on else "surface")
        edge = theme.colour("accent" if self.hasFocus() else "accent_fill" if is_on and can else "edge")
        painter.setPen(QPen(edge, theme.space("focus") if self.hasFocus() else theme.space("hair")))
        painter.setBrush(fill)
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._knob_colour(is_on, can))
        radius = track.height() / 2 - theme.space("xs") + theme.space("hair")
        is_at_right = is_on == (self.layoutDirection() == LEFT_TO_RIGHT)
        middle = track.right() - track.height() / 2 if is_at_right else track.left() + track.height() / 2
        painter.drawEllipse(QPointF(middle, track.center().y()), radius, radius)
        painter.setPen(theme.colour("text" if can else "disabled"))
        words = self.rect().adjusted(2 * theme.size("icon") + theme.space("s") + theme.space("hair"), 0, 0, 0)
        words = turned(words, self.rect(), self.layoutDirection())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()

    @staticmethod
    def _knob_colour(is_on: bool, can: bool) -> QColor:
        return theme.colour("disabled" if not can else "on_accent" if is_on else "edge")
