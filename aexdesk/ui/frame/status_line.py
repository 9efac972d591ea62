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
    """Keyring, practice gateway, proxy (press either to copy its address), what is at risk (press for the ledger),
    and the clock where it is off by more than a minute (press for the meters)."""

    def __init__(self, model: FrameModel, copy: Callable[[str], None], navigate: Navigate) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.size("status"))
        self._model = model
        self._copy = copy
        self.keyring = QLabel()
        self.practice, self.proxy, self.risk = QToolButton(), QToolButton(), QToolButton()
        self.clock = QToolButton()
        acts = (
            (self.practice, self._copy_address),
            (self.proxy, self._copy_proxy),
            (self.risk, self._open_ledger),
            (self.clock, self._open_meters),
        )
        for button, act in acts:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(act)
        self._navigate = navigate
        line = theme.line(self.keyring, self.practice, self.proxy, self.risk, self.clock, gap="m", parent=self)
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
        self.clock.setVisible(is_open and state.skew is not None)
        if not is_open:
            return
        name = state.vault_name if state.is_vault_persistent else _("memory only")
        _write(self.keyring, _("keyring: {name}").format(name=name))
        self.keyring.setToolTip(_("Where secrets are kept."))
        theme.mark(self.keyring, tone="" if state.is_vault_persistent else "warn")
        self._show_practice()
        self._show_proxy()
        self._show_risk()
        self._show_clock()

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

    def _show_proxy(self) -> None:
        proxy = self._model.state.proxy
        url = proxy.url if proxy else None
        text = _("proxy {address}").format(address=host_of(url)) if url else _("proxy off")
        if text != self.proxy.text():
            self.proxy.setText(text)
        self.proxy.setEnabled(bool(url))
        copying = _("Copy the base URL of the guard proxy: {url}").format(url=url)
        self.proxy.setToolTip(copying if url else _("No program of yours goes through AExDesk."))
        self.proxy.setAccessibleName(text)

    def _copy_proxy(self) -> None:
        proxy = self._model.state.proxy
        if proxy and proxy.url:
            self._copy(proxy.url)
            say_copied(self.proxy)

    def _show_risk(self) -> None:
        state = self._model.state
        text = live_words.say_at_risk(state.at_risk, state.unpriced)
        if text != self.risk.text():
            self.risk.setText(text)
            self.risk.setAccessibleName(text)
        self.risk.setToolTip(live_words.explain_at_risk(state.at_risk, state.unpriced))
        theme.mark(self.risk, tone="bad" if state.at_risk or state.unpriced else "")

    def _show_clock(self) -> None:
        skew = self._model.state.skew
        self.clock.setVisible(skew is not None)
        if skew is None:
            return
        from aexdesk.wording.clock_words import say_skew  # noqa: PLC0415 - most clocks are right

        text = _("clock {skew}").format(skew=say_skew(skew.ahead))
        if text != self.clock.text():
            self.clock.setText(text)
            self.clock.setAccessibleName(text)
        self.clock.setToolTip(_("This machine's clock and the platform's are apart. Press for the meters."))
        theme.mark(self.clock, tone="bad" if skew.is_refused else "warn")

    def _open_meters(self) -> None:
        self._navigate("meters")

    def _open_ledger(self) -> None:
        self._navigate("ledger")

    def _copy_address(self) -> None:
        practice = self._model.state.practice
        if practice and practice.url:
            self._copy(practice.url)
            say_copied(self.practice)


def _write(label: QLabel, text: str) -> None:
    if text != label.text():
        label.setText(text)
