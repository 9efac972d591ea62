"""Meters: calls of today by app key and API, from the history, beside the rates that the platform documents."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.storage.call_counts import CallCounts, CountedSlice, Key, Mark

BEIJING = timezone(timedelta(hours=8))
"""Where the platform is at home. When its day of counting begins is documented nowhere: this is our choice."""
_SECONDS_KEPT = 120


@dataclass(frozen=True, slots=True)
class Meter:
    """Calls that left. `answered` of them were, `good` of those without an error (a "no results" is none).

    `throttled`: refused for being too many. `peak`: the most to one API that began in one second.
    """

    calls: int = 0
    answered: int = 0
    good: int = 0
    throttled: int = 0
    peak: int = 0

    @property
    def success_permille(self) -> int | None:
        """Good answers in a thousand, rounded down so that only a flawless day is 1,000; None without an answer."""
        return self.good * 1000 // self.answered if self.answered else None


@dataclass(frozen=True, slots=True)
class ApiMeter:
    """One API as one app called it today. `documented_rate` a second is the whole platform's, not the app's."""

    api: str
    meter: Meter
    documented_rate: int | None = None


@dataclass(frozen=True, slots=True)
class AppMeter:
    """One app key today; its APIs stand with the most called first."""

    app_key: str
    meter: Meter
    apis: tuple[ApiMeter, ...] = ()


@dataclass(frozen=True, slots=True)
class Metering:
    """What one environment saw since midnight in Beijing."""

    since: datetime
    apps: tuple[AppMeter, ...] = ()


class Meters:
    """Counts each call once: a look reads only what has come since the last. Live and practice stand apart.

    What was deleted from the history stays counted until `start_over`, a new day, or another start of the program.
    """

    def __init__(self, counts: CallCounts, catalogue: Catalogue, now: Callable[[], datetime]) -> None:
        self._counts = counts
        self._catalogue = catalogue
        self._now = now
        self._turn = asyncio.Lock()
        self._tally = _Tally(_midnight(now()))
        self._mark: Mark | None = None

    async def look(self, environment: str) -> Metering:
        """What it is now. Raises StorageFault."""
        async with self._turn:
            midnight = _midnight(self._now())
            if midnight != self._tally.since:
                self.start_over()
            await self._catch_up()
            return self._metering(environment)

    def start_over(self) -> None:
        """Counts the day anew at the next look: something may have been deleted."""
        self._tally = _Tally(_midnight(self._now()))
        self._mark = None

    async def _catch_up(self) -> None:
        tally = self._tally
        mark = self._mark or await self._counts.begin(tally.since)
        has_more = True
        while has_more and tally is self._tally:
            found = await self._counts.next_slice(mark, tally.since)
            if found is None:  # the last row that was counted has been deleted
                self.start_over()
                tally, mark = self._tally, await self._counts.begin(self._tally.since)
                continue
            tally.add(found)
            mark, has_more = found.mark, found.has_more
            self._mark = mark if tally is self._tally else None

    def _metering(self, environment: str) -> Metering:
        apps: dict[str, list[ApiMeter]] = {}
        for (place, app_key, api), meter in self._tally.meters.items():
            if place == environment:
                definition = self._catalogue.find(api)
                rate = definition.documented_rate if definition else None
                apps.setdefault(app_key, []).append(ApiMeter(api, meter, rate))
        lines = [
            AppMeter(key, self._tally.app_meter(environment, key), _most_first(apis)) for key, apis in apps.items()
        ]
        lines.sort(key=lambda line: (-line.meter.calls, line.app_key))
        return Metering(self._tally.since, tuple(lines))


class _Tally:
    """The sums of one day, and the calls of the last seconds one by one: a second may be cut between two looks."""

    def __init__(self, since: datetime) -> None:
        self.since = since
        self.meters: dict[Key, Meter] = {}
        self._seconds: dict[tuple[Key, str], int] = {}

    def add(self, found: CountedSlice) -> None:
        """Counts these too."""
        peaks: dict[Key, int] = {}
        for key, second, calls in found.edges:
            summed = self._seconds.get((key, second), 0) + calls
            self._seconds[(key, second)] = summed
            peaks[key] = max(peaks.get(key, 0), summed)
        for one in found.counts:
            before = self.meters.get(one.key, Meter())
            self.meters[one.key] = Meter(
                calls=before.calls + one.calls,
                answered=before.answered + one.answered,
                good=before.good + one.good,
                throttled=before.throttled + one.throttled,
                peak=max(before.peak, one.peak, peaks.get(one.key, 0)),
            )
        self._forget()

    def app_meter(self, environment: str, app_key: str) -> Meter:
        """All APIs of an app together."""
        mine = [meter for key, meter in self.meters.items() if key[:2] == (environment, app_key)]
        return Meter(
            calls=sum(one.calls for one in mine),
            answered=sum(one.answered for one in mine),
            good=sum(one.good for one in mine),
            throttled=sum(one.throttled for one in mine),
            peak=max((one.peak for one in mine), default=0),
        )

    def _forget(self) -> None:
        kept = sorted({second for _key, second in self._seconds})[-_SECONDS_KEPT:]
        if kept:
            self._seconds = {key: count for key, count in self._seconds.items() if key[1] >= kept[0]}


def _most_first(apis: list[ApiMeter]) -> tuple[ApiMeter, ...]:
    return tuple(sorted(apis, key=lambda one: (-one.meter.calls, one.api)))


def _midnight(now: datetime) -> datetime:
    return now.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
