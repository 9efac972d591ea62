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
from aexdesk.ui.view import View
from aexdesk.ui.widgets.pane_parts import thin_line


class HelpView(View):
    """Draws the model."""

    def __init__(self, model: HelpModel, clipboard: Clipboard) -> None:
        super().__init__()
        self._model = model
        self.steps, self.book, self.updates = StepsPage(), BookPage(model, clipboard), UpdatesPage(model)
        self.tabs, self._stack = QTabBar(), QStackedWidget()
        self.tabs.setExpanding(False)
        self.tabs.setObjectName("help.pages")
        pages = ((HelpPage.STEPS, self.steps), (HelpPage.BOOK, self.book), (HelpPage.UPDATES, self.updates))
        for page, view in pages:
            self.tabs.addTab(page.value)
            self._stack.addWidget(view)
        row = QWidget()
        theme.line(self.tabs, parent=row).setContentsMargins(theme.space("s"), 0, theme.space("s"), 0)
        column = theme.column(row, thin_line(), gap="", parent=self)
        column.addWidget(self._stack, stretch=1)
        model.changed.connect(self._show)
        self.tabs.currentChanged.connect(lambda number: model.turn_to(list(HelpPage)[number]))
        self.steps.wanted.connect(model.go_to)
        self.steps.strip_wanted.connect(model.show_first_steps)
        self.retranslate()

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
        self.book.show_state()
        self.updates.show_state()
