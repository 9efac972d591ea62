"""Finds what a mouse could click in a window now, and does it: no key tip does what a mouse could not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QScrollBar,
    QTabBar,
    QToolButton,
    QWidget,
)

from aexdesk.ui import theme
from aexdesk.ui.sides import turned
from aexdesk.ui.widgets.combo import SearchCombo

_WEB_VIEW = "QWebEngineView"
"""Asked by name: the class itself would bring Chromium along."""
_EDGE_PX = 4
"""So far inside it is clicked, where its middle is covered."""
_FOCUS = Qt.FocusReason.ShortcutFocusReason


class Kind(Enum):
    """What a key tip does."""

    PRESS = auto()
    TURN = auto()
    OPEN = auto()
    ENTER = auto()


@dataclass(frozen=True, slots=True)
class Target:
    """A control, or one page (`page`) of a row of pages; `place`: what is seen of it, in the window's coordinates."""

    widget: QWidget
    kind: Kind
    place: QRect
    page: int = -1

    @property
    def is_filled(self) -> bool:
        """Whether its words reach from side to side."""
        widget = self.widget
        if isinstance(widget, QToolButton):
            is_icon = widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly and not widget.icon().isNull()
            return not is_icon and widget.property("role") != "rail"
        return isinstance(widget, QTabBar | QAbstractButton)

    @property
    def name(self) -> str:
        """What those who hear the window are told that it is called."""
        widget = self.widget
        if isinstance(widget, QTabBar):
            return widget.tabText(self.page)
        name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        return name or QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def find_targets(layer: QWidget) -> tuple[Target, ...]:
    """All of them in the window (or sheet, or dialog) `layer`, in the order in which it was built."""
    return tuple(one for one in _walk(layer, QPoint(), layer.rect()) if _can_be_hit(layer, one))


def is_still(layer: QWidget, target: Target) -> bool:
    """Whether it is where it was, and could still be clicked. The widget must not have been deleted."""
    widget = target.widget
    if not (widget.isVisible() and widget.isEnabled()):
        return False
    corner = widget.mapTo(layer, QPoint())
    area = QRect(corner, widget.size())
    if isinstance(widget, QTabBar):
        area = widget.tabRect(target.page).translated(corner) if target.page < widget.count() else QRect()
    return area.contains(target.place) and _can_be_hit(layer, target)


def act(target: Target) -> None:
    """Clicks, turns, opens or enters it, as a person with a mouse would; the focus comes along where it may."""
    widget = target.widget
    if target.kind is not Kind.PRESS or widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        widget.setFocus(_FOCUS)
    if isinstance(widget, QAbstractButton):
        widget.click()
    elif isinstance(widget, QTabBar):
        widget.setCurrentIndex(target.page)
    elif isinstance(widget, QComboBox):
        widget.showPopup()
    elif isinstance(widget, SearchCombo):
        widget.offer_all()


def _walk(parent: QWidget, corner: QPoint, seen: QRect) -> Iterator[Target]:
    """`corner`: where `parent` begins in the window; `seen`: what nothing around it cuts off."""
    for widget in parent.children():
        if not isinstance(widget, QWidget) or widget.isWindow() or not (widget.isVisible() and widget.isEnabled()):
            continue
        place = widget.geometry().translated(corner)
        inside = place & seen
        if inside.isEmpty():
            continue
        found = list(_look_at(widget, place, inside))
        yield from found
        if not found and not isinstance(widget, QHeaderView | QScrollBar):
            yield from _walk(widget, place.topLeft(), inside)
        elif found and found[0].kind is Kind.ENTER and not isinstance(widget, QLineEdit | QAbstractSpinBox):
            yield from _inside(widget, place, inside)


def _inside(widget: QWidget, place: QRect, seen: QRect) -> Iterator[Target]:
    """A list or a page that takes the focus may hold controls of its own; the web view's are the page's."""
    if not widget.inherits(_WEB_VIEW):
        yield from _walk(widget, place.topLeft(), seen)


def _look_at(widget: QWidget, place: QRect, seen: QRect) -> Iterator[Target]:
    """The target that it is; the pages where it is a row of them; none where it only holds others."""
    if isinstance(widget, QTabBar):
        for page in range(widget.count()):
            if widget.isTabVisible(page) and widget.isTabEnabled(page):
                whole = widget.tabRect(page).translated(place.topLeft())
                if _is_seen(whole, seen):
                    yield Target(widget, Kind.TURN, whole & seen, page)
    elif not _is_seen(place, seen):
        return
    elif isinstance(widget, QAbstractButton):
        # The button in the corner of a table is Qt's own, and says nothing.
        if not (widget.objectName().startswith("qt_") or type(widget) is QAbstractButton):
            yield Target(widget, Kind.PRESS, _without_blank(widget, place) & seen)
    elif isinstance(widget, QComboBox | SearchCombo):
        yield Target(widget, Kind.OPEN, seen)
    elif _takes_focus(widget):
        yield Target(widget, Kind.ENTER, seen)


def _is_seen(whole: QRect, seen: QRect) -> bool:
    """Of what has scrolled out but for a few pixels, nobody would say that it is there."""
    least, part = theme.size("icon"), whole & seen
    return part.width() >= min(least, whole.width()) and part.height() >= min(least, whole.height())


def _without_blank(widget: QAbstractButton, place: QRect) -> QRect:
    """A check box may be as wide as its form; what is seen of it ends with its words."""
    if not isinstance(widget, QCheckBox):
        return place
    words = QRect(place.topLeft(), QSize(min(widget.sizeHint().width(), place.width()), place.height()))
    return turned(words, place, widget.layoutDirection())


def _takes_focus(widget: QWidget) -> bool:
    if widget.inherits(_WEB_VIEW):
        return True
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _can_be_hit(layer: QWidget, target: Target) -> bool:
    """Whether a click on some point of it would come to it, and not to what lies over it."""
    place, widget = target.place, target.widget
    inner = place.adjusted(_EDGE_PX, _EDGE_PX, -_EDGE_PX, -_EDGE_PX)
    points = (place.center(), inner.topLeft(), inner.topRight(), inner.bottomLeft(), inner.bottomRight())
    return any(_is_at(widget, layer.childAt(point)) for point in points)


def _is_at(widget: QWidget, hit: QWidget | None) -> bool:
    if hit is None or hit is widget:
        return hit is widget
    return not isinstance(widget, QTabBar) and widget.isAncestorOf(hit)
