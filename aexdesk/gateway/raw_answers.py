"""An answer of the platform as it must be passed on: its headers, its length, its bytes as they come."""

from __future__ import annotations

import re
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable
from urllib.parse import urlsplit

import httpx

from aexdesk.faults import NetworkFault
from aexdesk.gateway.exact_url import ExactUrl
from aexdesk.gateway.httpx_body import HttpxBody
from aexdesk.gateway.httpx_calls import HTTP_ERRORS
from aexdesk.gateway.loopback import LoopbackCalls, is_loopback
from aexdesk.gateway.network_faults import as_fault
from aexdesk.gateway.raw_requests import RawHeaders, RawRequest, without_connection

_CONTROLS = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")


class RawAnswer:
    """An answer whose head is there; its body comes by `chunks`. To be closed, however much of it was read."""

    def __init__(
        self, status: int, headers: httpx.Headers, parts: AsyncIterable[bytes], close: Callable[[], Awaitable[None]]
    ) -> None:
        self.status = status
        self.headers = headers
        self._parts = parts
        self.close = close

    async def chunks(self, url: str) -> AsyncIterator[bytes]:
        """The bytes as they come, not decoded. Raises NetworkFault where they break off; it names the host of `url`."""
        try:
            async for chunk in self._parts:
                yield chunk
        except HTTP_ERRORS as error:
            raise as_fault(error, url) from error


class RawCalls:
    """Sends requests to the byte: with httpx, which knows TLS and the HTTP proxies of the environment, or on a shorter
    way to this machine, where there are none. `loopback` is None where all shall go with httpx."""

    def __init__(self, client: httpx.AsyncClient, loopback: LoopbackCalls | None) -> None:
        self._client = client
        self._loopback = loopback

    async def open(self, leaving: RawRequest, url: str) -> RawAnswer:
        """Sends a request; its answer's head is there. Raises NetworkFault."""
        try:
            if self._loopback is not None and is_loopback(url):
                answer = await self._open_here(self._loopback, leaving, url)
            else:
                answer = await self._open(leaving, url)
        except HTTP_ERRORS as error:
            raise as_fault(error, url) from error
        if _is_strange(answer):
            await answer.close()
            raise NetworkFault("connection_lost", host=urlsplit(url).netloc, reason="no_http_answer")
        return answer

    async def close(self) -> None:
        """Closes the connections to this machine; those of httpx close with its client."""
        if self._loopback is not None:
            await self._loopback.close()

    async def _open(self, leaving: RawRequest, url: str) -> RawAnswer:
        request = httpx.Request(
            leaving.method,
            url,
            headers=list(leaving.headers),
            stream=httpx.ByteStream(leaving.body),  # with a stream httpx adds no header of its own
        )
        request.url = ExactUrl(url, leaving.target)
        response = await self._client.send(request, stream=True)
        body = HttpxBody(response)
        return RawAnswer(response.status_code, response.headers, body, body.close)

    async def _open_here(self, loopback: LoopbackCalls, leaving: RawRequest, url: str) -> RawAnswer:
        answer = await loopback.open(leaving, url)
        response = answer.response
        assert isinstance(response.stream, AsyncIterable)
        return RawAnswer(response.status, httpx.Headers(response.headers), response.stream, answer.close)


def headers_of(answer: RawAnswer) -> RawHeaders:
    """The headers that are passed on."""
    headers = without_connection(tuple(answer.headers.raw))
    if "transfer-encoding" in answer.headers:  # then a length beside it says nothing
        return tuple((name, value) for name, value in headers if name.lower() != b"content-length")
    return headers


def length_of(answer: RawAnswer) -> int:
    """How many bytes will come; -1 where it is not told."""
    told = answer.headers.get("content-length", "")
    return int(told) if told.isdecimal() and "transfer-encoding" not in answer.headers else -1


def _is_strange(answer: RawAnswer) -> bool:
    """An answer that no HTTP server gives: it could not be passed on as it is."""
    values = b"".join(value for _name, value in answer.headers.raw)
    return not 200 <= answer.status < 600 or _CONTROLS.search(values) is not None
