"""The door that fetches pictures: nothing but a plain GET leaves, and whatever a server says has an end."""

from __future__ import annotations

import asyncio
import gc
import gzip
from collections.abc import Iterator

import pytest

from aexdesk.faults import AexError, BadInput, NetworkFault
from aexdesk.gateway.pictures import fetch_picture
from aexdesk.practice.goods.picture_files import draw_picture
from aexdesk.workspace.environment import LIVE, PRACTICE
from aexdesk.workspace.picture import FetchedPicture
from tests.gateway.fakes import answer, read_request, saying, serving

PLACES = (PRACTICE, LIVE)
PNG = draw_picture("1", "")


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """httpx leaves its innermost generator to the collector where an answer is given up half-way."""
    yield
    gc.collect()


async def _fetch(port: int, path: str = "/a.png", **given: float) -> FetchedPicture:
    try:
        return await fetch_picture(f"http://127.0.0.1:{port}{path}", PLACES, **given)  # type: ignore[arg-type]
    finally:
        gc.collect()
        await asyncio.sleep(0)


async def _fault_of(port: int, path: str = "/a.png", **given: float) -> AexError:
    with pytest.raises(AexError) as caught:
        await _fetch(port, path, **given)
    return caught.value


async def test_it_is_a_plain_get() -> None:
    seen: list[bytes] = []
    async with serving(saying(answer(PNG, "Set-Cookie: a=1"), seen)) as port:
        first = await _fetch(port, "/p/a.png?size=1#part")
        await _fetch(port)
    assert (first.kind, first.data) == ("png", PNG)
    lines = seen[0].decode().split("\r\n")
    assert lines[0] == "GET /p/a.png?size=1 HTTP/1.1"
    names = {line.partition(":")[0].lower() for line in lines[1:] if line}
    assert names == {"host", "accept", "accept-encoding", "user-agent", "connection"}
    assert b"cookie" not in seen[1].lower()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (answer(b"<html>", status="404 Not Found"), "picture_status"),
        (answer(b"", status="204 No Content"), "picture_status"),
        (answer(b""), "picture_none"),
        (answer(b"<html><body>hello"), "picture_none"),
        (answer(b'<?xml version="1.0"?><svg xmlns="http://www.w3.org"><image href="http://x/"/>'), "picture_svg"),
        (answer(b"\xef\xbb\xbf <!-- --><SVG/>"), "picture_svg"),
        (answer(b"%PDF-1.7"), "picture_none"),
        (answer(gzip.compress(PNG), "Content-Encoding: gzip"), "picture_packed"),
        (answer(b"", "Location: file:///etc/passwd", status="302 Found"), "picture_led_away"),
        (answer(b"", "Location: http://127.0.0.1:1/sync?method=x", status="302 Found"), "picture_door"),
        (answer(b"", "Location: http://u:p@127.0.0.1/a.png", status="302 Found"), "picture_address"),
        (answer(b"", "Location: /a.png", status="307 Temporary Redirect"), "picture_round"),
        (answer(b"", "Location: http://[", status="302 Found"), "picture_address"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + PNG, "picture_broke_off"),
        (b"good morning\r\n\r\n", "picture_broke_off"),
        (b"", "picture_broke_off"),
    ],
)  # fmt: skip
@pytest.mark.fault("redirect to another host", "truncated", "compressed bomb")
async def test_what_is_no_picture_says_why(said: bytes, code: str) -> None:
    async with serving(saying(said)) as port:
        assert (await _fault_of(port)).code == code


async def test_the_bytes_count_not_what_is_said_of_them() -> None:
    async with serving(
        saying(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n" + PNG)
    ) as port:
        assert (await _fetch(port)).kind == "png"
    async with serving(saying(answer(b"MZ\x90").replace(b"application/json", b"image/png"))) as port:
        assert (await _fault_of(port)).values == {"found": "image/png"}


async def test_a_redirect_within_the_web_is_followed() -> None:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = await read_request(reader)
        writer.write(answer(PNG) if b"/b.png" in asked else answer(b"", "Location: /b.png", status="301 Moved"))
        await writer.drain()

    async with serving(handle) as port:
        assert (await _fetch(port)).url == f"http://127.0.0.1:{port}/b.png"


@pytest.mark.fault("oversized")
async def test_a_body_without_end_is_given_up() -> None:
    gone = asyncio.Event()

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n" + PNG)
        try:
            while True:
                writer.write(bytes(65536))
                await writer.drain()
        finally:
            gone.set()

    async with serving(pour) as port:
        assert (await _fault_of(port, most_bytes=1_000_000)).code == "picture_large"
        await asyncio.wait_for(gone.wait(), 10)


async def test_a_server_that_says_nothing_is_given_up() -> None:
    async def wait(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with serving(wait) as port:
        assert (await _fault_of(port, limit_s=0.05)).code == "picture_slow"


async def test_a_dead_host_is_told() -> None:
    async with serving(saying(b"")) as port:
        pass
    fault = await _fault_of(port)
    assert isinstance(fault, NetworkFault)
    assert fault.code == "connect_failed"


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://h/a.png", "http://u:p@h/a.png", "http://", "http://[/", "http://h\n/", ""]
)
async def test_other_addresses_are_not_asked(url: str) -> None:
    with pytest.raises(BadInput) as caught:
        await fetch_picture(url, PLACES)
    assert caught.value.code == "picture_address"


async def test_no_call_of_the_platform_leaves() -> None:
    seen: list[bytes] = []
    async with serving(saying(answer(PNG), seen)) as port:
        for path in ("/sync?method=aliexpress.ds.order.create", "/x/../rest/a.png", "/oauth/authorize", "/%73ync"):
            assert (await _fault_of(port, path)).code == "picture_door"
    assert not seen


async def test_tls_is_checked_as_elsewhere() -> None:
    async with serving(saying(answer(PNG)), tls=True) as port:
        with pytest.raises(NetworkFault) as caught:
            await fetch_picture(f"https://127.0.0.1:{port}/a.png", PLACES)
    assert caught.value.code == "tls_failed"
