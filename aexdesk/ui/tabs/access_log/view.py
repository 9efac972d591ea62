"""The Access log tab: the proxy on top, what passed beneath, and the chosen call under that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

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
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.empty_state import EmptyState
from aexdesk.ui.widgets.pane_parts import centred, thin_line

if TYPE_CHECKING:
    from aexdesk.openplatform.errorbook import ErrorBook
    from aexdesk.ui.ports import Ports

_SHARES = (1, 1)


class AccessLogView(ComposedView):
    """Draws the model; each child shows its part."""

    def __init__(
        self, model: AccessLogModel, ports: Ports, error_book: ErrorBook, make_detail: Callable[[], DetailPane]
    ) -> None:
        super().__init__()
        self._model = model
        self._ports = ports
        self._error_book = error_book
        self._make_detail = make_detail

    def _compose(self) -> Steps:
        self._frame()
        yield
        self.header = Header(self._model, self._ports)
        yield
        self._column.insertWidget(2, self.header)
        yield
        self.examples = ExamplesPane(self._model, self._ports)
        yield
        self._column.insertWidget(4, self.examples)
        self.empty = EmptyState("access_log")
        self._nothing = centred(self.empty)
        for page in (self._nothing, self.splitter):
            self.pages.addWidget(page)
        yield
        self.calls = CallTable(self._model, self._ports, self._error_book)
        yield
        self.splitter.addWidget(self.calls)
        yield
        self.detail = self._make_detail()
        self.splitter.addWidget(self.detail)
        yield from self.detail.compose()
        for number, share in enumerate(_SHARES):
            self.splitter.setStretchFactor(number, share)
        self.splitter.setSizes([share * theme.size("window_height") for share in _SHARES])
        yield
        self._connect()

    def retranslate(self) -> None:
        """Writes its words; its children write theirs."""
        for child in (self.header, self.examples, self.calls, self.detail):
            child.retranslate()
        self._show_frame()

    def _frame(self) -> None:
        self.trouble, self.elsewhere, self.pages = Banner(), Banner(), QStackedWidget()
        self._column = theme.column(self.trouble, self.elsewhere, thin_line(), gap="", parent=self)
        self._column.addWidget(self.pages, stretch=1)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setObjectName("accessLogSplitter")
        self.splitter.setChildrenCollapsible(False)

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
