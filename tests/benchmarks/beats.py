"""Beats on the loop while something is done: how long a turn of it was at worst, and how much of all was felt."""

from __future__ import annotations

import asyncio
import time
from typing import Self

BEAT_S = 0.001
FELT_S = 0.05
"""A shorter pause of the loop nobody feels."""


class Beats:
    """`async with Beats() as beats`: then `worst` and `felt` are seconds, and `work` the processor's in the worst."""

    def __init__(self) -> None:
        self.worst = 0.0
        self.felt = 0.0
        self.work = 0.0
        self._beating: asyncio.Task[None] | None = None

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
            took = now - last - BEAT_S
            self.worst, self.work = max(self.worst, took), max(self.work, work - worked)
            self.felt += took if took > FELT_S else 0.0
            last, worked = now, work
