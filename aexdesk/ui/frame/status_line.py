"""The status line: what the app runs on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame import live_words
from aexdesk.ui.frame.model import FrameModel, Phase
from aexdesk.ui.frame.names import host_of
from aexdesk.ui.tab import Navigate
from aexdesk.ui.view import View
from aexdesk.ui.widgets.copied import say_copied


class StatusLine(View):
    """Keyring, practice gateway (press to copy its address), proxy, and what is at risk (press for the ledger)."""

    def __init__(self, model: FrameModel, copy: Callable[[str], None], navigate: Navigate) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.size("status"))
        self._model = model
        self._copy = copy
        self.keyring, self.proxy = QLabel(), QLabel()
        self.practice, self.risk = QToolButton(), QToolButton()
        for button in (self.practice, self.risk):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.practice.clicked.connect(self._copy_address)
        self.risk.clicked.connect(lambda: navigate("ledger"))
        line = theme.line(self.keyring, self.practice, self.proxy, self.risk, gap="m", parent=self)
        line.setContentsMargins(theme.space("m"), 0, theme.space("m"), 0)
        line.addStretch(1)
        model.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Says what runs now, in the language of now."""
        state = self._model.state
        is_open = state.phase is Phase.OPEN
        for widget in (self.keyring, self.practice, self.proxy, self.risk):
            widget.setVisible(is_open)
        if not is_open:
            return
        name = state.vault_name if state.is_vault_persistent else _("memory only")
        _write(self.keyring, _("keyring: {name}").format(name=name))
        self.keyring.setToolTip(_("Where secrets are kept."))
        theme.mark(self.keyring, tone="" if state.is_vault_persistent else "warn")
        self._show_practice()
        _write(self.proxy, _("proxy off"))
        self.proxy.setToolTip(_("No program of yours goes through AExDesk."))
        self._show_risk()

    def _show_practice(self) -> None:
        practice = self._model.state.practice
        url = practice.url if practice else None
        if url:
            text = _("practice {address}").format(address=host_of(url))
        elif practice and practice.is_starting:
            text = _("practice is starting")
        else:
            text = _("practice is off")
        if text != self.practice.text():
            self.practice.setText(text)
        self.practice.setEnabled(bool(url))
        self.practice.setToolTip(_("Copy the address of the practice gateway: {url}").format(url=url) if url else "")
        self.practice.setAccessibleName(text)

    def _show_risk(self) -> None:
        state = self._model.state
        text = live_words.say_at_risk(state.at_risk, state.unpriced)
        if text != self.risk.text():
            self.risk.setText(text)
            self.risk.setAccessibleName(text)
        self.risk.setToolTip(live_words.explain_at_risk(state.at_risk, state.unpriced))
        theme.mark(self.risk, tone="bad" if state.at_risk or state.unpriced else "")

    def _copy_address(self) -> None:
        practice = self._model.state.practice
        if practice and practice.url:
            self._copy(practice.url)
            say_copied(self.practice)


def _write(label: QLabel, text: str) -> None:
    if text != label.text():
        label.setText(text)
