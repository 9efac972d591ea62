"""Paints every key tip of a window in one widget that no click stops at."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from aexdesk.ui import theme
from aexdesk.ui.frame.key_tips_places import Box, Room, Wish, place
from aexdesk.ui.frame.key_tips_targets import Target
from aexdesk.ui.sides import LEFT_TO_RIGHT
from aexdesk.ui.telling import tell


@dataclass(frozen=True, slots=True)
class Tip:
    """`letters` at `badge` are pressed for `target`."""

    letters: str
    target: Target
    badge: QRect


class KeyTipsOverlay(QWidget):
    """Lies over `layer` while it is shown; what it says stands at the foot, and is told."""

    def __init__(self, layer: QWidget) -> None:
        super().__init__(layer)
        self.tips: tuple[Tip, ...] = ()
        self.typed = ""
        self.said = ""
        self.setObjectName("keyTips")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFont(_badge_font())
        self.setGeometry(layer.rect())

    def show_tips(self, targets: tuple[Target, ...], letters: tuple[str, ...]) -> None:
        """A badge for each that has letters and finds room."""
        lettered = [(letter, target) for letter, target in zip(letters, targets, strict=True) if letter]
        measured = QFontMetrics(self.font())
        wishes = [Wish(_box(target.place), _width(measured, letter), target.is_filled) for letter, target in lettered]
        found = place(wishes, self._room(measured))
        self.tips = tuple(
            Tip(letter, target, QRect(*spot))
            for (letter, target), spot in zip(lettered, found, strict=True)
            if spot is not None
        )
        self.typed = ""
        self._cut_out()
        self.show()
        self.raise_()

    def narrow(self, typed: str) -> None:
        """Leaves those that go on from what has been typed, and of their letters what is still to be pressed."""
        self.typed = typed
        self.say("")

    def say(self, text: str) -> None:
        """A line at the foot; "" takes it away."""
        self.said = text
        self.setAccessibleDescription(text)
        tell(self, text)
        self._cut_out()

    def fitting(self) -> tuple[Tip, ...]:
        """Those that begin with what has been typed."""
        return tuple(tip for tip in self.tips if tip.letters.startswith(self.typed))

    def _cut_out(self) -> None:
        """No more than what is painted: the window under the rest need not paint itself anew."""
        region = QRegion()
        for badge in (*(tip.badge for tip in self.fitting()), *([self._foot()] if self.said else [])):
            region = region.united(badge)
        self.setMask(region)
        self.update()

    def _room(self, measured: QFontMetrics) -> Room:
        is_from_right = self.layoutDirection() != LEFT_TO_RIGHT
        inside = self.rect().adjusted(*(theme.space("hair") * side for side in (1, 1, -1, -1)))
        return Room(_box(inside), measured.height(), theme.space("focus"), is_from_right)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The badges, and what is said."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for tip in self.fitting():
            if event.rect().intersects(tip.badge):
                self._paint_badge(painter, tip.badge, tip.letters[len(self.typed) :])
        if self.said:
            self._paint_badge(painter, self._foot(), self.said)
        painter.end()

    def _paint_badge(self, painter: QPainter, badge: QRect, text: str) -> None:
        # A line of the ground around it: it is seen on what is as dark as itself.
        hair, radius = theme.space("hair"), theme.size("radius_small")
        painter.setPen(QPen(theme.colour("window"), hair))
        painter.setBrush(theme.colour("text"))
        painter.drawRoundedRect(badge.toRectF().adjusted(hair / 2, hair / 2, -hair / 2, -hair / 2), radius, radius)
        painter.setPen(theme.colour("window"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    def _foot(self) -> QRect:
        measured = QFontMetrics(self.font())
        width = min(measured.horizontalAdvance(self.said) + 2 * theme.space("m"), self.width())
        height = measured.height() + 2 * theme.space("xs")
        return QRect((self.width() - width) // 2, self.height() - height - theme.space("s"), width, height)


def _badge_font() -> QFont:
    font = theme.mono_font()
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _width(measured: QFontMetrics, letters: str) -> int:
    return measured.horizontalAdvance(letters) + 2 * theme.space("xs")


def _box(rect: QRect) -> Box:
    return Box(rect.x(), rect.y(), rect.width(), rect.height())
