"""Which side things begin at: in a language that is read from the right, what stands at the left stands at the right.

Layouts and alignments turn by themselves; what is placed or painted by numbers asks here. Data (keys, signatures, URLs,
JSON, code) is written from the left in every language.
"""

from __future__ import annotations

from unicodedata import bidirectional

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLayout, QMenu, QStyle, QStyleOptionViewItem, QWidget

LEFT_TO_RIGHT = Qt.LayoutDirection.LeftToRight
RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft


def turned(place: QRect, inside: QRect, direction: Qt.LayoutDirection) -> QRect:
    """Where `place`, thought of from the left, stands inside `inside`."""
    return QStyle.visualRect(direction, inside, place)


def at_end(widget: QWidget, edge: int, margin: int) -> QPoint:
    """Where a sign of that edge stands at the end of a line, in its middle."""
    place = QRect(widget.width() - edge - margin, (widget.height() - edge) // 2, edge, edge)
    return turned(place, widget.rect(), widget.layoutDirection()).topLeft()


def direction_of_text(text: str) -> Qt.LayoutDirection:
    """From which side a text is read: its first letter that has a side tells, as Unicode wants it."""
    sides = (bidirectional(letter) for letter in text)
    first = next((side for side in sides if side in ("L", "R", "AL")), "L")
    return LEFT_TO_RIGHT if first == "L" else RIGHT_TO_LEFT


def from_left(data: str) -> str:
    """Data in the middle of a sentence: in a window that is read from the right it would be read from there, too."""
    return data if QGuiApplication.layoutDirection() == LEFT_TO_RIGHT else f"\u2066{data}\u2069"


def write_data(option: QStyleOptionViewItem) -> None:
    """A cell of data: its signs stay where they are written, and it begins where its neighbours do."""
    if option.direction == RIGHT_TO_LEFT:
        option.direction = LEFT_TO_RIGHT
        option.displayAlignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def drop(menu: QMenu, under: QWidget) -> None:
    """Opens a menu under what it belongs to, from where that begins; without a loop of its own."""
    from_left = 0 if under.layoutDirection() == LEFT_TO_RIGHT else under.width() - menu.sizeHint().width()
    menu.popup(under.mapToGlobal(QPoint(from_left, under.height())))


def inset(inside: QWidget | QLayout, begin: int, top: int, end: int, bottom: int) -> None:
    """Margins that begin where lines begin; Qt leaves those that it is told on the sides that they were told for."""
    known = inside.findChild(_Inset, options=Qt.FindChildOption.FindDirectChildrenOnly)
    (known or _Inset(inside)).set(begin, top, end, bottom)


class _Inset(QObject):
    """Lives as long as what it is of, and turns its margins with the window."""

    def __init__(self, inside: QWidget | QLayout) -> None:
        super().__init__(inside)
        self._inside = inside
        self._margins = (0, 0, 0, 0)
        QGuiApplication.instance().layoutDirectionChanged.connect(self._turn)  # type: ignore[union-attr] # there is one

    def set(self, begin: int, top: int, end: int, bottom: int) -> None:
        """Margins for now, and for when the window has turned."""
        self._margins = (begin, top, end, bottom)
        self._turn(QGuiApplication.layoutDirection())

    def _turn(self, direction: Qt.LayoutDirection) -> None:
        begin, top, end, bottom = self._margins
        left, right = (begin, end) if direction == LEFT_TO_RIGHT else (end, begin)
        self._inside.setContentsMargins(left, top, right, bottom)
