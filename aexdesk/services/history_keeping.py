"""History keeping: what is deleted goes for good, what is old by itself, what is new is indexed; all while idle."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from aexdesk.faults import AexError
from aexdesk.services.clock_trust import ClockTrust
from aexdesk.services.history import History
from aexdesk.services.preferences import Preferences
from aexdesk.storage.history_index import HistoryIndex
from aexdesk.storage.history_removal import HistoryRemoval

IDLE_S = 0.5
"""After a change it waits this long for the next one, but not for ever."""
_MOST_WAITS = 6
_COUNTED = timedelta(days=2)
"""So far back calls stay counted; the meters ask for those of today."""
_AGED_EVERY = timedelta(minutes=10)
_DAILY = timedelta(days=1)
_LAST_S = 3.0
_PAUSE_S = 0.005
"""Between two batches: whoever waits for the database comes first."""
_MIB = 1024 * 1024
_DAYS, _MEGABYTES, _AGED = "history.keep_days", "history.keep_megabytes", "history.aged_at"


@dataclass(frozen=True, slots=True)
class KeepRule:
    """How long, and how much: 0 is without limit. What is pinned stays beyond both."""

    days: int = 90
    megabytes: int = 4096


class HistoryKeeping:
    """`run` belongs to the window; a command that deletes calls `tidy`, one that has recorded calls `age_daily`."""

    def __init__(
        self,
        history: History,
        index: HistoryIndex,
        removal: HistoryRemoval,
        preferences: Preferences,
        now: Callable[[], datetime],
    ) -> None:
        self._history = history
        self._index = index
        self._removal = removal
        self._preferences = preferences
        self._now = now
        self._clock = ClockTrust(preferences, removal.newest_until)
        self._aged_at: datetime | None = None
        self._must_fold = True  # an earlier run may have ended between deleting and this
        self._must_purge = True
        self._is_owed = False
        """Whether this program has promised to delete something, and has not yet."""
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()

    @property
    def rule(self) -> KeepRule:
        """How long exchanges stay."""
        default = KeepRule()
        days, megabytes = self._preferences.value(_DAYS), self._preferences.value(_MEGABYTES)
        return KeepRule(_number(days, default.days), _number(megabytes, default.megabytes))

    async def set_rule(self, rule: KeepRule) -> None:
        """Takes effect within moments."""
        await self._preferences.set(_DAYS, rule.days)
        await self._preferences.set(_MEGABYTES, rule.megabytes)
        self._aged_at = None
        self._wake.set()

    async def hide(self, ids: Sequence[str], at: datetime) -> None:
        """Deletes so that `restore(at)` can undo it, until `purge`."""
        await self._removal.hide(ids, at)
        self._history.changed.announce()

    async def restore(self, at: datetime) -> None:
        """Undoes what was hidden at that moment."""
        await self._removal.restore(at)
        self._history.changed.announce()

    async def purge(self) -> None:
        """The time to undo is over: what is hidden goes for good, a moment later."""
        self._must_purge = self._is_owed = True
        self._wake.set()

    async def finish(self) -> None:
        """The program ends: what was deleted for good goes now, unless that takes long; then at the next start."""
        if self._is_owed:
            with suppress(TimeoutError, AexError):
                await asyncio.wait_for(self.tidy(), _LAST_S)

    async def run(self) -> None:
        """Keeps the history in order, after each change and once in a while, until it is cancelled."""
        self._history.changed.append(self._wake.set)
        try:
            while True:
                await self.tidy()
                await self._wait()
        finally:
            self._history.changed.remove(self._wake.set)

    async def tidy(self) -> None:
        """Does all that is to be done now. Raises StorageFault."""
        async with self._turn:
            await self._repeat(self._index.index_some)
            await self._age()
            if self._must_purge:
                self._must_purge = False
                if await self._repeat(self._removal.purge_some):
                    self._must_fold = True
                    self._history.changed.announce()
            await self._removal.unlink_doomed()
            self._must_fold |= await self._repeat(self._index.clean_some)
            if self._must_fold:
                await self._repeat(self._removal.shrink_some)
                self._must_fold = not await self._removal.fold_log()
            self._is_owed = self._must_purge

    async def surely_passed(self) -> datetime:
        """Up to when ages are counted: now, unless the clock has jumped (see `ClockSeen`). Raises StorageFault."""
        return await self._clock.trusted(self._now())

    async def age_daily(self, limit_s: float = _LAST_S) -> None:
        """What is too old, or too much, goes, once a day over all commands; the rest of it with the next command where
        that takes longer than `limit_s`. What a window has hidden stays: it may be brought back. Raises StorageFault.
        """
        now = self._now()
        if not _is_due(self._preferences.value(_AGED), now):
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._age_alone(), limit_s)
            await self._preferences.set(_AGED, now.isoformat())

    async def _age_alone(self) -> None:
        async with self._turn:
            if await self._age():
                await self._removal.unlink_doomed()
                await self._repeat(self._index.clean_some)
                await self._removal.fold_log()

    async def _wait(self) -> None:
        limit = IDLE_S * 2 if self._must_fold else _AGED_EVERY.total_seconds()
        try:
            await asyncio.wait_for(self._wake.wait(), limit)
        except TimeoutError:
            return
        for _wait in range(_MOST_WAITS):
            self._wake.clear()
            await asyncio.sleep(IDLE_S)
            if not self._wake.is_set():
                break

    async def _age(self) -> bool:
        """Whether something went."""
        now = self._now()
        if self._aged_at is not None and abs(now - self._aged_at) < _AGED_EVERY:
            return False
        trusted = await self._clock.trusted(now)
        self._aged_at = now
        await self._repeat(lambda: self._removal.forget_some_counts_before(trusted - _COUNTED))
        rule = self.rule
        gone = False
        if rule.days:
            before = trusted - timedelta(days=rule.days)
            gone = await self._repeat(lambda: self._removal.delete_some_before(before))
        if rule.megabytes:
            gone |= await self._repeat(lambda: self._shrink(rule.megabytes * _MIB))
        if gone:
            self._must_fold = True
            self._history.changed.announce()
        return gone

    async def _shrink(self, most: int) -> bool:
        if await self._removal.used_bytes() <= most:
            return False
        gone = await self._removal.delete_some_oldest()
        await self._removal.unlink_doomed()
        return gone

    async def _repeat(self, work: Callable[[], Awaitable[bool]]) -> bool:
        """Until nothing is left to do; whether there was anything."""
        times = 0
        while await work():
            times += 1
            await asyncio.sleep(_PAUSE_S)
        return times > 0


def _is_due(told: object, now: datetime) -> bool:
    """Whether a day has passed; also where the clock was set back, or nobody can read when it was."""
    try:
        return not timedelta() <= now - datetime.fromisoformat(str(told)) < _DAILY
    except (ValueError, TypeError):
        return True


def _number(value: object, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else default
