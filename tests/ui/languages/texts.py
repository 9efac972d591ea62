"""Reads all that a window says: to the eye, to the pointer that rests, and to those who hear it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

_MOST_ROWS = 30


def read(top: QWidget) -> dict[str, str]:
    """Where it stands -> what it says. What `top` would not show if it were shown itself is left out."""
    found: dict[str, str] = {}
    for place, widget in shown(top):
        for part, text in _texts(widget):
            if text.strip():
                found[f"{place}:{part}"] = text
    return found


def shown(widget: QWidget, place: str = "") -> Iterator[tuple[str, QWidget]]:
    """What would be seen if `widget` itself were, each with its place."""
    place = place or type(widget).__name__
    yield place, widget
    seen: Counter[str] = Counter()
    for child in widget.children():
        if isinstance(child, QWidget):
            name = child.objectName() or type(child).__name__
            seen[name] += 1
            if not child.isHidden() and not child.isWindow():
                yield from shown(child, f"{place}/{name}#{seen[name]}")


def _texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield "tooltip", widget.toolTip()
    yield "name", widget.accessibleName()
    yield "description", widget.accessibleDescription()
    if widget.isWindow():
        yield "title", widget.windowTitle()
    for number, action in enumerate(widget.actions()):
        yield f"action {number}", action.text()
    if isinstance(widget, QLabel | QAbstractButton):
        yield "text", widget.text()
    elif isinstance(widget, QGroupBox):
        yield "text", widget.title()
    elif isinstance(widget, QTextBrowser):
        yield "text", widget.toPlainText()
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        yield "placeholder", widget.placeholderText()
    yield from _entries(widget)


def _entries(widget: QWidget) -> Iterator[tuple[str, str]]:
    if isinstance(widget, QComboBox):
        for number in range(widget.count()):
            yield f"entry {number}", widget.itemText(number)
    elif isinstance(widget, QTabBar):
        for number in range(widget.count()):
            yield f"tab {number}", widget.tabText(number)
            yield f"tab {number} tooltip", widget.tabToolTip(number)
    elif isinstance(widget, QHeaderView):
        for number in range(widget.count()):
            yield f"section {number}", _said(widget.model().headerData(number, widget.orientation()))
    elif isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
        yield from _cells(model)


def _cells(model: QAbstractItemModel) -> Iterator[tuple[str, str]]:
    for row in range(min(model.rowCount(), _MOST_ROWS)):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            yield f"cell {row} {column}", _said(index.data())
            yield f"cell {row} {column} tooltip", _said(index.data(Qt.ItemDataRole.ToolTipRole))
            yield f"cell {row} {column} name", _said(index.data(Qt.ItemDataRole.AccessibleTextRole))


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""
