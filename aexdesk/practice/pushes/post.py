"""Posts to an address on this machine and to no other: HTTP/1.1 over asyncio streams.

Streams, and not http.client in a thread: a post under way can be cancelled, so that a stop leaves no thread waiting
for a receiver. What is spoken is small: one request, one status line, no redirect, no proxy, no TLS.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

_URL = re.compile(r"http://(127\.0\.0\.1|localhost|\[::1\])(?::([0-9]{1,5}))?((?:[/?][!-\"$-~]*)?)", re.IGNORECASE)
# By number, so that no hosts file and no DNS has a say in what "localhost" is.
_ADDRESSES: Mapping[str, tuple[str, ...]] = {
    "127.0.0.1": ("127.0.0.1",),
    "[::1]": ("::1",),
    "localhost": ("127.0.0.1", "::1"),
}
_STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2})(?: [^\r\n]*)?\r?\n")
_MOST_READ = 65_536
_MOST_READS = 16
_COURTESY_SECONDS = 0.2


class PostFault(Exception):
    """The message did not arrive, or not as it should: unreachable, timed_out, not_http, status_NNN."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Target:
    """A loopback address: where to connect, and what to ask for."""

    addresses: tuple[str, ...]
    port: int
    host: str
    path: str


def read_target(url: str) -> Target | None:
    """The target of a URL; None for whatever does not surely stay on this machine."""
    found = _URL.fullmatch(url)
    if found is None:
        return None
    name, port, rest = found[1].lower(), int(found[2] or 80), found[3]
    if not 1 <= port <= 65_535:
        return None
    path = rest if rest.startswith("/") else f"/{rest}"
    return Target(_ADDRESSES[name], port, f"{name}:{port}", path)


async def post(target: Target, body: bytes, headers: Mapping[str, str], seconds: float) -> None:
    """Sends `body`; returns when status 200 came within `seconds`. Raises PostFault for all else."""
    async with contextlib.AsyncExitStack() as stack:
        try:
            async with asyncio.timeout(seconds):
                reader, writer = await _connect(target)
                stack.push_async_callback(_close, writer)
                writer.write(_write_head(target, body, headers) + body)
                await writer.drain()
                status = await _read_status(reader)
        except TimeoutError:
            raise PostFault("timed_out") from None
        except OSError:
            raise PostFault("unreachable") from None
        await _read_out(reader)
    if status != 200:  # a redirect too: it could lead away from this machine
        raise PostFault(f"status_{status}")


def _write_head(target: Target, body: bytes, headers: Mapping[str, str]) -> bytes:
    lines = [f"POST {target.path} HTTP/1.1", f"Host: {target.host}", "Connection: close"]
    lines += [f"Content-Length: {len(body)}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii")


async def _connect(target: Target) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    for address in target.addresses[:-1]:
        with contextlib.suppress(OSError):
            return await asyncio.open_connection(address, target.port, limit=_MOST_READ)
    return await asyncio.open_connection(target.addresses[-1], target.port, limit=_MOST_READ)


async def _read_status(reader: asyncio.StreamReader) -> int:
    """The status of the answer, once its headers are here; what is told in between (1xx) is passed over."""
    try:
        while True:
            found = _STATUS_LINE.fullmatch(await reader.readline())
            if found is None:
                raise PostFault("not_http")
            while (await reader.readline()) not in (b"\r\n", b"\n", b""):
                pass
            if int(found[1]) >= 200:
                return int(found[1])
    except ValueError:  # a line longer than the limit
        raise PostFault("not_http") from None


async def _read_out(reader: asyncio.StreamReader) -> None:
    """Takes the rest of an answer, so that the receiver does not see its connection break while it writes."""
    with contextlib.suppress(OSError, TimeoutError):
        async with asyncio.timeout(_COURTESY_SECONDS):
            for _ in range(_MOST_READS):
                if not await reader.read(_MOST_READ):
                    return


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
