"""A nested parameter: its name and type, a switch between form and JSON, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QWidget

from aexdesk.bodies.problems import JsonProblem
from aexdesk.i18n import _
from aexdesk.openplatform.catalogue import Field
from aexdesk.ui import theme
from aexdesk.ui.tabs.console.completing_edit import CompletingEdit
from aexdesk.ui.tabs.console.exact_edit import ExactEdit, height_of_lines
from aexdesk.ui.tabs.console.exact_json import find_problem
from aexdesk.ui.tabs.console.known_values import has_example
from aexdesk.ui.tabs.console.nested.form import NestedForm
from aexdesk.ui.tabs.console.nested.spans import find_any_problem
from aexdesk.ui.tabs.console.nested.words import describe_field
from aexdesk.ui.tabs.console.row_turns import RowTurns
from aexdesk.ui.view import View
from aexdesk.ui.widgets.leaving import Leaving
from aexdesk.ui.widgets.pane_parts import thin_line
from aexdesk.wording.body_errors import describe_json_problem

_LEAST_LINES, _MOST_LINES = 3, 14
_BREAK_HERE = "\u200b"


class NestedField(View):
    """`edited`: the JSON was changed, in either view. `example_wanted`: the person wants it filled in.

    `form_wanted` says which of the two views a person chose. The text that cannot be read is kept as it is; the form
    says so and waits.
    """

    edited = Signal(str)
    example_wanted = Signal()
    empty_wanted = Signal(bool)
    form_wanted = Signal(bool)

    def __init__(self, field: Field, as_form: bool, row_turns: RowTurns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._text = ""
        self._judged: tuple[str, JsonProblem | None] = ("", None)
        self.label, self._kind, self._described = QLabel(self), QLabel(field.type, self), QLabel(self)
        self.label.setWordWrap(True)
        self._described.setWordWrap(True)
        theme.mark(self.label, kind="muted")
        for label in (self._kind, self._described):
            theme.mark(label, kind="small")
        self.as_form, self.as_json, self.example = QPushButton(self), QPushButton(self), QPushButton(self)
        switch = QButtonGroup(self)
        for button in (self.as_form, self.as_json):
            button.setCheckable(True)
            theme.mark(button, role="quiet")
            switch.addButton(button)
        self.as_form.clicked.connect(lambda: self._choose(True))
        self.as_json.clicked.connect(lambda: self._choose(False))
        theme.mark(self.example, role="link")
        if not field.fields and not has_example(field):
            self.example.hide()
        self.example.clicked.connect(self.example_wanted)
        self.empty = QPushButton(self)
        self.empty.setCheckable(True)
        theme.mark(self.empty, role="link")
        self.empty.clicked.connect(self.empty_wanted)
        self.empty.toggled.connect(self._show_words)
        self.form = NestedForm(field, row_turns, self)
        self.form.edited.connect(self._note)
        self.form.arranged.connect(self._join_form)
        self._edit = CompletingEdit(lambda: self._field, self)
        self._edit.setLineWrapMode(ExactEdit.LineWrapMode.NoWrap)
        self._edit.edited.connect(self._note)
        self._edit.blockCountChanged.connect(self._grow)
        self._leaving = Leaving(self._edit)
        self._leaving.left.connect(self._show_words)
        self.label.setBuddy(self._edit)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        theme.mark(self.problem, kind="small", tone="bad")
        self._place()
        self.setFocusProxy(self._edit)
        self._grow()
        self.show_as_form(as_form)
        self.retranslate()

    @property
    def edit(self) -> CompletingEdit:
        """The JSON. While the form is shown, it is written when somebody asks for it."""
        self._edit.show_text(self._text)
        return self._edit

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops, in order."""
        return (self.as_form, self.as_json, self.empty, self.example, *self.form.stops, self._edit)

    def show_value(self, text: str) -> None:
        """Shows the value, in both views."""
        self._text = text
        if not text:
            self._leaving.begin_again()
        self._show_form()
        self._show_words()

    def put_away(self) -> None:
        """It is not looked at."""
        self.form.put_away()

    def show_empty(self, is_sent: bool) -> None:
        """Without a value it is sent empty, or left out."""
        self.empty.setChecked(is_sent)

    def show_as_form(self, as_form: bool) -> None:
        """Turns to the form, or to the JSON."""
        self.as_form.setChecked(as_form)
        self.as_json.setChecked(not as_form)
        self._show_form()
        self._show_words()

    def retranslate(self) -> None:
        """Writes its words."""
        field = self._field
        star = " *" if field.is_required else ""
        self.label.setText(field.name.replace("_", "_" + _BREAK_HERE) + star)
        described = _(field.description)
        self._described.setText(describe_field(field))
        for widget in (self.label, self._edit):
            widget.setToolTip(described)
        self._edit.setAccessibleDescription(self.problem.text() or described)
        named = _("{name}, required").format(name=field.name) if star else field.name
        self._edit.setAccessibleName(named)
        example = _("for example {example}").format(example=field.example) if field.example else ""
        self._edit.setPlaceholderText(example or _("JSON; left empty it is not sent. Ctrl+Space offers what fits."))
        self.example.setText(_("Insert example"))
        self.example.setAccessibleName(_("Insert an example of {name}").format(name=field.name))
        self.as_form.setText(_("Form"))
        self.as_json.setText(_("JSON"))
        self.as_form.setAccessibleName(_("{name} as a form").format(name=field.name))
        self.as_json.setAccessibleName(_("{name} as JSON").format(name=field.name))
        self.form.retranslate()
        self._show_words()

    def _place(self) -> None:
        head = theme.line(self.label, self._kind, self.as_form, self.as_json, gap="xs")
        head.setStretch(0, 1)
        under = theme.line(self._described, self.empty, self.example)
        under.setStretch(0, 1)
        self._rule = thin_line(across=False)
        inside = theme.line(self._rule, self.form, gap="s")
        inside.setStretch(1, 1)
        theme.column(head, under, inside, self._edit, self.problem, gap="xs", parent=self)

    def _choose(self, as_form: bool) -> None:
        self.show_as_form(as_form)
        self.form_wanted.emit(as_form)

    def _note(self, text: str) -> None:
        self._text = text
        self._show_form()
        self._show_words()
        self.edited.emit(text)

    def _show_form(self) -> None:
        """Of form and JSON, the one that is not seen costs nothing."""
        is_form = self.as_form.isChecked()
        can_be_read = is_form and self._form_problem() is None
        if not is_form:
            self._edit.show_text(self._text)
        elif can_be_read:
            self.form.show_text(self._text)
        for widget in (self._rule, self.form):
            widget.setVisible(is_form and can_be_read)
        self._edit.setVisible(not is_form)

    def _form_problem(self) -> JsonProblem | None:
        """Why no form can be made of the text; looked for once a text."""
        if self._judged[0] != self._text:
            self._judged = (self._text, find_any_problem(self._text) if self._text.strip() else None)
        return self._judged[1]

    def _edit_problem(self) -> JsonProblem | None:
        """What is wrong with the text, once it is said: JSON is broken for as long as it is being written."""
        return find_problem(self._text) if self._leaving.is_due else None

    def _show_words(self) -> None:
        is_form = self.as_form.isChecked()
        problem = None
        if self._text.strip():
            problem = self._form_problem() if is_form else self._edit_problem()
        sentence = describe_json_problem(problem) if problem else ""
        if problem and is_form:
            sentence = _("{where} The form comes back once the JSON is mended.").format(where=sentence)
        if sentence != self.problem.text():
            self.problem.setText(sentence)
            self._edit.setAccessibleDescription(sentence or self._edit.toolTip())
        self.problem.setVisible(bool(sentence))
        is_sent_empty = self.empty.isChecked()
        self.empty.setText(_("Sent empty: leave it out") if is_sent_empty else _("Send it empty"))
        self.empty.setVisible(not self._text)
        self._edit.mark_problem(None if is_form else problem)
        theme.mark(self._edit, complaint=bool(sentence))

    def _join_form(self) -> None:
        for one, other in zip(self.stops, self.stops[1:], strict=False):
            QWidget.setTabOrder(one, other)

    def _grow(self) -> None:
        lines = min(max(self._edit.blockCount(), _LEAST_LINES), _MOST_LINES)
        self._edit.setFixedHeight(height_of_lines(self._edit, lines))
