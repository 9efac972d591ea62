"""Calls by httpx, which knows TLS and the HTTP proxies of the environment. Takes its time to import."""

from __future__ import annotations

from dataclasses import replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final

import httpx

from aexdesk.gateway.exact_url import ExactUrl
from aexdesk.gateway.httpx_body import HttpxBody
from aexdesk.gateway.late_tls import late_tls
from aexdesk.gateway.name_lookup import look_up_beside
from aexdesk.gateway.network_faults import HTTPCORE_ERRORS
from aexdesk.gateway.sent_calls import CONNECT_LIMIT_S, SILENCE_LIMIT_S, Incoming, is_packed
from aexdesk.gateway.unpacking import unpacked
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
        event_hooks={"request": [look_up_beside]},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),  # what the guard did not read does not leave
    )


async def open_call(client: httpx.AsyncClient, request: SentRequest, headers: Headers, target: bytes) -> Incoming:
    """Sends a request; its answer's head is there. Raises HTTP_ERRORS, as the answer's chunks do."""
    outgoing = client.build_request(request.method, request.url, headers=list(headers), content=request.body)
    outgoing.url = ExactUrl(request.url, target)  # what the guard read is what must leave
    return incoming_of(await client.send(outgoing, stream=True))


def incoming_of(response: httpx.Response) -> Incoming:
    """An answer of httpx, its body unpacked."""
    headers = tuple(response.headers.multi_items())
    body, coding = HttpxBody(response), response.headers.get("content-encoding", "")
    chunks = unpacked(body, coding) if is_packed(coding) else body
    return Incoming(response.status_code, headers, chunks, body.close, HTTP_ERRORS)


def decoded(came: Incoming) -> Incoming:
    """An answer that came compressed, though nobody asked for that, with its body as it was before."""
    coding = ", ".join(value for name, value in came.headers if name == "content-encoding")
    return replace(came, chunks=unpacked(came.chunks, coding), errors=HTTP_ERRORS)
