"""The body of an answer of httpx as it comes, and its end: read to the last byte or given up, nothing is left of it."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from contextlib import suppress
from typing import Any, Final

import httpcore
import httpx

from aexdesk.gateway.surplus import retire_where_more_came

_WAY: Final = ("stream", "_stream", "_httpcore_stream", "_stream", "_connection")
"""From an answer of httpx to the connection of httpcore that it comes by."""


class HttpxBody(AsyncIterator[bytes]):
    """Its bytes, not unpacked. Unlike httpx's own ways to read, this one leaves the closing to `close`."""

    def __init__(self, answer: httpx.Response) -> None:
        assert isinstance(answer.stream, AsyncIterable)
        self._answer = answer
        self._parts = aiter(answer.stream)
        self._is_coming = False

    async def __anext__(self) -> bytes:
        self._is_coming = False  # so it is where this raises
        part = await anext(self._parts)
        self._is_coming = True
        return part

    async def close(self) -> None:
        """To be called once. The connection is used again only if all was read, and nothing more came."""
        if self._is_coming:
            await self._break_off()
        elif isinstance(connection := self._connection(), httpcore.AsyncHTTP11Connection):
            retire_where_more_came(connection)
        await self._answer.aclose()

    async def _break_off(self) -> None:
        """Ends the generators beneath by an error: left to the collector, under Qt's loop they would end in none."""
        network = self._answer.extensions.get("network_stream")
        if network is None:  # no connection of httpcore
            return
        await network.aclose()
        with suppress(httpx.HTTPError, httpx.StreamError):
            async for _part in self:
                pass

    def _connection(self) -> Any:
        found: Any = self._answer
        for name in _WAY:
            found = getattr(found, name, None)
        return found
