"""loopback: connections are kept and taken again, a dead one troubles nobody, and nothing is sent twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpcore
import pytest

from aexdesk.gateway import loopback
from aexdesk.gateway.loopback import LoopbackAnswer, LoopbackCalls, is_loopback
from aexdesk.gateway.raw_requests import RawRequest
from tests.gateway.fakes import answer, read_request, serving

OK = answer(b"{}")


class Server:
    """Answers each request with `says`; tells what came on which connection, and which have ended."""

    def __init__(self, *says: bytes) -> None:
        self.says = list(says)
        self.came: list[tuple[int, bytes]] = []
        self.connections = 0
        self.closes_after: int | None = None
        self.asked = asyncio.Event()
        self.ended = asyncio.Queue[int]()

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        number = self.connections
        try:
            while True:
                raw = await read_request(reader)
                self.came.append((number, raw.split(b" ")[1]))
                self.asked.set()
                writer.write(self.says.pop(0) if self.says else OK)
                await writer.drain()
                if self.closes_after == len(self.came):
                    return
        finally:
            self.ended.put_nowait(number)


@asynccontextmanager
async def asking(server: Server, limit_s: float = 10.0) -> AsyncIterator[Asking]:
    async with serving(server) as port:
        calls = LoopbackCalls(limit_s, limit_s)
        yield Asking(calls, port)
        await calls.close()


class Asking:
    """Sends GETs."""

    def __init__(self, calls: LoopbackCalls, port: int) -> None:
        self.calls = calls
        self.port = port

    async def open(self, target: str) -> LoopbackAnswer:
        raw = RawRequest("GET", target.encode(), ((b"Host", b"127.0.0.1"),), b"")
        return await self.calls.open(raw, f"http://127.0.0.1:{self.port}{target}")

    async def ask(self, target: str) -> bytes:
        came = await self.open(target)
        try:
            return await came.response.aread()
        finally:
            await came.close()


@pytest.mark.parametrize("url", ["http://127.0.0.1:8917/sync", "http://LocalHost/x", "http://[::1]:1/rest?a=b"])
def test_this_machine(url: str) -> None:
    assert is_loopback(url)


@pytest.mark.parametrize(
    "url",
    ["https://127.0.0.1/sync", "http://127.0.0.1@evil.example/", "http://evil.example/127.0.0.1", "http://127.0.0.2/",
     "http://localhost.evil.example/", "http://x:y@localhost/", "//localhost/", "http://[::2]/"],
)  # fmt: skip
def test_elsewhere(url: str) -> None:
    assert not is_loopback(url)


async def test_a_connection_is_kept_and_taken_again() -> None:
    server = Server()
    async with asking(server) as there:
        for target in ("/1", "/2", "/3"):
            assert await there.ask(target) == b"{}"
    assert server.came == [(1, b"/1"), (1, b"/2"), (1, b"/3")]


async def test_the_last_one_given_back_is_taken_first() -> None:
    server = Server()
    async with asking(server) as there:
        first, second = await there.open("/1"), await there.open("/2")
        for came in (first, second):
            await came.response.aread()
            await came.close()
        await there.ask("/3")
    assert server.came == [(1, b"/1"), (2, b"/2"), (2, b"/3")]


async def test_one_that_the_server_closed_meanwhile_troubles_nobody() -> None:
    server = Server()
    server.closes_after = 1
    async with asking(server) as there:
        await there.ask("/1")
        assert await server.ended.get() == 1
        assert await there.ask("/2") == b"{}"
    assert server.came == [(1, b"/1"), (2, b"/2")]


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\nContent-"])
async def test_one_that_dies_under_a_call_is_an_error_and_nothing_is_sent_again(said: bytes) -> None:
    server = Server(OK, said)
    server.closes_after = 2
    async with asking(server) as there:
        await there.ask("/1")
        with pytest.raises((httpcore.RemoteProtocolError, httpcore.ReadError)):
            await there.ask("/2")
    assert server.came == [(1, b"/1"), (1, b"/2")]


async def test_an_answer_that_is_not_read_to_its_end_takes_its_connection_with_it() -> None:
    server = Server(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
    async with asking(server) as there:
        came = await there.open("/1")
        await came.close()
        await came.close()
        assert await server.ended.get() == 1
        await there.ask("/2")
    assert server.came == [(1, b"/1"), (2, b"/2")]


async def test_whoever_waits_and_is_cancelled_leaves_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loopback, "_MOST", 1)
    server = Server(b"HTTP/1.1 100 Continue\r\n\r\n")
    async with asking(server) as there:
        waiting = asyncio.get_running_loop().create_task(there.ask("/1"))
        await server.asked.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert await server.ended.get() == 1
        assert await there.ask("/2") == b"{}"  # there is room again


async def test_one_too_many_waits_for_room_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loopback, "_MOST", 1)
    server = Server()
    async with asking(server, limit_s=0.2) as there:
        came = await there.open("/1")
        with pytest.raises(httpcore.PoolTimeout):
            await there.open("/2")
        waiting = asyncio.get_running_loop().create_task(there.ask("/3"))
        await asyncio.sleep(0)
        await came.response.aread()
        await came.close()
        assert await waiting == b"{}"
    assert server.came == [(1, b"/1"), (1, b"/3")]


async def test_what_lay_free_for_long_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loopback, "_KEPT_S", 0.0)
    server = Server()
    async with asking(server) as there:
        first, second = await there.open("/1"), await there.open("/2")
        for came in (first, second):
            await came.response.aread()
            await came.close()
        assert await server.ended.get() == 1


@pytest.mark.fault("truncated")
async def test_silence_has_an_end() -> None:
    server = Server(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
    async with asking(server, limit_s=0.1) as there:
        with pytest.raises(httpcore.ReadTimeout):
            await there.ask("/1")
        assert await server.ended.get() == 1


async def test_nobody_is_there() -> None:
    async with asking(Server()) as there:
        pass
    with pytest.raises(httpcore.ConnectError) as error:
        await there.ask("/1")
    assert isinstance(error.value.__cause__, OSError)
