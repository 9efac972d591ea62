"""Lets a command go on until it is told to end, while its event loop runs."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
"""The signals that ask a program to end, on this system."""


@contextmanager
def on_signals(react: Callable[[int], None]) -> Iterator[None]:
    """Inside, a signal to end calls `react` on the running loop, and does nothing else."""
    loop = asyncio.get_running_loop()

    def pass_on(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(react, number)  # it wakes the loop too

    before = {number: signal.signal(number, pass_on) for number in ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def until_told_to_end(ready: Callable[[], None]) -> None:
    """Calls `ready` once signals are heeded, then waits for one."""
    told = asyncio.Event()
    with on_signals(lambda number: told.set()):
        ready()
        await told.wait()
