"""The rows of the form: a value, the head of an object or array, and the lines that add to them.

A form has many: what a row can never need is not made, and each piece is made where it stays, for one that moves with
all that is in it is dressed anew.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from aexdesk.i18n import _, ngettext
from aexdesk.ui import theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.sides import inset
from aexdesk.ui.tabs.console.known_values import has_example, known_values
from aexdesk.ui.tabs.console.nested import words
from aexdesk.ui.tabs.console.nested.plan import Row, Shape
from aexdesk.ui.tabs.console.nested.spans import Kind
from aexdesk.ui.tabs.console.parameter_fields import LineField
from aexdesk.ui.view import View
from aexdesk.ui.widgets.leaving import Leaving

_LEAST_LABEL = 72
_WIDEST_TYPE = "Boolean"


class RowWidget(View):
    """A row; `show_row` gets the same one again with another value. `stops`: where the Tab key stops."""

    typed = Signal(str)
    remove_wanted = Signal()
    move_wanted = Signal(int)
    open_wanted = Signal()
    add_wanted = Signal(str)

    def __init__(self, row: Row, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = row

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """In order."""
        return ()

    def show_row(self, row: Row) -> None:
        """Shows its value."""
        self.row = row
        self.retranslate()

    def _indent(self) -> int:
        return max(0, len(self.row.path) - 1) * theme.space("m")


class ValueRow(RowWidget):
    """Label, field, type, and what can be done: put the example in, move or take out an item."""

    def __init__(self, row: Row, parent: QWidget) -> None:
        super().__init__(row, parent)
        self._known_text, self.stands = row.text, row.stands
        self._label, self._kind, self._under = QLabel(self), QLabel(self), QLabel(self)
        self.field = LineField(False, known_values(row.field), self)
        self.field.edited.connect(self._note)
        self._leaving = Leaving(self.field)
        self._leaving.left.connect(self.retranslate)
        self._example = self._make_example() if has_example(row.field) and row.is_known else None
        self._acts = RowActs(self) if row.is_item or not row.is_known else None
        self._label.setBuddy(self.field)
        self._label.setWordWrap(True)
        self._label.setMinimumHeight(theme.size("control"))
        self._label.setFixedWidth(max(_LEAST_LABEL, theme.size("label") - self._indent()))
        self._kind.setMinimumHeight(theme.size("control"))
        self._kind.setFixedWidth(self._kind.fontMetrics().horizontalAdvance(_WIDEST_TYPE))
        self._under.setWordWrap(True)
        theme.mark(self._label, kind="muted")
        for label in (self._kind, self._under):
            theme.mark(label, kind="small")
        line = theme.line(self.field, self._kind, gap="xs")
        line.setStretch(0, 1)
        for widget in (self._example, self._acts):
            if widget is not None:
                line.addWidget(widget)
        if self._example is None and self._acts is None:  # so that the fields end on one line
            line.addSpacing(theme.size("control") + theme.space("xs"))
        grid = QGridLayout(self)
        inset(grid, self._indent(), 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("s"))
        grid.setVerticalSpacing(0)
        grid.addWidget(self._label, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(line, 0, 1)
        grid.addWidget(self._under, 1, 1)
        self.show_row(row)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """The field, then what can be done."""
        return (self.field, *(self._acts.stops if self._acts else ()))

    def show_row(self, row: Row) -> None:
        """A value that was not typed here says anew what kind of thing stands there."""
        if row.text != self._known_text or row.stands is None:
            self._known_text, self.stands = row.text, row.stands
        self.field.show_value("" if row.text == "null" and row.stands is Kind.WORD else row.text)
        super().show_row(row)

    def retranslate(self) -> None:
        """Writes its words."""
        row = self.row
        self._label.setText(words.name_row(row))
        self._kind.setText(words.name_kind(row))
        described = words.describe_field(row.field)
        for widget in (self._label, self.field):
            widget.setToolTip(_(row.field.description))
        self.field.setPlaceholderText(words.hint_at(row))
        name = _("{name}, required").format(name=row.name) if row.field.is_required else row.name
        self.field.setAccessibleName(name)
        complaint = words.complain_about(row) if self._leaving.is_due else ""
        self.field.setAccessibleDescription(complaint or described)
        text = complaint or words.note_on(row)
        self._under.setText(text)
        self._under.setVisible(bool(text))
        theme.mark(self._under, tone="bad" if complaint else "")
        if self._example is not None:
            self._example.set_words(
                _("Put an example into {name}").format(name=row.name),
                _("Put the example in: {example} (Alt+Down in the field)").format(example=row.field.example),
            )
        if self._acts is not None:
            self._acts.show_row(row)

    def _make_example(self) -> IconButton:
        made = IconButton("example", parent=self)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(self._take_example)
        return made

    def _note(self, text: str) -> None:
        self._known_text = text
        self.typed.emit(text)

    def _take_example(self) -> None:
        self.stands = None
        self.field.show_value(self.row.field.example)
        self._note(self.row.field.example)
        self.field.setFocus()


class HeadRow(RowWidget):
    """The head of an object or array, or of what does not fit the catalogue."""

    def __init__(self, row: Row, parent: QWidget) -> None:
        super().__init__(row, parent)
        self._label, self._told, self._under = QLabel(self), QLabel(self), QLabel(self)
        self._under.setWordWrap(True)
        theme.mark(self._told, kind="small")
        theme.mark(self._under, kind="small")
        self._open, self._acts = QPushButton(self), RowActs(self)
        theme.mark(self._open, role="link")
        self._open.clicked.connect(self.open_wanted)
        line = theme.line(self._label, self._told, gap="s")
        line.addStretch(1)
        line.addWidget(self._open)
        line.addWidget(self._acts)
        column = theme.column(line, self._under, gap="", parent=self)
        inset(column, self._indent(), theme.space("xs"), 0, 0)
        self.show_row(row)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What can be done."""
        return (self._open, *self._acts.stops)

    def retranslate(self) -> None:
        """Writes its words."""
        row = self.row
        self._label.setText(words.name_row(row))
        kind = words.name_kind(row)
        self._told.setText(f"{kind} · {words.count_inside(row)}" if row.shape is not Shape.ODD else kind)
        self._label.setToolTip(_(row.field.description))
        complaint = words.complain_about(row)
        text = complaint or words.note_on(row)
        self._under.setText(text)
        self._under.setVisible(bool(text))
        theme.mark(self._under, tone="bad" if complaint else "")
        self._open.setVisible(row.stands is None or row.text == "null")
        self._open.setText(_("Fill in"))
        self._open.setAccessibleName(_("Fill in {name}").format(name=row.name))
        self._acts.show_row(row)


