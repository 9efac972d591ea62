"""The sheet that unlocks Live: what it allows, and the name of the app to be typed. Esc leaves Live read-only."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame import live_words
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.frame.panel import Panel
from aexdesk.ui.telling import tell
from aexdesk.ui.widgets.flow import Flow


class UnlockPanel(Panel):
    """Goes by itself once Live is unlocked, or where there is nothing to unlock any more."""

    def __init__(self, over: QWidget, model: FrameModel) -> None:
        super().__init__(over, "panel")
        self._model = model
        self._title, self._says, self._what, self.complaint = QLabel(), QLabel(), QLabel(), QLabel()
        self.name, self.unlock, self.stay = QLineEdit(), QPushButton(), QPushButton()
        for label in (self._says, self._what, self.complaint):
            label.setWordWrap(True)
        theme.mark(self._title, kind="heading")
        theme.mark(self.complaint, kind="small", tone="bad")
        theme.mark(self.unlock, role="danger")
        self._what.setBuddy(self.name)
        buttons = Flow(self.stay, self.unlock)  # under one another in languages of long words
        for button in (self.stay, self.unlock):
            button.setAutoDefault(False)
        for widget in (self._title, self._says, self._what, self.name, self.complaint):
            self.column.addWidget(widget)
        self.column.addLayout(buttons)
        self.setFocusProxy(self.name)
        self.name.textEdited.connect(lambda _text: model.forget_unlock_fault())
        self.name.returnPressed.connect(self._unlock)
        self.unlock.clicked.connect(self._unlock)
        self.stay.clicked.connect(self.leave)
        model.changed.connect(self._show)
        self.retranslate()

    def open_under(self, widget: QWidget) -> None:
        """Opens with an empty field."""
        self.name.clear()
        self._model.forget_unlock_fault()
        self._show()
        super().open_under(widget)

    def retranslate(self) -> None:
        """Writes its words."""
        self._title.setText(_("Unlock Live"))
        self.setAccessibleName(_("Unlock Live"))
        self._says.setText(live_words.explain_unlock())
        self.setAccessibleDescription(live_words.explain_unlock())
        self.unlock.setText(_("Unlock for 15 minutes"))
        self.stay.setText(_("Stay read-only"))
        self._show()

    def _show(self) -> None:
        state = self._model.state
        is_live = state.environment is not None and state.environment.is_live
        if self.isVisible() and (state.unlocked is not None or state.profile is None or not is_live):
            self.leave()
            return
        name = state.profile.name if state.profile is not None else ""
        what, complaint = live_words.say_what_to_type(name), live_words.complain(state.unlock_fault)
        if complaint != self.complaint.text():
            tell(self.name, complaint, is_urgent=True)
        for label, text in ((self._what, what), (self.complaint, complaint)):
            if text != label.text():
                label.setText(text)
        self.name.setAccessibleName(what)
        self.name.setAccessibleDescription(complaint)
        theme.mark(self.name, complaint=bool(complaint))
        theme.show_if(self.complaint, bool(complaint))
        if self.isVisible():
            self.fit()

    def _unlock(self) -> None:
        self._model.unlock_live(self.name.text())

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
