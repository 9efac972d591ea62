"""The History tab: the calls that were found, beside them two that are compared."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.exports import Exports
from aexdesk.ui.ports import Ports
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.history import words
from aexdesk.ui.tabs.history.call_list import CallList
from aexdesk.ui.tabs.history.compare_pane import ComparePane
from aexdesk.ui.tabs.history.keep_bar import KeepBar
from aexdesk.ui.tabs.history.model import HistoryModel
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.empty_state import EmptyState
from aexdesk.ui.widgets.pane_parts import centred, thin_line
from aexdesk.wording import describe


class HistoryView(ComposedView):
    """Draws the model."""

    def __init__(self, model: HistoryModel, ports: Ports, exports: Exports, navigate: Navigate) -> None:
        super().__init__()
        self._model = model
        self._ports = ports
        self._exports = exports
        self._navigate = navigate

    def _compose(self) -> Steps:
        self._frame()
        yield
        self.list = CallList(self._model, self._ports, self._exports)
        yield
        self.halves.addWidget(self.list)
        yield
        self.compare = ComparePane(self._model.comparing)
        yield
        self.halves.addWidget(self.compare)
        yield
        self.keep = KeepBar(self._model, self.list.delete_found)
        self._column.addWidget(self.keep)
        self._connect()
        yield

    def _frame(self) -> None:
        self.trouble, self.pages = Banner(can_dismiss=True), QStackedWidget()
        self._column = theme.column(self.trouble, self.pages, thin_line(), gap="", parent=self)
        self._column.setStretch(1, 1)
        self.halves = QSplitter(Qt.Orientation.Vertical)
        self.halves.setObjectName("historySplitter")
        self.halves.setChildrenCollapsible(False)
        self.halves.setHandleWidth(theme.space("hair"))
        self.empty = EmptyState("history")
        self._nothing = centred(self.empty)
        for page in (self._nothing, self.halves):
            self.pages.addWidget(page)

    def _connect(self) -> None:
        model = self._model
        self.trouble.dismissed.connect(model.put_away_trouble)
        self.list.opened.connect(self._open)
        self.list.support_wanted.connect(self._ask_support)
        self.list.diagnose_wanted.connect(self._diagnose)
        self.list.case_wanted.connect(self._open_case)
        self.compare.closed.connect(model.comparing.close)
        self.empty.acted.connect(lambda: self._navigate("console"))
        model.changed.connect(self._show)

    def retranslate(self) -> None:
        """Writes its words."""
        self.empty.set_words(*words.say_empty())
        for part in (self.list, self.compare, self.keep):
            part.retranslate()
        self._show()

    def _show(self) -> None:
        state = self._model.state
        self.list.show_state()
        self.keep.show_state()
        self.compare.show_state(state.compare)
        self.compare.setVisible(state.compare.is_open)
        is_bare = state.is_loaded and not state.count and not state.text.strip() and state.fault is None
        self.pages.setCurrentWidget(self._nothing if is_bare else self.halves)
        said = describe(state.trouble) if state.trouble is not None else None
        self.trouble.show_message(
            said.message if said else "", said.hint if said else "", "bad", _("Put this message away")
        )

    def _ask_support(self) -> None:
        if self._model.state.chosen is not None:
            self._model.hand_to_support()
            self._navigate("support")

    def _open_case(self) -> None:
        if self._model.state.cases:
            self._model.open_case()
            self._navigate("support")

    def _open(self) -> None:
        if self._model.state.chosen is not None:
            self._model.open_in_console()
            self._navigate("console")

    def _diagnose(self) -> None:
        if self._model.state.chosen is not None:
            self._model.give_to_doctor()
            self._navigate("doctor")
