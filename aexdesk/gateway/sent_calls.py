"""Sends what was signed here: by httpx, or to practice on this machine by a shorter way that spares its import."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aexdesk.gateway.loopback import LoopbackCalls, is_loopback
from aexdesk.gateway.network_faults import HTTPCORE_ERRORS, as_fault
from aexdesk.gateway.raw_requests import RawRequest
from aexdesk.workspace.exchange import Headers, SentRequest

if TYPE_CHECKING:
    import httpx

CONNECT_LIMIT_S: Final = 10.0
SILENCE_LIMIT_S: Final = 60.0
# The bytes as they were sent, so that what is saved is what came.
_ASKED_FOR: Final = (("Accept-Encoding", "identity"), ("Accept", "*/*"))


@dataclass(frozen=True, slots=True)
class Incoming:
    """An answer whose head is there; `chunks` are its bytes, and may raise `errors`. To be closed, however much of it
    was read."""

    status: int
    headers: Headers
    chunks: AsyncIterator[bytes]
    close: Callable[[], Awaitable[None]]
    errors: tuple[type[Exception], ...] = HTTPCORE_ERRORS


class SentCalls:
    """Belongs to one event loop. With a `transport` all goes through it; Live never takes the shorter way."""

    def __init__(self, transport: httpx.AsyncBaseTransport | None) -> None:
        self._transport = transport
        self._here = None if transport is not None else LoopbackCalls(CONNECT_LIMIT_S, SILENCE_LIMIT_S)
        self._client: httpx.AsyncClient | None = None

    def client(self) -> httpx.AsyncClient:
        """The client of httpx, made when it is first needed."""
        from aexdesk.gateway.httpx_calls import make_client  # noqa: PLC0415 - practice does without it

        if self._client is None:
            self._client = make_client(self._transport)
        return self._client

    @asynccontextmanager
    async def open(self, request: SentRequest, *, is_live: bool) -> AsyncIterator[Incoming]:
        """The answer to a request, closed at the end. Raises the fault where none comes, or where it breaks off."""
        if self._here is not None and not is_live and is_loopback(request.url):
            errors: tuple[type[Exception], ...] = HTTPCORE_ERRORS
            opening = self._open_here(self._here, request)
        else:
            from aexdesk.gateway.httpx_calls import HTTP_ERRORS, open_call  # noqa: PLC0415 - as above

            errors = HTTP_ERRORS
            opening = open_call(self.client(), request, (*request.headers, *_ASKED_FOR), _target(request.url))
        try:
            incoming = await opening
            errors = incoming.errors
            try:
                yield incoming
            finally:
                await incoming.close()
        except errors as error:
            raise as_fault(error, request.url) from error

    async def _open_here(self, here: LoopbackCalls, request: SentRequest) -> Incoming:
        answer = await here.open(_as_raw(request), request.url)
        response = answer.response
        assert isinstance(response.stream, AsyncIterable)
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
        headers = tuple((name.lower(), value) for name, value in headers)  # as httpx tells them
        chunks = aiter(response.stream)
        if any(name == "content-encoding" and is_packed(value) for name, value in headers):
            from aexdesk.gateway.httpx_calls import decoded  # noqa: PLC0415 - a stand-in of somebody else's

            return decoded(Incoming(response.status, headers, chunks, answer.close))
        return Incoming(response.status, headers, chunks, answer.close)

    async def close(self) -> None:
        """Closes all connections."""
        if self._here is not None:
            await self._here.close()
        if self._client is not None:
            await self._client.aclose()


def is_packed(coding: str) -> bool:
    """Whether a header of that value says that the body is compressed."""
    return coding.strip().lower() not in ("", "identity")


def _as_raw(request: SentRequest) -> RawRequest:
    """The request with what httpx would add."""
    headers = [("Host", urlsplit(request.url).netloc), *request.headers, *_ASKED_FOR]
    if request.body or request.method != "GET":
        headers.append(("Content-Length", str(len(request.body))))
    raw = tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in headers)
    return RawRequest(request.method, _target(request.url), raw, request.body)


def _target(url: str) -> bytes:
    _scheme, _slashes, rest = url.partition("://")
    return rest[rest.index("/") :].encode("ascii")
