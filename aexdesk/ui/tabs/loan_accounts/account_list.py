"""The list of loan accounts: search, New, Delete, the table, and the ways to get another account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.tabs.loan_accounts import words
from aexdesk.ui.tabs.loan_accounts.model import LoanAccountsModel
from aexdesk.ui.tabs.loan_accounts.session_cell import SessionCell
from aexdesk.ui.tabs.loan_accounts.state import AccountRow
from aexdesk.ui.view import View
from aexdesk.ui.widgets.countdown import Countdown
from aexdesk.ui.widgets.flow import Flow
from aexdesk.ui.widgets.pane_parts import column_widths, fit_columns, thin_line
from aexdesk.ui.widgets.table import Table

_GIVES_WAY = (1, 2, 3)
"""Seller, status, until: hidden in this order where the list is narrow; the form tells them too."""
_SESSION = 4
_LEAST_EMAIL = 26
"""Letters of an email that must stay readable before another column gives way."""


def _columns(now: Callable[[], datetime]) -> tuple[Column, ...]:
    return (
        Column(lambda: _("Buyer email"), words.name_row, tone=words.tone_of_row),
        Column(lambda: _("Seller account"), lambda row: row.seller or "–", width=13, tone=words.tone_of_row),
        Column(lambda: _("Status"), lambda row: words.name_status(row.status), width=7, tone=words.tone_of_status),
        Column(lambda: _("Until"), words.name_until, width=12, tone=words.tone_of_until, tooltip=words.explain_until),
        Column(
            lambda: _("Session"),
            lambda row: words.name_session(row.session, now()),
            width=17,
            tone=lambda row: words.tone_of_session(row.session, now()),
            tooltip=lambda row: words.explain_session(row.session),
        ),
    )


class AccountList(View):
    """`opened` when the person wants to edit what is chosen, `begun` when an account was begun."""

    opened = Signal()
    begun = Signal()

    def __init__(self, model: LoanAccountsModel, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._model = model
        self._now = now
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.new, self.delete = IconButton("plus"), IconButton("trash")
        self._rows = ListRows(_columns(now), lambda row: row.id, self)
        self.table = Table(self._rows)
        self.table.setItemDelegateForColumn(_SESSION, SessionCell(self.table))
        self.countdown = Countdown(now, self)
        self._nothing = QLabel()
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(*[theme.space("m")] * 4)
        theme.mark(self._nothing, kind="muted")
        self.paste, self.lend = QPushButton(), QPushButton()
        for widget, name in ((self.table, "table"), (self.new, "new"), (self.lend, "lend"), (self.paste, "paste")):
            widget.setObjectName(f"loan.{name}")
        head = theme.line(self.search, self.new, self.delete, gap="xs", around="s")
        column = theme.column(head, gap="", parent=self)
        column.addWidget(self._nothing)
        column.addWidget(self.table, stretch=1)
        column.addWidget(thin_line())
        foot = Flow(self.paste, self.lend)
        foot.setContentsMargins(*4 * (theme.space("s"),))
        column.addLayout(foot)
        self._connect()
        fit_columns(self.table)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search loan accounts"))
        self.new.set_words(_("New loan account"), _("New loan account: Ctrl+N"))
        self.delete.set_words(_("Delete loan account"), _("Delete, with its password; it can be undone: Delete"))
        self.table.setAccessibleName(_("Loan accounts"))
        self.paste.setText(_("Paste from App Console"))
        self.paste.setToolTip(
            _("Reads the block of an account that you copied in the App Console, and fills the form; nothing is saved")
        )
        self.lend.setToolTip(_("The practice gateway makes a test buyer and lends it for a month"))
        self._rows.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the list as it is."""
        state = self._model.state
        if self.search.text() != state.search:
            self.search.setText(state.search)
        self.table.show_rows(state.rows, state.chosen)
        self.table.horizontalHeader().setVisible(bool(state.rows))
        self.delete.setEnabled(state.form is not None)
        # Not disabled meanwhile: the focus would go on to the next button, and with it the next key.
        self.lend.setText(_("Lending…") if state.is_lending else _("Loan new account"))
        theme.show_if(self.lend, state.can_lend and state.total > 0)  # before that the empty state has the button
        is_bare = state.is_loaded and bool(state.search) and not state.rows
        sentence = _("No loan account matches “{search}”.").format(search=state.search)
        self._nothing.setText(sentence if is_bare else "")
        self._nothing.setVisible(is_bare)
        ends = [row.session.until for row in state.rows if row.session is not None and row.session.until is not None]
        self.countdown.run_to(min((end for end in ends if end > self._now()), default=None))

    def paste_now(self) -> None:
        """Fills the form with what was copied."""
        self._model.paste(QGuiApplication.clipboard().text())

    def _connect(self) -> None:
        model, table = self._model, self.table
        self.search.textEdited.connect(model.search)
        self.search.returnPressed.connect(table.setFocus)
        self.new.clicked.connect(self._begin)
        self.delete.clicked.connect(model.remove)
        self.paste.clicked.connect(self.paste_now)
        self.lend.clicked.connect(model.lend)
        self.countdown.ticked.connect(self._tick)
        table.chosen.connect(self._choose)
        table.opened.connect(self._open)
        table.new_wanted.connect(self._begin)
        table.delete_wanted.connect(lambda _row: model.remove())
        shortcuts.bind_search(self.search, table.setFocus, self._clear_search)

    def _tick(self) -> None:
        self._rows.retranslate()

    def _choose(self, row: AccountRow | None) -> None:
        if row is not None:
            self._model.choose(row.id)

    def _open(self, row: AccountRow) -> None:
        self._model.choose(row.id)
        self.opened.emit()

    def _begin(self) -> None:
        self._model.begin_new()
        self.begun.emit()

    def _clear_search(self) -> None:
        if self.search.text():
            self.search.clear()
            self._model.search("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow list columns give way to the email."""
        super().resizeEvent(event)
        widths = column_widths(self.table)
        room = self.width() - sum(widths) - _LEAST_EMAIL * self.table.fontMetrics().averageCharWidth()
        for column in _GIVES_WAY:
            self.table.setColumnHidden(column, room < 0)
            room += widths[column]
