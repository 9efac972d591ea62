"""The other ways to a token, behind a fold: paste the redirected URL, the system's browser, a token one has."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.login import words
from aexdesk.ui.tabs.login.given_form import GivenForm
from aexdesk.ui.tabs.login.model import LoginModel
from aexdesk.ui.tabs.login.state import LoginState, Phase
from aexdesk.ui.view import View
from aexdesk.ui.widgets.fold import Fold
from aexdesk.ui.widgets.pane_parts import thin_line
from aexdesk.wording import describe

_SHAPE = "https://…?code=…&state=…"
"""Of what is to be pasted."""


class OtherWays(View):
    """Three ways, each with a sentence of what it is for."""

    def __init__(self, model: LoginModel, ports: Ports) -> None:
        super().__init__()
        self._model = model
        self._titles = [QLabel() for _number in range(3)]
        self._notes = [QLabel() for _number in range(2)]
        for note in self._notes:
            note.setWordWrap(True)
            theme.mark(note, kind="small")
        self.url, self.go, self.complaint = QLineEdit(), QPushButton(), QLabel()
        self.complaint.setWordWrap(True)
        theme.mark(self.url, kind="mono")
        theme.mark(self.complaint, kind="small", tone="bad")
        self.system = QPushButton()
        self.given = GivenForm(model, ports)
        self._inside = QWidget()
        self.fold = Fold(self._inside)
        paste = theme.column(self.url, self.go, gap="xs")
        paste.setAlignment(self.go, Qt.AlignmentFlag.AlignLeft)
        column = theme.column(gap="s", parent=self._inside)
        for item in (
            self._titles[0], self._notes[0], self.system, thin_line(),
            self._titles[1], self._notes[1], paste, self.complaint, thin_line(), self._titles[2], self.given,
        ):  # fmt: skip
            column.addWidget(item) if isinstance(item, QWidget) else column.addLayout(item)
        theme.column(self.fold, self._inside, parent=self)
        for widget, name in (
            (self.url, "login.paste_url"), (self.go, "login.paste_go"), (self.system, "login.system_browser"),
            (self.fold, "login.other_ways"),
        ):  # fmt: skip
            widget.setObjectName(name)
        self.fold.toggled.connect(model.show_ways)
        self.go.clicked.connect(self._paste)
        self.url.returnPressed.connect(self._paste)
        self.url.textEdited.connect(self._note_edit)
        self.system.clicked.connect(self._open_system)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.fold.setText(_("Other ways"))
        self.fold.setAccessibleName(_("Other ways to a token"))
        names = (_("The system's browser"), _("Paste the redirected URL"), _("I already have a token"))
        for title, name in zip(self._titles, names, strict=True):
            title.setText(name)
        self._notes[1].setText(
            _("Open the authorize URL anywhere, log in, and paste the whole address that it ends at.")
        )
        self.url.setAccessibleName(_("Redirected URL"))
        self.url.setPlaceholderText(_SHAPE)
        self.go.setText(_("Use it"))
        self.go.setToolTip(_("Read the code out of the pasted URL, and exchange it"))
        self.given.retranslate()
        self.show_state(self._model.state)

    def show_state(self, state: LoginState) -> None:
        """Shows what is possible now."""
        self.fold.setChecked(state.ways_open)
        has_way, is_busy = bool(state.way.authorize_url), words.is_at_work(state)
        self.system.setText(_("Open in the system's browser"))
        self.system.setEnabled(has_way and not is_busy and state.run.phase is not Phase.WAITING)
        if state.way.can_listen:
            note = _("AExDesk waits at {callback} for it to come back.").format(callback=state.way.callback_url)
        else:
            note = _("It cannot come back by itself: paste the URL that it ends at.")
        if state.system_browser_failed:
            note = _("The system opened no browser. Copy the authorize URL instead.")
        self._notes[0].setText(note)
        self._notes[0].setVisible(has_way)
        fault = state.run.paste_fault
        self.complaint.setText(words.join(describe(fault)) if fault is not None else "")
        self.complaint.setVisible(fault is not None)
        theme.mark(self.url, complaint=fault is not None)
        self.go.setEnabled(has_way and not is_busy and bool(self.url.text().strip()))
        if state.run.phase is Phase.EXCHANGING:
            self.url.clear()  # it holds a code
        self.given.show_state(state)

    def open_fold(self) -> None:
        """Shows them."""
        self.fold.setChecked(True)

    def _note_edit(self) -> None:
        self._model.attempts.forget_paste_fault()
        self.show_state(self._model.state)

    def _paste(self) -> None:
        if self.go.isEnabled():
            self._model.attempts.paste(self.url.text().strip())

    def _open_system(self) -> None:
        attempts = self._model.attempts
        if self._model.state.way.can_listen:
            attempts.listen()
        else:
            attempts.open_outside()
