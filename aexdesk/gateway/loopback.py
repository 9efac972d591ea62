"""Calls to a server on this machine, such as the practice gateway: neither TLS nor an HTTP proxy lies between.

httpcore speaks the protocol, as it does beneath httpx. But httpx's pool looks at all its connections twice in each
call, and its client and its streams cost more than all the rest of the guard proxy. Here free connections lie on a
stack, and a call looks at the one that it takes.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import Final
from urllib.parse import urlsplit

import httpcore

from aexdesk.gateway.loopback_stream import LoopbackStream
from aexdesk.gateway.raw_requests import RawRequest
from aexdesk.gateway.surplus import retire_where_more_came

_HOSTS: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_MOST: Final = 100  # connections at once, as many as httpx opens
_KEPT_S: Final = 5.0  # a free one; as in httpx


def is_loopback(url: str) -> bool:
    """Whether a call to `url` is one for here: plain HTTP to a name of this machine."""
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname in _HOSTS and "@" not in parts.netloc


class LoopbackAnswer:
    """An answer that comes in on a connection of ours. To be closed, however much of it was read."""

    def __init__(self, response: httpcore.Response, connection: _Connection) -> None:
        self.response = response
        self._connection: _Connection | None = connection

    async def close(self) -> None:
        """Gives the connection back, if all was read; else it is closed. May be called again."""
        connection, self._connection = self._connection, None
        if connection is not None:
            retire_where_more_came(connection.http)
            try:
                await self.response.aclose()
            finally:
                await connection.give_back()


class LoopbackCalls:
    """Belongs to one event loop. Nothing is sent twice."""

    def __init__(self, connect_limit_s: float, silence_limit_s: float) -> None:
        self._connect_limit_s = connect_limit_s
        self._silence_limit_s = silence_limit_s
        self._room = asyncio.Semaphore(_MOST)
        self._free: dict[tuple[str, int], deque[_Connection]] = {}

    async def open(self, leaving: RawRequest, url: str) -> LoopbackAnswer:
        """Sends a request to the byte; the answer's head is there. Raises httpcore's errors."""
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 80
        there = httpcore.URL(scheme=b"http", host=host, port=port, target=leaving.target)
        limits = {"read": self._silence_limit_s, "write": self._silence_limit_s}
        request = httpcore.Request(
            leaving.method, there, headers=leaving.headers, content=leaving.body, extensions={"timeout": limits}
        )
        await self._enter()
        try:
            connection = await self._take(host, port)
            return LoopbackAnswer(await connection.http.handle_async_request(request), connection)
        except BaseException:  # then httpcore has closed it
            self._room.release()
            raise

    async def close(self) -> None:
        """Closes the free connections; the others close with their answers."""
        for free in self._free.values():
            while free:
                await free.pop().http.aclose()

    async def _enter(self) -> None:
        try:
            async with asyncio.timeout(self._silence_limit_s if self._room.locked() else None):
                await self._room.acquire()
        except TimeoutError:
            raise httpcore.PoolTimeout from None

    async def _take(self, host: str, port: int) -> _Connection:
        free = self._free.setdefault((host, port), deque())
        while free:
            connection = free.pop()
            if not connection.http.has_expired():  # also where the server has closed it meanwhile
                return connection
            await connection.http.aclose()
        stream = await LoopbackStream.connect(host, port, self._connect_limit_s)
        origin = httpcore.Origin(b"http", host.encode("ascii"), port)
        return _Connection(httpcore.AsyncHTTP11Connection(origin, stream, _KEPT_S), free, self._room)


class _Connection:
    """One connection, and where it lies while it is free."""

    def __init__(self, http: httpcore.AsyncHTTP11Connection, free: deque[_Connection], room: asyncio.Semaphore) -> None:
        self.http = http
        self._free = free
        self._room = room
        self._since = 0.0

    async def give_back(self) -> None:
        """Makes room for another call; takes away what nobody took for long."""
        self._room.release()
        self._since = time.monotonic()
        if self.http.is_idle():
            self._free.append(self)
        while self._free and self._free[0]._since < self._since - _KEPT_S:  # noqa: SLF001 - one of its own kind
            await self._free.popleft().http.aclose()
