"""The line on top: whether the proxy runs, where it goes, its base URL; start, stop, port."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.access_log import words
from aexdesk.ui.tabs.access_log.model import AccessLogModel
from aexdesk.ui.view import View
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.leaving import Leaving
from aexdesk.ui.widgets.pane_parts import bar, spring

_PORT_LETTERS = 7


class Header(View):
    """Start stands here once there is something to see; before that, in the empty state, and only there."""

    def __init__(self, model: AccessLogModel, ports: Ports) -> None:
        super().__init__()
        self._model = model
        self.proxy, self.way, self.url = Chip(), Chip(), QLabel()
        self.copy = CopyButton(ports.clipboard, lambda: model.state.proxy.url)
        self.examples, self.start, self.stop = QPushButton(), QPushButton(), QPushButton()
        self._port_name, self.port, self.complaint = QLabel(), QLineEdit(), QLabel()
        self._port_name.setBuddy(self.port)
        self.url.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.mark(self.url, kind="mono")
        theme.mark(self.port, kind="mono")
        theme.mark(self._port_name, kind="muted")
        theme.mark(self.start, role="primary")
        theme.mark(self.complaint, role="surface", kind="small", tone="bad")
        self.complaint.setWordWrap(True)
        self.complaint.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.complaint.setContentsMargins(theme.space("m"), 0, theme.space("m"), theme.space("s"))
        self._leaving = Leaving(self.port)
        for name, widget in {
            "url": self.url, "copy": self.copy, "examples": self.examples, "start": self.start, "stop": self.stop,
            "port": self.port,
        }.items():  # fmt: skip
            widget.setObjectName(f"access_log.{name}")
        line = bar(
            self.proxy, self.way, self.url, self.copy, spring(), self.examples, self._port_name, self.port,
            self.start, self.stop,
        )  # fmt: skip
        theme.column(line, self.complaint, gap="", parent=self)
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.copy.set_what(lambda: _("the base URL"))
        self.url.setAccessibleName(_("Base URL"))
        self.url.setToolTip(_("Give this to your program in place of the platform's host"))
        self.examples.setToolTip(_("How to put the base URL into your own program"))
        self._port_name.setText(_("Port"))
        self.port.setAccessibleName(_("Port"))
        self.start.setText(_("Start"))
        self.stop.setText(_("Stop"))
        self.stop.setToolTip(_("End the proxy; calls that are under way are ended too"))
        self.show_state()

    def show_state(self) -> None:
        """Shows the proxy as it is."""
        state = self._model.state
        self.proxy.show_state(*words.name_proxy(state))
        self.way.show_state(words.name_way(state), words.tone_of_way(state))
        self.way.setToolTip(words.explain_way(state))
        if (url := state.proxy.url or "") != self.url.text():
            self.url.setText(url)
        for widget in (self.url, self.copy, self.examples, self.stop):
            widget.setVisible(state.is_on)
        self.examples.setText(_("Hide examples") if state.are_examples_open else _("Examples"))
        is_off = not state.is_on and not state.proxy.is_starting
        self._port_name.setVisible(is_off)
        self.port.setVisible(is_off)
        self.start.setVisible(is_off and not state.is_empty)
        self._show_port()

    def _show_port(self) -> None:
        state = self._model.state
        if self.port.text() != state.port:
            self.port.setText(state.port)
        complaint = words.complain_port(state)
        self.start.setEnabled(not complaint)
        said = complaint if self._leaving.is_due and self.port.isVisibleTo(self) else ""
        theme.mark(self.port, complaint=bool(said))
        self.complaint.setText(said)
        theme.show_if(self.complaint, bool(said))
        self.port.setToolTip(_("Where the proxy listens on this machine; 0 is any port that is free"))
        self.port.setAccessibleDescription(said or self.port.toolTip())
        width = _PORT_LETTERS * self.port.fontMetrics().averageCharWidth() + 2 * theme.space("s")
        if self.port.maximumWidth() != width:
            self.port.setFixedWidth(width)

    def _connect(self) -> None:
        self.start.clicked.connect(self._model.start)
        self.stop.clicked.connect(self._model.stop)
        self.examples.clicked.connect(lambda: self._model.show_examples(not self._model.state.are_examples_open))
        self.port.textEdited.connect(self._model.set_port)
        self.port.returnPressed.connect(self._begin)
        self._leaving.left.connect(self._show_port)

    def _begin(self) -> None:
        self._leaving.go_on()
        self._show_port()
        self._model.start()
