"""The line that says whether somebody reads a question now."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from aexdesk.ui import theme
from aexdesk.ui.icons import IconLabel
from aexdesk.ui.tabs.support.model import SupportModel
from aexdesk.ui.view import View
from aexdesk.wording.support_words import say_calendar, say_hours


class HoursLine(View):
    """A clock, open or closed, and under it what is not certain."""

    def __init__(self, model: SupportModel) -> None:
        super().__init__()
        self._model = model
        self._icon = IconLabel("clock")
        self.words, self.note = QLabel(), QLabel()
        self.words.setObjectName("support.hours")
        for label in (self.words, self.note):
            label.setWordWrap(True)
        theme.mark(self.note, kind="small")
        line = theme.line(self._icon, theme.column(self.words, self.note, gap=""), parent=self)
        line.setStretch(1, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.show_state()

    def show_state(self) -> None:
        """Shows the hours of now."""
        hours = self._model.state.hours
        if hours is None:
            return
        said = say_hours(hours)
        for label, text in ((self.words, said.message), (self.note, said.hint or say_calendar(hours))):
            if label.text() != text:
                label.setText(text)
        tone = "good" if hours.is_open else "warn"
        self._icon.set_icon("clock", tone)
        theme.mark(self.words, tone=tone)
