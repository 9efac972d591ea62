"""The Practice tab: the gateway on top, a row of pages, and the page that is turned to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.practice import words
from aexdesk.ui.tabs.practice.faults_model import FaultsModel
from aexdesk.ui.tabs.practice.header import Header
from aexdesk.ui.tabs.practice.model import PracticeModel
from aexdesk.ui.tabs.practice.page import PracticePage
from aexdesk.ui.tabs.practice.state import Page
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.empty_state import EmptyState
from aexdesk.ui.widgets.pane_parts import centred, thin_line
from aexdesk.wording import describe

if TYPE_CHECKING:
    from aexdesk.ui.ports import Ports


class PracticeView(ComposedView):
    """Draws the model; each child shows its part. `pages` make the pages, in the order of `Page`."""

    def __init__(
        self, model: PracticeModel, faults: FaultsModel, ports: Ports, pages: dict[Page, Callable[[], PracticePage]]
    ) -> None:
        super().__init__()
        self._model = model
        self._faults = faults
        self._ports = ports
        self._makers = pages

    def _compose(self) -> Steps:
        self._frame()
        yield
        self.header = Header(self._model, self._ports)
        self._column.insertWidget(0, self.header)
        yield
        self.pages: dict[Page, PracticePage] = {}
        for page, make in self._makers.items():
            self.pages[page] = make()
            self.tabs.addTab(page.value)
            yield
            self._stack.addWidget(self.pages[page])
            yield from self.pages[page].compose()
            yield
        self._connect()

    def retranslate(self) -> None:
        """Writes its words; its children write theirs."""
        self.tabs.setAccessibleName(_("Pages of practice"))
        self.header.retranslate()
        for page in self.pages.values():
            page.retranslate()
        self._show_frame()

    def _frame(self) -> None:
        self.live, self.fault, self.trouble = Banner(), Banner(), Banner(can_dismiss=True)
        self.tabs, self._stack = QTabBar(), QStackedWidget()
        self.off, self._whole = EmptyState("practice"), QStackedWidget()
        self.first_stop = self.tabs
        self.tabs.setExpanding(False)
        self.tabs.setObjectName("practice.pages")
        self.tabs.setUsesScrollButtons(False)
        column = theme.column(self.live, self.fault, self.trouble, gap="", parent=self)
        column.addWidget(self._whole, stretch=1)
        self._inside, self._outside, row = QWidget(), centred(self.off), QWidget()
        for part in (self._outside, self._inside):
            self._whole.addWidget(part)
        self._column = theme.column(row, thin_line(), gap="", parent=self._inside)
        self._column.addWidget(self._stack, stretch=1)
        theme.line(self.tabs, parent=row).setContentsMargins(theme.space("s"), 0, theme.space("s"), 0)

    def _connect(self) -> None:
        QWidget.setTabOrder(self.header.reset, self.tabs)
        self._model.changed.connect(self._show)
        self._faults.changed.connect(self._show_tabs)
        self.tabs.currentChanged.connect(self._turn_to)
        self.trouble.dismissed.connect(self._model.put_away_trouble)
        self.off.acted.connect(self._start_practice)

    def _show(self) -> None:
        self.header.show_state()
        self._show_frame()

    def _show_frame(self) -> None:
        state = self._model.state
        self.live.show_message(words.say_live() if state.is_live else "", tone="warn")
        self._show_faults()
        self.off.set_words(*words.say_off(state))
        self._whole.setCurrentWidget(self._inside if state.is_on else self._outside)
        self._show_tabs()
        for page in self.pages.values():
            page.show_state()

    def _show_tabs(self) -> None:
        state = self._model.state
        waiting = len(self._faults.state.waiting or ())
        for number, page in enumerate(self.pages):
            text = words.name_page(page, state, waiting)
            if text != self.tabs.tabText(number):
                self.tabs.setTabText(number, text)
        number = list(self.pages).index(state.page)
        if number != self.tabs.currentIndex():
            self.tabs.setCurrentIndex(number)
        self._stack.setCurrentIndex(number)

    def _show_faults(self) -> None:
        state = self._model.state
        fault, trouble = state.fault, state.trouble
        said = describe(fault) if fault is not None else None
        self.fault.show_message(said.message if said else "", said.hint if said else "", "bad")
        if said is not None:
            actions = [(_("Try again"), self._model.try_again)]
            if not state.practice.is_own:
                actions.append((_("Start practice in this window"), self._start_practice))
            self.fault.set_actions(*actions)
        # An act that failed because the gateway has gone says nothing that does not stand there already.
        is_news = trouble is not None and str(trouble) != str(fault)
        told = describe(trouble) if trouble is not None and is_news else None
        self.trouble.show_message(
            told.message if told else "", told.hint if told else "", "bad", _("Put this message away")
        )

    def _turn_to(self, number: int) -> None:
        self._model.show_page(list(self.pages)[number].value)

    def _start_practice(self) -> None:
        port = 0 if words.is_port_taken(self._model.state.practice.trouble) else None
        self._model.start(words.name_practice_app(), port)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: the gateway is followed."""
        super().showEvent(event)
        self._model.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        self._model.watch(False)
        super().hideEvent(event)
