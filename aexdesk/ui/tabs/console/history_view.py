"""The history: the last calls of this environment, in a line, or as a list; Enter or a click brings one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.outcomes import short_api, tone_of_outcome, write_duration, write_moment, write_outcome
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tabs.console.words import write_minute
from aexdesk.ui.view import View
from aexdesk.ui.widgets.table import Table
from aexdesk.workspace.exchange import ExchangeSummary

if TYPE_CHECKING:
    from aexdesk.ui.tabs.console.model import ConsoleModel

_IN_LINE = 6
_NO_LIMIT = 16_777_215  # what Qt calls no limit


class HistoryView(View):
    """`opened_changed` tells that the list was opened or closed, so that a splitter can make room; `all_wanted`, that
    the last ones are not enough."""

    opened_changed = Signal(bool)
    all_wanted = Signal()

    def __init__(self, model: ConsoleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._is_open: bool | None = None
        self._shown: str | None = None
        self.toggle, self._title, self._none = IconButton("chevron_right"), QPushButton(), QLabel()
        self.all = QPushButton()
        self.all.clicked.connect(self.all_wanted)
        theme.mark(self.all, role="link")
        for button in (self.toggle, self._title):
            button.clicked.connect(lambda: model.open_history(not model.state.is_history_open))
        theme.mark(self._title, role="quiet")
        theme.mark(self._none, kind="muted")
        self.line = RecentLine()
        self.line.wanted.connect(model.open_exchange)
        self.table = Table(ListRows(_columns(), lambda row: row.id))
        self.table.opened.connect(lambda row: model.open_exchange(row.id))
        self.table.clicked.connect(lambda index: model.open_exchange(self.table.rows.row(index.row()).id))
        head = theme.line(self.toggle, self._title, self._none, self.line, gap="xs")
        head.setContentsMargins(theme.space("s"), 0, theme.space("s"), 0)
        head.setStretch(3, 100)
        head.addStretch(1)
        head.addWidget(self.all)
        column = theme.column(head, self.table, gap="", parent=self)
        column.setStretch(1, 1)
        self.retranslate()

    def show_state(self) -> None:
        """Shows the last calls."""
        state = self._model.state
        self._none.setVisible(not state.history)
        self.line.setVisible(not state.is_history_open and bool(state.history))
        self.line.show_calls(state.history[:_IN_LINE])
        self._show_rows(state.history, state.answer.exchange.id if state.answer else None)
        if state.is_history_open != self._is_open:
            self._open(state.is_history_open)

    def retranslate(self) -> None:
        """Writes its words."""
        self._title.setText(_("History"))
        self.all.setText(_("All calls"))
        self._none.setText(_("Calls stand here once they have been sent."))
        self.table.setAccessibleName(_("Recorded calls"))
        self.table.rows.retranslate()
        is_open = self._model.state.is_history_open
        self.toggle.set_words(_("Close the history") if is_open else _("Open the history"))
        self.line.retranslate()
        self.show_state()

    def _show_rows(self, history: tuple[ExchangeSummary, ...], shown: str | None) -> None:
        known = {row.id for row in history}
        row = self.table.current_row()
        chosen = row.id if row else None
        if shown != self._shown and shown in known:
            # Only once: afterwards the arrows may move on.
            self._shown = chosen = shown
        self.table.show_rows(history, chosen if chosen in known else None)

    def _open(self, is_open: bool) -> None:
        self._is_open = is_open
        self.toggle.set_icon("chevron_down" if is_open else "chevron_right")
        self.toggle.set_words(_("Close the history") if is_open else _("Open the history"))
        self.table.setVisible(is_open)
        head = theme.size("control") + theme.space("xs")
        self.setMinimumHeight(head + (4 * theme.size("row") if is_open else 0))
        self.setMaximumHeight(_NO_LIMIT if is_open else head)
        self.opened_changed.emit(is_open)


class RecentLine(QWidget):
    """The newest calls as links, as many as fit. `wanted` carries the id of the one that was pressed."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calls: tuple[ExchangeSummary, ...] = ()
        self.links = [QPushButton() for _number in range(_IN_LINE)]
        for number, link in enumerate(self.links):
            theme.mark(link, role="quiet", kind="small")
            link.clicked.connect(lambda _checked=False, number=number: self.wanted.emit(self._calls[number].id))
            link.setParent(self)
        self.setFixedHeight(theme.size("control"))

    def show_calls(self, calls: tuple[ExchangeSummary, ...]) -> None:
        """Shows these, newest first."""
        if calls != self._calls:
            self._calls = calls
            self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        names = [f"{short_api(call.api)} {write_outcome(call)}, {write_moment(call.at)}" for call in self._calls]
        for link, call, name in zip(self.links, self._calls, names, strict=False):
            text = f"{write_minute(call.at)}  {short_api(call.api)}  {write_outcome(call)}"
            if text != link.text():
                link.setText(text)
            # Several calls of a minute look alike; two blanks, for those who hear it, part words from keys.
            link.setAccessibleName(name if names.count(name) == 1 else f"{name}, {call.request_id or call.id}")
            link.setToolTip(_("Open this call again ({moment})").format(moment=write_moment(call.at)))
        self._place()

    def _place(self) -> None:
        left = 0
        for number, link in enumerate(self.links):
            width = link.sizeHint().width()
            fits = number < len(self._calls) and left + width <= self.width()
            link.setVisible(fits)
            if fits:
                link.setGeometry(left, 0, width, self.height())
                left += width

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another number of links."""
        super().resizeEvent(event)
        self._place()


def _columns() -> tuple[Column, ...]:
    return (
        Column(lambda: _("Time"), lambda row: write_moment(row.at), "mono", 30),
        Column(lambda: _("API"), lambda row: short_api(row.api), "mono", tooltip=lambda row: row.api),
        Column(lambda: _("Result"), write_outcome, width=28, tone=tone_of_outcome),
        Column(lambda: _("App"), lambda row: row.profile or row.app_key, width=24),
        Column(lambda: _("Duration"), lambda row: write_duration(row.ms), "number", 12),
    )
