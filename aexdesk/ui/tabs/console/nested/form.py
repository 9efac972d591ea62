"""The form of one nested parameter: rows over its JSON text; each change is made in the text, in place.

A long form is made in slices, from top to bottom, so that the window does not stand still meanwhile.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QWidget

from aexdesk.openplatform.catalogue import Field
from aexdesk.ui import theme
from aexdesk.ui.tabs.console.nested.editing import move, put, take_out
from aexdesk.ui.tabs.console.nested.plan import Row, Shape, is_list, item_of, plan_rows
from aexdesk.ui.tabs.console.nested.row_widgets import RowWidget, ValueRow, make_row
from aexdesk.ui.tabs.console.nested.spans import Kind, Path, Spanned, read_spans
from aexdesk.ui.tabs.console.nested.values import write_typed

SLICE_MS = 6
"""How long rows are made at a stretch: polishing and laying out what was made takes about as long again."""

_FRESH = {"Object": "{}", "Number": "0", "Boolean": "false"}


class NestedForm(QWidget):
    """`edited` carries the text after a person changed something. Show it only texts that can be read, or ""."""

    edited = Signal(str)
    arranged = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._text: str | None = None
        self._root: Spanned | None = None
        self._opened: set[Path] = set()
        self._rows: dict[tuple[object, ...], RowWidget] = {}
        self._wanted: dict[tuple[object, ...], Row] = {}
        self._is_new = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(1)
        self._later.timeout.connect(self._make_some)
        self._column = theme.column(gap="xs", parent=self)

    @property
    def rows(self) -> tuple[RowWidget, ...]:
        """What is shown, from top to bottom."""
        self.finish()
        return tuple(self._rows.values())

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops, in order; of what is there by now."""
        return tuple(stop for row in self._rows.values() for stop in row.stops)

    def row_at(self, *path: str | int) -> RowWidget:
        """The row of a value."""
        ends = (Shape.MORE, Shape.ADD_ITEM, Shape.ADD_KEY)
        return next(one for one in self.rows if one.row.path == path and one.row.shape not in ends)

    def show_text(self, text: str) -> None:
        """Shows the values of `text`; makes only those rows anew that are others."""
        if text != self._text:
            self._text = text
            self._root = read_spans(text) if text.strip() else None
            self._arrange()

    def retranslate(self) -> None:
        """Writes its words."""
        for row in self._rows.values():
            row.retranslate()

    def finish(self) -> None:
        """Makes the rows that are still to come, at once."""
        while self._later.isActive():
            self._make_some()

    def _arrange(self) -> None:
        self._wanted = {row.key: row for row in plan_rows(self._field, self._root, self._opened)}
        for key in [key for key in self._rows if key not in self._wanted]:
            gone = self._rows.pop(key)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._is_new = list(self._rows) != list(self._wanted)
        self._make_some()

    def _make_some(self) -> None:
        """From top to bottom, for as long as nobody notices; after the window's turn it goes on from there."""
        clock = QElapsedTimer()
        clock.start()
        is_whole, rows = True, dict[tuple[object, ...], RowWidget]()
        for key, row in self._wanted.items():
            widget = self._rows.get(key)
            if widget is None:
                is_whole = is_whole and clock.elapsed() < SLICE_MS
                if not is_whole:
                    continue
                widget = self._make(row)
            elif row != widget.row:
                widget.show_row(row)
            if self._column.indexOf(widget) != len(rows):
                self._column.insertWidget(len(rows), widget)
            rows[key] = widget
        self._rows = rows
        if not is_whole:
            self._later.start()
            return
        self._later.stop()
        if self._is_new:
            self._is_new = False
            for one, other in pairwise(self.stops):
                QWidget.setTabOrder(one, other)
            self.arranged.emit()

    def _make(self, row: Row) -> RowWidget:
        widget = make_row(row)
        widget.typed.connect(lambda text: self._type(widget, text))
        widget.remove_wanted.connect(lambda: self._change(take_out(self._text or "", widget.row.path)))
        widget.move_wanted.connect(lambda step: self._move(widget.row, step))
        widget.open_wanted.connect(lambda: self._open(widget.row.path))
        widget.add_wanted.connect(lambda name: self._add(widget.row, name))
        return widget

    # ---------------------------------------------------------------- what a person does

    def _type(self, widget: RowWidget, text: str) -> None:
        row = widget.row
        stays = row.is_item or not row.is_known
        if not text and not stays:
            self._change(take_out(self._text or "", row.path))
            return
        stands = widget.stands if isinstance(widget, ValueRow) else row.stands
        self._change(put(self._text or "", row.path, write_typed(text, row.field, stands), self._order(row.path)))

    def _add(self, row: Row, name: str) -> None:
        if row.shape is Shape.ADD_KEY:
            path: Path = (*row.path, name)
            if self._root is None or self._root.at(path) is None:
                self._change(put(self._text or "", path, '""', self._order(path)))
        else:
            path = (*row.path, row.count)
            text = self._text or ("[]" if not row.path else "")
            self._change(put(text, path, self._fresh_item(row)))
        self._focus(path)

    def _fresh_item(self, row: Row) -> str:
        inner = item_of(row.field)
        if inner.type or is_list(row.field):
            return _FRESH.get(inner.type, '""')
        there = self._root.at(row.path) if self._root else None
        last = there.items[-1].kind if there and there.items else Kind.STRING
        return {Kind.OBJECT: "{}", Kind.ARRAY: "[]", Kind.NUMBER: "0"}.get(last, '""')

    def _move(self, row: Row, step: int) -> None:
        number = row.path[-1]
        if isinstance(number, int):
            self._change(move(self._text or "", row.path, number + step))
            # The keyboard goes along with what it moves.
            self._focus((*row.path[:-1], number + step))

    def _open(self, path: Path) -> None:
        self._opened.add(path)
        self._arrange()
        self._focus(path)

    def _focus(self, path: Path) -> None:
        """On the value at `path`, or the first one inside."""
        inside = [one for one in self.rows if one.row.path[: len(path)] == path and one.stops]
        fields = [one for one in inside if isinstance(one, ValueRow)]
        for one in (fields or inside)[:1]:
            one.stops[0].setFocus()

    def _change(self, text: str) -> None:
        if text != self._text:
            self.show_text(text)
            self.edited.emit(text)

    def _order(self, path: Path) -> tuple[str, ...]:
        """The names that the catalogue has where `path` ends, in its order."""
        field = self._field
        for step in path[:-1]:
            if isinstance(step, str):
                field = next((one for one in field.fields if one.name == step), Field("", "", False))
        return tuple(one.name for one in field.fields)
