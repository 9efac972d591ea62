"""The checks, one under the other, each with a sign, a word and what was found; and the button that asks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ordertest.readiness import CheckStatus
from aexdesk.ui import theme
from aexdesk.ui.icons import IconLabel
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.order_tests import check_words
from aexdesk.ui.tabs.order_tests.checks import ACCOUNT_CHECKS
from aexdesk.ui.tabs.order_tests.model import CasesModel
from aexdesk.ui.tabs.order_tests.state import CheckLine
from aexdesk.ui.view import View
from aexdesk.wording.readiness import name_check

_ICONS = {
    CheckStatus.UNKNOWN: ("unknown", "muted"),
    CheckStatus.GOOD: ("good", "good"),
    CheckStatus.WARN: ("warn", "warn"),
    CheckStatus.BAD: ("bad", "bad"),
}
_REAL = ("warn", "live")  # a real account wears amber wherever it appears
_RUNNING = ("clock", "accent")
CODES = ("item_for_sale", "ships_to_country", "in_stock", "within_limit", "price_and_freight", *ACCOUNT_CHECKS)


class CheckRow(QWidget):
    """One check. The sign is told in words to those who hear the window."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._name, self.said = IconLabel(*_ICONS[CheckStatus.UNKNOWN]), QLabel(), QLabel()
        self.said.setWordWrap(True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.mark(self.said, kind="small")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("s"))
        grid.setVerticalSpacing(0)
        grid.addWidget(self._icon, 0, 0)
        grid.addWidget(self._name, 0, 1)
        grid.addWidget(self.said, 1, 1)
        grid.setColumnStretch(1, 1)

    def show_line(self, line: CheckLine) -> None:
        """Shows how it came out."""
        is_real = line.check.reason == "real_account"
        self._icon.set_icon(*(_RUNNING if line.is_running else _REAL if is_real else _ICONS[line.check.status]))
        theme.mark(self.said, tone="live" if is_real and not line.is_running else "")
        name, said = name_check(line.check.code), check_words.say_check(line)
        if self._name.text() != name:
            self._name.setText(name)
        if self.said.text() != said:
            self.said.setText(said)
        self.setAccessibleName(f"{name}: {check_words.name_status(line)}")
        self.setAccessibleDescription(said)


class ChecksPanel(View):
    """Each line is looked at when asked: four of them are calls."""

    def __init__(self, model: CasesModel, navigate: Navigate) -> None:
        super().__init__()
        self._model = model
        self._title, self.now, self.cancel, self.log_in = QLabel(), QPushButton(), QPushButton(), QPushButton()
        theme.mark(self._title, kind="heading")
        theme.mark(self.log_in, role="link")
        self.rows = {code: CheckRow() for code in CODES}
        self.why = QLabel()
        self.why.setWordWrap(True)
        theme.mark(self.why, kind="small")
        head = theme.line(self._title)
        head.addStretch(1)
        head.addWidget(self.cancel)
        head.addWidget(self.now)
        under = theme.line(self.log_in)
        under.addStretch(1)
        column = theme.column(head, self.why, *self.rows.values(), under, parent=self)
        column.addStretch(1)
        self.now.setObjectName("cases.check")
        self.now.clicked.connect(model.check)
        self.cancel.clicked.connect(model.cancel_check)
        self.log_in.clicked.connect(lambda: navigate("login"))
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self._title.setText(_("Checks"))
        self.now.setText(_("Check now"))
        self.now.setToolTip(_("Asks for the product and its freight: two calls that read"))
        self.cancel.setText(_("Cancel"))
        self.cancel.setToolTip(_("Stop asking"))
        self.log_in.setText(_("Log in"))
        self.log_in.setToolTip(_("Get a session for the loan account"))
        self.show_state()

    def _swap(self, can_cancel: bool) -> None:
        """One button, as long as there is something to be stopped; the keyboard stays on it."""
        come, go = (self.cancel, self.now) if can_cancel else (self.now, self.cancel)
        had_focus = go.hasFocus()
        theme.show_if(come, True)
        if had_focus:
            come.setFocus()
        theme.show_if(go, False)

    def show_state(self) -> None:
        """Shows the checks as they are."""
        state = self._model.state
        for line in state.checks:
            self.rows[line.check.code].show_line(line)
        told = {line.check.code for line in state.checks}
        for code, row in self.rows.items():
            theme.show_if(row, code in told)
        why = ""
        if not state.has_profile:
            why = _("Calls go out as an app: add an app key first.")
        elif not state.can_ask:
            why = _("Item, quantity and country must be there first.")
        self.why.setText(why)
        theme.show_if(self.why, bool(why))
        self.now.setEnabled(not why and not state.inquiry.is_running)
        self._swap(state.inquiry.can_cancel)
        session = next((line.check for line in state.checks if line.check.code == "account_logged_in"), None)
        theme.show_if(self.log_in, session is not None and session.status is CheckStatus.BAD and state.has_profile)
