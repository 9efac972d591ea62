"""Turns the errors of httpx and httpcore into ours, once, with the reason that a person can act on."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpcore
import httpx

from aexdesk.faults import AexError, BadInput, NetworkFault

_OF_HTTPCORE = (
    httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol,
    httpcore.ProxyError,
)  # fmt: skip
_BAD_URL = (
    httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError,
    httpcore.UnsupportedProtocol, httpcore.LocalProtocolError,
)  # fmt: skip
HTTP_ERRORS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, *_OF_HTTPCORE)
"""What may be raised instead of an answer."""

_BY_TYPE: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    ((httpx.ConnectTimeout, httpcore.ConnectTimeout), "connect_timeout"),
    ((httpx.PoolTimeout, httpcore.PoolTimeout), "connect_timeout"),
    ((httpx.TimeoutException, httpcore.TimeoutException), "silent"),
    (httpx.ProxyError, "proxy_failed"),
    (httpx.DecodingError, "bad_encoding"),
    ((httpx.ConnectError, httpcore.ConnectError), "connect_failed"),
)  # every other: connection_lost


def as_fault(error: Exception, url: str) -> AexError:
    """The fault for one of HTTP_ERRORS; it names the host, never the rest of the URL."""
    host = urlsplit(url).netloc.rpartition("@")[2]
    if isinstance(error, _BAD_URL):
        return BadInput("bad_url", found=host, host=host)
    causes = tuple(_causes(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return NetworkFault("tls_failed", host=host, reason=_reason(causes))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return NetworkFault("host_unknown", host=host)
    code = next((code for kind, code in _BY_TYPE if isinstance(error, kind)), "connection_lost")
    return NetworkFault(code, host=host, reason=_reason(causes))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _reason(causes: tuple[BaseException, ...]) -> str:
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_message
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror
    return type(causes[0]).__name__
