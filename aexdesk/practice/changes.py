"""Tells who watches the practice gateway that something in it changed, without being asked again and again."""

from __future__ import annotations

import asyncio


class Changes:
    """Counts changes; wakes those who wait for the next. Belongs to the server's loop."""

    def __init__(self) -> None:
        self.version = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def announce(self) -> None:
        """Something changed."""
        self.version += 1
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    async def wait_past(self, version: int, stopping: asyncio.Event, seconds: float) -> int:
        """The version, as soon as it is another than `version`; at the latest after `seconds`, or when all stops."""
        if self.version == version:
            change = asyncio.get_running_loop().create_future()
            self._waiting.add(change)
            try:
                async with asyncio.TaskGroup() as group:
                    stop = group.create_task(stopping.wait(), name="watch for the end of the server")
                    await asyncio.wait((change, stop), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
                    stop.cancel()
            finally:
                self._waiting.discard(change)
        return self.version
