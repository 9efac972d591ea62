"""Stands in for the system's browser where the embedded one is not installed: nothing of the person's own is opened."""

from __future__ import annotations

import asyncio
import re
import urllib.parse
import urllib.request
from html import unescape

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from aexdesk.secret import Secret

_SCHEME = "http"
_TICKET = re.compile(r'name="ticket" value="([^"]+)"')
_PATIENCE_S = 10


class EverydayBrowser(QObject):
    """Takes what the window hands to the system's browser, from now until `leave`. `url` is what it was given last."""

    def __init__(self) -> None:
        super().__init__()
        self.url = ""
        QDesktopServices.setUrlHandler(_SCHEME, self, "show")  # type: ignore[arg-type] # the stubs say bytes, the call takes none

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        """Qt calls it in place of the system."""
        self.url = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)

    def leave(self) -> None:
        """The system has its browser again."""
        QDesktopServices.unsetUrlHandler(_SCHEME)

    async def log_in(self, email: str, password: Secret) -> None:
        """Logs in on the practice gateway's page and allows; the last answer comes from the window that waits for it.

        Raises OSError where one of them does not answer as it should.
        """
        await asyncio.to_thread(_walk, self.url, email, password)


def _walk(url: str, email: str, password: Secret) -> None:
    # Loopback never goes through an HTTP proxy.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def ask(address: str, fields: dict[str, str] | None = None) -> str:
        data = urllib.parse.urlencode(fields).encode() if fields else None
        with opener.open(address, data, timeout=_PATIENCE_S) as answer:
            text: str = answer.read().decode()
        return text

    base = url.partition("/oauth/")[0] + "/oauth/"
    page = ask(url)
    page = ask(base + "login", {"ticket": _ticket(page), "email": email, "password": password.reveal()})
    ask(base + "consent", {"ticket": _ticket(page), "decision": "allow"})


def _ticket(page: str) -> str:
    found = _TICKET.search(page)
    if found is None:
        raise OSError("the page has no form")
    return unescape(found[1])
