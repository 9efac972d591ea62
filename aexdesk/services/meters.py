"""Meters: calls of today by app key and API, from the history, beside the rates that the platform documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.storage.call_counts import CallCount, CallCounts

BEIJING = timezone(timedelta(hours=8))
"""Where the platform is at home. When its day of counting begins is documented nowhere: this is our choice."""


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
    """The database counts; a look reads a few rows, however many calls there were. Live and practice stand apart.

    What was deleted from the history is counted no more.
    """

    def __init__(self, counts: CallCounts, catalogue: Catalogue, now: Callable[[], datetime]) -> None:
        self._counts = counts
        self._catalogue = catalogue
        self._now = now

    async def look(self, environment: str) -> Metering:
        """What it is now. Raises StorageFault."""
        midnight = _midnight(self._now())
        apps: dict[str, list[ApiMeter]] = {}
        for count in await self._counts.since(midnight, environment):
            apps.setdefault(count.app_key, []).append(self._api_meter(count))
        lines = [AppMeter(key, _together(apis), _most_first(apis)) for key, apis in apps.items()]
        lines.sort(key=lambda line: (-line.meter.calls, line.app_key))
        return Metering(midnight, tuple(lines))

    def _api_meter(self, count: CallCount) -> ApiMeter:
        definition = self._catalogue.find(count.api)
        meter = Meter(count.calls, count.answered, count.good, count.throttled, count.peak)
        return ApiMeter(count.api, meter, definition.documented_rate if definition else None)


def _together(apis: Sequence[ApiMeter]) -> Meter:
    mine = [one.meter for one in apis]
    return Meter(
        calls=sum(one.calls for one in mine),
        answered=sum(one.answered for one in mine),
        good=sum(one.good for one in mine),
        throttled=sum(one.throttled for one in mine),
        peak=max(one.peak for one in mine),
    )


def _most_first(apis: Sequence[ApiMeter]) -> tuple[ApiMeter, ...]:
    return tuple(sorted(apis, key=lambda one: (-one.meter.calls, one.api)))


def _midnight(now: datetime) -> datetime:
    return now.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
