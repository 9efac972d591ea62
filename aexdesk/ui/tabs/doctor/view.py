"""The Doctor tab: the failing request at the left, what came of it at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.doctor.examining_strip import ExaminingStrip
from aexdesk.ui.tabs.doctor.input_pane import InputPane
from aexdesk.ui.tabs.doctor.model import DoctorModel
from aexdesk.ui.tabs.doctor.result_pane import ResultPane
from aexdesk.ui.tabs.doctor.start_page import StartPage
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.pane_parts import centred, scroll
from aexdesk.wording import describe

_SHARES = (2, 3)


class DoctorView(ComposedView):
    """Draws the model; each child shows its part."""

    def __init__(self, model: DoctorModel, ports: Ports) -> None:
        super().__init__()
        self._model = model
        self._ports = ports
        self._shown: object = None

    def _compose(self) -> Steps:
        self._frame()
        yield
        self.input = InputPane(self._model, self._ports)
        yield
        self.input.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.mark(self.input, role="surface")
        self.splitter.insertWidget(0, self.input)
        for number, share in enumerate(_SHARES):
            self.splitter.setStretchFactor(number, share)
        self.splitter.setSizes([share * theme.size("window_width") for share in _SHARES])
        self.setFocusProxy(self.input.edit)
        yield
        self.start = StartPage(self._model)
        self._start = scroll(centred(self.start))
        yield
        self.pages.addWidget(self._start)
        yield
        self.result = ResultPane(self._model, self._ports)
        yield
        self.pages.addWidget(self.result)
        yield
        self._model.changed.connect(self._show)

    def _frame(self) -> None:
        self.trouble, self.pages, right = Banner(), QStackedWidget(), QWidget()
        self.examining = ExaminingStrip(self._model)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("doctorSplitter")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(theme.space("hair"))
        theme.column(self.splitter, gap="", parent=self)
        self.splitter.addWidget(right)
        theme.column(self.trouble, self.examining, self.pages, gap="", parent=right).setStretch(2, 1)

    def retranslate(self) -> None:
        """Writes its words; its children write theirs."""
        for child in (self.input, self.examining, self.result, self.start):
            child.retranslate()
        self._show()

    def _show(self) -> None:
        state = self._model.state
        self.input.show_state()
        self.result.show_state()
        self.examining.show_state()
        said = describe(state.trouble) if state.trouble is not None else None
        self.trouble.show_message(said.message if said else "", said.hint if said else "", "bad")
        self.pages.setCurrentWidget(self._start if state.result is None else self.result)
        self.pages.setAccessibleName(_("Result"))
        if state.result is not self._shown:
            self._shown = state.result
            self.result.to_top()
