"""A browser profile for one login: nothing of it is kept, and nothing of another login is in it."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

from aexdesk.ui.web.surroundings import make_safe

_Attribute = QWebEngineSettings.WebAttribute

OFF = (
    _Attribute.AllowGeolocationOnInsecureOrigins,
    _Attribute.AllowRunningInsecureContent,
    _Attribute.AllowWindowActivationFromJavaScript,
    _Attribute.AutoLoadIconsForPage,
    _Attribute.DnsPrefetchEnabled,
    _Attribute.ErrorPageEnabled,
    _Attribute.FullScreenSupportEnabled,
    _Attribute.HyperlinkAuditingEnabled,
    _Attribute.JavascriptCanAccessClipboard,
    _Attribute.JavascriptCanPaste,
    _Attribute.LocalContentCanAccessFileUrls,
    _Attribute.LocalContentCanAccessRemoteUrls,
    _Attribute.NavigateOnDropEnabled,
    _Attribute.PdfViewerEnabled,
    _Attribute.PluginsEnabled,
    _Attribute.ScreenCaptureEnabled,
    _Attribute.TouchIconsEnabled,
)
"""What a login has no use for."""

# Parts of a page may be made by the page itself; whole pages may not (see origins.may_visit).
_MADE_BY_THE_PAGE = frozenset({"data", "blob"})
_SOCKETS = {"ws": "http", "wss": "https"}


class Interceptor(QWebEngineUrlRequestInterceptor):
    """Lets a request pass or not. The second of two walls: the page refuses to go there, and nothing is fetched."""

    def __init__(self, may_fetch: Callable[[QUrl], bool]) -> None:
        super().__init__()
        self._may_fetch = may_fetch

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Called by Chromium before each request, also for pictures, scripts and frames."""
        url = QUrl(info.requestUrl())
        if url.scheme() in _MADE_BY_THE_PAGE:
            return
        url.setScheme(_SOCKETS.get(url.scheme(), url.scheme()))
        if not self._may_fetch(url):
            info.block(True)


def make_profile(interceptor: Interceptor) -> QWebEngineProfile:
    """Off the record: no name, so no storage. Pages must be gone before it goes."""
    make_safe(os.environ)
    profile = QWebEngineProfile()
    profile.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
    profile.setPersistentPermissionsPolicy(QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime)
    profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.MemoryHttpCache)
    profile.setSpellCheckEnabled(False)
    profile.setPushServiceEnabled(False)
    profile.setUrlRequestInterceptor(interceptor)
    settings = profile.settings()
    for attribute in OFF:
        settings.setAttribute(attribute, False)
    settings.setAttribute(_Attribute.WebRTCPublicInterfacesOnly, True)
    settings.setUnknownUrlSchemePolicy(QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes)
    profile.downloadRequested.connect(_refuse_download)
    return profile


def _refuse_download(download: QWebEngineDownloadRequest) -> None:
    download.cancel()
