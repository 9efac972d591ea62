"""What came of it: verdict, mistakes, other explanations, notes, both strings, and the request put right."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from aexdesk.doctor.finding import Explanation, Note
from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.doctor import words
from aexdesk.ui.tabs.doctor.corrected_pane import CorrectedPane
from aexdesk.ui.tabs.doctor.model import DoctorModel
from aexdesk.ui.tabs.doctor.strings_pane import StringsPane
from aexdesk.ui.view import View
from aexdesk.ui.widgets.error_card import ErrorCard
from aexdesk.ui.widgets.fold import Fold
from aexdesk.ui.widgets.pane_parts import scroll
from aexdesk.wording.doctor_words import describe_mistake, describe_note

_Told = tuple[str, str, str]


class CardStack(QWidget):
    """As many cards as are told; those of before are used again."""

    def __init__(self, tone: str, *, is_quiet: bool = False) -> None:
        super().__init__()
        self._tone, self._is_quiet = tone, is_quiet
        self.cards: list[ErrorCard] = []
        self._column = theme.column(gap="s", parent=self)

    def show_told(self, told: list[_Told]) -> None:
        """Each a sentence, what to do, and a detail in the type of data."""
        while len(self.cards) < len(told):
            self.cards.append(ErrorCard(self._tone, is_quiet=self._is_quiet))
            self._column.addWidget(self.cards[-1])
        for number, card in enumerate(self.cards):
            theme.show_if(card, number < len(told))
            if number < len(told):
                card.show_error(*told[number])
        self.setVisible(bool(told))


class ResultPane(View):
    """A page that scrolls."""

    def __init__(self, model: DoctorModel, ports: Ports) -> None:
        super().__init__()
        self._model = model
        self.verdict = ErrorCard("warn")
        self.mistakes, self.notes = CardStack("bad"), CardStack("warn", is_quiet=True)
        self._others = QWidget()
        self._other_stacks: list[tuple[QLabel, CardStack]] = []
        self._other_column = theme.column(gap="s", parent=self._others)
        self.fold = Fold(self._others)
        self._notes_title = QLabel()
        theme.mark(self._notes_title, kind="muted")
        self.strings = StringsPane(ports.clipboard)
        self.corrected = CorrectedPane(model, ports.clipboard)
        page = QWidget()
        theme.mark(page, role="page")
        column = theme.column(
            self.verdict, self.mistakes, self.fold, self._others, self._notes_title, self.notes, self.strings,
            self.corrected, gap="m", around="m", parent=page,
        )  # fmt: skip
        column.addStretch(1)
        self.page = scroll(page)
        theme.column(self.page, gap="", parent=self)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self._notes_title.setText(_("Notes"))
        self.strings.retranslate()
        self.corrected.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the result, if there is one."""
        result = self._model.state.result
        self.corrected.show_state()
        self.page.setEnabled(not self._model.state.is_long)  # it belongs to another request
        if result is None:
            return
        finding = result.finding
        self.verdict.show_error(words.say_verdict(result), words.say_effort(result))
        self.verdict.set_tone(words.tone_of(result))
        self.mistakes.show_told(_tell(finding.mistakes))
        self._show_alternatives(finding.alternatives)
        notes = [*finding.notes, *map(Note, result.diagnosis.lost)]
        self.notes.show_told([_tell_note(note) for note in notes])
        self._notes_title.setVisible(bool(notes))
        self.strings.setVisible(bool(finding.expected.string_to_sign))
        self.strings.show_finding(finding, is_masked=result.case.is_masked)

    def _show_alternatives(self, alternatives: tuple[Explanation, ...]) -> None:
        while len(self._other_stacks) < len(alternatives):
            title, stack = QLabel(), CardStack("bad")
            theme.mark(title, kind="muted")
            self._other_stacks.append((title, stack))
            for widget in (title, stack):
                self._other_column.addWidget(widget)
        for number, (title, stack) in enumerate(self._other_stacks):
            title.setText(_("Or:"))
            title.setVisible(number < len(alternatives))
            stack.show_told(_tell(alternatives[number]) if number < len(alternatives) else [])
        self.fold.setText(words.say_alternatives(len(alternatives)))
        self.fold.setVisible(bool(alternatives))
        self._others.setVisible(bool(alternatives) and self.fold.isChecked())

    def to_top(self) -> None:
        """Another result is read from its beginning."""
        self.page.verticalScrollBar().setValue(0)


def _tell(explanation: Explanation) -> list[_Told]:
    told = [(mistake, describe_mistake(mistake)) for mistake in explanation]
    return [(message.message, message.hint, words.name_place(mistake)) for mistake, message in told]


def _tell_note(note: Note) -> _Told:
    message = describe_note(note)
    return message.message, message.hint, ""
