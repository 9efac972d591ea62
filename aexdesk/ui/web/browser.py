"""The place of the embedded browser: address, progress, what went wrong, and the page. Chromium comes when it opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from aexdesk.i18n import _
from aexdesk.secret import Secret
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.focus import focus_of
from aexdesk.ui.icons import IconButton
from aexdesk.ui.ports import PageState, Ports, Visit
from aexdesk.ui.view import View
from aexdesk.ui.web import words
from aexdesk.ui.web.address_line import AddressLine
from aexdesk.ui.web.missing import find_missing
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.copy_button import CopyButton

if TYPE_CHECKING:
    from aexdesk.ui.web.visit import RunningVisit

_HIDES_THE_PAGE = frozenset({"load", "certificate", "crashed"})


class Browser(View):
    """The port `LoginBrowser`, with the widget that shows it. `close_wanted`: the person closes the login page."""

    close_wanted = Signal()

    def __init__(self, ports: Ports) -> None:
        super().__init__()
        self._running: RunningVisit | None = None
        self._notes: list[Callable[[], None]] = []
        self.address = AddressLine(ports.clipboard)
        self.copy = CopyButton(ports.clipboard, self.address.address)
        self.reload, self.shut = IconButton("refresh"), IconButton("close")
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self.notice, self.pop_up = Banner(can_dismiss=True), Banner()
        self.pages, self._nothing = QStackedWidget(), QWidget()
        self.pages.addWidget(self._nothing)
        kept = self.pages.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.pages.setSizePolicy(kept)
        self._place()
        self.reload.clicked.connect(self._reload)
        self.shut.clicked.connect(self.close_wanted)
        self.notice.dismissed.connect(self._put_away)
        shortcuts.bind(self, "window.page", self._switch_focus)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.copy.set_what(lambda: _("the address of the page"))
        self.reload.set_words(_("Load the page again"))
        self.shut.set_words(_("Close the login page"), _("Close the login page: Ctrl+."))
        self.progress.setAccessibleName(_("The page is loading"))
        self.address.retranslate()
        self._show()

    # ---------------------------------------------------------------- the port

    @property
    def state(self) -> PageState:
        """What it shows now."""
        return self._running.state if self._running is not None else PageState()

    def watch(self, note: Callable[[], None]) -> None:
        """`note` is called when `state` is another."""
        self._notes.append(note)

    def open(self, visit: Visit) -> str:
        """Begins, with no cookie of an earlier login."""
        self.close_visit()
        if missing := find_missing():
            return missing.value
        from aexdesk.ui.web.visit import RunningVisit  # noqa: PLC0415 - not before a login wants it

        self._running = RunningVisit(visit, self.pages)
        self._running.changed.connect(self._follow)
        self._follow()
        return ""

    def close_visit(self) -> None:
        """Ends the login and forgets all of it."""
        running, self._running = self._running, None
        if running is not None:
            running.end()
            running.deleteLater()
            self._follow()

    def fill_in(self, email: str, password: Secret | None, done: Callable[[str], None]) -> None:
        """Writes into the fields of the page."""
        if self._running is None:
            done("elsewhere")
        else:
            self._running.fill_in(email, password, done)

    def set_focus(self) -> None:
        """Into the page."""
        if self._running is not None:
            self._running.set_focus()

    def _switch_focus(self) -> None:
        # A page may keep the Tab key for itself; this key it never gets.
        focus = focus_of(self)
        if focus is not None and self.pages.isAncestorOf(focus):
            self.address.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.set_focus()

    # ---------------------------------------------------------------- showing

    def _place(self) -> None:
        bar = theme.line(self.address, self.copy, self.reload, self.shut, gap="xs")
        edge = theme.space("s")
        bar.setContentsMargins(edge, edge, edge, edge)
        column = theme.column(bar, self.progress, self.pop_up, self.notice, gap="", parent=self)
        column.addWidget(self.pages, stretch=1)
        for widget, name in (
            (self, "login.browser"), (self.address, "login.address"), (self.copy, "login.address_copy"),
            (self.reload, "login.reload"), (self.shut, "login.cancel"),
        ):  # fmt: skip
            widget.setObjectName(name)

    def _follow(self) -> None:
        self._show()
        for note in tuple(self._notes):
            note()

    def _show(self) -> None:
        state = self.state
        self.address.show_address(state.address)
        self.reload.setEnabled(state.is_open)
        # Kept in its place, so that the page does not jump when loading ends.
        self.progress.setValue(state.progress or 0)
        hides = state.problem is not None and state.problem.kind in _HIDES_THE_PAGE
        self.pages.setVisible(not hides)
        self._show_notice(state)
        self._show_pop_up(state)

    def _show_notice(self, state: PageState) -> None:
        if state.problem is not None:
            said = words.say_problem(state.problem)
            tone = "warn" if state.problem.kind in ("status", "refused") else "bad"
            self.notice.show_message(said.message, said.hint, tone, _("Put this message away"))
            again = (_("Load again"), self.reload.click)
            self.notice.set_actions(*([again] if state.problem.kind != "refused" else []))
        elif state.says:
            self.notice.show_message(
                _("The page says: {text}").format(text=state.says), "", "accent", _("Put this message away")
            )
            self.notice.set_actions()
        else:
            self.notice.hide()

    def _show_pop_up(self, state: PageState) -> None:
        text = _("The login page has opened this pop-up.") if state.pop_ups else ""
        self.pop_up.show_message(text)
        if state.pop_ups:
            self.pop_up.set_actions((_("Close the pop-up"), self._close_pop_up))

    def _reload(self) -> None:
        if self._running is not None:
            self._running.reload()

    def _put_away(self) -> None:
        if self._running is not None:
            self._running.put_away()

    def _close_pop_up(self) -> None:
        if self._running is not None:
            self._running.close_pop_up()
