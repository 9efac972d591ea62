"""Finds texts that lie over one another, and widgets that stick out of where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSplitterHandle,
    QWidget,
)

from aexdesk.ui.widgets.toast import Toast
from tests.ui.layout.finding import Finding, found
from tests.ui.layout.texts import is_rich, plain

_SLACK = 1
_LAYERS = frozenset({"copied", "choices", "drawer", "panel"})
"""What lies over other things by its nature, by the role that the sheet knows."""


def find_overlapping(widgets: Sequence[QWidget]) -> Iterator[Finding]:
    """Texts that lie over one another, of whichever parents; a layer over the window may lie over anything."""
    said = [(widget, text) for widget in widgets if not widget.isWindow() and (text := text_of(widget))]
    placed = [(place, widget, text) for widget, text in said if (place := _seen_rect(widget, text)).isValid()]
    placed.sort(key=lambda one: one[0].top())
    for number, (place, one, text) in enumerate(placed):
        for other_place, other, other_text in placed[number + 1 :]:
            if other_place.top() > place.bottom() - _SLACK:
                break
            shared = place.intersected(other_place)
            if shared.width() > _SLACK and shared.height() > _SLACK and _collide(one, other):
                yield found("overlapping", one, text, f"over {other_text[:40]!r} by {shared.width()}x{shared.height()}")


def _collide(one: QWidget, other: QWidget) -> bool:
    """Not what a control holds itself, nor what lies on another layer on purpose."""
    is_inside = one.isAncestorOf(other) or other.isAncestorOf(one)
    return not is_inside and _layer(one) is _layer(other)


def _layer(widget: QWidget) -> QWidget | None:
    """The toast, list or bubble that it stands in; None for the window's own ground."""
    above: QWidget | None = widget
    while above is not None and not above.isWindow():
        if isinstance(above, Toast) or above.property("role") in _LAYERS:
            return above
        above = above.parentWidget()
    return None


def _seen_rect(widget: QWidget, text: str) -> QRect:
    """Where its text is seen, in the window's coordinates: no more than what it stands in shows of it."""
    parent = widget.parentWidget()
    place = _text_rect(widget, text)
    while parent is not None:
        place = place.intersected(parent.rect())
        if parent.isWindow() or not place.isValid():
            break
        place.translate(parent.pos())
        parent = parent.parentWidget()
    return place


def text_of(widget: QWidget) -> str:
    """What this widget itself says."""
    if isinstance(widget, QLabel):
        return widget.text()
    if isinstance(widget, QAbstractButton):
        return plain(widget.text())
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.text() or widget.placeholderText() if isinstance(widget, QLineEdit) else ""


def _text_rect(widget: QWidget, text: str) -> QRect:
    """Where the text is drawn, in the parent's coordinates."""
    if not isinstance(widget, QLabel) or is_rich(widget):
        return widget.geometry()
    flags = widget.alignment() | (Qt.TextFlag.TextWordWrap if widget.wordWrap() else Qt.TextFlag.TextSingleLine)
    place = widget.fontMetrics().boundingRect(widget.contentsRect(), int(flags), text)
    return place.translated(widget.pos()).intersected(widget.geometry())


def find_outside(widgets: Sequence[QWidget]) -> Iterator[Finding]:
    """Widgets that their parent cuts off, and pages that nobody can scroll to."""
    for widget in widgets:
        yield from _out_of_reach(widget)
        parent = widget.parentWidget()
        if parent is None or widget.isWindow() or _is_moved_by_parent(widget, parent):
            continue
        room = parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
        if not room.contains(widget.geometry()) and widget.width() and widget.height():
            text = text_of(widget) or next(filter(None, map(text_of, widget.findChildren(QWidget))), "")
            if text:
                yield found("outside", widget, text, f"{_tell(widget.geometry())} in {_tell(parent.rect())}")


def _out_of_reach(widget: QWidget) -> Iterator[Finding]:
    page = widget.widget() if isinstance(widget, QScrollArea) else None
    if not isinstance(widget, QScrollArea) or page is None:
        return
    room = widget.viewport()
    off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    for policy, needed, there in (
        (widget.horizontalScrollBarPolicy(), page.width(), room.width()),
        (widget.verticalScrollBarPolicy(), page.height(), room.height()),
    ):
        if policy is off and needed > there + _SLACK:
            yield found("unreachable", widget, "", f"{needed} px in {there}, and no bar")


def _is_moved_by_parent(widget: QWidget, parent: QWidget) -> bool:
    """What scrolls, what is dragged, and Qt's own parts."""
    grand = parent.parentWidget()
    is_scrolled = isinstance(grand, QAbstractScrollArea) and grand.viewport() is parent
    is_own = widget.objectName().startswith("qt_") or type(widget).__name__ in ("QTabBar",)
    return is_scrolled or is_own or isinstance(widget, QSplitterHandle)


def _tell(place: QRect) -> str:
    at: QPoint = place.topLeft()
    return f"{place.width()}x{place.height()} at {at.x()},{at.y()}"
