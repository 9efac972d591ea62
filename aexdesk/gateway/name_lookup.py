"""Looks up names of servers in threads that hold nothing up.

asyncio looks them up in its pool of threads. One that hangs, as where the name server is gone, keeps the pool from
ending, and so the program; and some few keep all else from it that needs a thread.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

_Asked = tuple[Any, ...]
_Found = list[tuple[Any, ...]]


async def look_up_beside(_request: httpx.Request) -> None:
    """To be called before a request is sent: names are looked up so in the loop that runs, from now on."""
    loop = asyncio.get_running_loop()
    if not isinstance(getattr(loop.getaddrinfo, "__self__", None), NameLookups):
        loop.getaddrinfo = NameLookups().find  # type: ignore[method-assign] # httpx offers no place for it


class NameLookups:
    """Belongs to one event loop. Who asks for what is looked up already waits for that: a name holds one thread."""

    def __init__(self) -> None:
        self._running: dict[_Asked, asyncio.Future[_Found]] = {}

    async def find(
        self,
        host: bytes | str | None,
        port: bytes | str | int | None,
        *,
        family: int = 0,
        type: int = 0,
        proto: int = 0,
        flags: int = 0,
    ) -> _Found:
        """As the `getaddrinfo` of a loop. It may take for ever; whoever waits may be cancelled at any time."""
        asked = (host, port, family, type, proto, flags)
        found = self._running.get(asked) or self._begin(asked)
        await asyncio.wait((found,))
        return found.result()

    def _begin(self, asked: _Asked) -> asyncio.Future[_Found]:
        loop = asyncio.get_running_loop()
        found = loop.create_future()
        thread = threading.Thread(target=_look_up, args=(asked, loop, found), name="aexdesk-name-lookup", daemon=True)
        thread.start()
        self._running[asked] = found
        found.add_done_callback(lambda _found: self._running.pop(asked))
        found.add_done_callback(asyncio.Future.exception)  # perhaps nobody waits any more
        return found


def _look_up(asked: _Asked, loop: asyncio.AbstractEventLoop, found: asyncio.Future[_Found]) -> None:
    told: _Found | Exception
    try:
        told = list(socket.getaddrinfo(*asked))
    except (OSError, ValueError, OverflowError) as error:  # a name may be none, a port out of range
        told = error
    with suppress(RuntimeError):  # the loop has ended meanwhile
        loop.call_soon_threadsafe(_tell, found, told)


def _tell(found: asyncio.Future[_Found], told: _Found | Exception) -> None:
    if isinstance(told, Exception):
        found.set_exception(told)
    else:
        found.set_result(told)
