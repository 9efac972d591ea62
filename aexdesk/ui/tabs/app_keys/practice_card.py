"""How the practice gateway is: where it runs, or why it does not and what can be done."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.sides import inset
from aexdesk.ui.tabs.app_keys import words
from aexdesk.ui.tabs.app_keys.environments_model import EnvironmentsModel
from aexdesk.ui.tabs.app_keys.environments_state import EnvironmentsState, Practice
from aexdesk.ui.view import View
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.error_card import ErrorCard
from aexdesk.wording import describe

_CHIPS = {"good": "good", "bad": "bad", "muted": ""}


class PracticeCard(View):
    """A line with the address while it runs; a card with two ways out while it does not."""

    def __init__(self, environments: EnvironmentsModel, ports: Ports) -> None:
        super().__init__()
        self._environments = environments
        self._title, self.condition, self.address, self.elsewhere = QLabel(), Chip(), QLabel(), QLabel()
        self.copy = CopyButton(ports.clipboard, lambda: environments.state.practice_url)
        self.start, self.restart = QPushButton(), QPushButton()
        self.card = ErrorCard("warn")
        self._fault: object = None
        theme.mark(self._title, kind="muted")
        theme.mark(self.address, kind="mono")
        theme.mark(self.elsewhere, kind="small")
        self._title.setFixedWidth(theme.size("label"))
        self._title.setWordWrap(True)
        self.elsewhere.setWordWrap(True)
        line = theme.line(self._title, self.condition, self.address, self.copy, self.start)
        line.addStretch(1)
        under = theme.line(self.elsewhere, self.restart)
        inset(under, theme.size("label") + theme.space("s"), 0, 0, 0)
        theme.column(line, under, self.card, parent=self)
        self.start.clicked.connect(lambda: environments.start_practice(words.name_practice_app()))
        self.restart.clicked.connect(lambda: environments.restart_practice(words.name_practice_app()))
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self._title.setText(_("Practice gateway"))
        self.copy.set_what(lambda: _("the practice gateway's address"))
        self.start.setText(_("Start"))
        self.start.setToolTip(_("Start the practice gateway at the address above"))
        self.restart.setText(_("Move it there"))
        self.restart.setToolTip(_("Stop the practice gateway, and start it at the address above"))
        self._fault = None
        self.show_state()

    def show_state(self) -> None:
        """Shows it as it is."""
        state = self._environments.state
        self.condition.show_state(words.name_practice(state.practice), _CHIPS[words.tone_of_practice(state.practice)])
        if self.address.text() != state.practice_url:
            self.address.setText(state.practice_url)
        theme.show_if(self.address, bool(state.practice_url))
        theme.show_if(self.copy, bool(state.practice_url))
        theme.show_if(self.start, state.practice is Practice.STOPPED)
        self._show_elsewhere(state)
        self._show_fault(state)

    def _show_elsewhere(self, state: EnvironmentsState) -> None:
        form = next((form for form in state.forms if not form.environment.is_live), None)
        is_elsewhere = form is not None and state.is_elsewhere(form)
        is_joined = state.practice is Practice.JOINED
        sentence = ""
        if is_joined:
            sentence = _("Another AExDesk runs it; this one uses it too.")
        elif is_elsewhere:
            sentence = _("It does not run at the address above. Calls go to where it runs.")
        self.elsewhere.setText(sentence)
        theme.show_if(self.elsewhere, bool(sentence))
        theme.show_if(self.restart, is_elsewhere and not is_joined)

    def _show_fault(self, state: EnvironmentsState) -> None:
        theme.show_if(self.card, state.fault is not None)
        if state.fault is None or state.fault is self._fault:
            return
        self._fault = state.fault
        said = describe(state.fault)
        self.card.show_error(said.message, said.hint)
        self.card.set_actions(
            (_("Start on a free port"), lambda: self._environments.start_practice(words.name_practice_app(), 0)),
            (_("Try again"), lambda: self._environments.start_practice(words.name_practice_app())),
        )
