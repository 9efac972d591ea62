"""One parameter of the form: its name, its field, its type, what it means, and an example to put in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from aexdesk.i18n import _
from aexdesk.openplatform.catalogue import Field
from aexdesk.redaction import is_secret
from aexdesk.ui import theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.tabs.console.exact_json import is_structured
from aexdesk.ui.tabs.console.known_values import has_example, known_values
from aexdesk.ui.tabs.console.nested.field import NestedField
from aexdesk.ui.tabs.console.nested.words import describe_field
from aexdesk.ui.tabs.console.parameter_fields import LineField
from aexdesk.ui.tabs.console.row_turns import RowTurns
from aexdesk.ui.view import View
from aexdesk.ui.widgets.form_row import FormRow

_BREAK_HERE = "\u200b"
_WIDEST_TYPE = "Boolean"


class ParameterRow(View):
    """Shows a value and says what a person did to it."""

    edited = Signal(str)
    empty_wanted = Signal(bool)
    example_wanted = Signal()
    remove_wanted = Signal()
    form_wanted = Signal(bool)

    def __init__(
        self, api: str, field: Field, is_extra: bool, as_form: bool, row_turns: RowTurns, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._field = field
        self._is_extra = is_extra
        self.field: LineField | NestedField
        self.example: IconButton | None = None
        self._remove: IconButton | None = None
        self._row: FormRow | None = None
        if is_structured(field.type) and not is_extra:
            nested = NestedField(field, as_form and self._has_form, row_turns, self)
            nested.example_wanted.connect(self.example_wanted)
            nested.form_wanted.connect(self.form_wanted)
            nested.empty_wanted.connect(self.empty_wanted)
            self.field = nested
        else:
            self.field = LineField(is_secret(field.name, api), known_values(field), self)
            self.field.setEnabled(field.is_signed)
            self.field.offer_empty()
            self.field.empty_wanted.connect(self.empty_wanted)
            self._row = FormRow(self.field, *self._make_beside(), parent=self)
        self.field.edited.connect(self.edited)
        theme.column(self._row or self.field, gap="", parent=self)
        self.retranslate()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops, in order."""
        if isinstance(self.field, NestedField):
            return self.field.stops
        return (self.field, self._remove) if self._remove is not None else (self.field,)

    @property
    def _has_form(self) -> bool:
        """Where nobody knows what is inside, a form would be an empty sheet."""
        return bool(self._field.fields) or self._field.type.endswith("[]")

    def show_value(self, text: str, is_sent_empty: bool = False) -> None:
        """Shows the value, and of an empty one whether it is sent."""
        self.field.show_value(text)
        self.field.show_empty(is_sent_empty)

    def put_away(self) -> None:
        """Another API is looked at; this one may come back. No secret waits in it for that."""
        self.hide()
        if isinstance(self.field, NestedField):
            self.field.put_away()
        else:
            self.field.show_value("")

    def take_out(self, as_form: bool) -> None:
        """It is looked at again."""
        if isinstance(self.field, NestedField):
            self.field.show_as_form(as_form and self._has_form)
        self.show()

    def retranslate(self) -> None:
        """Writes its words."""
        field = self._field
        if isinstance(self.field, NestedField) or self._row is None:
            return
        label = field.name.replace("_", "_" + _BREAK_HERE).replace(".", "." + _BREAK_HERE)
        star = " *" if field.is_required else ""
        note = describe_field(field) if field.is_signed else _("Files cannot be uploaded from here yet.")
        self._row.set_words(label + star, _(field.description), note)
        self.field.setAccessibleName(_("{name}, required").format(name=field.name) if star else field.name)
        self.field.set_hint(_("for example {example}").format(example=field.example) if field.example else "")
        if self._remove is not None:
            self._remove.set_words(_("Take {name} out").format(name=field.name))
        if self.example is not None:
            self.example.set_words(
                _("Put an example into {name}").format(name=field.name),
                _("Put the example in: {example} (Alt+Down in the field)").format(example=field.example),
            )

    def _make_beside(self) -> tuple[QWidget, ...]:
        if self._is_extra:
            self._remove = IconButton("close", parent=self)
            self._remove.clicked.connect(self.remove_wanted)
            return (self._remove,)
        kind = QLabel(self._field.type, self)
        kind.setMinimumHeight(theme.size("control"))
        kind.setFixedWidth(kind.fontMetrics().horizontalAdvance(_WIDEST_TYPE))
        theme.mark(kind, kind="small")
        self.example = IconButton("example", parent=self)
        # Alt+Down in the field does the same by key: a stop of its own would double the way through a form.
        self.example.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.example.clicked.connect(self.example_wanted)
        policy = self.example.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.example.setSizePolicy(policy)
        if not has_example(self._field) or not self._field.is_signed:
            self.example.hide()
        return kind, self.example
