"""Which pages a login may go to, and whose pages credentials may be filled into. Pure but for QUrl."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QUrl

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
_PORTS = {"http": 80, "https": 443}
_EMPTY = frozenset({"about:blank", "about:srcdoc"})


def host_of(url: QUrl) -> str:
    """The host as it goes over the wire: a name that only looks like another does not look like it here."""
    return url.host(QUrl.ComponentFormattingOption.FullyEncoded).lower()


def origin_of(url: QUrl) -> str:
    """Scheme, host and port as a browser writes an origin; "" for a page that has none of its own."""
    scheme, host = url.scheme().lower(), host_of(url)
    if scheme not in _PORTS or not host:
        return ""
    shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
    port = url.port()
    return f"{scheme}://{shown}" + ("" if port in (-1, _PORTS[scheme]) else f":{port}")


def is_listed(origin: str, patterns: Sequence[str]) -> bool:
    """Whether an origin is one of `patterns`: an exact origin, or `https://*.name` (the scheme may be left out).

    A `*` stands for https, that name itself and the names below it.
    """
    return bool(origin) and any(_fits(origin, pattern) for pattern in patterns)


def _fits(origin: str, pattern: str) -> bool:
    starred = pattern.removeprefix("https://")
    if not starred.startswith("*."):
        return origin == origin_of(QUrl(pattern))
    name = starred[2:].lower()
    scheme, _, host = origin.partition("://")
    # A port would be another server of the same name: such a one has to be listed by itself.
    return scheme == "https" and bool(name) and (host == name or host.endswith(f".{name}"))


def is_loopback(url: QUrl) -> bool:
    """Whether this machine answers there."""
    return host_of(url) in _LOOPBACK


def may_visit(url: QUrl, start: QUrl) -> bool:
    """Whether a login that began at `start` may go there: by https, or within this machine if it began there.

    Nothing else is a page of a login: no file, no script, no program of the system, and nothing in the open.
    """
    if url.scheme() == "about":
        return url.toString() in _EMPTY
    if url.scheme() == "http":
        return start.scheme() == "http" and is_loopback(start) and is_loopback(url)
    return url.scheme() == "https" and bool(host_of(url))
