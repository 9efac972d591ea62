"""Reads what a person has left in a window: what was typed, chosen, selected and scrolled to."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTabBar,
    QWidget,
)

from aexdesk.ui.widgets.combo import SearchCombo
from tests.ui.languages.texts import shown


def read_kept(top: QWidget) -> dict[str, object]:
    """Where it stands -> how a person left it."""
    return {f"{place}:{part}": value for place, widget in shown(top) for part, value in _kept(widget)}


def _kept(widget: QWidget) -> Iterator[tuple[str, object]]:
    if isinstance(widget, QLineEdit) and not widget.isReadOnly() and not isinstance(widget, SearchCombo):
        yield "typed", (widget.text(), widget.cursorPosition(), widget.selectedText(), widget.isUndoAvailable())
    elif isinstance(widget, QPlainTextEdit) and not widget.isReadOnly():
        cursor = widget.textCursor()
        yield "typed", (widget.toPlainText(), cursor.position(), cursor.anchor())
    elif isinstance(widget, QComboBox):
        yield "chosen", (widget.currentIndex(), widget.currentData())
    elif isinstance(widget, QTabBar):
        yield "page", widget.currentIndex()
    elif isinstance(widget, QAbstractButton) and widget.isCheckable():
        yield "pressed", widget.isChecked()
    elif isinstance(widget, QAbstractItemView) and (model := widget.selectionModel()) is not None:
        yield "selected", sorted((index.row(), index.column()) for index in model.selectedIndexes())
        yield "current", (widget.currentIndex().row(), widget.currentIndex().column())
    elif isinstance(widget, QSplitter):
        yield "divided", widget.sizes()
    if isinstance(widget, QAbstractScrollArea):
        yield "scrolled", widget.verticalScrollBar().value()
