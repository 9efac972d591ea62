"""The line icons of `resources/icons`, drawn in a colour of the theme."""

from __future__ import annotations

import math
from functools import cache

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from aexdesk import resources
from aexdesk.ui import theme

_BUTTON_EVENTS = (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange, QEvent.Type.LayoutDirectionChange)
"""A new scheme brings a palette; a new style comes with each move of what a widget stands in."""

_POINTING = frozenset({"chevron_right", "external", "login", "runs", "send", "undo"})
"""Icons that say on or back: turned round where that is the other way."""


def of_program() -> QIcon:
    """The program's own, for its windows; a desktop that knows the program by its entry shows that one's."""
    return QIcon(str(resources.path("aexdesk.svg")))


@cache
def _source(name: str) -> str:
    return resources.read_text(f"icons/{name}.svg")


@cache
def _drawn(name: str, tint: str, edge: int, scale: int, is_turned: bool) -> QPixmap:
    pixmap = QPixmap(QSize(edge, edge) * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    if is_turned:
        painter.translate(edge * scale, 0)
        painter.scale(-1, 1)
    svg = _source(name).replace("currentColor", tint)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, edge * scale, edge * scale))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def pixmap(name: str, tone: str = "muted", edge: int | None = None) -> QPixmap:
    """One icon in the colour `tone` of the scheme in force, sharp on the sharpest screen there is."""
    scale = math.ceil(QGuiApplication.instance().devicePixelRatio())  # type: ignore[union-attr] # there is one
    return _drawn(name, theme.colour(tone).name(), edge or theme.size("icon"), scale, _is_turned(name))


def _is_turned(name: str) -> bool:
    return name in _POINTING and QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft


def icon(name: str, tone: str = "muted") -> QIcon:
    """The same, for a menu."""
    return QIcon(pixmap(name, tone))


class IconButton(QToolButton):
    """A button that is an icon (and, if told so, a text). Its name and tooltip come by `set_words`."""

    def __init__(self, name: str, tone: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawn: tuple[object, ...] = ()
        self._name = name
        self._tone = tone
        self.setIconSize(QSize(theme.size("icon"), theme.size("icon")))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.mark(self, role="icon")
        self.toggled.connect(self._draw)
        self._draw()

    def set_icon(self, name: str, tone: str | None = None) -> None:
        """Shows another icon."""
        self._name, self._tone = name, tone or self._tone
        self._draw()

    def set_words(self, name: str, tooltip: str = "") -> None:
        """What it does: for those who hear the window, and (or `tooltip`) for those who point at it."""
        self.setAccessibleName(name)
        self.setToolTip(tooltip or name)

    def _draw(self) -> None:
        tone = self._tone
        if not self.isEnabled():
            tone = "disabled"
        elif self.isChecked():
            tone = "accent"
        wanted = (self._name, tone, theme.scheme(), _is_turned(self._name))
        if wanted != self._drawn:
            self._drawn = wanted
            # The same picture for a disabled button: Qt would grey it once more.
            made = icon(self._name, tone)
            made.addPixmap(pixmap(self._name, tone), QIcon.Mode.Disabled)
            self.setIcon(made)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the scheme."""
        if event.type() in _BUTTON_EVENTS:
            self._draw()
        super().changeEvent(event)


class IconLabel(QLabel):
    """An icon that only shows. The words beside it say what it means, so it has no name of its own."""

    def __init__(self, name: str, tone: str = "muted", edge: str = "icon", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawn: tuple[object, ...] = ()
        self._wanted = (name, tone)
        self._edge = theme.size(edge)
        self.setFixedSize(self._edge, self._edge)
        self.set_icon(name, tone)

    def set_icon(self, name: str, tone: str = "muted") -> None:
        """Shows another icon, or the same in another tone."""
        self._wanted = (name, tone)
        drawn = (name, tone, theme.scheme(), _is_turned(name))
        if drawn != self._drawn:
            self._drawn = drawn
            self.setPixmap(pixmap(name, tone, self._edge))

    def changeEvent(self, event: QEvent) -> None:
        """Follows the scheme."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.LayoutDirectionChange):
            self.set_icon(*self._wanted)
        super().changeEvent(event)
