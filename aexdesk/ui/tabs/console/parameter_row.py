"""One parameter of the form: its name, its field, its type, and for one of one's own a way to take it out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from aexdesk.i18n import _
from aexdesk.openplatform.catalogue import Field
from aexdesk.redaction import is_secret
from aexdesk.ui import theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.tabs.console.exact_json import find_problem, is_structured
from aexdesk.ui.tabs.console.parameter_fields import JsonField, LineField
from aexdesk.ui.view import View
from aexdesk.ui.widgets.form_row import FormRow
from aexdesk.wording.body_errors import describe_json_problem

_BREAK_HERE = "\u200b"
_WIDEST_TYPE = "Boolean"


class ParameterRow(View):
    """Shows a value and says what a person did to it."""

    edited = Signal(str)
    example_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, api: str, field: Field, is_extra: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._is_json = is_structured(field.type) and not is_extra
        self._value = ""
        self.field: LineField | JsonField
        if self._is_json:
            nested = JsonField(field.type, has_example=bool(field.fields))
            nested.example_wanted.connect(self.example_wanted)
            self.field = nested
        else:
            self.field = LineField(is_secret(field.name, api))
            self.field.setEnabled(field.is_signed)
        self.field.edited.connect(self._note)
        self._type = QLabel(field.type)
        self._type.setMinimumHeight(theme.size("control"))
        self._type.setFixedWidth(self._type.fontMetrics().horizontalAdvance(_WIDEST_TYPE))
        theme.mark(self._type, kind="small")
        self._remove = IconButton("close")
        self._remove.clicked.connect(self.remove_wanted)
        self._row = None if self._is_json else FormRow(self.field, self._remove if is_extra else self._type)
        theme.column(self._row or self.field, gap="", parent=self)
        self.retranslate()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops, in order."""
        if isinstance(self.field, JsonField):
            return (self.field.edit, self.field.example)
        return (self.field, self._remove) if not self._field.type else (self.field,)

    def show_value(self, text: str) -> None:
        """Shows the value."""
        self.field.show_value(text)
        if text != self._value:
            self._value = text
            self._complain()

    def retranslate(self) -> None:
        """Writes its words."""
        field = self._field
        label = field.name.replace("_", "_" + _BREAK_HERE).replace(".", "." + _BREAK_HERE)
        star = " *" if field.is_required else ""
        note = "" if field.is_signed else _("Files cannot be uploaded from here yet.")
        if isinstance(self.field, JsonField):
            self.field.set_words(label + star, _(field.description))
        elif self._row is not None:
            self._row.set_words(label + star, _(field.description), note)
        named = self.field.focusProxy() or self.field
        named.setAccessibleName(_("{name}, required").format(name=field.name) if star else field.name)
        example = _("for example {example}").format(example=field.example) if field.example else ""
        if isinstance(self.field, JsonField):
            self.field.edit.setPlaceholderText(example or _("JSON; left empty it is not sent"))
            self.field.example.setText(_("Insert example"))
            self.field.example.setAccessibleName(_("Insert an example of {name}").format(name=field.name))
        else:
            self.field.setPlaceholderText(example)
        self._remove.set_words(_("Take {name} out").format(name=field.name))
        self._complain()

    def _note(self, text: str) -> None:
        self._value = text
        self._complain()
        self.edited.emit(text)

    def _complain(self) -> None:
        if isinstance(self.field, JsonField):
            problem = find_problem(self._value) if self._value else None
            self.field.complain(describe_json_problem(problem) if problem else "")
