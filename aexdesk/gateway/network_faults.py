"""Turns the errors of httpx and httpcore into ours, once, with the reason that a person can act on."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpcore

from aexdesk.faults import AexError, BadInput, NetworkFault

HTTPCORE_ERRORS = (
    httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol,
    httpcore.ProxyError,
)  # fmt: skip
"""What httpcore may raise instead of an answer."""

_BAD_URL = (httpcore.UnsupportedProtocol, httpcore.LocalProtocolError)
_BY_TYPE: tuple[tuple[type[Exception], str], ...] = (
    (httpcore.ConnectTimeout, "connect_timeout"),
    (httpcore.PoolTimeout, "connect_timeout"),
    (httpcore.TimeoutException, "silent"),
    (httpcore.ProxyError, "proxy_failed"),
    (httpcore.ConnectError, "connect_failed"),
)  # every other: connection_lost


def as_fault(error: Exception, url: str) -> AexError:
    """The fault for an error of httpx or httpcore; it names the host, never the rest of the URL."""
    host = urlsplit(url).netloc.rpartition("@")[2]
    kind = _kind(error)
    if type(error).__name__ == "InvalidURL" or issubclass(kind, _BAD_URL):
        return BadInput("bad_url", found=host, host=host)
    causes = tuple(_causes(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return NetworkFault("tls_failed", host=host, reason=_reason(causes))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return NetworkFault("host_unknown", host=host)
    if type(error).__name__ == "DecodingError":
        return NetworkFault("bad_encoding", host=host, reason=_reason(causes))
    code = next((code for one, code in _BY_TYPE if issubclass(kind, one)), "connection_lost")
    return NetworkFault(code, host=host, reason=_reason(causes))


def _kind(error: Exception) -> type[Exception]:
    """The type by httpcore's names: httpx has the same ones, and is not imported to tell."""
    for one in type(error).__mro__:
        twin = getattr(httpcore, one.__name__, None)
        if isinstance(twin, type) and issubclass(twin, Exception):
            return twin
    return type(error)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _reason(causes: tuple[BaseException, ...]) -> str:
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_message.rstrip(".")  # it stands inside a sentence
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror
    return type(causes[0]).__name__
