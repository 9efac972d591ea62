"""Turns httpx's errors into ours, once, with the reason that a person can act on."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx

from aexdesk.faults import AexError, BadInput, NetworkFault

_BY_TYPE: tuple[tuple[type[Exception], str], ...] = (
    (httpx.ConnectTimeout, "connect_timeout"),
    (httpx.PoolTimeout, "connect_timeout"),
    (httpx.TimeoutException, "silent"),
    (httpx.ProxyError, "proxy_failed"),
    (httpx.DecodingError, "bad_encoding"),
    (httpx.RemoteProtocolError, "connection_lost"),
    (httpx.ReadError, "connection_lost"),
    (httpx.WriteError, "connection_lost"),
    (httpx.CloseError, "connection_lost"),
    (httpx.ConnectError, "connect_failed"),
)


def as_fault(error: Exception, url: str) -> AexError:
    """The fault for an error of httpx; it names the host, never the rest of the URL."""
    host = urlsplit(url).netloc.rpartition("@")[2]
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | httpx.LocalProtocolError):
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
