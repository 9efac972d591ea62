"""The errors of httpx and httpcore, one by one, in our words: never with more of an address than its host."""

from __future__ import annotations

import socket
import ssl

import httpcore
import httpx
import pytest

from aexdesk.faults import AexError, BadInput, NetworkFault
from aexdesk.gateway.network_faults import as_fault

URL = "http://user:CANARY@h.example:8080/sync?session=CANARY"


def _caused_by(error: Exception, cause: BaseException) -> Exception:
    error.__cause__ = cause
    return error


CASES: list[tuple[Exception, type[AexError], str]] = [
    (httpx.ConnectTimeout("x"), NetworkFault, "connect_timeout"),
    (httpx.PoolTimeout("x"), NetworkFault, "connect_timeout"),
    (httpx.ReadTimeout("x"), NetworkFault, "silent"),
    (httpx.WriteTimeout("x"), NetworkFault, "silent"),
    (httpx.ProxyError("x"), NetworkFault, "proxy_failed"),
    (httpx.DecodingError("x"), NetworkFault, "bad_encoding"),
    (httpx.RemoteProtocolError("x"), NetworkFault, "connection_lost"),
    (httpx.ReadError("x"), NetworkFault, "connection_lost"),
    (httpx.WriteError("x"), NetworkFault, "connection_lost"),
    (httpx.CloseError("x"), NetworkFault, "connection_lost"),
    (httpx.ConnectError("x"), NetworkFault, "connect_failed"),
    (httpx.StreamClosed(), NetworkFault, "connection_lost"),
    (httpx.TooManyRedirects("x"), NetworkFault, "connection_lost"),
    (httpx.InvalidURL("x"), BadInput, "bad_url"),
    (httpx.UnsupportedProtocol("x"), BadInput, "bad_url"),
    (httpx.LocalProtocolError("x"), BadInput, "bad_url"),
    (httpcore.ConnectTimeout("x"), NetworkFault, "connect_timeout"),
    (httpcore.PoolTimeout("x"), NetworkFault, "connect_timeout"),
    (httpcore.ReadTimeout("x"), NetworkFault, "silent"),
    (httpcore.WriteTimeout("x"), NetworkFault, "silent"),
    (httpcore.RemoteProtocolError("x"), NetworkFault, "connection_lost"),
    (httpcore.ReadError("x"), NetworkFault, "connection_lost"),
    (httpcore.WriteError("x"), NetworkFault, "connection_lost"),
    (httpcore.ConnectError("x"), NetworkFault, "connect_failed"),
    (httpcore.LocalProtocolError("x"), BadInput, "bad_url"),
    (_caused_by(httpcore.ConnectError("x"), socket.gaierror(-2, "unknown")), NetworkFault, "host_unknown"),
    (_caused_by(httpx.ConnectError("x"), socket.gaierror(-2, "unknown")), NetworkFault, "host_unknown"),
    (_caused_by(httpx.ConnectError("x"), ssl.SSLError(1, "bad")), NetworkFault, "tls_failed"),
    (_caused_by(httpx.ReadError("x"), ssl.SSLEOFError(8, "eof")), NetworkFault, "tls_failed"),
]


@pytest.mark.parametrize(("error", "kind", "code"), CASES, ids=lambda one: repr(one)[:40])
def test_each_error_has_its_code(error: Exception, kind: type[AexError], code: str) -> None:
    fault = as_fault(error, URL)
    assert (type(fault), fault.code, fault.values["host"]) == (kind, code, "h.example:8080")
    assert "CANARY" not in str(fault)


def test_the_reason_is_the_systems_own() -> None:
    error = _caused_by(httpx.ConnectError("x"), OSError(111, "Connection refused"))
    assert as_fault(error, URL).values["reason"] == "Connection refused"


def test_causes_that_go_in_a_circle_end() -> None:
    first, second = httpx.ConnectError("a"), OSError("b")
    first.__cause__, second.__cause__ = second, first
    assert as_fault(first, URL).code == "connect_failed"
