"""Posting to this machine: what counts as this machine, and what as an answer."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from aexdesk.practice.pushes.post import PostFault, Target, post, read_target


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://127.0.0.1:8080/push", Target(("127.0.0.1",), 8080, "127.0.0.1:8080", "/push")),
        ("http://localhost", Target(("127.0.0.1", "::1"), 80, "localhost:80", "/")),
        ("HTTP://LocalHost:1?a=b", Target(("127.0.0.1", "::1"), 1, "localhost:1", "/?a=b")),
        ("http://[::1]:65535/a@b:c//d", Target(("::1",), 65535, "[::1]:65535", "/a@b:c//d")),
    ],
)
def test_on_this_machine(url: str, target: Target) -> None:
    assert read_target(url) == target


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://127.0.0.1/",
        "ftp://127.0.0.1/",
        "//127.0.0.1/",
        "127.0.0.1:80",
        "http://example.test/",
        "http://localhost.example.test/",
        "http://127.0.0.1.example.test/",
        "http://127.0.0.1@example.test/",
        "http://127.0.0.1:80@example.test/",
        "http://user@127.0.0.1/",
        "http://example.test#@127.0.0.1/",
        "http://example.test\\@127.0.0.1/",
        "http://127.0.0.1\\.example.test/",
        "http://0.0.0.0/",
        "http://127.0.0.2/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://[::ffff:10.0.0.1]/",
        "http://[::]/",
        "http://10.0.0.1/",
        "http://127.0.0.1:0/",
        "http://127.0.0.1:65536/",
        "http://127.0.0.1:/",
        "http://127.0.0.1:٨٠/",
        "http://127.0.0.1:80 /",
        "http://127.0.0.1/a b",
        "http://127.0.0.1/\r\nX-Injected: 1",
        "http://127.0.0.1/\n",
        "http://127.0.0.1/ü",
        "http://127.0.0.1/#part",
        " http://127.0.0.1/",
    ],
)
def test_not_surely_on_this_machine(url: str) -> None:
    assert read_target(url) is None


@asynccontextmanager
async def answering(answer: bytes, *, stays_open: bool = False) -> AsyncIterator[tuple[Target, asyncio.Future[bytes]]]:
    """A receiver that says these bytes to whatever comes."""
    heard: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
    done = asyncio.Event()
    serving: list[asyncio.Task[None]] = []  # until Python 3.12 a server that is closed awaits none of them

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        serving.append(task)
        heard.set_result(await reader.readuntil(b"{}"))
        writer.write(answer)
        await writer.drain()
        if stays_open:
            await done.wait()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    target = read_target(f"http://127.0.0.1:{port}/x")
    assert target is not None
    try:
        yield target, heard
    finally:
        done.set()
        server.close()
        await server.wait_closed()
        await asyncio.gather(*serving)


async def test_what_is_sent() -> None:
    async with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") as (target, heard):
        await post(target, b"{}", {"Authorization": "ab"}, 30)
        head, _, body = (await heard).partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /x HTTP/1.1"
    assert set(lines[1:]) == {f"Host: {target.host}", "Connection: close", "Content-Length: 2", "Authorization: ab"}
    assert body == b"{}"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.0 200 OK\r\n\r\n",
        b"HTTP/1.1 200\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX: y\r\n\r\nbody",
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 3_000_000,
    ],
)
async def test_it_arrived(answer: bytes) -> None:
    async with answering(answer) as (target, _):
        await post(target, b"{}", {}, 30)


async def test_a_receiver_that_keeps_its_connection_open() -> None:
    async with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", stays_open=True) as (target, _):
        await post(target, b"{}", {}, 30)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"HTTP/1.1 201 Created\r\n\r\n", "status_201"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n", "status_302"),
        (b"HTTP/1.1 500 Oh\r\n\r\n", "status_500"),
        (b"", "not_http"),
        (b"SSH-2.0-OpenSSH\r\n", "not_http"),
        (b"HTTP/1.1 2000 OK\r\n\r\n", "not_http"),
        (b"HTTP/1.1 200 " + b"x" * 300_000, "not_http"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000, "not_http"),
    ],
)
async def test_it_did_not(answer: bytes, reason: str) -> None:
    async with answering(answer) as (target, _):
        with pytest.raises(PostFault) as caught:
            await post(target, b"{}", {}, 30)
    assert caught.value.reason == reason


async def test_too_slow() -> None:
    async with answering(b"HTTP/1.1 200 OK\r\nX: half", stays_open=True) as (target, _):
        with pytest.raises(PostFault) as caught:
            await post(target, b"{}", {}, 0.05)
    assert caught.value.reason == "timed_out"


async def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: whoever connects is refused
        for host in ("127.0.0.1", "localhost"):
            target = read_target(f"http://{host}:{taken.getsockname()[1]}/")
            assert target is not None
            with pytest.raises(PostFault) as caught:
                await post(target, b"{}", {}, 30)
            assert caught.value.reason == "unreachable"