class RowActs(QWidget):
    """Up, down, take out: those that mean something for the row."""

    def __init__(self, owner: RowWidget) -> None:
        super().__init__(owner)
        self._moves: tuple[IconButton, ...] = self._make_moves(owner) if owner.row.is_item else ()
        self._out = IconButton("close", parent=self)
        self._out.clicked.connect(owner.remove_wanted)
        theme.line(*self._moves, self._out, gap="", parent=self)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """In order."""
        return (*self._moves, self._out)

    def show_row(self, row: Row) -> None:
        """For this row."""
        can_go_out = row.stands is not None and (row.is_item or not row.is_known or row.shape is not Shape.VALUE)
        name = words.name_row(row) if row.is_item else row.name
        told = (_("Move {name} up"), _("Move {name} down"))
        for button, is_possible, text in zip(self._moves, row.can_move, told, strict=False):
            button.setEnabled(is_possible)
            button.set_words(text.format(name=name))
        self._out.setVisible(can_go_out)
        self._out.set_words(_("Take {name} out").format(name=name))
        self.setVisible(row.is_item or can_go_out)

    def _make_moves(self, owner: RowWidget) -> tuple[IconButton, IconButton]:
        up, down = IconButton("chevron_up", parent=self), IconButton("chevron_down", parent=self)
        up.clicked.connect(lambda: owner.move_wanted.emit(-1))
        down.clicked.connect(lambda: owner.move_wanted.emit(1))
        return up, down


class LinkRow(RowWidget):
    """One more item, or the fields that are not shown; or only that there are more than fit."""

    def __init__(self, row: Row, parent: QWidget) -> None:
        super().__init__(row, parent)
        self.link = QPushButton(self)
        theme.mark(self.link, role="link")
        self.link.setEnabled(row.shape is not Shape.FULL)
        self.link.clicked.connect(lambda: self.add_wanted.emit("") if self._adds() else self.open_wanted.emit())
        line = QHBoxLayout(self)
        inset(line, len(row.path) * theme.space("m"), 0, 0, 0)
        line.addWidget(self.link)
        line.addStretch(1)
        self.show_row(row)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """The link."""
        return (self.link,)

    def retranslate(self) -> None:
        """Writes its words."""
        row = self.row
        if row.shape is Shape.FULL:
            self.link.setText(_("There is more than fits into a form: see the JSON."))
        elif self._adds():
            self.link.setText(_("Add one") if not row.count else _("Add another"))
            self.link.setAccessibleName(_("Add one to {name}").format(name=row.name or row.field.name))
        else:
            text = ngettext("{count} more field", "{count} more fields", row.count)
            self.link.setText(text.format(count=row.count))
            self.link.setAccessibleName("")

    def _adds(self) -> bool:
        return self.row.shape is Shape.ADD_ITEM


class AddKeyRow(RowWidget):
    """A key that the catalogue does not know, by name."""

    def __init__(self, row: Row, parent: QWidget) -> None:
        super().__init__(row, parent)
        self.name, self._add = QLineEdit(self), QPushButton(self)
        theme.mark(self.name, kind="mono")
        theme.mark(self._add, role="quiet")
        self.name.returnPressed.connect(self._take)
        self._add.clicked.connect(self._take)
        line = theme.line(self.name, self._add, gap="xs", parent=self)
        line.setStretch(0, 1)
        inset(line, len(row.path) * theme.space("m"), 0, 0, 0)
        self.show_row(row)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Field and button."""
        return (self.name, self._add)

    def retranslate(self) -> None:
        """Writes its words."""
        where = self.row.name or self.row.field.name
        self.name.setPlaceholderText(_("Another key, by name"))
        self.name.setAccessibleName(_("Name of another key in {name}").format(name=where))
        self._add.setText(_("Add key"))
        self._add.setAccessibleName(_("Add the key to {name}").format(name=where))

    def _take(self) -> None:
        name = self.name.text()
        if name:
            self.name.clear()
            self.add_wanted.emit(name)


def make_row(row: Row, parent: QWidget) -> RowWidget:
    """The widget for a row."""
    made: dict[Shape, type[RowWidget]] = {
        Shape.VALUE: ValueRow,
        Shape.GROUP: HeadRow,
        Shape.LIST: HeadRow,
        Shape.ODD: HeadRow,
        Shape.ADD_KEY: AddKeyRow,
    }
    return made.get(row.shape, LinkRow)(row, parent)
