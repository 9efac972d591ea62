"""Ends a run before its time: first softly, then by cutting off what is under way."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class RunControl:
    """Belongs to one run. To be used on its event loop."""

    def __init__(self) -> None:
        self._stopped = asyncio.Event()
        self._under_way: set[asyncio.Task[Any]] = set()
        self._is_cut = False

    @property
    def is_stopped(self) -> bool:
        """Whether no new call may start."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """No new call starts; those under way finish."""
        self._stopped.set()

    def cut(self) -> None:
        """Those under way are not waited for either. The history says so: the platform may have acted on them."""
        self._stopped.set()
        self._is_cut = True
        for task in self._under_way:
            task.cancel()

    async def carry(self, work: Coroutine[Any, Any, T], name: str) -> T | None:
        """What `work` gives; None where it was cut off."""
        task = asyncio.get_running_loop().create_task(work, name=f"run {name}")
        self._under_way.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            if self._is_cut and task.cancelled():
                return None
            raise
        finally:
            self._under_way.discard(task)

    async def rest(self, seconds: float) -> None:
        """Sleeps, but not past a stop."""
        try:
            async with asyncio.timeout(seconds):
                await self._stopped.wait()
        except TimeoutError:
            return
