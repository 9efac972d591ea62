"""The Support tab: calls and the question, or the cases, at the left; the finished form, or a case, at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.support import words
from aexdesk.ui.tabs.support.call_list import CallList
from aexdesk.ui.tabs.support.case_list import CaseList
from aexdesk.ui.tabs.support.case_pane import CasePane
from aexdesk.ui.tabs.support.form_pane import FormPane
from aexdesk.ui.tabs.support.hours_line import HoursLine
from aexdesk.ui.tabs.support.model import SupportModel
from aexdesk.ui.tabs.support.question import Question
from aexdesk.ui.tabs.support.state import SupportPage
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.empty_state import EmptyState
from aexdesk.ui.widgets.pane_parts import bar, centred, thin_line
from aexdesk.ui.widgets.yielding import Yielding

_SHARES = (2, 3)


class SupportView(ComposedView):
    """Draws the model; each child shows its part."""

    def __init__(self, model: SupportModel, ports: Ports, navigate: Navigate) -> None:
        super().__init__()
        self._model = model
        self._ports = ports
        self._navigate = navigate

    def _compose(self) -> Steps:
        model = self._model
        self._frame()
        yield
        self.calls = CallList(model)
        yield
        self._asking.insertWidget(0, self.calls, stretch=1)
        yield
        self.question = Question(model)
        yield
        self._asking.addWidget(Yielding(self.question))
        yield
        self.cases = CaseList(model)
        yield
        self.lists.addWidget(self.cases)
        yield
        self.hours = HoursLine(model)
        self._right.insertWidget(0, bar(self.hours, is_headed=True))
        self.empty, self.no_case = (EmptyState("support", may_narrow=True) for _page in range(2))
        self._nothing, self._no_case = centred(self.empty), centred(self.no_case)
        self.pages.addWidget(self._nothing)
        yield
        self.form = FormPane(model, self._ports)
        yield
        for page in (self.form, self._no_case):
            self.pages.addWidget(page)
        yield
        self.case = CasePane(model)
        yield
        self.pages.addWidget(self.case)
        yield
        self._connect()

    def retranslate(self) -> None:
        """Writes its words; its children write theirs."""
        self.tabs.setAccessibleName(_("Calls, or cases"))
        for child in (self.calls, self.question, self.form, self.cases, self.case, self.hours):
            child.retranslate()
        self._show_page()

    def _frame(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("supportSplitter")
        self.splitter.setChildrenCollapsible(False)
        theme.column(self.splitter, gap="", parent=self)
        left, asking, right = QWidget(), QWidget(), QWidget()
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.mark(left, role="surface")
        for number, part in enumerate((left, right)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(number, _SHARES[number])
        self.splitter.setSizes([share * theme.size("window_width") for share in _SHARES])
        self.tabs, self.lists, self.pages = QTabBar(), QStackedWidget(), QStackedWidget()
        self.tabs.setExpanding(False)
        self.tabs.setObjectName("support.pages")
        for page in SupportPage:
            self.tabs.addTab(page.value)
        theme.column(self.tabs, thin_line(), self.lists, gap="", parent=left).setStretch(2, 1)
        self.lists.addWidget(asking)
        self._asking = theme.column(thin_line(), gap="", parent=asking)
        self._right = theme.column(thin_line(), self.pages, gap="", parent=right)
        self._right.setStretch(1, 1)

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self._show)
        self.tabs.currentChanged.connect(lambda number: model.turn_to(list(SupportPage)[number]))
        self.calls.opened.connect(self.question.description.setFocus)
        self.empty.acted.connect(lambda: self._navigate("console"))
        self.case.history_wanted.connect(self._find_in_history)
        self.no_case.acted.connect(lambda: model.turn_to(SupportPage.CALLS))

    def _find_in_history(self) -> None:
        self._model.find_in_history()
        self._navigate("history")

    def _show(self) -> None:
        for child in (self.calls, self.question, self.form, self.cases, self.case, self.hours):
            child.show_state()
        self._show_page()

    def _show_page(self) -> None:
        state = self._model.state
        number = list(SupportPage).index(state.page)
        if self.tabs.currentIndex() != number:
            self.tabs.setCurrentIndex(number)
        self.lists.setCurrentIndex(number)
        self.tabs.setTabText(0, _("Calls"))
        self.tabs.setTabText(1, words.name_cases(state))
        if state.page is SupportPage.CALLS:
            self.pages.setCurrentWidget(self.form if state.chosen else self._nothing)
        else:
            self.pages.setCurrentWidget(self.case if state.cases.chosen is not None else self._no_case)
        title, sentence = words.say_empty(state)
        self.empty.set_words(title, sentence, _("Open the console"))
        self.empty.setVisible(state.is_loaded and not state.search)
        self.no_case.set_words(*words.say_no_cases(state), _("Show the calls"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is listed keeps its room in a low window."""
        super().resizeEvent(event)
        self.question.be_low(self.height() < theme.size("low_page"))
