"""Owns running coroutines: each has a name, its error is reported at once, and it ends with its owner."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio

Report = Callable[[BaseException], None]

GRACE_S = 2.0
"""How long a cancelled coroutine may clean up before its owner goes on without it."""


class Tasks:
    """The coroutines that one object has started."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._running: set[asyncio.Task[None]] = set()
        self._is_closed = False

    def start(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None] | None:
        """Runs `work`; None (and nothing runs) after `close`."""
        import asyncio  # noqa: PLC0415 - half of a cold start: the first paint does without it

        if self._is_closed:
            work.close()
            return None
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._finish)
        return task

    @property
    def names(self) -> tuple[str, ...]:
        """What is running now."""
        return tuple(sorted(task.get_name() for task in self._running))

    async def close(self, grace_s: float = GRACE_S) -> None:
        """Cancels what runs and waits for its clean-up; nothing can be started afterwards."""
        import asyncio  # noqa: PLC0415

        self._is_closed = True
        current = asyncio.current_task()
        running = {task for task in self._running if task is not current}
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running, timeout=grace_s)

    def _finish(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()):
            self._report(error)
