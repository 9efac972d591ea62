"""Fetches one picture: a plain GET that carries no session, no cookie, no Referer, and is no call."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from typing import Final
from urllib.parse import urljoin, urlsplit

import httpx

from aexdesk.faults import AexError, BadInput, NetworkFault
from aexdesk.gateway.httpx_calls import HTTP_ERRORS, make_client
from aexdesk.gateway.network_faults import as_fault
from aexdesk.gateway.picture_addresses import check_address, check_redirect
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.picture import MOST_BYTES, FetchedPicture

LIMIT_S: Final = 30.0
"""For all of it, redirects included."""

_SILENCE_S: Final = 10.0
_REDIRECTS: Final = 5
_HEADERS: Final = {
    "Accept": "image/png,image/jpeg,image/webp,image/gif,image/bmp",
    "Accept-Encoding": "identity",
    "User-Agent": "AExDesk",
}
_STARTS: Final = (
    ("png", b"\x89PNG\r\n\x1a\n"), ("jpeg", b"\xff\xd8\xff"), ("gif", b"GIF87a"), ("gif", b"GIF89a"), ("bmp", b"BM"),
)  # fmt: skip
_LOOKED_AT: Final = 4096


async def fetch_picture(
    url: str,
    environments: Sequence[Environment],
    *,
    limit_s: float = LIMIT_S,
    most_bytes: int = MOST_BYTES,
    transport: httpx.AsyncBaseTransport | None = None,
) -> FetchedPicture:
    """The picture at `url`. Raises BadInput for an address that is not asked and for what is no picture, NetworkFault.

    A client of its own for each: nothing is remembered from one to the next.
    """
    there = _read_url(url)
    host = there.host
    try:
        async with asyncio.timeout(limit_s), make_client(transport) as client:
            return await _fetch(client, there, environments, most_bytes)
    except TimeoutError as error:
        raise NetworkFault("picture_slow", host=host) from error
    except HTTP_ERRORS as error:
        raise _fault(as_fault(error, url), host) from error


async def _fetch(
    client: httpx.AsyncClient, there: httpx.URL, environments: Sequence[Environment], most_bytes: int
) -> FetchedPicture:
    for _time in range(_REDIRECTS + 1):
        if there.userinfo:  # a password would travel along
            raise BadInput("picture_address", found=there.host)
        check_address(there.scheme, there.host, there.raw_path.decode("ascii").partition("?")[0], environments)
        request = client.build_request("GET", there.copy_with(fragment=None), headers=_HEADERS, timeout=_SILENCE_S)
        answer = await client.send(request, stream=True)
        try:
            if not (answer.is_redirect and "location" in answer.headers):
                return await _read(answer, there, most_bytes)
            onward = _read_url(answer.headers["location"], str(there))
        finally:
            await answer.aclose()
        check_redirect(there.scheme, there.host, onward.scheme, onward.host)
        there = onward
    raise NetworkFault("picture_round", host=there.host)


async def _read(answer: httpx.Response, there: httpx.URL, most_bytes: int) -> FetchedPicture:
    if answer.status_code != 200:
        raise NetworkFault("picture_status", host=there.host, status=answer.status_code)
    if answer.headers.get("content-encoding", "identity").strip().lower() != "identity":
        # Nobody asked for it, and what unpacks to no end is not to be unpacked.
        raise BadInput("picture_packed", host=there.host)
    data = bytearray()
    async with aclosing(answer.aiter_raw()) as chunks:  # type: ignore[type-var] # it is a generator
        async for chunk in chunks:
            data += chunk
            if len(data) > most_bytes:
                raise BadInput("picture_large", most=most_bytes // (1024 * 1024))
    return FetchedPicture(str(there), _kind_of(bytes(data[:_LOOKED_AT]), answer), bytes(data))


def _kind_of(head: bytes, answer: httpx.Response) -> str:
    """By its first bytes: what a server says of them is no more than that."""
    for kind, start in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if b"<svg" in head.lower():
        raise BadInput("picture_svg")
    told = answer.headers.get("content-type", "").partition(";")[0].strip().lower()[:60]
    raise BadInput("picture_none", found=told or "–")


def _read_url(url: str, base: str = "") -> httpx.URL:
    try:
        joined = urljoin(base, url)
        urlsplit(joined)  # httpx alone reads what is no URL
        return httpx.URL(joined)
    except (httpx.InvalidURL, ValueError) as error:
        raise BadInput("picture_address", found=url[:60]) from error


def _fault(fault: AexError, host: str) -> AexError:
    """The faults of a call speak of what it may have done; this one did nothing."""
    if fault.code in ("silent", "connection_lost", "bad_encoding"):
        return NetworkFault("picture_broke_off", host=host)
    return BadInput("picture_address", found=host) if fault.code == "bad_url" else fault
