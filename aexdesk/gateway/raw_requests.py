"""Turns a request of another program into the one that leaves: only Host and what belongs to a connection changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from aexdesk.openplatform.request import Origin, Parameter
from aexdesk.ordertest.spelling import unquote_all
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import SentRequest

RawHeaders = tuple[tuple[bytes, bytes], ...]

_OF_ONE_CONNECTION = frozenset({
    b"connection", b"expect", b"keep-alive", b"proxy-authenticate", b"proxy-authorization", b"proxy-connection", b"te",
    b"trailer", b"transfer-encoding", b"upgrade",
})  # fmt: skip
_NEVER_DROPPED = frozenset({b"content-length", b"content-type", b"content-encoding", b"host"})
_READ_LENIENTLY = 64 * 1024


@dataclass(frozen=True, slots=True)
class RawRequest:
    """A request as it arrived: target and headers byte for byte, the body whole. The target is path and query."""

    method: str
    target: bytes
    headers: RawHeaders
    body: bytes


def as_it_leaves(raw: RawRequest, environment: Environment) -> RawRequest:
    """The request as it will stand on the wire to the environment. `/sync` and `/rest` become the paths it has there.

    Raises ValueError for a target that is neither.
    """
    return replace(raw, target=_translated(raw.target, environment), headers=_headers(raw, environment))


def without_connection(headers: RawHeaders) -> RawHeaders:
    """Headers without those that speak of one connection alone."""
    named = {
        one.strip().lower() for name, value in headers if name.lower() == b"connection" for one in value.split(b",")
    }
    dropped = _OF_ONE_CONNECTION | (named - _NEVER_DROPPED)
    return tuple((name, value) for name, value in headers if name.lower() not in dropped)


def as_sent(leaving: RawRequest, environment: Environment) -> SentRequest:
    """The same request in text, for the guard and for the history; what it means stands in neither yet."""
    return SentRequest(
        method=leaving.method,
        url=_origin(environment) + leaving.target.decode("latin-1"),
        headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in leaving.headers),
        body=leaving.body,
        parameters=(),
        string_to_sign="",
        sign="",
    )


def guess(request: SentRequest, environment: Environment) -> tuple[str, tuple[Parameter, ...]]:
    """API name and parameters of a request that the guard could not read in one way: for the history, and to hide
    its secrets. The most lenient reading, since nothing of it leaves."""
    where, _mark, query = request.url.partition("?")
    texts = [query]
    if len(request.body) <= _READ_LENIENTLY:
        texts.append(request.body.decode("utf-8", "replace"))
    pairs = [pair for text in texts for pair in parse_qsl(text, keep_blank_values=True, errors="replace")]
    path = unquote_all(where.removeprefix(environment.rest_url)) if where.startswith(environment.rest_url) else ""
    names = (value for name, value in pairs if name == "method" and value)
    return path or next(names, ""), tuple(Parameter(name, value, Origin.USER) for name, value in pairs)


def _translated(target: bytes, environment: Environment) -> bytes:
    path, mark, query = target.partition(b"?")
    if path == b"/sync":
        there = environment.sync_path.encode()
    elif path == b"/rest" or path.startswith(b"/rest/"):
        there = environment.rest_path.encode() + path.removeprefix(b"/rest")
    else:
        raise ValueError("neither /sync nor /rest")
    return urlsplit(environment.base_url).path.encode() + there + mark + query


def _headers(raw: RawRequest, environment: Environment) -> RawHeaders:
    host = (b"Host", urlsplit(environment.base_url).netloc.encode())
    kept = [host if name.lower() == b"host" else (name, value) for name, value in without_connection(raw.headers)]
    if host not in kept:
        kept.insert(0, host)
    if raw.body and not any(name.lower() == b"content-length" for name, _value in kept):
        kept.append((b"Content-Length", str(len(raw.body)).encode()))  # it came in chunks
    return tuple(kept)


def _origin(environment: Environment) -> str:
    parts = urlsplit(environment.base_url)
    return f"{parts.scheme}://{parts.netloc}"
