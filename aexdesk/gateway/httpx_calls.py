"""Calls by httpx, which knows TLS and the HTTP proxies of the environment. Takes its time to import."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final

import httpx

from aexdesk.gateway.exact_url import ExactUrl
from aexdesk.gateway.late_tls import late_tls
from aexdesk.gateway.network_faults import HTTPCORE_ERRORS
from aexdesk.gateway.sent_calls import CHUNK, CONNECT_LIMIT_S, SILENCE_LIMIT_S, Incoming
from aexdesk.workspace.exchange import Headers, SentRequest

HTTP_ERRORS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, *HTTPCORE_ERRORS)
"""What may be raised instead of an answer."""

_LOOPBACK_DIRECT: Final = {"all://127.0.0.1": None, "all://localhost": None, "all://[::1]": None}


def make_client(transport: httpx.AsyncBaseTransport | None) -> httpx.AsyncClient:
    """The one client of an event loop; nothing is retried, redirects are not followed."""
    return httpx.AsyncClient(
        transport=transport,
        mounts=None if transport else _LOOPBACK_DIRECT,
        timeout=httpx.Timeout(SILENCE_LIMIT_S, connect=CONNECT_LIMIT_S),
        verify=late_tls(),
        follow_redirects=False,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),  # what the guard did not read does not leave
    )


async def open_call(client: httpx.AsyncClient, request: SentRequest, headers: Headers, target: bytes) -> Incoming:
    """Sends a request; its answer's head is there. Raises HTTP_ERRORS, as the answer's chunks do."""
    outgoing = client.build_request(request.method, request.url, headers=list(headers), content=request.body)
    outgoing.url = ExactUrl(request.url, target)  # what the guard read is what must leave
    return incoming_of(await client.send(outgoing, stream=True))


def incoming_of(response: httpx.Response) -> Incoming:
    """An answer of httpx, its body decoded."""
    headers = tuple(response.headers.multi_items())
    return Incoming(response.status_code, headers, response.aiter_bytes(CHUNK), response.aclose, HTTP_ERRORS)


def decoded(came: Incoming) -> Incoming:
    """An answer that came compressed, though nobody asked for that, with its body as it was before."""
    response = httpx.Response(came.status, headers=list(came.headers), stream=_Parts(came.chunks))
    return replace(came, chunks=response.aiter_bytes(CHUNK), errors=HTTP_ERRORS)


class _Parts(httpx.AsyncByteStream):
    def __init__(self, parts: AsyncIterable[bytes]) -> None:
        self._parts = parts

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._parts:
            yield part
