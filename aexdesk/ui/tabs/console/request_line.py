"""The line on top: HTTP method, where and as which app, the API, and the one main button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import sides, theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.shortcuts import keys_of, write_keys
from aexdesk.ui.tabs.console.apis.field import ApiField
from aexdesk.ui.tabs.console.opened.request import RunningCall
from aexdesk.ui.tabs.console.order_words import short_reasons, why_asleep
from aexdesk.ui.tabs.console.state import ConsoleState
from aexdesk.ui.tabs.console.words import name_environment, warn_locked
from aexdesk.ui.view import View
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.combo import Choice, Combo
from aexdesk.ui.widgets.elided_label import ElidedLabel
from aexdesk.wording import describe

SEND_KEYS = keys_of("console.send").sequences[0]
CANCEL_KEYS = keys_of("console.cancel").sequences[0]
_METHODS = ("POST", "GET")


class RequestLine(View):
    """Says what was chosen; the button is Send, then what runs, and after a second Cancel."""

    method_chosen = Signal(str)
    api_chosen = Signal(str)
    send_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = ConsoleState()
        self.method = Combo()
        self.method.set_choices([Choice(name, name) for name in _METHODS])
        self.method.chosen.connect(self.method_chosen)
        self._environment, self._app = Chip(), ElidedLabel("muted")
        self.api = ApiField()
        self.api.chosen.connect(self.api_chosen)
        self.api.setObjectName("console.api")
        self.bring = IconButton("import")
        self.bring.setObjectName("console.import")
        self.button = QPushButton()
        self.button.setObjectName("console.send")
        self.button.clicked.connect(self._press)
        line = theme.line(self.method, self._environment, self._app, self.api, self.bring, self.button, parent=self)
        line.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        line.setStretch(3, 1)
        self.retranslate()

    def show_state(self, state: ConsoleState) -> None:
        """Shows what is chosen, and what can be done."""
        self._state = state
        self.method.show_choice(state.draft.http_method)
        tone = "live" if state.environment.is_live else "practice"
        self._environment.show_state(name_environment(state.environment), tone)
        self._app.show_text(state.app or _("no app key"))
        self.api.show_text(state.draft.api)
        self._show_button()

    def retranslate(self) -> None:
        """Writes its words."""
        self.method.setAccessibleName(_("HTTP method"))
        self.method.setToolTip(_("HTTP method: POST carries the parameters in the body, GET in the URL"))
        self.api.setAccessibleName(_("API name"))
        self.api.setPlaceholderText(_("API name: type a few words, or any name"))
        self.api.setToolTip(_("API name ({keys})").format(keys=_show_keys("Ctrl+L")))
        self.bring.set_words(_("Import a request"), _("Import: paste cURL, or open a file of another program"))
        self._reserve_width()
        self.show_state(self._state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow place the API needs the room of the app's name, which the top line says too."""
        super().resizeEvent(event)
        self._app.setVisible(self.width() >= theme.size("two_sides"))

    def _press(self) -> None:
        running = self._state.running
        if running is None:
            self.send_wanted.emit()
        elif running.elapsed_s:
            self.cancel_wanted.emit()

    def _show_button(self) -> None:
        text, tooltip = self._words()
        if text != self.button.text():
            self.button.setText(text)
        self.button.setToolTip(tooltip)
        running = self._state.running
        # While it runs the button stays enabled: a disabled one would lose the keyboard.
        self.button.setEnabled(self._state.can_send or running is not None)
        wakes = "danger" if self._state.is_grave else "primary"
        theme.mark(self.button, role="" if running and running.elapsed_s else wakes)

    def _reserve_width(self) -> None:
        """The button is as wide as its widest word, so that the line does not jump when a call begins."""
        cancel = _("Cancel  {keys}").format(keys=_show_keys(CANCEL_KEYS))
        send = _("Send  {keys}").format(keys=_show_keys(SEND_KEYS))
        widths = []
        for text in (_("Sending…"), _("Cancelling…"), cancel, send, _("Variables missing"), *short_reasons()):
            self.button.setText(text)
            widths.append(self.button.sizeHint().width())
        self.button.setMinimumWidth(max(widths))

    def _words(self) -> tuple[str, str]:
        state = self._state
        if state.running is not None:
            return _name_running(state.running)
        if state.is_locked and not state.can_mark:
            return _("Live is read-only"), " ".join(warn_locked())
        if not state.app:
            return _("No app key"), _("Add an app key of this environment first.")
        if state.filled.fault is not None:
            words = describe(state.filled.fault)
            return _("Variables missing"), f"{words.message} {words.hint}"
        keys = _show_keys(SEND_KEYS)
        if state.order is not None and not state.order.may_leave:
            short, reason = why_asleep(state.order)
            return short or _("Send  {keys}").format(keys=keys), reason
        return _("Send  {keys}").format(keys=keys), _("Sign and send ({keys})").format(keys=keys)


def _name_running(running: RunningCall) -> tuple[str, str]:
    if running.is_ending:
        return _("Cancelling…"), ""
    if not running.elapsed_s:
        return _("Sending…"), ""
    keys = _show_keys(CANCEL_KEYS)
    return _("Cancel  {keys}").format(keys=keys), _("Stop waiting for the answer ({keys})").format(keys=keys)


def _show_keys(keys: str) -> str:
    return sides.from_left(write_keys(keys).replace("Return", "⏎"))
