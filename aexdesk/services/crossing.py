"""Passes from the proxy's event loop to the desk's, where the services live, and back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol, TypeVar

from aexdesk.faults import AexError
from aexdesk.ordertest.guard import GuardFacts
from aexdesk.secret import Secret
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import Exchange

T = TypeVar("T")


class Facts(Protocol):
    """What the guard must know."""

    async def facts(self, environment: Environment, session: Secret | None, app_key: str) -> GuardFacts: ...


class Records(Protocol):
    """Where exchanges are kept."""

    async def record(self, exchange: Exchange) -> None: ...
    async def record_reads(self, exchanges: Sequence[Exchange]) -> None: ...


class Crossing:
    """To the loop that it was made in. What was begun there goes on, even where the one who asked is cancelled."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What comes of `work` on the other loop."""
        # Not wrap_future alone: it would cancel the work with the one who waits, and half a record is worse than none.
        return await asyncio.shield(asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop)))

    def tell(self, callback: Callable[[AexError], None], trouble: AexError) -> None:
        """Calls back there, soon."""
        self._loop.call_soon_threadsafe(callback, trouble)


class FactsAcross:
    """The workspace's facts, asked from another loop."""

    def __init__(self, crossing: Crossing, facts: Facts) -> None:
        self._crossing = crossing
        self._facts = facts

    async def facts(self, environment: Environment, session: Secret | None, app_key: str) -> GuardFacts:
        """The facts for a call with this session, made as the app `app_key`."""
        return await self._crossing.run(self._facts.facts(environment, session, app_key))


class RecordsAcross:
    """The history and the lines of the test cases, written from another loop."""

    def __init__(self, crossing: Crossing, records: Records) -> None:
        self._crossing = crossing
        self._records = records

    async def record(self, exchange: Exchange) -> None:
        """Keeps an exchange, and its order if it was one."""
        await self._crossing.run(self._records.record(exchange))

    async def record_reads(self, exchanges: Sequence[Exchange]) -> None:
        """Keeps several that ordered nothing."""
        await self._crossing.run(self._records.record_reads(exchanges))
