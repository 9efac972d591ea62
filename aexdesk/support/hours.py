"""When support answers: working days in Mainland China, 10:00 to 22:00 UTC+8. Pure; the calendar is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final, Protocol

from aexdesk.faults import BadInput

BEIJING: Final = timezone(timedelta(hours=8))
_OPENS: Final = time(10, tzinfo=BEIJING)  # protocol, section 10
_CLOSES: Final = time(22, tzinfo=BEIJING)
_LONGEST_REST: Final = 31
"""Days. No calendar of Mainland China rests that long; one that does is broken."""
_DAY: Final = timedelta(days=1)
_FIRST: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(9000, 1, 1, tzinfo=UTC)


class Calendar(Protocol):
    """Tells working days from days off."""

    @property
    def official_until(self) -> date:
        """The last day of the last official plan that it holds."""

    def is_official(self, day: date) -> bool:
        """Whether an official plan says what `day` is; otherwise it is reckoned."""

    def is_working_day(self, day: date) -> bool:
        """Whether people work in Mainland China, on make-up Saturdays and Sundays too."""


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """At the instant `at`: open or not, since or from when, until when (all UTC+8), and how far plans are official.

    Closed: `opens_at` and `closes_at` are of the next opening. Provisional: that day is reckoned.
    """

    is_open: bool
    opens_at: datetime
    closes_at: datetime
    calendar_until: date
    is_provisional: bool = False
    at: datetime = _FIRST


def hours_at(at: datetime, calendar: Calendar) -> ServiceHours:
    """The service hours at an instant. Raises BadInput("bad_time") for one that no calendar reaches."""
    if not _FIRST <= at <= _LAST:
        raise BadInput("bad_time", found=at.isoformat())
    there = at.astimezone(BEIJING)
    first = there.date() if there.timetz() < _CLOSES else there.date() + _DAY
    day = _next_working_day(first, calendar)
    opens_at, closes_at = datetime.combine(day, _OPENS), datetime.combine(day, _CLOSES)
    return ServiceHours(
        is_open=opens_at <= there,
        opens_at=opens_at,
        closes_at=closes_at,
        calendar_until=calendar.official_until,
        is_provisional=not calendar.is_official(day),
        at=there,
    )


def _next_working_day(first: date, calendar: Calendar) -> date:
    for number in range(_LONGEST_REST):
        day = first + number * _DAY
        if calendar.is_working_day(day):
            return day
    raise ValueError("a calendar without working days")
