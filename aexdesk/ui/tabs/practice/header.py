"""The line on top: who runs the gateway and where, what orders would have cost, and the reset."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame.names import host_of
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.practice import words
from aexdesk.ui.tabs.practice.model import PracticeModel
from aexdesk.ui.view import View
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.pane_parts import bar, spring
from aexdesk.ui.widgets.switch import Switch


class Header(View):
    """The reset asks for a second press, and forgets the first after a while.

    It stands at the right edge and grows to the left, so that the second press meets it where the first did.
    """

    def __init__(self, model: PracticeModel, ports: Ports) -> None:
        super().__init__()
        self._model = model
        self.runs, self.charged, self.address, self.reset = Chip(), Chip(), QLabel(), QPushButton()
        self.charging = Switch()
        self.charging.setObjectName("practice.charging")
        self.copy = CopyButton(ports.clipboard, lambda: model.state.practice.url)
        self.reset.setObjectName("practice.reset")
        theme.mark(self.address, kind="mono")
        line = bar(self.runs, self.address, self.copy, spring(), self.charged, self.charging, self.reset)
        theme.column(line, gap="", parent=self)
        self.charging.clicked.connect(self._charge)
        self.reset.clicked.connect(lambda: model.press_reset(words.name_practice_app(), words.say_reset_done))
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.copy.set_what(lambda: _("the practice gateway's address"))
        self.charged.setToolTip(words.explain_charged())
        self.charging.setText(_("Charge mismatches"))
        self.charging.setAccessibleName(_("Charge orders that match no test case"))
        self.charging.setToolTip(
            _("On: an order that matches no test case is placed, and counted as charged. Off: it is refused.")
        )
        self.show_state()

    def show_state(self) -> None:
        """Shows it as it is."""
        state = self._model.state
        self.runs.show_state(words.name_gateway(state), "practice")
        self.runs.setToolTip(words.explain_gateway(state))
        host = host_of(state.practice.url or "")
        if host != self.address.text():
            self.address.setText(host)
        self.charged.show_state(words.name_charged(state.charged), "bad")
        theme.show_if(self.charging, state.known.charges is not None)
        self.charging.setChecked(bool(state.known.charges))
        text = words.name_reset(state)
        if text != self.reset.text():
            self.reset.setText(text)
            self.reset.setAccessibleName(text)
        self.reset.setToolTip(
            _("Deletes all orders, faults, buyers and test cases that came since the beginning; it cannot be undone")
        )
        theme.mark(self.reset, role="danger" if state.is_armed else "")

    def _charge(self, is_wanted: bool) -> None:
        self.charging.setChecked(bool(self._model.state.known.charges))  # it shows what is, not what is wanted
        self._model.charge_mismatches(is_wanted)
