"""The Help tab: a row of pages, and the page that is turned to."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Clipboard
from aexdesk.ui.tabs.help import words
from aexdesk.ui.tabs.help.book_page import BookPage
from aexdesk.ui.tabs.help.model import HelpModel
from aexdesk.ui.tabs.help.state import HelpPage
from aexdesk.ui.tabs.help.steps_page import StepsPage
from aexdesk.ui.tabs.help.updates_page import UpdatesPage
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.pane_parts import thin_line


class HelpView(ComposedView):
    """Draws the model."""

    def __init__(self, model: HelpModel, clipboard: Clipboard) -> None:
        super().__init__()
        self._model = model
        self._clipboard = clipboard

    def _compose(self) -> Steps:
        model = self._model
        self.tabs, self._stack, row = QTabBar(), QStackedWidget(), QWidget()
        column = theme.column(row, thin_line(), gap="", parent=self)
        column.addWidget(self._stack, stretch=1)
        theme.line(self.tabs, parent=row).setContentsMargins(theme.space("s"), 0, theme.space("s"), 0)
        self.tabs.setExpanding(False)
        self.tabs.setObjectName("help.pages")
        for page in HelpPage:
            self.tabs.addTab(page.value)
        yield
        self.steps = StepsPage()
        yield
        self._stack.addWidget(self.steps)
        yield
        self.book = BookPage(model, self._clipboard)
        self._stack.addWidget(self.book)
        yield from self.book.compose()
        self.updates = UpdatesPage(model)
        self._stack.addWidget(self.updates)
        yield
        model.changed.connect(self._show)
        self.tabs.currentChanged.connect(lambda number: model.turn_to(list(HelpPage)[number]))
        self.steps.wanted.connect(model.go_to)
        self.steps.strip_wanted.connect(model.show_first_steps)

    def retranslate(self) -> None:
        """Writes its words; its children write theirs."""
        self.tabs.setAccessibleName(_("Pages of help"))
        for number, page in enumerate(HelpPage):
            self.tabs.setTabText(number, words.name_page(page))
        self.steps.retranslate()
        self.book.retranslate()
        self.updates.retranslate()
        self._show()

    def _show(self) -> None:
        number = list(HelpPage).index(self._model.state.page)
        if number != self.tabs.currentIndex():
            self.tabs.setCurrentIndex(number)
        self._stack.setCurrentIndex(number)
        self.steps.show_step(self._model.state.step)
        self.book.show_state()
        self.updates.show_state()
