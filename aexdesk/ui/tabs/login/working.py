"""What stands at the right while something runs that the person cannot see: what it is, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.login import words
from aexdesk.ui.tabs.login.model import LoginModel
from aexdesk.ui.tabs.login.state import LoginState, Phase
from aexdesk.ui.view import View


class Working(View):
    """A title, a sentence, a line that moves."""

    def __init__(self, model: LoginModel) -> None:
        super().__init__()
        self._model = model
        self._title, self._sentence = QLabel(), QLabel()
        self._bar, self.cancel = QProgressBar(), QPushButton()
        theme.mark(self._title, kind="heading")
        theme.mark(self._sentence, kind="muted")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        for shown in (self._sentence, self._bar):
            shown.setFixedWidth(theme.size("sentence") // 4 * 3)
        self.cancel.setObjectName("login.stop_waiting")
        column = theme.column(around="l", parent=self)
        column.addStretch(2)
        for widget in (self._title, self._sentence, self._bar, self.cancel):
            # Not by alignment: a layout would then reckon the sentence's height from the whole width.
            middle = theme.line(gap="")
            middle.addStretch(1)
            middle.addWidget(widget)
            middle.addStretch(1)
            column.addLayout(middle)
        column.addStretch(3)
        self.cancel.clicked.connect(model.attempts.cancel)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.cancel.setText(_("Cancel"))
        self.cancel.setToolTip(_("Cancel: Ctrl+."))
        self.show_state(self._model.state)

    def show_state(self, state: LoginState) -> None:
        """Says what runs."""
        title, sentence = words.say_working(state)
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._bar.setAccessibleName(title)
        self.cancel.setVisible(state.run.phase is not Phase.KEEPING)
