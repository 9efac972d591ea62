"""The Access log tab: the proxy on top, what passed beneath, and the chosen call under that."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.access_log import words
from aexdesk.ui.tabs.access_log.call_table import CallTable
from aexdesk.ui.tabs.access_log.detail_pane import DetailPane
from aexdesk.ui.tabs.access_log.examples_pane import ExamplesPane
from aexdesk.ui.tabs.access_log.header import Header
from aexdesk.ui.tabs.access_log.model import AccessLogModel
from aexdesk.ui.tabs.access_log.state import ANY_FREE_PORT
from aexdesk.ui.view import View
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.empty_state import EmptyState
from aexdesk.ui.widgets.pane_parts import centred, thin_line

_SHARES = (1, 1)


class AccessLogView(View):
    """Draws the model; each child shows its part."""

    def __init__(
        self, model: AccessLogModel, header: Header, examples: ExamplesPane, calls: CallTable, detail: DetailPane
    ) -> None:
        super().__init__()
        self._model = model
        self.header, self.examples, self.calls, self.detail = header, examples, calls, detail
        self.trouble, self.elsewhere = Banner(), Banner()
        self.empty, self.pages = EmptyState("access_log"), QStackedWidget()
        self._nothing = centred(self.empty)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._place()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words; its children write theirs."""
        for child in (self.header, self.examples, self.calls, self.detail):
            child.retranslate()
        self._show_frame()

    def _place(self) -> None:
        self.splitter.setObjectName("accessLogSplitter")
        self.splitter.setChildrenCollapsible(False)
        for number, part in enumerate((self.calls, self.detail)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(number, _SHARES[number])
        self.splitter.setSizes([share * theme.size("window_height") for share in _SHARES])
        for page in (self._nothing, self.splitter):
            self.pages.addWidget(page)
        column = theme.column(
            self.trouble, self.elsewhere, self.header, thin_line(), self.examples, gap="", parent=self
        )
        column.addWidget(self.pages, stretch=1)

    def _connect(self) -> None:
        self._model.changed.connect(self._show)
        self.empty.acted.connect(self._model.start)
        self.calls.opened.connect(self.detail.begin)
        self.calls.console_wanted.connect(self.detail.go_to_console)
        self.calls.diagnose_wanted.connect(self.detail.go_to_doctor)

    def _show(self) -> None:
        for child in (self.header, self.examples, self.calls, self.detail):
            child.show_state()
        self._show_frame()

    def _show_frame(self) -> None:
        state = self._model.state
        self._show_trouble()
        said, button = words.say_elsewhere(state)
        self.elsewhere.show_message(said, tone="warn")
        self.elsewhere.set_actions((button, self._model.go_to_proxy))
        self.empty.set_words(*(words.say_waiting(state) if state.is_on else words.say_off(state)))
        self.empty.setVisible(state.is_loaded)
        is_nothing = state.is_empty or (not state.is_loaded and not state.filter.is_on)
        self.pages.setCurrentWidget(self._nothing if is_nothing else self.splitter)
        self.detail.setVisible(bool(state.chosen))

    def _show_trouble(self) -> None:
        trouble = self._model.state.proxy.trouble
        said = words.say_trouble(trouble)
        self.trouble.show_message(said.message, said.hint, "bad")
        actions = [(_("Start on a free port"), lambda: self._model.start_on(ANY_FREE_PORT))]
        self.trouble.set_actions(*(actions if words.is_port_taken(trouble) else ()))

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: the log is followed."""
        super().showEvent(event)
        self._model.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        self._model.watch(False)
        super().hideEvent(event)
