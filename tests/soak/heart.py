"""A beat on the window's loop that goes on as long as the soak: how long its turns were since one last asked."""

from __future__ import annotations

import asyncio
import statistics
import time

BEAT_S = 0.01


class Heart:
    """Keeps the pauses of one stretch only, so that it does not grow itself."""

    def __init__(self) -> None:
        self._pauses: list[float] = []
        self._work = 0.0

    async def beat(self) -> None:
        """Beats until it is cancelled."""
        last, worked = time.perf_counter(), time.thread_time()
        while True:
            await asyncio.sleep(BEAT_S)
            now, work = time.perf_counter(), time.thread_time()
            self._pauses.append(max(0.0, now - last - BEAT_S))
            self._work = max(self._work, work - worked)
            last, worked = now, work

    def take(self) -> tuple[float, float, float]:
        """Since the last time, in seconds: the usual and the longest pause, and the most that the processor worked in
        one; the rest of a pause is what other programs took."""
        pauses, work = self._pauses, self._work
        self._pauses, self._work = [], 0.0
        return (statistics.median(pauses), max(pauses), work) if pauses else (0.0, 0.0, 0.0)
