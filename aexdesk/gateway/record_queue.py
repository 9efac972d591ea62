"""Writes what only read into the log, many at a time and beside the calls; nothing that is in it gets lost."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from aexdesk import redaction
from aexdesk.faults import AexError
from aexdesk.redaction import Hider
from aexdesk.workspace.exchange import Exchange

MOST_WAITING = 64  # and one for each call that came in at once; a kill may lose that twice: waiting, being written
_MOST_BYTES = 32 * 1024 * 1024
_GATHERED_S = 0.05  # a commit costs as much for a hundred records as for one
_LARGE = 64 * 1024


class BatchRecorder(Protocol):
    """Keeps exchanges, one or several at once. What it is given holds no secret any more."""

    async def record(self, exchange: Exchange) -> None: ...
    async def record_reads(self, exchanges: Sequence[Exchange]) -> None: ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """An exchange before its secrets are hidden and its answer is read."""

    exchange: Exchange
    hider: Hider
    complete: Callable[[Exchange], Exchange]

    @property
    def size(self) -> int:
        """Bytes that it holds in memory, about."""
        response = self.exchange.response
        return len(self.exchange.request.body) + (len(response.body.data) if response else 0)

    def completed(self) -> Exchange:
        """With its answer read."""
        return self.complete(self.exchange)

    def hidden(self, completed: Exchange) -> Exchange:
        """As it is stored."""
        return redaction.for_storage(completed, self.hider)


class RecordQueue:
    """Belongs to one event loop. Who puts something in where it is full waits."""

    def __init__(
        self,
        recorder: BatchRecorder,
        on_trouble: Callable[[AexError], None],
        note: Callable[[Exchange], Awaitable[Exchange]],
    ) -> None:
        self._recorder = recorder
        self._note = note
        self._on_trouble = on_trouble
        self._waiting: deque[Waiting] = deque()
        self._bytes = 0
        self._space = asyncio.Event()
        self._space.set()
        self._closing = asyncio.Event()
        self._worker: asyncio.Task[None] | None = None

    async def put(self, waiting: Waiting) -> None:
        """Takes an exchange in; it is in the log at the latest when `close` returns."""
        # In the queue first: whoever is cancelled while it is full must not lose what was acknowledged.
        self._waiting.append(waiting)
        self._bytes += waiting.size
        if self._worker is None:
            self._worker = asyncio.get_running_loop().create_task(self._work(), name="record what passed")
        if len(self._waiting) >= MOST_WAITING or self._bytes >= _MOST_BYTES:
            self._space.clear()
        await self._space.wait()

    async def close(self) -> None:
        """Writes what is left."""
        self._closing.set()
        while self._worker is not None:
            await asyncio.wait({self._worker})

    async def _work(self) -> None:
        while self._waiting:
            if self._space.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._closing.wait(), _GATHERED_S)
            batch = tuple(self._waiting)
            self._waiting.clear()
            self._bytes = 0
            self._space.set()
            await self._write([await self._finish(waiting) for waiting in batch])
        self._worker = None

    async def _write(self, exchanges: Sequence[Exchange]) -> None:
        try:
            await self._recorder.record_reads(exchanges)
        except AexError as trouble:
            self._on_trouble(trouble)

    async def _finish(self, waiting: Waiting) -> Exchange:
        if waiting.size > _LARGE:
            completed = await self._note(await asyncio.to_thread(waiting.completed))
            return await asyncio.to_thread(waiting.hidden, completed)
        await asyncio.sleep(0)  # between two calls that pass, not before all of them
        return waiting.hidden(await self._note(waiting.completed()))
