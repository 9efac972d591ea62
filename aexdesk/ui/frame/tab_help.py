"""The help of the tab in sight: what it is for, the platform's steps, its keys, and the way to the Help tab."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.frame.panel import Panel
from aexdesk.ui.frame.tab_actions import keys_in
from aexdesk.ui.frame.tab_help_words import TabWords, help_on

_MOST_KEYS = 8


class TabHelp(Panel):
    """Written anew each time it opens. `wanted` carries the page of the Help tab, "steps" or "book", and the place on
    it: a tab whose step it is, or a code."""

    wanted = Signal(str, str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, "help_panel")
        self._body = QWidget()
        self._page = self._place = ""
        self.column.addWidget(self._body)
        self.more = QPushButton()
        self.more.setObjectName("tab_help.more")
        theme.mark(self.more, role="link")
        self.more.clicked.connect(self._go_on)
        self.column.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.more)

    def open_for(self, tab: str, title: str, view: QWidget | None, under: QWidget) -> None:
        """Opens under its button, with the words of that tab and the keys that count in `view` now."""
        told = help_on(tab)
        self._page, self._place = told.page, told.place
        body, heading, purpose = QWidget(), QLabel(title), QLabel(told.purpose)
        theme.mark(heading, kind="heading")
        purpose.setWordWrap(True)
        theme.mark(purpose, kind="muted")
        keys = _keys(keys_in(view)[:_MOST_KEYS])
        theme.column(heading, purpose, _lines(told), keys, parent=body).addStretch(1)
        self.column.replaceWidget(self._body, body)
        self._body.deleteLater()
        self._body = body
        self.more.setText(_name_way(told))
        self.more.setToolTip(shortcuts.keys_of("window.tab_help").shown())
        self.setAccessibleName(_("Help on {tab}").format(tab=title))
        self.setAccessibleDescription(told.purpose)
        was = self._over.window().focusWidget()
        self.open_under(under)
        self._back = was  # who came by key goes on there
        # Where there is no room for all of it the keys give way: they stand in the sheet of shortcuts too.
        keys.setVisible(self._whole_height() <= self._over.height() - theme.size("top_bar"))
        self.resize(self.width(), self._whole_height())

    def _whole_height(self) -> int:
        # Qt sizes a window of wrapped lines to two thirds of the screen at most.
        for layout in (self._body.layout(), self.column):
            assert layout is not None
            layout.invalidate()
        return self.column.totalHeightForWidth(self.width())

    def _go_on(self) -> None:
        self.leave()
        self.wanted.emit(self._page, self._place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that opened it leads on."""
        if shortcuts.fits(event, "window.tab_help"):
            self._go_on()
        else:
            super().keyPressEvent(event)


def _name_way(told: TabWords) -> str:
    if told.page == "steps":
        return _("First steps in Help")
    return _("{code} in Help").format(code=told.place) if told.place else _("Error book in Help")


def _lines(told: TabWords) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.space("s"))
    grid.setVerticalSpacing(theme.space("s"))
    grid.setColumnStretch(1, 1)
    for row, text in enumerate(told.steps):
        number, line = QLabel(f"{row + 1}." if told.is_ordered else "•"), QLabel(text)
        theme.mark(number, kind="muted")
        line.setWordWrap(True)
        grid.addWidget(number, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(line, row, 1)
    return grid


def _keys(keys: list[shortcuts.Keys]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, theme.space("xs") if keys else 0, 0, 0)
    grid.setHorizontalSpacing(theme.space("m"))
    grid.setVerticalSpacing(theme.space("xs"))
    grid.setColumnStretch(1, 1)
    for row, one in enumerate(keys):
        shown, words = QLabel(one.shown()), QLabel(one.words())
        theme.mark(shown, kind="mono")
        theme.mark(words, kind="muted")
        words.setWordWrap(True)
        grid.addWidget(shown, row, 0)
        grid.addWidget(words, row, 1)
    return made
