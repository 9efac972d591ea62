"""What comes behind an answer is no answer to the next call: a connection that brought more than was asked for ends.

httpcore keeps such bytes, and would take them for the beginning of the next answer: a call would be told what became of
another. It says so nowhere, hence the look at what is its own.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from typing import TYPE_CHECKING, Any, Final

import httpcore

if TYPE_CHECKING:
    import httpx

_WAY: Final = ("stream", "_stream", "_httpcore_stream", "_stream", "_connection")
"""From an answer of httpx to the connection of httpcore that it comes by."""


def retire_where_more_came(connection: httpcore.AsyncHTTP11Connection) -> None:
    """To be called when an answer was read and is not closed yet: where more came, the connection expires with it."""
    if connection._h11_state.trailing_data[0]:  # noqa: SLF001
        connection._keepalive_expiry = -1.0  # noqa: SLF001


async def parts_of(answer: httpx.Response) -> AsyncIterator[bytes]:
    """The body as it comes. Unlike httpx's own ways to read, this one leaves the closing to `close`."""
    assert isinstance(answer.stream, AsyncIterable)
    async for part in answer.stream:
        yield part


async def close(answer: httpx.Response) -> None:
    """Closes an answer, however much of it was read; its connection is used again only if nothing more came."""
    found: Any = answer
    for name in _WAY:
        found = getattr(found, name, None)
    if isinstance(found, httpcore.AsyncHTTP11Connection):
        retire_where_more_came(found)
    await answer.aclose()
