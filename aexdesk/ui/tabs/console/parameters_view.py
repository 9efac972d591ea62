"""Parameters: a form from the catalogue, rows for what it does not know, and what is computed beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QLineEdit, QPushButton, QScrollArea, QWidget

from aexdesk.i18n import _
from aexdesk.openplatform.catalogue import Field
from aexdesk.openplatform.request import Origin
from aexdesk.openplatform.signing import SIGN
from aexdesk.ui import theme
from aexdesk.ui.laying import laid_out_once, show_dressed
from aexdesk.ui.tabs.console.computed_rows import ComputedRows
from aexdesk.ui.tabs.console.draft import extra_names
from aexdesk.ui.tabs.console.parameter_row import ParameterRow
from aexdesk.ui.tabs.console.row_turns import RowTurns
from aexdesk.ui.tabs.console.words import name_effect
from aexdesk.ui.view import View
from aexdesk.ui.widgets.chip import Chip

if TYPE_CHECKING:
    from aexdesk.ui.tabs.console.apis.model import ApiShelf
    from aexdesk.ui.tabs.console.model import ConsoleModel


MOST_KEPT: Final = 40
"""Rows of other APIs that are kept for whoever comes back to them."""


class ParametersView(View):
    """The form side of the draft. Its rows are made in turns, and kept when another API is looked at."""

    def __init__(self, model: ConsoleModel, shelf: ApiShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._shelf = shelf
        self._shown: tuple[str, tuple[Field, ...], tuple[str, ...]] | None = None
        self._wanted: dict[str, Field] = {}
        self._rows: dict[str, ParameterRow] = {}
        self._kept: dict[tuple[str, Field], ParameterRow] = {}
        self._turns = RowTurns(self)
        self._title, self._effect, self._none = QLabel(), Chip(), QLabel()
        self._title.setWordWrap(True)
        self._none.setWordWrap(True)
        theme.mark(self._title, kind="heading")
        theme.mark(self._none, kind="muted")
        head = theme.line(self._title, self._effect)
        head.setStretch(0, 1)
        head.setAlignment(self._effect, Qt.AlignmentFlag.AlignTop)
        self._form = theme.column(gap="xs")
        self._name, self._add = QLineEdit(), QPushButton()
        theme.mark(self._name, kind="mono")
        self._name.returnPressed.connect(self._add_parameter)
        self._add.clicked.connect(self._add_parameter)
        adding = theme.line(self._name, self._add)
        self._computed = ComputedRows()
        page = self._page = QWidget()
        theme.mark(page, role="page")
        column = theme.column(head, self._none, self._form, adding, self._computed, around="m", parent=page)
        column.setSpacing(theme.space("m"))
        column.addStretch(1)
        self.place: QLayout = column
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what stands in it takes the keys, and brings itself into view
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        theme.column(scroll, gap="", parent=self)
        self.retranslate()

    def show_state(self) -> None:
        """Shows the draft's values. A row that is missing is made, in its turn, and shows what counts by then."""
        state = self._model.state
        draft, definition = state.draft, state.definition
        extras = extra_names(draft, definition)
        fields = definition.parameters if definition else ()
        with laid_out_once(self.place):
            if (draft.api, fields, extras) != self._shown:
                self._take_up(draft.api, fields, extras)
            for name in self._rows:
                self._show_value(name)
            computed = state.preview.parameters if state.preview else ()
            self._computed.show_rows(
                tuple(one for one in computed if one.origin is not Origin.USER and one.name != SIGN)
            )
            self._show_words()
        if len(self._rows) < len(self._wanted):
            self._turns.begin(self)

    @property
    def rows(self) -> dict[str, ParameterRow]:
        """By name, from top to bottom; rows that are still to come are made for the question."""
        self._turns.finish(self)
        return self._rows

    def make_next(self) -> bool:
        """Makes the first row that is missing; whether there is another."""
        missing = [name for name in self._wanted if name not in self._rows]
        if missing:
            self._make_at(missing[0])
        if len(missing) > 1:
            return True
        self._order_tabs()
        return False

    def retranslate(self) -> None:
        """Writes its words."""
        self._name.setAccessibleName(_("Name of another parameter"))
        self._name.setPlaceholderText(_("Another parameter, by name"))
        self._name.setToolTip(_("A parameter that the catalogue does not know, or a common one such as sign_method"))
        self._add.setText(_("Add"))
        self._add.setAccessibleName(_("Add the parameter"))
        for row in (*self._rows.values(), *self._kept.values()):
            row.retranslate()
        self._computed.retranslate()
        self._show_words()

    def _show_words(self) -> None:
        state = self._model.state
        definition = state.definition
        text, tone = name_effect(state.effect)
        if not state.draft.api:
            title, text = _("Choose an API above."), ""
        elif definition is None:
            title = _("Not in the catalogue: add its parameters by name.")
        else:
            title = _(definition.title)
            if definition.is_own:
                text = _("one of yours · {effect}").format(effect=text)
            if definition.is_deprecated:
                text = _("deprecated · {effect}").format(effect=text)
        if title != self._title.text():
            self._title.setText(title)
        notes = "\n".join(_(note) for note in definition.notes) if definition else ""
        is_bare = definition is not None and not definition.parameters
        if is_bare:
            notes = "\n".join([_("This API takes no parameters of its own."), *([notes] if notes else [])])
        if notes != self._none.text():
            self._none.setText(notes)
        self._none.setVisible(bool(notes))
        self._effect.show_state(text, tone)

    def _take_up(self, api: str, fields: tuple[Field, ...], extras: tuple[str, ...]) -> None:
        """Puts away the rows that are not wanted, and takes out those that were there before."""
        before, wanted = self._shown, self._wanted
        self._shown = (api, fields, extras)
        self._wanted = {field.name: field for field in fields} | {name: Field(name, "", False) for name in extras}
        is_same = before is not None and before[:2] == (api, fields)
        for name in [name for name in self._rows if not (is_same and name in self._wanted)]:
            row = self._rows.pop(name)
            row.put_away()
            self._form.removeWidget(row)
            if before is None or name in before[2]:
                row.deleteLater()
            else:
                self._keep(row, before[0], wanted[name])
        for name in [name for name in self._wanted if name not in self._rows]:
            if (kept := self._kept.pop((api, self._wanted[name]), None)) is not None:
                self._put_in(name, kept)
                kept.take_out(self._shelf.state.nested_as_form)
        self._order_tabs()

    def _keep(self, row: ParameterRow, api: str, field: Field) -> None:
        """Who goes from one request to another comes back, and a long form is sooner shown again than made anew."""
        self._kept[api, field] = row
        if len(self._kept) > MOST_KEPT:
            self._kept.pop(next(iter(self._kept))).deleteLater()

    def _make_at(self, name: str) -> None:
        """Makes that row, wherever among the others its place is."""
        api, _fields, extras = self._shown or ("", (), ())
        as_form = self._shelf.state.nested_as_form
        row = ParameterRow(api, self._wanted[name], name in extras, as_form, self._turns, self._page)
        row.form_wanted.connect(self._shelf.show_nested_as_form)
        row.edited.connect(lambda text: self._model.set_value(name, text))
        row.empty_wanted.connect(lambda is_sent: self._model.send_empty(name, is_sent))
        row.example_wanted.connect(lambda: self._model.insert_example(name))
        row.remove_wanted.connect(lambda: self._model.remove_parameter(name))
        self._put_in(name, row)
        self._show_value(name)
        show_dressed(row)

    def _put_in(self, name: str, row: ParameterRow) -> None:
        rows = self._rows | {name: row}
        self._rows = {one: rows[one] for one in self._wanted if one in rows}
        self._form.insertWidget(list(self._rows).index(name), row)

    def _show_value(self, name: str) -> None:
        draft = self._model.state.draft
        self._rows[name].show_value(draft.value(name), name in draft.empties)

    def _order_tabs(self) -> None:
        last: QWidget | None = None
        for widget in (*(stop for row in self._rows.values() for stop in row.stops), self._name, self._add):
            if last is not None:
                QWidget.setTabOrder(last, widget)
            last = widget

    def _add_parameter(self) -> None:
        name = self._name.text().strip()
        self._model.add_parameter(name)
        self._name.clear()
        self.show_state()
        if name in self._wanted:
            if name not in self._rows:  # the person goes on there: it does not wait for its turn
                self._make_at(name)
            self._rows[name].field.setFocus()
