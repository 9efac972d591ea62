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

    async def beat(self) -> None:
        """Beats until it is cancelled."""
        last = time.perf_counter()
        while True:
            await asyncio.sleep(BEAT_S)
            now = time.perf_counter()
            self._pauses.append(max(0.0, now - last - BEAT_S))
            last = now

    def take(self) -> tuple[float, float]:
        """The usual and the longest pause since the last time, in seconds."""
        pauses, self._pauses = self._pauses, []
        return (statistics.median(pauses), max(pauses)) if pauses else (0.0, 0.0)
