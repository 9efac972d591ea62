"""A page of a login: it gives the callback away before anything is sent there, and refuses what a login needs not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile


@dataclass(frozen=True, slots=True)
class Manners:
    """What the pages of one login ask before they do something. None of it may destroy the page that asks."""

    is_callback: Callable[[str], bool]
    caught: Callable[[str], None]
    may_visit: Callable[[QUrl], bool]
    refused: Callable[[QUrl], None]
    open_pop_up: Callable[[], QWebEnginePage | None]
    said: Callable[[str], None]


class LoginPage(QWebEnginePage):
    """One page, or one pop-up, in the profile of its login."""

    def __init__(self, profile: QWebEngineProfile, manners: Manners) -> None:
        super().__init__(profile)
        self._manners = manners
        self.permissionRequested.connect(lambda asked: asked.deny())
        self.fileSystemAccessRequested.connect(lambda asked: asked.reject())
        self.registerProtocolHandlerRequested.connect(lambda asked: asked.reject())
        self.fullScreenRequested.connect(lambda asked: asked.reject())
        self.desktopMediaRequested.connect(lambda asked: asked.cancel())
        self.selectClientCertificate.connect(lambda asked: asked.selectNone())
        self.webAuthUxRequested.connect(lambda asked: asked.cancel())
        self.certificateError.connect(lambda error: error.rejectCertificate())

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        """Asked before each step of a navigation, redirects too."""
        there = QUrl(url)
        full = there.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if self._manners.is_callback(full):
            self._manners.caught(full)
            return False
        if not self._manners.may_visit(there):
            if is_main_frame:
                self._manners.refused(there)
            return False
        return True

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage:
        """A pop-up: in the same profile, so that it is of the same login."""
        # Qt takes "none" for "refused"; its types do not say so.
        return self._manners.open_pop_up()  # type: ignore[return-value]

    def chooseFiles(
        self, mode: QWebEnginePage.FileSelectionMode, old: Sequence[str], accepted: Sequence[str]
    ) -> list[str]:
        """A login needs no file."""
        return []

    def javaScriptAlert(self, origin: QUrl | str, text: str) -> None:
        """Told beside the page: a dialog would run a second loop inside ours."""
        self._manners.said(text)

    def javaScriptConfirm(self, origin: QUrl | str, text: str) -> bool:
        """Told, and answered with no, for nobody can be asked here without holding everything up."""
        self._manners.said(text)
        return False

    def javaScriptPrompt(self, origin: QUrl | str, text: str, default: str) -> Any:
        """The same."""
        self._manners.said(text)
        return False, ""

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, text: str, line: int, source: str
    ) -> None:
        """Goes nowhere: a page may write there what was typed into it, and our log is not for that."""
