"""The warning that another account's token came: it fills the tab, and there are two ways out of it, or three."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.icons import IconLabel
from aexdesk.ui.tabs.login import words
from aexdesk.ui.tabs.login.model import LoginModel
from aexdesk.ui.tabs.login.state import LoginState
from aexdesk.ui.view import View


class OtherAccount(View):
    """Nothing is bound while it stands; the harmless button comes first to hand."""

    def __init__(self, model: LoginModel) -> None:
        super().__init__()
        self._model = model
        self._band = QFrame()
        theme.mark(self._band, role="banner", tone="warn")
        self._icon = IconLabel("warn", "warn", "icon_large")
        self._title, self._happened, self._explained = QLabel(), QLabel(), QLabel()
        theme.mark(self._title, kind="title")
        theme.mark(self._happened, kind="heading")
        for label in (self._happened, self._explained):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.discard, self.bind, self.keep = QPushButton(), QPushButton(), QPushButton()
        self.bind.setObjectName("login.bind_by_hand")
        self.discard.setObjectName("login.discard")
        self.keep.setObjectName("login.keep_as_real")
        buttons = theme.line(self.discard, self.bind, self.keep)
        buttons.addStretch(1)
        text = theme.column(self._title, self._happened, self._explained, buttons, gap="m")
        line = theme.line(gap="m", around="l", parent=self._band)
        line.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        line.addLayout(text, stretch=1)
        theme.column(self._band, gap="", parent=self).addStretch(1)
        self.discard.clicked.connect(model.attempts.discard)
        self.bind.clicked.connect(model.attempts.bind_by_hand)
        self.keep.clicked.connect(model.attempts.keep_as_real)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.discard.setText(_("Discard"))
        self.discard.setToolTip(_("Forget this token; nothing of it is kept"))
        self.bind.setToolTip(_("Keep it as this loan account's, on your word; it can be undone"))
        self.show_state(self._model.state)

    def show_state(self, state: LoginState) -> None:
        """Says whose token came."""
        said = words.say_other_account(state.run)
        text, tooltip = words.name_keep(state.run)
        self.keep.setText(text)
        self.keep.setToolTip(tooltip)
        self.bind.setText(words.name_bind(state.run.wanted_account))
        theme.show_if(self.bind, not state.run.is_named and bool(state.run.wanted_account))
        for label, text in zip((self._title, self._happened, self._explained), said, strict=True):
            if label.text() != text:
                label.setText(text)
        self._band.setAccessibleName(f"{said[0]}. {said[1]}")
        self._band.setAccessibleDescription(said[2])
