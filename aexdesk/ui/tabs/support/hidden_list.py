"""What the form does not show: each hiding with kind, place and count, and a switch to show it by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from aexdesk.i18n import _
from aexdesk.support.hiding import Hiding, Showing
from aexdesk.ui import theme
from aexdesk.ui.tabs.support import words
from aexdesk.ui.view import View
from aexdesk.ui.widgets.pane_parts import scroll
from aexdesk.ui.widgets.switch import Switch

_ROWS = 3
_MOST = 300


class HiddenList(View):
    """`wanted` carries a hiding, and whether a person wants to see it. On means hidden."""

    wanted = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self._label, self._unseen = QLabel(), QLabel()
        self._unseen.setWordWrap(True)
        self._unseen.setContentsMargins(theme.space("m"), 0, theme.space("m"), 0)
        theme.mark(self._unseen, kind="small")
        self._label.setWordWrap(True)
        self._label.setContentsMargins(theme.space("m"), theme.space("xs"), theme.space("m"), 0)
        self._hidings: tuple[Hiding, ...] = ()
        self.switches: list[Switch] = []
        self._most_rows = _ROWS
        page = QWidget()
        self._column = theme.column(gap="", parent=page)
        self._column.setContentsMargins(theme.space("m"), 0, theme.space("m"), theme.space("xs"))
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll = scroll(page)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.column(self._label, self._unseen, self._scroll, gap="", parent=self)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        told = _("What is on does not leave this computer with the form")
        self._label.setToolTip(f"{told}\n{words.say_unseen()}")
        self._unseen.setText(words.say_unseen())
        self._write()

    def show_hidings(self, hidings: tuple[Hiding, ...]) -> None:
        """Shows these."""
        self._hidings = hidings[:_MOST]
        while len(self.switches) < len(self._hidings):
            self._add()
        self._write()

    def be_low(self, is_low: bool) -> None:
        """In a low window the text comes first: one row, others by scrolling, the last words in a tooltip."""
        theme.show_if(self._unseen, not is_low)
        rows = 1 if is_low else _ROWS
        if rows != self._most_rows:
            self._most_rows = rows
            self._write()

    def _add(self) -> None:
        switch, number = Switch(), len(self.switches)
        switch.clicked.connect(lambda is_on: self._tell(number, is_on))
        self.switches.append(switch)
        self._column.addWidget(switch)

    def _tell(self, number: int, is_on: bool) -> None:
        self.switches[number].setChecked(not self._hidings[number].is_shown)  # until the form is another
        self.wanted.emit(self._hidings[number], not is_on)

    def _write(self) -> None:
        self._label.setText(words.say_hidden(self._hidings))
        theme.mark(self._label, kind="small", tone="warn" if any(one.is_shown for one in self._hidings) else "")
        for number, switch in enumerate(self.switches):
            hiding = self._hidings[number] if number < len(self._hidings) else None
            theme.show_if(switch, hiding is not None)
            if hiding is None:
                continue
            if switch.text() != (text := words.name_hiding(hiding)):
                switch.setText(text)
            switch.setToolTip(words.explain_switch(hiding))
            switch.setEnabled(hiding.showing is not Showing.NEVER)
            switch.setChecked(not hiding.is_shown)
        rows = min(self._most_rows, len(self._hidings))
        height = rows * theme.size("row") + theme.space("xs")
        if self._scroll.maximumHeight() != height:
            self._scroll.setFixedHeight(height)
        self._scroll.setVisible(rows > 0)
