"""What is asked: by which channel, about what, and the description."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.sides import inset
from aexdesk.ui.tabs.support import words
from aexdesk.ui.tabs.support.model import SupportModel
from aexdesk.ui.view import View
from aexdesk.ui.widgets.combo import Combo
from aexdesk.ui.widgets.fold import Fold
from aexdesk.ui.widgets.form_row import FormRow
from aexdesk.wording.support_channels import say_steps, say_what_for

_LINES, _FEW_LINES = 6, 3


class Question(View):
    """Two choices, the way to the channel, and a text."""

    def __init__(self, model: SupportModel) -> None:
        super().__init__()
        self._model = model
        self._lines = _LINES
        self.channel, self.topic, self.language = Combo(), Combo(), Combo()
        self.channel.setObjectName("support.channel")
        self.topic.setObjectName("support.topic")
        self.language.setObjectName("support.language")
        self._channel_row, self._topic_row = FormRow(self.channel), FormRow(self.topic)
        self.steps = QLabel()
        self.steps.setWordWrap(True)
        self.steps.setObjectName("support.steps")
        inset(self.steps, theme.space("l"), 0, theme.space("s"), theme.space("xs"))
        theme.mark(self.steps, kind="small")
        self.guide = Fold(self.steps)
        self.guide.setObjectName("support.guide")
        self._label, self.suggest = QLabel(), QPushButton()
        self.description = QPlainTextEdit()
        self.description.setObjectName("support.description")
        self.description.setTabChangesFocus(True)
        self._label.setBuddy(self.description)
        theme.mark(self._label, kind="muted")
        theme.mark(self.suggest, role="link")
        head = theme.line(self._label, self.suggest, self.language)
        head.insertStretch(1)
        way = theme.column(self.guide, self.steps, gap="")
        theme.column(self._channel_row, way, self._topic_row, head, self.description, around="s", parent=self)
        self.channel.chosen.connect(model.choose_channel)
        self.guide.toggled.connect(model.show_guide)
        self.topic.chosen.connect(model.choose_topic)
        self.language.chosen.connect(model.choose_language)
        self.description.textChanged.connect(self._note)
        self.suggest.clicked.connect(model.suggest_again)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.channel.set_choices(words.list_channels())
        self.topic.set_choices(words.list_topics())
        self.language.set_choices(words.list_languages())
        self.language.setAccessibleName(_("Language of the description"))
        self.language.setToolTip(_("Language of the description; support reads both"))
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
        self._channel_row.set_words(_("Channel"), _("How the form travels"), note=say_what_for(state.channel))
        self.guide.setText(words.say_guide(state.channel))
        self.steps.setText(say_steps(state.channel))
        self.guide.setChecked(state.is_guide_open)
        self.language.show_choice(state.language.value)
        self._topic_row.set_words(
            _("About"), _("An email's address depends on it; tickets are for technical questions")
        )
        self.description.setEnabled(state.case is not None)
        self.description.setPlaceholderText(state.suggested)
        if self.description.toPlainText() != state.description:
            self.description.setPlainText(state.description)
        theme.show_if(self.suggest, state.is_own_description)
        self._fit()

    def be_low(self, is_low: bool) -> None:
        """In a low window the list of calls needs the room."""
        self._lines = _FEW_LINES if is_low else _LINES
        self._fit()

    def _fit(self) -> None:
        lines = self._lines * self.description.fontMetrics().lineSpacing() + 2 * theme.space("s")
        if self.description.maximumHeight() != lines:
            self.description.setFixedHeight(lines)

    def _note(self) -> None:
        self._model.describe(self.description.toPlainText())
