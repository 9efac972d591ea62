"""The status line: what the app runs on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame.model import FrameModel, Phase
from aexdesk.ui.frame.names import host_of
from aexdesk.ui.view import View
from aexdesk.ui.widgets.copied import say_copied


class StatusLine(View):
    """Keyring, practice gateway and proxy (press to copy their addresses), and what has been paid."""

    def __init__(self, model: FrameModel, copy: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.size("status"))
        self._model = model
        self._copy = copy
        self.keyring, self.paid = QLabel(), QLabel()
        self.practice, self.proxy = QToolButton(), QToolButton()
        for button, copy_it in ((self.practice, self._copy_address), (self.proxy, self._copy_proxy)):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(copy_it)
        line = theme.line(self.keyring, self.practice, self.proxy, self.paid, gap="m", parent=self)
        line.setContentsMargins(theme.space("m"), 0, theme.space("m"), 0)
        line.addStretch(1)
        model.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Says what runs now, in the language of now."""
        state = self._model.state
        is_open = state.phase is Phase.OPEN
        for widget in (self.keyring, self.practice, self.proxy, self.paid):
            widget.setVisible(is_open)
        if not is_open:
            return
        name = state.vault_name if state.is_vault_persistent else _("memory only")
        _write(self.keyring, _("keyring: {name}").format(name=name))
        self.keyring.setToolTip(_("Where secrets are kept."))
        theme.mark(self.keyring, tone="" if state.is_vault_persistent else "warn")
        self._show_practice()
        self._show_proxy()
        _write(self.paid, _("paid {amount}").format(amount=0))
        self.paid.setToolTip(_("What orders sent from here have cost."))

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

    def _copy_address(self) -> None:
        practice = self._model.state.practice
        if practice and practice.url:
            self._copy(practice.url)
            say_copied(self.practice)


def _write(label: QLabel, text: str) -> None:
    if text != label.text():
        label.setText(text)
