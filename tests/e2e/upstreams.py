"""A server that misbehaves as the caller asks it to, on a loop and thread of its own.

The `do` in a request says how, else `Upstream.otherwise`. Whatever it does, it says what arrived.
"""

from __future__ import annotations

import asyncio
import gzip
import re
import socket
import ssl
import struct
import threading
import zlib
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

Act = Callable[["Upstream", asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

MEGABYTE = 1024 * 1024
LARGE = 100 * MEGABYTE
OK_BODY = b'{"aliexpress_ds_product_get_response":{"result":{},"rsp_code":200,"request_id":"r1"}}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
_PIECE = b'{"title":"' + b"x" * (65_536 - 12) + b'"}'


def _ok() -> bytes:
    return HEAD + b"Content-Length: %d\r\n\r\n" % len(OK_BODY) + OK_BODY


class Upstream:
    """Counts what arrives, in `received`; `busy`: how many requests it has not done with.

    `more` are further ways to misbehave, `otherwise` is what it does where a request does not ask for any.
    """

    def __init__(self, more: Mapping[str, Act] | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.received: list[str] = []
        self.busy = 0
        self.port = 0
        self.otherwise = "ok"
        self._acts = {**_ACTS, **(more or {})}
        self._tls = tls
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run)

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http{'s' if self._tls else ''}://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when it listens."""
        self._thread.start()
        assert self._ready.wait(20)

    def stop(self) -> None:
        """Breaks off what runs."""
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()

    def count(self, what: str) -> int:
        """How many requests arrived that ask for this."""
        return sum(f"do={what}&" in target for target in self.received)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0, backlog=512, ssl=self._tls)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stopping.wait()
        server.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while True:
                    await self._act(await self._read(reader), reader, writer)
        finally:
            writer.close()

    async def _act(self, what: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.busy += 1
        try:
            await self._acts[what](self, reader, writer)
        finally:
            self.busy -= 1

    async def _read(self, reader: asyncio.StreamReader) -> str:
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: *(\d+)", head)
        body = await reader.readexactly(int(length[1])) if length else b""
        target = head.split(b" ", 2)[1] + b"&" + body + b"&"
        self.received.append(target.decode("latin-1"))
        asked = re.search(rb"do=(\w+)", target)
        return asked[1].decode() if asked else self.otherwise


# ---------------------------------------------------------------- what it does


async def _answer(_up: Upstream, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(_ok())
    await writer.drain()


async def _hang(_up: Upstream, reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await reader.readexactly(1)  # until the other side has gone


async def _hang_in_body(_up: Upstream, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b'Content-Length: 1000\r\n\r\n{"half":')
    await reader.readexactly(1)


async def _drip(_up: Upstream, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Goes on for as long as somebody listens."""
    writer.write(CHUNKED)
    while not writer.is_closing() and not reader.at_eof():
        writer.write(b"5\r\ndrip \r\n")
        await writer.drain()
        await asyncio.sleep(0.05)
    raise ConnectionError


async def _reset(_up: Upstream, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    handle: socket.socket = writer.get_extra_info("socket")
    handle.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
    raise ConnectionError


async def _reset_in_body(up: Upstream, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b'Content-Length: 1000\r\n\r\n{"half":')
    await asyncio.sleep(0.1)  # so that the half arrives before the reset
    await _reset(up, reader, writer)


def say_and_close(said: bytes) -> Act:
    """Says that much, and is gone."""

    async def act(_up: Upstream, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        await writer.drain()
        raise ConnectionError

    return act


async def _large(_up: Upstream, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"Content-Length: %d\r\n\r\n" % LARGE)
    for _ in range(LARGE // len(_PIECE)):
        writer.write(_PIECE)
        await writer.drain()


async def _large_chunked(_up: Upstream, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(CHUNKED)
    for _ in range(LARGE // len(_PIECE)):
        writer.write(b"%x\r\n%b\r\n" % (len(_PIECE), _PIECE))
        await writer.drain()
    writer.write(b"0\r\n\r\n")
    await writer.drain()


def _bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    packed = b"".join(packer.compress(b" " * MEGABYTE) for _ in range(size // MEGABYTE)) + packer.flush()
    return HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed) + packed


def _say_bomb(size: int) -> Act:
    async def act(_up: Upstream, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await asyncio.to_thread(_bomb, size))
        await writer.drain()

    return act


_PACKED = gzip.compress(OK_BODY)
_ACTS: dict[str, Act] = {
    "ok": _answer,
    "hang": _hang,
    "hang_in_body": _hang_in_body,
    "drip": _drip,
    "reset": _reset,
    "reset_in_body": _reset_in_body,
    "close": say_and_close(b""),
    "close_in_head": say_and_close(b"HTTP/1.1 200 OK\r\nContent-Ty"),
    "close_in_body": say_and_close(HEAD + b'Content-Length: 1000\r\n\r\n{"half":'),
    "close_in_chunk": say_and_close(CHUNKED + b'ff\r\n{"half":'),
    "garbage": say_and_close(b"\x00\xff\x16\x03 garbage \r\n\r\n" * 20),
    "garbage_in_body": say_and_close(CHUNKED + b"zz\r\nno number of bytes\r\n"),
    "endless_head": say_and_close(
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %b\r\n" % (n, b"y" * 1000) for n in range(500))
    ),
    "large": _large,
    "large_chunked": _large_chunked,
    "bomb": _say_bomb(LARGE),
    "great_bomb": _say_bomb(1024 * MEGABYTE),
}


@contextmanager
def misbehaving(more: Mapping[str, Act] | None = None, tls: ssl.SSLContext | None = None) -> Iterator[Upstream]:
    """A server while the body runs."""
    upstream = Upstream(more, tls)
    upstream.start()
    try:
        yield upstream
    finally:
        upstream.stop()
