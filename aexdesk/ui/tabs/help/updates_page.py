"""Which version this is, and whether there is a newer one: asked for by a button, shown with what is new in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

import aexdesk
from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.help.model import HelpModel
from aexdesk.ui.tabs.help.state import UpdateState
from aexdesk.ui.view import View
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.flow import Flow
from aexdesk.ui.widgets.pane_parts import scroll
from aexdesk.wording import describe
from aexdesk.wording.update_words import say_news, write_release


class UpdatesPage(View):
    """Draws its part of the model."""

    def __init__(self, model: HelpModel) -> None:
        super().__init__()
        self._model = model
        self._title, self._note, self.news = QLabel(), QLabel(), QLabel()
        self.check, self.cancel, self.open = QPushButton(), QPushButton(), QPushButton()
        self.outcome = Banner()
        theme.mark(self._title, kind="heading")
        theme.mark(self._note, kind="muted")
        for label in (self._note, self.news):
            label.setWordWrap(True)
        self.news.setTextFormat(Qt.TextFormat.PlainText)
        self.news.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for button, name, press in (
            (self.check, "check", model.updating.check),
            (self.cancel, "cancel", model.updating.cancel),
            (self.open, "open", model.updating.open_page),
        ):
            button.setObjectName(f"help.updates.{name}")
            button.clicked.connect(press)
        theme.mark(self.check, role="primary")
        page = QWidget()
        theme.mark(page, role="page")
        parts = (self._title, self._note, Flow(self.check, self.cancel, self.open), self.outcome, self.news)
        theme.column(*parts, gap="m", around="m", parent=page).addStretch(1)
        theme.column(scroll(page), gap="", parent=self)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self._title.setText(f"AExDesk {aexdesk.__version__}")
        self._note.setText(
            _(
                "Nothing is looked up unless you press the button. Then the list of releases is fetched, which tells"
                " nothing of you; nothing is downloaded or installed."
            )
        )
        self.cancel.setText(_("Cancel"))
        self.open.setText(_("Open its page"))
        self.show_state()

    def show_state(self) -> None:
        """Shows what is known."""
        state = self._model.state.update
        self.check.setText(_("Checking…") if state.is_checking else _("Check for updates"))
        self.check.setEnabled(not state.is_checking)
        self.cancel.setVisible(state.is_checking)
        newest = state.news.newer[0] if state.news and state.news.newer else None
        self.open.setVisible(newest is not None and bool(newest.url))
        self.open.setToolTip(newest.url if newest else "")
        text = "\n\n".join("\n".join(write_release(one)) for one in state.news.newer) if state.news else ""
        if text != self.news.text():
            self.news.setText(text)
        self.news.setVisible(bool(text))
        self._show_outcome(state)

    def _show_outcome(self, state: UpdateState) -> None:
        if state.fault is not None:
            words = describe(state.fault)
            self.outcome.show_message(words.message, words.hint, "bad")
        elif state.news is not None:
            self.outcome.show_message(say_news(state.news), "", "accent" if state.news.newer else "good")
        else:
            self.outcome.show_message("")
