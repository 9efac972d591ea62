"""The first steps: what to do, in order, each with the tab in which it is done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.help import words
from aexdesk.ui.view import View
from aexdesk.ui.widgets.pane_parts import scroll


class StepsPage(View):
    """`wanted` carries the id of a tab; `strip_wanted`: to have the steps over the tabs."""

    wanted = Signal(str)
    strip_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title, self._keys = QLabel(), QLabel()
        theme.mark(self._title, kind="heading")
        theme.mark(self._keys, kind="muted")
        self._keys.setWordWrap(True)
        page = QWidget()
        theme.mark(page, role="page")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("m"))
        grid.setVerticalSpacing(theme.space("m"))
        grid.setColumnStretch(1, 1)
        self._rows = [(QLabel(), QLabel(), QPushButton()) for _step in words.steps()]
        for row, ((title, sentence, button), step) in enumerate(zip(self._rows, words.steps(), strict=True)):
            sentence.setWordWrap(True)
            theme.mark(sentence, kind="muted")
            grid.addWidget(title, row, 0)
            grid.addWidget(sentence, row, 1)
            grid.addWidget(button, row, 2)
            button.setObjectName(f"help.step.{step.tab}")
            button.clicked.connect(lambda _checked=False, tab=step.tab: self.wanted.emit(tab))
        self.strip = QPushButton()
        self.strip.setObjectName("help.first_steps")
        self.strip.clicked.connect(self.strip_wanted)
        under = theme.line(self.strip)
        under.addStretch(1)
        theme.column(self._title, grid, under, self._keys, gap="m", around="m", parent=page).addStretch(1)
        self._scroll = scroll(page)
        self._shown = ""
        theme.column(self._scroll, gap="", parent=self)
        self.retranslate()

    def show_step(self, tab: str) -> None:
        """Marks the step that is done in that tab, and brings it into sight."""
        if tab == self._shown:
            return
        self._shown = tab
        for (_title, _sentence, button), step in zip(self._rows, words.steps(), strict=True):
            theme.mark(button, role="primary" if step.tab == tab else "")
            if step.tab == tab:
                self._scroll.ensureWidgetVisible(button)

    def retranslate(self) -> None:
        """Writes its words."""
        self._title.setText(_("From an app key to a free test order"))
        self.strip.setText(_("Show the first steps over the tabs"))
        self.strip.setToolTip(_("In Practice, each tab then says what to do in it, until the free order is placed"))
        self._keys.setText(_("Ctrl+K finds everything: tabs, APIs, calls, error codes. ? shows all keys."))
        for number, (labels, step) in enumerate(zip(self._rows, words.steps(), strict=True), start=1):
            title, sentence, button = labels
            title.setText(f"{number}. {step.title}")
            sentence.setText(step.sentence)
            button.setText(step.button)
