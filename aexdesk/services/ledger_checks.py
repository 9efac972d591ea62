"""Checks orders of the ledger, one question at a time for each; what has just left is asked for by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aexdesk.faults import AexError
from aexdesk.services.changes import Changes
from aexdesk.services.ledger import Ledger, LedgerCheck

_AT_ONCE = 3
"""Orders that are asked for by themselves at a time: a program that orders a hundred is no reason to ask a hundred."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Asking the platform about one order: since when it is asked, or what came of it."""

    since: datetime | None = None
    is_by_itself: bool = False
    found: LedgerCheck | None = None
    fault: AexError | None = None

    @property
    def is_running(self) -> bool:
        """Whether it is being asked now."""
        return self.since is not None


NOT_ASKED = Inquiry()


class LedgerChecks:
    """Knows what is being asked, and the last answer on each order; `changed` tells of both.

    Runs nothing by itself: whoever starts a check owns it, and with its owner it ends.
    """

    def __init__(self, ledger: Ledger, now: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._now = now
        self._known: dict[str, Inquiry] = {}
        self._tasks: dict[str, asyncio.Task[None] | None] = {}
        self._met: set[str] = set()
        self._places = asyncio.Semaphore(_AT_ONCE)
        self.changed = Changes()

    def of(self, entry_id: str) -> Inquiry:
        """What is known."""
        return self._known.get(entry_id, NOT_ASKED)

    def elapsed_s(self, entry_id: str) -> int | None:
        """For how many seconds an order has been asked for; None where it is not being asked for."""
        since = self.of(entry_id).since
        return None if since is None else max(0, int((self._now() - since).total_seconds()))

    @property
    def running(self) -> frozenset[str]:
        """The orders that are being asked for."""
        return frozenset(self._tasks)

    async def check(self, entry_id: str) -> None:
        """Asks for an order because a person wants to know; nothing happens while it is being asked for already."""
        await self._ask(entry_id, is_by_itself=False)

    async def meet(self) -> tuple[str, ...]:
        """The orders that left just now and have not been met before: to be given to `check_by_itself`, each once.

        Raises StorageFault.
        """
        new = [entry.id for entry in await self._ledger.unasked() if entry.id not in self._met]
        self._met.update(new)
        return tuple(new)

    async def check_by_itself(self, entry_id: str) -> None:
        """Asks for an order that has just left, with the session that placed it or not at all."""
        async with self._places:
            if await self._ledger.is_unasked(entry_id):  # it may have waited long for its turn
                await self._ask(entry_id, is_by_itself=True)

    def cancel(self, entry_id: str) -> None:
        """Stops asking for an order; harmless where it is not being asked for."""
        task = self._tasks.get(entry_id)
        if task is not None:
            task.cancel()

    def forget(self, entry_id: str) -> None:
        """The answer is of no interest any more."""
        if entry_id not in self._tasks and self._known.pop(entry_id, None) is not None:
            self.changed.announce()

    async def _ask(self, entry_id: str, *, is_by_itself: bool) -> None:
        if entry_id in self._tasks:
            return
        self._tasks[entry_id] = asyncio.current_task()
        self._know(entry_id, Inquiry(self._now(), is_by_itself))
        came: Inquiry | None = None
        try:
            found = await self._ledger.check(entry_id, only_placer=is_by_itself)
            came = Inquiry(is_by_itself=is_by_itself, found=found)
        except AexError as fault:
            came = Inquiry(is_by_itself=is_by_itself, fault=fault)
        finally:
            del self._tasks[entry_id]
            self._know(entry_id, came)

    def _know(self, entry_id: str, inquiry: Inquiry | None) -> None:
        if inquiry is None:  # it was cancelled
            self._known.pop(entry_id, None)
        else:
            self._known[entry_id] = inquiry
        self.changed.announce()
