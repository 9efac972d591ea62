"""Records what a run reads many calls at a time: a commit costs as much for a hundred as for one.

What writes, and all that is refused, is recorded at once as ever. What was read is in the history before the run's
results are told; a program that is killed in the middle can lose the last moment of reads, which spent nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Final, Protocol

from aexdesk.faults import AexError
from aexdesk.workspace.exchange import Exchange

GATHERED_S: Final = 0.25
_MOST_WAITING: Final = 256
_MOST_BYTES: Final = 16 * 1024 * 1024


class BatchRecorder(Protocol):
    """Keeps exchanges, one or several at once."""

    async def record(self, exchange: Exchange) -> None: ...
    async def record_reads(self, exchanges: Sequence[Exchange]) -> None: ...


class LateRecords:
    """Stands before the recorder, and passes on at once unless something gathers. Belongs to one event loop."""

    def __init__(self, recorder: BatchRecorder, on_trouble: Callable[[AexError], None]) -> None:
        self._recorder = recorder
        self._on_trouble = on_trouble
        self._gatherings = 0
        self._waiting: list[Exchange] = []
        self._bytes = 0
        self._later: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def gathering(self) -> AsyncIterator[None]:
        """Inside, reads are recorded together; all of them are, when it ends."""
        self._gatherings += 1
        try:
            yield
        finally:
            self._gatherings -= 1
            if self._later is not None:
                self._later.cancel()
                self._later = None
            await asyncio.shield(self._write())

    async def record(self, exchange: Exchange) -> None:
        """Keeps an exchange: now, or with others in a moment. Raises StorageFault for one that is kept now."""
        if not self._gatherings or not (exchange.guard.allowed and exchange.guard.reason == "reads"):
            await self._recorder.record(exchange)
            return
        self._waiting.append(exchange)
        self._bytes += len(exchange.request.body) + (len(exchange.response.body.data) if exchange.response else 0)
        if len(self._waiting) >= _MOST_WAITING or self._bytes >= _MOST_BYTES:
            await self._write()
        elif self._later is None:
            self._later = asyncio.get_running_loop().create_task(self._write_later(), name="record what was read")

    async def record_reads(self, exchanges: Sequence[Exchange]) -> None:
        """Keeps several at once."""
        await self._recorder.record_reads(exchanges)

    async def _write_later(self) -> None:
        await asyncio.sleep(GATHERED_S)
        self._later = None  # what comes while this is written needs another
        await asyncio.shield(self._write())

    async def _write(self) -> None:
        async with self._turn:  # whoever ends waits for what is being written too
            batch, self._waiting, self._bytes = self._waiting, [], 0
            if not batch:
                return
            try:
                await self._recorder.record_reads(batch)
            except AexError as trouble:
                self._on_trouble(trouble)
