"""What is asked: by which channel, about what, and the description."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.support import words
from aexdesk.ui.tabs.support.model import SupportModel
from aexdesk.ui.view import View
from aexdesk.ui.widgets.combo import Combo
from aexdesk.ui.widgets.form_row import FormRow

_LINES = 6


class Question(View):
    """Two choices and a text."""

    def __init__(self, model: SupportModel) -> None:
        super().__init__()
        self._model = model
        self.channel, self.topic = Combo(), Combo()
        self.channel.setObjectName("support.channel")
        self.topic.setObjectName("support.topic")
        self._channel_row, self._topic_row = FormRow(self.channel), FormRow(self.topic)
        self._label, self.suggest = QLabel(), QPushButton()
        self.description = QPlainTextEdit()
        self.description.setObjectName("support.description")
        self.description.setTabChangesFocus(True)
        self._label.setBuddy(self.description)
        theme.mark(self._label, kind="muted")
        theme.mark(self.suggest, role="link")
        head = theme.line(self._label, self.suggest)
        head.insertStretch(1)
        theme.column(self._channel_row, self._topic_row, head, self.description, around="s", parent=self)
        self.channel.chosen.connect(model.choose_channel)
        self.topic.chosen.connect(model.choose_topic)
        self.description.textChanged.connect(self._note)
        self.suggest.clicked.connect(model.suggest_again)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.channel.set_choices(words.list_channels())
        self.topic.set_choices(words.list_topics())
        self._label.setText(_("Description"))
        self.description.setAccessibleName(_("Description"))
        self.suggest.setText(_("Suggest again"))
        self.suggest.setToolTip(_("Describe the call as it was recorded, in place of what you wrote"))
        self.show_state()

    def show_state(self) -> None:
        """Shows what is chosen and written."""
        state = self._model.state
        self.channel.show_choice(state.channel.value)
        self.topic.show_choice(state.topic.value)
        self._channel_row.set_words(_("Channel"), note=words.say_where_it_goes(state.channel))
        self._topic_row.set_words(
            _("About"), tooltip="" if state.is_email else _("Only an email's address depends on it")
        )
        self.topic.setEnabled(state.is_email)
        self.description.setEnabled(state.case is not None)
        self.description.setPlaceholderText(state.case.suggested if state.case is not None else "")
        if self.description.toPlainText() != state.description:
            self.description.setPlainText(state.description)
        theme.show_if(self.suggest, state.is_own_description)
        self._fit()

    def _fit(self) -> None:
        lines = _LINES * self.description.fontMetrics().lineSpacing() + 2 * theme.space("s")
        if self.description.maximumHeight() != lines:
            self.description.setFixedHeight(lines)

    def _note(self) -> None:
        self._model.describe(self.description.toPlainText())
