"""The strip of first steps: a line over the tab that says which of the six are done, and what to do now."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from aexdesk.i18n import _
from aexdesk.services.first_steps import FirstStep
from aexdesk.ui import theme
from aexdesk.ui.frame import first_steps_words as words
from aexdesk.ui.frame.first_steps_model import FirstStepsModel
from aexdesk.ui.icons import IconLabel
from aexdesk.ui.sides import inset
from aexdesk.ui.view import View


class FirstStepsStrip(View):
    """`wanted` carries the id of the tab in which the next step is done; it does nothing for the person."""

    wanted = Signal(str)

    def __init__(self, model: FirstStepsModel) -> None:
        super().__init__()
        self._model = model
        self.setObjectName("firstSteps")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.mark(self, role="strip")
        self.setMinimumHeight(theme.size("strip"))
        self.marks = {step: StepMark(number, step) for number, step in enumerate(FirstStep, start=1)}
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.next, self.skip = QPushButton(), QPushButton()
        self.next.setObjectName("first_steps.next")
        self.skip.setObjectName("first_steps.skip")
        theme.mark(self.next, role="link")
        theme.mark(self.skip, role="quiet")
        line = theme.line(*self.marks.values(), parent=self)
        inset(line, theme.space("m"), 0, theme.space("s"), 0)
        line.addSpacing(theme.space("s"))
        line.addWidget(self.sentence, stretch=1)
        line.addWidget(self.next)
        line.addWidget(self.skip)
        # After the layout, not in the middle of it: what changes there is not laid out again.
        self._room = QTimer(self)
        self._room.setSingleShot(True)
        self._room.timeout.connect(self._make_room)
        self.next.clicked.connect(self._go_on)
        self.skip.clicked.connect(model.put_away)
        model.changed.connect(self.show_state)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.setAccessibleName(_("First steps"))
        for mark in self.marks.values():
            mark.retranslate()
        self.skip.setToolTip(_("Put the first steps away; Help and Ctrl+K bring them back"))
        self.show_state()

    def show_state(self) -> None:
        """Shows how far one is."""
        state = self._model.state
        theme.show_if(self, state.is_shown)
        for step, mark in self.marks.items():
            mark.show_state(step in state.steps.done, is_here=step is (state.here or state.next))
        sentence = words.say_now(state)
        if sentence != self.sentence.text():
            self.sentence.setText(sentence)
            self.sentence.setToolTip(sentence)
        self.setAccessibleDescription(sentence)
        theme.show_if(self.next, state.next is not None)
        if state.next is not None:
            self.next.setText(_("Go to {tab}").format(tab=words.name_step(state.next)))
        self.skip.setText(_("Close") if state.steps.are_all_done else _("Skip"))
        self._room.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names of steps give way to the sentence."""
        super().resizeEvent(event)
        self._room.start()

    def _make_room(self) -> None:
        """All names where the sentence still has its line; else that of the step in sight, and none where it wraps."""
        line = self.sentence.fontMetrics().horizontalAdvance(self.sentence.text())
        others = self.next.sizeHint().width() * (not self.next.isHidden()) + self.skip.sizeHint().width()
        gaps = 2 * theme.space("xl") + sum(mark.bare_width() + theme.space("s") for mark in self.marks.values())
        left = self.width() - line - others - gaps
        all_named = sum(mark.name_width() for mark in self.marks.values()) <= left
        for mark in self.marks.values():
            mark.show_name(all_named or (mark.is_here and mark.name_width() <= left))
        # A sentence that needs a third line gets it; the strip does not ask for it by itself, for it may be narrow.
        room = self.width() - others - gaps - sum(mark.width() - mark.bare_width() for mark in self.marks.values())
        needed = self.sentence.heightForWidth(max(room, 1)) + theme.space("xs")
        self.setFixedHeight(max(theme.size("strip"), needed))

    def _go_on(self) -> None:
        step = self._model.state.next
        if step is not None:
            self.wanted.emit(step.value)


class StepMark(QWidget):
    """A number, or a tick in its place, and the name of the step where there is room."""

    def __init__(self, number: int, step: FirstStep) -> None:
        super().__init__()
        self._at, self._step = number, step
        self.is_here = self.is_done = False
        self._number, self._tick, self._name = QLabel(str(number)), IconLabel("good", "good"), QLabel()
        edge = theme.size("icon")
        self._number.setFixedSize(edge, edge)
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.mark(self._number, role="step")
        self._tick.hide()
        self._name.hide()
        line: QHBoxLayout = theme.line(self._number, self._tick, self._name, gap="xs", parent=self)
        line.setContentsMargins(0, 0, 0, 0)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its name."""
        self._name.setText(words.name_step(self._step))
        self._say()

    def show_state(self, is_done: bool, is_here: bool) -> None:
        """Done or not, in sight or not."""
        self.is_here, self.is_done = is_here, is_done
        self._number.setVisible(not is_done)
        self._tick.setVisible(is_done)
        theme.mark(self._number, tone="accent" if is_here else "")
        theme.mark(self._name, kind="" if is_here else "muted")
        self._say()

    def show_name(self, is_wanted: bool) -> None:
        """With its name, or without."""
        self._name.setVisible(is_wanted)
        self.setFixedWidth(self.bare_width() + (self.name_width() if is_wanted else 0))

    def bare_width(self) -> int:
        """Without its name."""
        return theme.size("icon")

    def name_width(self) -> int:
        """What its name takes beside it."""
        return self._name.fontMetrics().horizontalAdvance(self._name.text()) + theme.space("xs") + theme.space("hair")

    def _say(self) -> None:
        told = words.describe_step(self._at, self._step, self.is_done)
        self.setAccessibleName(told)
        self.setToolTip(told)
