"""An answer of the platform as it must be passed on: its headers, its length, its bytes as they come."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx

from aexdesk.faults import NetworkFault
from aexdesk.gateway.network_faults import as_fault
from aexdesk.gateway.raw_requests import RawHeaders, RawRequest, without_connection

_CONTROLS = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")


async def open_answer(client: httpx.AsyncClient, leaving: RawRequest, url: str) -> httpx.Response:
    """Sends a request to the byte; the answer's head is there, its body comes by `chunks`. Raises NetworkFault."""
    try:
        request = httpx.Request(
            leaving.method,
            url,
            headers=list(leaving.headers),
            stream=httpx.ByteStream(leaving.body),  # with a stream httpx adds no header of its own
            extensions={"target": leaving.target},  # and with this it does not normalise the URL
        )
        response = await client.send(request, stream=True)
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise as_fault(error, url) from error
    if _is_strange(response):
        await response.aclose()
        raise NetworkFault("connection_lost", host=urlsplit(url).netloc, reason="no HTTP answer")
    return response


async def chunks(response: httpx.Response, url: str) -> AsyncIterator[bytes]:
    """The bytes as they come, not decoded. Raises NetworkFault where they break off."""
    try:
        async for chunk in response.aiter_raw():
            yield chunk
    except (httpx.HTTPError, httpx.StreamError) as error:
        raise as_fault(error, url) from error


def headers_of(response: httpx.Response) -> RawHeaders:
    """The headers that are passed on."""
    headers = without_connection(tuple(response.headers.raw))
    if "transfer-encoding" in response.headers:  # then a length beside it says nothing
        return tuple((name, value) for name, value in headers if name.lower() != b"content-length")
    return headers


def length_of(response: httpx.Response) -> int:
    """How many bytes will come; -1 where it is not told."""
    told = response.headers.get("content-length", "")
    return int(told) if told.isdecimal() and "transfer-encoding" not in response.headers else -1


def _is_strange(response: httpx.Response) -> bool:
    """An answer that no HTTP server gives: it could not be passed on as it is."""
    values = b"".join(value for _name, value in response.headers.raw)
    return not 200 <= response.status_code < 600 or _CONTROLS.search(values) is not None
