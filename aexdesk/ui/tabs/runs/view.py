"""The Runs tab on the screen: what is to be run on the left, what came of it on the right, a step of it below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.runs import words
from aexdesk.ui.tabs.runs.detail_pane import DetailPane
from aexdesk.ui.tabs.runs.results_pane import ResultsPane
from aexdesk.ui.tabs.runs.setup_pane import SetupPane
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.empty_state import EmptyState
from aexdesk.ui.widgets.pane_parts import centred
from aexdesk.wording import describe

if TYPE_CHECKING:
    from aexdesk.ui.book_link import BookLink
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.tabs.runs.model import RunsModel
    from aexdesk.ui.turns import Steps


class RunsView(ComposedView):
    """Draws the model."""

    def __init__(self, model: RunsModel, book: BookLink, navigate: Navigate) -> None:
        super().__init__()
        self._model = model
        self._navigate = navigate
        self._book = book

    def _compose(self) -> Steps:
        model = self._model
        self._frame()
        yield
        self.setup = SetupPane(model)
        yield
        self._left.addWidget(self.setup)
        yield
        self.results = ResultsPane(model)
        yield
        self._right.addWidget(self.results)
        yield
        self.detail = DetailPane(model, self._book)
        yield
        self._right.addWidget(self.detail)
        self._right.setStretchFactor(0, 1)
        yield
        self.trouble.dismissed.connect(model.put_away_fault)
        self.empty.acted.connect(self._begin)
        self.results.opened.connect(self._open)
        self.detail.open_wanted.connect(self._open)
        self.detail.history_wanted.connect(self._show_in_history)
        model.changed.connect(self._show)

    def retranslate(self) -> None:
        """Writes its words."""
        for part in (self.setup, self.results, self.detail):
            part.retranslate()
        self._show()

    def _frame(self) -> None:
        self.trouble, self.empty = Banner(can_dismiss=True), EmptyState("runs")
        self.pages = QStackedWidget()
        theme.column(self.trouble, self.pages, gap="", parent=self).setStretch(1, 1)
        self._nothing, left = centred(self.empty), QWidget()
        self.sides = QSplitter(Qt.Orientation.Horizontal)
        self.sides.setObjectName("runsSides")
        for page in (self._nothing, self.sides):
            self.pages.addWidget(page)
        self._right = QSplitter(Qt.Orientation.Vertical)
        self._right.setObjectName("runsLevels")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.mark(left, role="surface")
        for side in (left, self._right):
            self.sides.addWidget(side)
        self.sides.setStretchFactor(1, 1)
        for splitter in (self.sides, self._right):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(theme.space("hair"))
        self.sides.setSizes([theme.size("side") + theme.space("xl"), theme.size("window_width")])
        self._left = theme.column(gap="", parent=left)

    def _show(self) -> None:
        state = self._model.state
        self.empty.set_words(*words.say_empty(state.loaded is not None))
        has_requests = state.loaded is not None and bool(state.loaded.requests)
        self.pages.setCurrentWidget(self.sides if has_requests or state.progress.total else self._nothing)
        for part in (self.setup, self.results, self.detail):
            part.show_state()
        said = describe(state.fault) if state.fault is not None else None
        self.trouble.show_message(
            said.message if said else "", said.hint if said else "", "bad", _("Put this message away")
        )

    def _begin(self) -> None:
        if self._model.state.loaded is None:
            self._model.choose_folder()
        else:
            self._navigate("console")

    def _open(self) -> None:
        if self._model.open_in_console():
            self._navigate("console")

    def _show_in_history(self) -> None:
        if self._model.show_in_history():
            self._navigate("history")

    def showEvent(self, event: QShowEvent) -> None:
        """The folder may have changed while nobody looked."""
        super().showEvent(event)
        self._model.look()
