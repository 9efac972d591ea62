"""Code: the draft as a program that signs by itself, in the language of one's choice; the last call as it was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.outcomes import write_moment
from aexdesk.ui.tabs.console.code_model import AS_SENT, CodeModel, CodeState
from aexdesk.ui.view import View
from aexdesk.ui.widgets.code_colours import CodeColours
from aexdesk.ui.widgets.combo import Choice, Combo
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.highlighting import SCHEME_EVENTS
from aexdesk.ui.widgets.mono_text import MonoText
from aexdesk.ui.widgets.pane_parts import bar
from aexdesk.wording import describe

if TYPE_CHECKING:
    from aexdesk.ui.ports import Clipboard


class CodeView(View):
    """Writes nothing unless it is looked at."""

    def __init__(self, model: CodeModel, clipboard: Clipboard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("console.code")
        self._model = model
        self.language, self.copy = Combo(), CopyButton(clipboard, lambda: model.state.text)
        self.language.setObjectName("console.code_language")
        self.language.chosen.connect(model.choose)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        theme.mark(self.note, kind="small")
        self.code = MonoText()
        self._colours = CodeColours(self.code.edit.document())
        head = bar(self.language, self.copy, is_headed=True)
        self._rest = QWidget()
        column = theme.column(head, self.note, self.code, self._rest, gap="", parent=self)
        column.setStretch(2, 1)
        column.setStretch(3, 1)
        self.setFocusProxy(self.code)
        model.changed.connect(self.show_state)
        self.retranslate()

    def show_state(self) -> None:
        """Shows the code; what has not changed is left where it was scrolled to."""
        state = self._model.state
        self.language.set_choices([Choice(name, _label(name, label)) for name, label in state.names])
        self.language.show_choice(state.language)
        self._colours.set_language(state.written)
        bar_ = self.code.edit.verticalScrollBar()
        place = bar_.value()
        self.code.set_text(state.text)
        bar_.setValue(place)
        for part in (self.code, self.copy):
            part.setVisible(bool(state.text))
        self._rest.setVisible(not state.text)
        self._show_note(state)

    def retranslate(self) -> None:
        """Writes its words."""
        self.language.setAccessibleName(_("Language of the code"))
        self.code.set_name(_("Code of the call"))
        self.copy.set_what(lambda: _("the code"))
        self.show_state()

    def _show_note(self, state: CodeState) -> None:
        text = _write_note(state)
        if text != self.note.text():
            self.note.setText(text)
        theme.mark(self.note, tone="bad" if state.fault is not None else "")
        self.note.setVisible(bool(text))

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self._model.show(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._model.show(False)

    def changeEvent(self, event: QEvent) -> None:
        """Follows language and colours."""
        if event.type() in SCHEME_EVENTS:
            self._colours.follow_scheme()
        super().changeEvent(event)


def _label(name: str, label: str) -> str:
    return _("{format}, as sent").format(format=label) if name in AS_SENT else label


def _write_note(state: CodeState) -> str:
    if state.fault is not None:
        words = describe(state.fault)
        return f"{words.message} {words.hint}".strip()
    if state.sent is not None:
        told = _(
            "As it was sent, {moment}, without its secrets. Its signature is of the past: sent again, it is refused."
        )
        return told.format(moment=write_moment(state.sent.at))
    if state.variables:
        return _write_variables(state.variables)
    if state.written and state.is_as_sent:
        return _("Send the call, or open one from the history: then it stands here as it was sent.")
    return _("Choose an API, and the code that calls it stands here as you type.") if state.written else ""


def _write_variables(names: tuple[str, ...]) -> str:
    *most, last = names
    if not most:
        return _("Signs by itself; reads {name} from the environment.").format(name=last)
    told = _("Signs by itself; reads {names} and {last} from the environment.")
    return told.format(names=", ".join(most), last=last)
