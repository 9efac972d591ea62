"""Parameters: a form from the catalogue, rows for what it does not know, and what is computed beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

from aexdesk.i18n import _
from aexdesk.openplatform.catalogue import Field
from aexdesk.openplatform.request import Origin
from aexdesk.openplatform.signing import SIGN
from aexdesk.ui import theme
from aexdesk.ui.tabs.console.computed_rows import ComputedRows
from aexdesk.ui.tabs.console.draft import extra_names
from aexdesk.ui.tabs.console.parameter_row import ParameterRow
from aexdesk.ui.tabs.console.words import name_effect
from aexdesk.ui.view import View
from aexdesk.ui.widgets.chip import Chip

if TYPE_CHECKING:
    from aexdesk.ui.tabs.console.apis.model import ApiShelf
    from aexdesk.ui.tabs.console.model import ConsoleModel


class ParametersView(View):
    """The form side of the draft."""

    def __init__(self, model: ConsoleModel, shelf: ApiShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._shelf = shelf
        self._shown: tuple[str, tuple[Field, ...], tuple[str, ...]] | None = None
        self._rows: dict[str, ParameterRow] = {}
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
        page = QWidget()
        theme.mark(page, role="page")
        column = theme.column(head, self._none, self._form, adding, self._computed, around="m", parent=page)
        column.setSpacing(theme.space("m"))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what stands in it takes the keys, and brings itself into view
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        theme.column(scroll, gap="", parent=self)
        self.retranslate()

    def show_state(self) -> None:
        """Shows the draft's values; makes rows anew only where the names differ."""
        state = self._model.state
        draft, definition = state.draft, state.definition
        extras = extra_names(draft, definition)
        fields = definition.parameters if definition else ()
        if (draft.api, fields, extras) != self._shown:
            self._make_rows(draft.api, fields, extras)
        for name, row in self._rows.items():
            row.show_value(draft.value(name), name in draft.empties)
        computed = state.preview.parameters if state.preview else ()
        self._computed.show_rows(tuple(one for one in computed if one.origin is not Origin.USER and one.name != SIGN))
        self._show_words()

    def retranslate(self) -> None:
        """Writes its words."""
        self._name.setAccessibleName(_("Name of another parameter"))
        self._name.setPlaceholderText(_("Another parameter, by name"))
        self._name.setToolTip(_("A parameter that the catalogue does not know, or a common one such as sign_method"))
        self._add.setText(_("Add"))
        self._add.setAccessibleName(_("Add the parameter"))
        for row in self._rows.values():
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

    def _make_rows(self, api: str, fields: tuple[Field, ...], extras: tuple[str, ...]) -> None:
        before = self._shown
        self._shown = (api, fields, extras)
        wanted = {field.name: field for field in fields} | {name: Field(name, "", False) for name in extras}
        kept = self._rows if before is not None and before[:2] == (api, fields) else {}
        for name, row in list(self._rows.items()):
            if name not in wanted or name not in kept:
                self._form.removeWidget(row)
                row.hide()
                row.deleteLater()
                del self._rows[name]
        rows: dict[str, ParameterRow] = {}
        for place, (name, field) in enumerate(wanted.items()):
            rows[name] = self._rows.get(name) or self._make_row(api, field, name in extras)
            self._form.insertWidget(place, rows[name])
        self._rows = rows
        self._order_tabs()

    def _make_row(self, api: str, field: Field, is_extra: bool) -> ParameterRow:
        row = ParameterRow(api, field, is_extra, self._shelf.state.nested_as_form)
        row.form_wanted.connect(self._shelf.show_nested_as_form)
        row.edited.connect(lambda text, name=field.name: self._model.set_value(name, text))
        row.empty_wanted.connect(lambda is_sent, name=field.name: self._model.send_empty(name, is_sent))
        row.example_wanted.connect(lambda name=field.name: self._model.insert_example(name))
        row.remove_wanted.connect(lambda name=field.name: self._model.remove_parameter(name))
        return row

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
        if name in self._rows:
            self._rows[name].field.setFocus()
