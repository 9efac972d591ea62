"""The form of one nested parameter: rows over its JSON text; each change is made in the text, in place.

A long form is made in turns, from top to bottom, so that the window does not stand still meanwhile.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from aexdesk.openplatform.catalogue import Field
from aexdesk.ui import theme
from aexdesk.ui.laying import laid_out_once, show_dressed
from aexdesk.ui.tabs.console.nested.editing import move, put, take_out
from aexdesk.ui.tabs.console.nested.plan import Row, Shape, is_list, item_of, plan_rows
from aexdesk.ui.tabs.console.nested.row_widgets import RowWidget, ValueRow, make_row
from aexdesk.ui.tabs.console.nested.spans import Kind, Path, Spanned, read_spans
from aexdesk.ui.tabs.console.nested.values import write_typed
from aexdesk.ui.tabs.console.row_turns import RowTurns

_FRESH = {"Object": "{}", "Number": "0", "Boolean": "false"}


class NestedForm(QWidget):
    """`edited` carries the text after a person changed something. Show it only texts that can be read, or ""."""

    edited = Signal(str)
    arranged = Signal()

    def __init__(self, field: Field, row_turns: RowTurns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._turns = row_turns
        self._text: str | None = None
        self._root: Spanned | None = None
        self._opened: set[Path] = set()
        self._rows: dict[tuple[object, ...], RowWidget] = {}
        self._wanted: dict[tuple[object, ...], Row] = {}
        self._is_new = False
        self._column = theme.column(gap="xs", parent=self)

    @property
    def place(self) -> QLayout:
        """Where its rows stand."""
        return self._column

    @property
    def rows(self) -> tuple[RowWidget, ...]:
        """What is shown, from top to bottom; rows that are still to come are made for the question."""
        self._turns.finish(self)
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
        elif len(self._rows) < len(self._wanted):
            self._turns.begin(self)

    def put_away(self) -> None:
        """It is not looked at: rows that are missing may wait until it is."""
        self._turns.leave(self)

    def retranslate(self) -> None:
        """Writes its words."""
        for row in self._rows.values():
            row.retranslate()

    def make_next(self) -> bool:
        """Makes the first row that is missing; whether there is another."""
        missing = (key for key in self._wanted if key not in self._rows)
        if (key := next(missing, None)) is not None:
            self._make_at(key)
        if next(missing, None) is not None:
            return True
        self._settle()
        return False

    def _arrange(self) -> None:
        """Shows what has changed, in the rows that there are; begins to make the others."""
        self._wanted = {row.key: row for row in plan_rows(self._field, self._root, self._opened)}
        self._is_new = list(self._rows) != list(self._wanted)
        with laid_out_once(self._column):
            for key in [key for key in self._rows if key not in self._wanted]:
                gone = self._rows.pop(key)
                self._column.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
            self._rows = {key: self._rows[key] for key in self._wanted if key in self._rows}
            for number, (key, widget) in enumerate(self._rows.items()):
                if widget.row != self._wanted[key]:
                    widget.show_row(self._wanted[key])
                if self._column.indexOf(widget) != number:
                    self._column.insertWidget(number, widget)
        if len(self._rows) < len(self._wanted):
            self._turns.begin(self)
        else:
            self._turns.leave(self)
            self._settle()

    def _settle(self) -> None:
        """All rows are there: puts them in order for the keys."""
        if self._is_new:
            self._is_new = False
            for one, other in pairwise(self.stops):
                QWidget.setTabOrder(one, other)
            self.arranged.emit()

    def _make_at(self, key: tuple[object, ...]) -> None:
        """Makes that row, wherever among the others its place is."""
        widget = make_row(self._wanted[key], self)
        widget.typed.connect(lambda text: self._type(widget, text))
        widget.remove_wanted.connect(lambda: self._change(take_out(self._text or "", widget.row.path)))
        widget.move_wanted.connect(lambda step: self._move(widget.row, step))
        widget.open_wanted.connect(lambda: self._open(widget.row.path))
        widget.add_wanted.connect(lambda name: self._add(widget.row, name))
        made = self._rows | {key: widget}
        self._rows = {key: made[key] for key in self._wanted if key in made}
        self._column.insertWidget(list(self._rows).index(key), widget)
        show_dressed(widget)

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
        """On the value at `path`, or the first one inside, which need not wait for its turn."""
        inside = []
        for key in [key for key, row in self._wanted.items() if row.path[: len(path)] == path]:
            if key not in self._rows:
                self._make_at(key)
            inside.append(self._rows[key])
            if isinstance(inside[-1], ValueRow):
                break
        able = [one for one in inside if one.stops]
        for one in ([one for one in able if isinstance(one, ValueRow)] or able)[:1]:
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
