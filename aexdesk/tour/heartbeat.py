"""A beat on the loop while something is done: how long its turns were, and so how long a window stood still."""

from __future__ import annotations

import asyncio
import statistics
import time
from typing import Self

BEAT_S = 0.001
FELT_S = 0.05
"""A shorter pause of the loop nobody feels."""


class Heartbeat:
    """`async with Heartbeat() as beat`: then `pauses`, one a beat, and what is made of them, are in seconds.

    `work` is the processor's part in the worst: what another program took is in the pause, and not in the work.
    """

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self.work = 0.0
        self._beating: asyncio.Task[None] | None = None

    @property
    def worst(self) -> float:
        """The longest pause."""
        return max(self.pauses, default=0.0)

    @property
    def median(self) -> float:
        """The usual pause."""
        return statistics.median(self.pauses) if self.pauses else 0.0

    @property
    def felt(self) -> float:
        """All pauses together that a person notices."""
        return sum(pause for pause in self.pauses if pause > FELT_S)

    async def __aenter__(self) -> Self:
        self._beating = asyncio.get_running_loop().create_task(self._beat())
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, *_error: object) -> None:
        assert self._beating is not None
        await asyncio.sleep(BEAT_S * 3)  # the last turn counts too
        self._beating.cancel()
        await asyncio.gather(self._beating, return_exceptions=True)

    async def _beat(self) -> None:
        last, worked = time.perf_counter(), time.thread_time()
        while True:
            await asyncio.sleep(BEAT_S)
            now, work = time.perf_counter(), time.thread_time()
            self.pauses.append(max(0.0, now - last - BEAT_S))
            self.work = max(self.work, work - worked)
            last, worked = now, work
