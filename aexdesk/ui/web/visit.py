"""One login in the embedded browser: its profile, its page, its pop-ups, from first to last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWebEngineCore import QWebEngineLoadingInfo, QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMenu, QStackedWidget

from aexdesk.secret import Secret
from aexdesk.ui.ports import FieldToFill, PageProblem, PageState, Visit
from aexdesk.ui.web import words
from aexdesk.ui.web.filling import Place, allowed_frames, fill, find_place
from aexdesk.ui.web.form_filling import FormFilling
from aexdesk.ui.web.origins import host_of, may_visit
from aexdesk.ui.web.page import LoginPage, Manners
from aexdesk.ui.web.profile import Interceptor, make_profile

_LOOK_MS = 400
"""How often the page is asked for fields: many build them long after they have loaded, and no signal tells."""
_POP_UPS = 3
_CRASHED = PageProblem("crashed")
_SAID_LETTERS = 300
_Status = QWebEngineLoadingInfo.LoadStatus
_Domain = QWebEngineLoadingInfo.ErrorDomain


class LoginView(QWebEngineView):
    """Shows a page; its menu holds what helps to type, and nothing that saves or shows sources."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Cut, copy, paste, back."""
        menu = QMenu(self)
        actions = QWebEnginePage.WebAction
        for action in (actions.Cut, actions.Copy, actions.Paste, actions.SelectAll, actions.Back, actions.Reload):
            menu.addAction(self.page().action(action))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page and its view. Qt may take a view down with the window around it; the page is ours."""

    page: LoginPage
    view: LoginView

    def take_down(self, stack: QStackedWidget) -> None:
        if shiboken6.isValid(self.view):
            stack.removeWidget(self.view)
            shiboken6.delete(self.view)
        shiboken6.delete(self.page)


class RunningVisit(QObject):
    """Holds what one login opened. `end` takes it all down, pages before their profile.

    Chromium's questions are answered at once, but what follows from them waits for the next turn of the loop: nobody
    may take a page down while that page asks.
    """

    changed = Signal()

    def __init__(self, visit: Visit, stack: QStackedWidget) -> None:
        super().__init__()
        self._visit = visit
        self._start = QUrl(visit.url)
        self._stack = stack
        self._is_over = False
        self._loads: Counter[str] = Counter()
        self._failed = QUrl()
        self.state = PageState(is_open=True, address=visit.url, progress=0)
        self._interceptor = Interceptor(self._may_fetch)
        self._profile = make_profile(self._interceptor)
        self._manners = Manners(
            visit.is_callback, self._catch, self._may_visit, self._refuse, self._open_pop_up, self._hear
        )
        self._sheets: list[_Sheet] = []
        self._dead: set[QWebEnginePage] = set()
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._look_for_fields)
        self._add_sheet().page.load(self._start)
        self._look.start()

    def reload(self) -> None:
        """Asks for the page again; after a failure for the one that did not come."""
        page = self._page()
        self._become(problem=None)
        if self._failed.isValid():
            page.load(self._failed)
        else:
            page.triggerAction(QWebEnginePage.WebAction.Reload)

    def close_pop_up(self) -> None:
        """Takes the topmost pop-up away."""
        if len(self._sheets) > 1:
            self._sheets.pop().take_down(self._stack)
            self._show_page()

    def put_away(self) -> None:
        """The person has read what stood there."""
        self._become(problem=None, says="")

    def fill_in(self, email: str, password: Secret | None, done: Callable[[str], None]) -> None:
        """Into the frame whose origin was shown when the button was pressed, and into no other."""
        shown = self.state.fill_origin

        def write(place: Place | None) -> None:
            if self._is_over:
                done("elsewhere")
            elif place is None or place.origin != shown:
                done("no_field" if place is None else "elsewhere")
            else:
                fill(place, email, password, done)

        find_place(self._page(), self._visit.fill_origins, write)

    def fill_form(self, fields: Sequence[FieldToFill], done: Callable[[Mapping[str, str]], None]) -> None:
        """Into the fields with those labels, on pages of the listed origins."""
        FormFilling(self._page(), self._visit.fill_origins, fields, done, self).begin()

    def set_focus(self) -> None:
        """Into the page."""
        self._sheets[-1].view.setFocus(Qt.FocusReason.TabFocusReason)  # to the first field of the page

    def end(self) -> None:
        """Forgets the login. Not to be called while a page asks something."""
        self._is_over = True
        self._look.stop()
        while self._sheets:
            self._sheets.pop().take_down(self._stack)
        shiboken6.delete(self._profile)

    # ---------------------------------------------------------------- what pages ask

    def _may_visit(self, url: QUrl) -> bool:
        return not self._is_over and may_visit(url, self._start)

    def _may_fetch(self, url: QUrl) -> bool:
        full = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        return self._may_visit(url) and not self._visit.is_callback(full)

    def _catch(self, url: str) -> None:
        if not self._is_over:
            self._is_over = True
            self._look.stop()
            QTimer.singleShot(0, self, lambda: self._visit.caught(url))

    def _refuse(self, url: QUrl) -> None:
        told = f"{url.scheme()}://{host_of(url)}" if host_of(url) else f"{url.scheme()}:"
        QTimer.singleShot(0, self, lambda: self._become(problem=PageProblem("refused", told)))

    def _hear(self, text: str) -> None:
        QTimer.singleShot(0, self, lambda: self._become(says=text[:_SAID_LETTERS]))

    def _open_pop_up(self) -> QWebEnginePage | None:
        if self._is_over or len(self._sheets) > _POP_UPS:
            return None
        page = self._add_sheet().page
        page.windowCloseRequested.connect(lambda: QTimer.singleShot(0, self, lambda: self._leave(page)))
        return page

    # ---------------------------------------------------------------- pages

    def _page(self) -> QWebEnginePage:
        return self._sheets[-1].page

    def _add_sheet(self) -> _Sheet:
        page, view = LoginPage(self._profile, self._manners), LoginView()
        view.setPage(page)
        view.setAccessibleName(words.name_page())
        page.urlChanged.connect(lambda url: self._note_address(page, url))
        page.loadProgress.connect(lambda done: self._note_progress(page, done))
        page.loadingChanged.connect(lambda info: self._note_loading(page, info))
        page.renderProcessTerminated.connect(lambda _how, _code: self._note_end_of_renderer(page))
        sheet = _Sheet(page, view)
        self._sheets.append(sheet)
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        self._become(pop_ups=len(self._sheets) - 1)
        return sheet

    def _note_address(self, page: QWebEnginePage, url: QUrl) -> None:
        """A pop-up for what is refused would stay, blank or as its opener fills it, under the address of that."""
        if url.isEmpty() or self._is_over or self._may_visit(url):
            self._show_page()
            return
        self._refuse(url)
        QTimer.singleShot(0, self, lambda: self._leave(page))

    def _leave(self, page: QWebEnginePage) -> None:
        """A pop-up goes; the page that the login began with stays."""
        sheet = next((sheet for sheet in self._sheets[1:] if sheet.page is page), None)
        if sheet is not None:
            self._sheets.remove(sheet)
            sheet.take_down(self._stack)
            self._show_page()

    def _show_page(self) -> None:
        if not self._sheets or self._is_over:
            return
        self._stack.setCurrentWidget(self._sheets[-1].view)
        address = self._page().url().toString(QUrl.ComponentFormattingOption.FullyEncoded)
        shown = "" if address == "about:blank" or self._visit.is_callback(address) else address
        self._become(address=shown or self.state.address, pop_ups=len(self._sheets) - 1)
        self._note_life(self._page())
        self._look_for_fields()

    # ---------------------------------------------------------------- what pages tell

    def _note_progress(self, page: QWebEnginePage, done: int) -> None:
        if not self._is_over and page is self._page() and self.state.progress is not None:
            self._become(progress=done)

    def _note_loading(self, page: QWebEnginePage, info: QWebEngineLoadingInfo) -> None:
        status = info.status()
        if status is _Status.LoadStartedStatus:
            self._dead.discard(page)
        if self._is_over or page is not self._page():
            return
        if status is _Status.LoadStartedStatus:
            self._failed = QUrl()
            self._become(progress=0, problem=None, says="", fill_origin="", fill_hindrance="no_page")
            return
        self._become(progress=None)
        has_answer = status is _Status.LoadSucceededStatus or info.errorDomain() is _Domain.HttpStatusCodeDomain
        if has_answer:
            self._count(info.url())
        if status is _Status.LoadFailedStatus:
            self._note_failure(info)
        self._look_for_fields()

    def _note_failure(self, info: QWebEngineLoadingInfo) -> None:
        host, domain = host_of(info.url()), info.errorDomain()
        if domain is _Domain.HttpStatusCodeDomain:
            self._become(problem=PageProblem("status", str(info.errorCode())))
            return
        self._failed = QUrl(info.url())
        if self.state.problem == _CRASHED:  # what was loading ends with its process: that is not the network
            return
        kind = "certificate" if domain is _Domain.CertificateErrorDomain else "load"
        self._become(problem=PageProblem(kind, host))

    def _count(self, url: QUrl) -> None:
        self._loads[host_of(url)] += 1
        self._become(loads=self._loads[host_of(url)])

    def _note_end_of_renderer(self, page: QWebEnginePage) -> None:
        """However it ended: where the process that starts them has died too, Chromium calls each end a normal one."""
        self._dead.add(page)
        if not self._is_over and page is self._page():
            self._note_life(page)

    def _note_life(self, page: QWebEnginePage) -> None:
        """The page in sight is dead, or the one that was has gone: a pop-up in front of it."""
        if page in self._dead:
            self._become(problem=_CRASHED, progress=None, fill_origin="", fill_hindrance="no_page")
        elif self.state.problem == _CRASHED:
            self._become(problem=None)

    def _look_for_fields(self) -> None:
        if self._is_over or not self._sheets or self.state.progress is not None:
            return
        page, patterns = self._page(), self._visit.fill_origins
        if not allowed_frames(page, patterns):
            self._become(fill_origin="", fill_hindrance="elsewhere")
            return
        find_place(page, patterns, lambda place: self._note_place(page, place))

    def _note_place(self, page: QWebEnginePage, place: Place | None) -> None:
        if self._is_over or not self._sheets or page is not self._page() or self.state.progress is not None:
            return
        if place is None:
            self._become(fill_origin="", fill_hindrance="no_field")
        else:
            self._become(fill_origin=place.origin, fill_hindrance="")

    def _become(self, **changes: object) -> None:
        state = replace(self.state, **changes)  # type: ignore[arg-type] # its own fields
        if state != self.state and not self._is_over:
            self.state = state
            self.changed.emit()
