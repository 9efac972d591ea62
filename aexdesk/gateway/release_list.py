"""Fetches the list of AExDesk's releases: one plain GET of an https address, which tells nothing of who asks.

It carries no version, no name of the system, no cookie, and is no call of the platform.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from typing import Final
from urllib.parse import urljoin, urlsplit

import httpx

from aexdesk.faults import BadInput, NetworkFault
from aexdesk.gateway.httpx_calls import HTTP_ERRORS, make_client
from aexdesk.gateway.network_faults import as_fault
from aexdesk.gateway.picture_addresses import check_address, is_near
from aexdesk.workspace.environment import Environment

LIMIT_S: Final = 20.0
"""For all of it, redirects included."""

MOST_BYTES: Final = 2 * 1024 * 1024
_SILENCE_S: Final = 10.0
_REDIRECTS: Final = 3
_HEADERS: Final = {
    "Accept": "application/json",
    "Accept-Encoding": "identity",
    "User-Agent": "AExDesk",  # the same for everybody; some servers answer nobody without one
}


async def fetch_release_list(
    url: str,
    environments: Sequence[Environment],
    *,
    may_be_plain: bool = False,
    limit_s: float = LIMIT_S,
    most_bytes: int = MOST_BYTES,
) -> bytes:
    """What lies at `url`. Raises BadInput for an address that is not asked, NetworkFault where nothing usable comes.

    `may_be_plain`: http will do where it stays on this machine, as in tests.
    """
    there = _check(url, environments, may_be_plain)
    host = there.host
    try:
        async with asyncio.timeout(limit_s), make_client(None) as client:
            return await _fetch(client, there, environments, may_be_plain, most_bytes)
    except TimeoutError as error:
        raise NetworkFault("releases_not_whole", host=host) from error
    except HTTP_ERRORS as error:
        fault = as_fault(error, url)
        if fault.code in ("silent", "connection_lost"):  # the words of these speak of a call that may have acted
            raise NetworkFault("releases_not_whole", host=host) from error
        raise fault from error


async def _fetch(
    client: httpx.AsyncClient,
    there: httpx.URL,
    environments: Sequence[Environment],
    may_be_plain: bool,
    most_bytes: int,
) -> bytes:
    for _time in range(_REDIRECTS + 1):
        request = client.build_request("GET", there.copy_with(fragment=None), headers=_HEADERS, timeout=_SILENCE_S)
        answer = await client.send(request, stream=True)
        try:
            if not (answer.is_redirect and "location" in answer.headers):
                return await _read(answer, there, most_bytes)
            onward = _onward(there, answer.headers["location"])
        finally:
            await answer.aclose()
        there = _check(str(onward), environments, may_be_plain)
    raise NetworkFault("releases_led_away", host=there.host)


def _onward(there: httpx.URL, location: str) -> httpx.URL:
    """Where it leads, if that is the same server: a repository that was renamed. Raises NetworkFault."""
    try:
        onward = httpx.URL(urljoin(str(there), location))
    except (httpx.InvalidURL, ValueError) as error:
        raise NetworkFault("releases_led_away", host=there.host) from error
    if (onward.scheme, onward.host, onward.port) != (there.scheme, there.host, there.port):
        raise NetworkFault("releases_led_away", host=there.host)
    return onward


async def _read(answer: httpx.Response, there: httpx.URL, most_bytes: int) -> bytes:
    if answer.status_code != 200:
        raise NetworkFault("releases_status", host=there.host, status=answer.status_code)
    if answer.headers.get("content-encoding", "identity").strip().lower() != "identity":
        # Nobody asked for it, and what unpacks to no end is not to be unpacked.
        raise NetworkFault("releases_unreadable", host=there.host)
    data = bytearray()
    async with aclosing(answer.aiter_raw()) as chunks:  # type: ignore[type-var] # it is a generator
        async for chunk in chunks:
            data += chunk
            if len(data) > most_bytes:
                raise NetworkFault("releases_large", host=there.host, most=most_bytes // (1024 * 1024))
    return bytes(data)


def _check(url: str, environments: Sequence[Environment], may_be_plain: bool) -> httpx.URL:
    """The address, if it may be asked: https, without a password in it, and no door of the platform."""
    try:
        urlsplit(url)  # httpx alone reads what is no URL
        there = httpx.URL(url)
        check_address(there.scheme, there.host, there.raw_path.decode("ascii").partition("?")[0], environments)
    except (httpx.InvalidURL, ValueError, BadInput) as error:
        raise BadInput("releases_address", found=url[:200]) from error
    is_plain_enough = may_be_plain and there.scheme == "http" and is_near(there.host)
    if there.userinfo or (there.scheme != "https" and not is_plain_enough):
        raise BadInput("releases_address", found=url.rpartition("@")[2][:200])
    return there
