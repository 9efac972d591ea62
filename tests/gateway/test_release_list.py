"""The door that fetches the list of releases: one plain GET leaves, to where it was told, and everything has an end."""

from __future__ import annotations

import asyncio
import gc
import gzip
from collections.abc import Iterator

import pytest

from aexdesk.faults import AexError, BadInput, NetworkFault
from aexdesk.gateway.release_list import fetch_release_list
from aexdesk.workspace.environment import LIVE, PRACTICE
from tests.gateway.fakes import answer, read_request, saying, serving

PLACES = (PRACTICE, LIVE)
LIST = b'[{"tag_name": "v9"}]'


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """httpx leaves its innermost generator to the collector where an answer is given up half-way."""
    yield
    gc.collect()


async def _fetch(url: str, **given: float) -> bytes:
    try:
        return await fetch_release_list(url, PLACES, may_be_plain=True, **given)  # type: ignore[arg-type]
    finally:
        gc.collect()
        await asyncio.sleep(0)


async def _fault_of(url: str, **given: float) -> AexError:
    with pytest.raises(AexError) as caught:
        await _fetch(url, **given)
    return caught.value


async def test_it_is_a_plain_get_that_tells_nothing_of_who_asks() -> None:
    seen: list[bytes] = []
    async with serving(saying(answer(LIST, "Set-Cookie: a=1"), seen)) as port:
        for _time in range(2):
            assert await _fetch(f"http://127.0.0.1:{port}/repos/a/b/releases?per_page=10#x") == LIST
    assert seen[0] == seen[1]
    lines = seen[0].decode().split("\r\n")
    assert lines[0] == "GET /repos/a/b/releases?per_page=10 HTTP/1.1"
    told = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
    assert told == {
        "host": f"127.0.0.1:{port}",
        "accept": "application/json",
        "accept-encoding": "identity",
        "user-agent": "aexdesk",
        "connection": "keep-alive",
    }


@pytest.mark.parametrize(
    "url",
    [
        "",
        "releases",
        "ftp://h.example/releases",
        "file:///etc/passwd",
        "https://u:p@h.example/releases",
        "https://[::1/releases",
        "https://api-sg.aliexpress.com/sync?method=aliexpress.ds.order.create&sign=AB",
        "http://127.0.0.1:8917/sync",
        "http://h.example/releases",
    ],
)
async def test_an_address_that_is_not_asked(url: str) -> None:
    fault = await _fault_of(url)
    assert isinstance(fault, BadInput)
    assert fault.code == "releases_address"
    assert "u:p" not in str(fault)


async def test_plain_http_is_for_tests_alone() -> None:
    seen: list[bytes] = []
    async with serving(saying(answer(LIST), seen)) as port:
        with pytest.raises(BadInput, match="releases_address"):
            await fetch_release_list(f"http://127.0.0.1:{port}/", PLACES)
    assert seen == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (answer(b"[]", status="404 Not Found"), "releases_status"),
        (answer(b"{}", status="429 Too Many Requests"), "releases_status"),
        (answer(gzip.compress(LIST), "Content-Encoding: gzip"), "releases_unreadable"),
        (answer(b"", "Location: http://127.0.0.2:1/releases", status="302 Found"), "releases_led_away"),
        (answer(b"", "Location: https://h.example/releases", status="301 Moved"), "releases_led_away"),
        (answer(b"", "Location: http://[::1", status="302 Found"), "releases_not_whole"),  # httpx reads no further
        (answer(b"", "Location: /again", status="302 Found"), "releases_led_away"),
        (answer(b"", "Location: /sync?method=x", status="302 Found"), "releases_address"),
        (answer(b"", status="302 Found"), "releases_status"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[", "releases_not_whole"),
        (b"nonsense\r\n\r\n", "releases_not_whole"),
    ],
)
@pytest.mark.fault("redirect to another host", "truncated", "compressed bomb")
async def test_what_is_no_list(said: bytes, code: str) -> None:
    async with serving(saying(said)) as port:
        fault = await _fault_of(f"http://127.0.0.1:{port}/releases")
    assert fault.code == code


async def test_a_repository_that_was_renamed_is_found_on_the_same_server() -> None:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            is_new = b" /new " in await read_request(reader)
            writer.write(answer(LIST) if is_new else answer(b"", "Location: /new", status="301 Moved"))
            await writer.drain()

    async with serving(handle) as port:
        assert await _fetch(f"http://127.0.0.1:{port}/old") == LIST


@pytest.mark.fault("oversized")
async def test_one_that_never_ends_is_given_up() -> None:
    sent = 0

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        await read_request(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"10000\r\n" + b"[" * 0x10000 + b"\r\n")
            sent += 0x10000
            await writer.drain()

    async with serving(pour) as port:
        fault = await _fault_of(f"http://127.0.0.1:{port}/releases")
    assert (fault.code, fault.values["most"]) == ("releases_large", 2)
    assert sent < 20 * 1024 * 1024


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n["])
async def test_one_that_is_silent_is_given_up(head: bytes) -> None:
    async def sleep(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(head)
        await writer.drain()
        await asyncio.Event().wait()

    async with serving(sleep) as port:
        fault = await _fault_of(f"http://127.0.0.1:{port}/releases", limit_s=0.2)
    assert isinstance(fault, NetworkFault)
    assert fault.code == "releases_not_whole"
