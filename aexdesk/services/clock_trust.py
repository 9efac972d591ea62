"""Trusts the clock for what deletes by age: only as far as the moments at which this folder was in use bear it out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from aexdesk.services.preferences import Preferences

ORDINARY = timedelta(days=7)
"""So long may nobody have looked, and the clock is believed at once: what a jump of a week can cost is nearly old."""
PROVEN = timedelta(days=3)
"""So long a clock that jumped must have gone on from there."""
_NOTED_EVERY = timedelta(hours=1)
_KEY, _EARLIER = "history.clock", "history.aged_at"


@dataclass(frozen=True, slots=True)
class ClockSeen:
    """What is known of the clock: `trusted` was the time; `doubted` is what it said then, if that cannot be known."""

    trusted: datetime
    doubted: datetime | None = None

    def at(self, now: datetime) -> ClockSeen:
        """What is known once the clock says `now`.

        A clock that is ahead by more than `ORDINARY` has jumped, or nobody was here: that cannot be told apart, so it
        is doubted, and trusted once it still goes on from there `PROVEN` later. After a real pause what is old thus
        goes some days late, after a jump that is corrected nothing goes. A clock that was set back is believed:
        it makes nothing older.
        """
        if now < self.trusted:
            return ClockSeen(now)
        trusted = self.trusted
        if self.doubted is not None and now - self.doubted >= PROVEN:
            trusted = self.doubted
        if now - trusted <= ORDINARY:
            return ClockSeen(now)
        goes_on = trusted == self.trusted and self.doubted is not None and now >= self.doubted
        return ClockSeen(trusted, self.doubted if goes_on else now)


class ClockTrust:
    """Keeps what is known in the folder, for every program of it. `newest` gives the newest record until a moment."""

    def __init__(self, preferences: Preferences, newest: Callable[[datetime], Awaitable[datetime | None]]) -> None:
        self._preferences = preferences
        self._newest = newest

    async def trusted(self, now: datetime) -> datetime:
        """The latest moment that has surely passed: ages are counted up to it. Never after `now`. Raises
        StorageFault.
        """
        await self._preferences.read_again(_KEY)
        known = _read(self._preferences.value(_KEY))
        seen = (known or await self._first(now)).at(now)
        if known is None or seen.doubted != known.doubted or abs(seen.trusted - known.trusted) >= _NOTED_EVERY:
            doubted = seen.doubted.isoformat() if seen.doubted is not None else None
            await self._preferences.set(_KEY, [seen.trusted.isoformat(), doubted])
        return seen.trusted

    async def _first(self, now: datetime) -> ClockSeen:
        """Of a folder that an earlier version kept: when a command last deleted by age, or the newest record."""
        earlier = _time_of(self._preferences.value(_EARLIER))
        if earlier is None or earlier > now:
            earlier = await self._newest(now)
        return ClockSeen(earlier or now)


def _read(told: object) -> ClockSeen | None:
    if not isinstance(told, list) or len(told) != 2:
        return None
    trusted = _time_of(told[0])
    return None if trusted is None else ClockSeen(trusted, _time_of(told[1]))


def _time_of(told: object) -> datetime | None:
    """None for what nobody can read, and for a time without a zone."""
    try:
        read = datetime.fromisoformat(told) if isinstance(told, str) else None
        return None if read is None or read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
