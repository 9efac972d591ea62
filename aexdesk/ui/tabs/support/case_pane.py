"""A case: when and how it was sent, what was sent, what support answered, how far it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.support import words
from aexdesk.ui.tabs.support.chips import RedactionChips
from aexdesk.ui.tabs.support.model import SupportModel
from aexdesk.ui.view import View
from aexdesk.ui.widgets.combo import Combo
from aexdesk.ui.widgets.flow import Flow
from aexdesk.ui.widgets.mono_text import MonoText
from aexdesk.ui.widgets.pane_parts import bar, thin_line

_LINES = 6


class CasePane(View):
    """The text cannot be changed: it is what was sent. `history_wanted` when its calls are to be seen there."""

    history_wanted = Signal()

    def __init__(self, model: SupportModel) -> None:
        super().__init__()
        self._model = model
        self.sent, self._label = QLabel(), QLabel()
        self.sent.setWordWrap(True)
        self.state, self.calls, self.delete = Combo(), QPushButton(), QPushButton()
        self.history = QPushButton()
        self.body = MonoText(wraps=True)
        self._tint = RedactionChips(self.body.edit.document())
        self.notes = QPlainTextEdit()
        self.notes.setTabChangesFocus(True)
        self._label.setBuddy(self.notes)
        theme.mark(self._label, kind="muted")
        names = {
            "case_state": self.state,
            "case_calls": self.calls,
            "case_history": self.history,
            "case_delete": self.delete,
        }
        for name, widget in (names | {"case_notes": self.notes}).items():
            widget.setObjectName(f"support.{name}")
        column = theme.column(bar(self.sent, is_headed=True), thin_line(), gap="", parent=self)
        column.addWidget(self.body, stretch=3)
        column.addWidget(thin_line())
        answer = theme.line(self._label, self.state)
        answer.setStretch(0, 1)
        answer.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        column.addLayout(answer)
        held = theme.line(self.notes)
        held.setContentsMargins(theme.space("m"), 0, theme.space("m"), theme.space("s"))
        column.addLayout(held, stretch=1)
        foot = Flow(self.calls, self.history, self.delete)
        foot.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        column.addWidget(thin_line())
        column.addLayout(foot)
        self.state.chosen.connect(model.cases.move)
        self.notes.textChanged.connect(lambda: model.cases.note(self.notes.toPlainText()))
        self.calls.clicked.connect(model.show_calls_of_case)
        self.history.clicked.connect(self.history_wanted)
        self.delete.clicked.connect(self._delete)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.state.set_choices(words.list_states()[1:])
        self.state.setAccessibleName(_("How far the case is"))
        self._label.setText(_("Answer and notes"))
        self.notes.setAccessibleName(_("Answer and notes"))
        self.notes.setPlaceholderText(_("What support answered. Secrets are hidden when this is kept."))
        self.calls.setText(_("Show its calls"))
        self.calls.setToolTip(_("Write another form about the same calls"))
        self.history.setText(_("Find in history"))
        self.history.setToolTip(_("The calls of this case in the history: open, compare, export or pin them"))
        self.delete.setText(_("Delete"))
        self.body.set_name(_("What was sent"))
        self.body.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the case that is chosen."""
        cases = self._model.state.cases
        case = cases.chosen
        if case is None:
            return
        self.sent.setText(words.say_sent(case))
        self.state.show_choice(case.state.value)
        self.body.set_text(f"{case.subject}\n\n{case.body}" if case.subject else case.body)
        if self.notes.toPlainText() != cases.notes:
            self.notes.setPlainText(cases.notes)

    def _delete(self) -> None:
        case = self._model.state.cases.chosen
        if case is not None:
            self._model.cases.delete(case.id, lambda: _("Case deleted."))

    def changeEvent(self, event: QEvent) -> None:
        """Follows light and dark."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._tint.follow_scheme()
        super().changeEvent(event)
