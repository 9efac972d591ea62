"""qasync's loop for tests: it does not run what is due while it stands, and tells whether threads work for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import qasync


class PatientLoop(qasync.QEventLoop):  # type: ignore[misc] # qasync has no types
    """pytest-qt turns Qt between the phases of a test, when no loop runs: a task that is ready then would die of it."""

    threads_at_work = 0
    """How many calls run in threads now, begun by `run_in_executor`, as `asyncio.to_thread` does."""

    def _add_callback(self, handle: Any, delay: float = 0) -> Any:
        super()._add_callback(_Patient(handle, self), delay)
        return handle

    def run_in_executor(self, executor: Any, callback: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:
        future: asyncio.Future[Any] = super().run_in_executor(executor, callback, *args)
        self.threads_at_work += 1
        future.add_done_callback(self._note_end)
        return future

    def _note_end(self, _future: asyncio.Future[Any]) -> None:
        self.threads_at_work -= 1


class _Patient:
    """Stands for a handle, with what qasync's timer asks of one."""

    def __init__(self, handle: asyncio.Handle, loop: PatientLoop) -> None:
        self._handle = handle
        self._loop = loop

    @property
    def _cancelled(self) -> bool:
        return self._handle.cancelled()

    def _run(self) -> None:
        if asyncio._get_running_loop() is self._loop:
            self._handle._run()
        else:
            self._loop._add_callback(self._handle, _AGAIN_S)


_AGAIN_S = 0.01


def threads_at_work() -> int:
    """How many threads work for the running loop."""
    return getattr(asyncio.get_running_loop(), "threads_at_work", 0)
