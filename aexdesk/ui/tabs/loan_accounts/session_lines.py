"""Which tokens belong to the account: for which app, how long, and in amber where it is a real account's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.loan_accounts import words
from aexdesk.ui.tabs.loan_accounts.state import Session
from aexdesk.ui.view import View
from aexdesk.ui.widgets.chip import Chip


class SessionLines(View):
    """A line for each session; without one, a sentence."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._sessions: tuple[Session, ...] = ()
        self._lines: list[_SessionLine] = []
        self._none = QLabel()
        self._none.setWordWrap(True)
        self._none.setMinimumHeight(theme.size("control"))
        theme.mark(self._none, kind="muted")
        self._column = theme.column(self._none, gap="xs", parent=self)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words, and the time that is left."""
        self._none.setText(_("No session yet: log in as this account."))
        self._none.setVisible(not self._sessions)
        for line, session in zip(self._lines, self._sessions, strict=True):
            line.show_session(session, self._now())

    def show_sessions(self, sessions: tuple[Session, ...]) -> None:
        """Shows these."""
        while len(self._lines) > len(sessions):
            self._lines.pop().deleteLater()
        while len(self._lines) < len(sessions):
            self._lines.append(_SessionLine())
            self._column.addWidget(self._lines[-1])
        self._sessions = sessions
        self.retranslate()


class _SessionLine(QWidget):
    """App, time left, kind."""

    def __init__(self) -> None:
        super().__init__()
        self._app, self._left, self._kind, self._binding = QLabel(), QLabel(), Chip(), Chip()
        self._app.setTextFormat(Qt.TextFormat.PlainText)
        line = theme.line(self._app, self._left, self._kind, self._binding, parent=self)
        line.addStretch(1)
        self.setMinimumHeight(theme.size("control"))

    def show_session(self, session: Session, now: datetime) -> None:
        """Whose app, and how long."""
        self._app.setText(session.profile)
        self._left.setText(words.name_left(session, now))
        theme.mark(self._left, tone=words.tone_of_session(session, now))
        kind, tone = (_("REAL ACCOUNT"), "live") if session.is_real else (_("test account"), "practice")
        self._kind.show_state(kind, tone)
        self._binding.show_state(_("bound by hand") if session.is_by_hand else "")
        self.setToolTip(words.explain_session(session))
        self.setAccessibleName(words.explain_session(session))
