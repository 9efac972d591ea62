"""The request put right: as cURL with its right signature, or as code that signs by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Clipboard
from aexdesk.ui.tabs.doctor import words
from aexdesk.ui.tabs.doctor.model import DoctorModel
from aexdesk.ui.view import View
from aexdesk.ui.widgets.code_colours import CodeColours
from aexdesk.ui.widgets.combo import Choice, Combo
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.highlighting import SCHEME_EVENTS
from aexdesk.ui.widgets.mono_text import MonoText
from aexdesk.wording import describe

_MOST_LINES = 24
_LEAST_LINES = 4


class CorrectedPane(View):
    """A language, the text, and a note on what it reads."""

    def __init__(self, model: DoctorModel, clipboard: Clipboard) -> None:
        super().__init__()
        self._model = model
        self._title, self.note = QLabel(), QLabel()
        self.language = Combo()
        self.copy = CopyButton(clipboard, lambda: model.state.code.text)
        self.code = MonoText()
        self._colours = CodeColours(self.code.edit.document())
        self.language.setObjectName("doctor.language")
        self.code.edit.setObjectName("doctor.code")
        self.note.setWordWrap(True)
        theme.mark(self._title, kind="muted")
        theme.mark(self.note, kind="small")
        theme.mark(self.code.edit, bare=False)
        head = theme.line(self._title, self.language, self.copy)
        head.setStretch(0, 1)
        theme.column(head, self.note, self.code, gap="xs", parent=self)
        self.language.chosen.connect(model.writing.choose)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self._title.setText(_("Corrected request"))
        self.language.setAccessibleName(_("Language of the corrected request"))
        self.code.set_name(_("Corrected request"))
        self.copy.set_what(lambda: _("the corrected request"))
        self.code.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the text; what has not changed stays where it was scrolled to."""
        code = self._model.state.code
        self.language.set_choices([Choice(name, label) for name, label in code.names])
        self.language.show_choice(code.language)
        self._colours.set_language(code.written)
        self.code.set_text(code.text)
        said = describe(code.fault) if code.fault is not None else None
        has_secret = "$AE_" in code.text or bool(code.variables)
        result = self._model.state.result
        is_whole = result is None or not result.case.is_masked
        told = words.say_code(code, self._files(), has_secret=has_secret, is_whole=is_whole)
        note = f"{said.message} {said.hint}".strip() if said else told
        if note != self.note.text():
            self.note.setText(note)
        theme.mark(self.note, tone="bad" if said else "")
        self.note.setVisible(bool(note))
        for part in (self.code, self.copy):
            part.setVisible(bool(code.text))
        self._fit()

    def _files(self) -> tuple[str, ...]:
        result = self._model.state.result
        return () if result is None else tuple(file_name for _name, file_name in result.correction.files)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the colours."""
        if event.type() in SCHEME_EVENTS:
            self._colours.follow_scheme()
        super().changeEvent(event)

    def _fit(self) -> None:
        lines = min(_MOST_LINES, max(_LEAST_LINES, self._model.state.code.text.count("\n") + 3))
        height = lines * self.code.edit.fontMetrics().lineSpacing() + 2 * theme.space("s")
        if self.code.maximumHeight() != height:
            self.code.setFixedHeight(height)
