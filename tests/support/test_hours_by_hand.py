"""Service hours of three years, against tables copied by hand from the notices of the State Council, in any zone.

Notices on the holidays of 2024 (guo ban fa ming dian 2023 no. 7), 2025 (2024 no. 12) and 2026 (2025 no. 7).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from aexdesk.services.working_days import MainlandCalendar
from aexdesk.support.hours import BEIJING, hours_at
from aexdesk.wording.support_words import say_calendar, say_hours

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
CALENDAR = MainlandCalendar()
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai", "UTC")

OFF = {  # first and last day of each holiday, as the notices have them
    2024: ("01-01 01-01", "02-10 02-17", "04-04 04-06", "05-01 05-05", "06-10 06-10", "09-15 09-17", "10-01 10-07"),
    2025: ("01-01 01-01", "01-28 02-04", "04-04 04-06", "05-01 05-05", "05-31 06-02", "10-01 10-08"),
    2026: ("01-01 01-03", "02-15 02-23", "04-04 04-06", "05-01 05-05", "06-19 06-21", "09-25 09-27", "10-01 10-07"),
}
MADE_UP = {  # Saturdays and Sundays of work
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}


def _works(day: date) -> bool:
    name = f"{day:%m-%d}"
    if name in MADE_UP[day.year].split():
        return True
    in_holiday = any(first <= name <= last for first, last in map(str.split, OFF[day.year]))
    return not in_holiday and day.weekday() < 5


def _days() -> list[date]:
    first, last = date(2024, 1, 1), date(2026, 12, 31)
    return [first + number * DAY for number in range((last - first).days + 1)]


def _expected(day: date) -> list[tuple[datetime, bool]]:
    """Instants around both edges of a day, and whether somebody reads then."""
    opens, closes = (datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING) for hour in (10, 22))
    works = _works(day)
    return [
        (opens - SECOND, False),
        (opens, works),
        (closes - SECOND, works),
        (closes, False),
        (opens - 10 * 3600 * SECOND, False),
    ]


def test_the_tables_are_of_weekends_and_of_these_years() -> None:
    for year, days in MADE_UP.items():
        assert all(date.fromisoformat(f"{year}-{one}").weekday() >= 5 for one in days.split())
    assert sum(map(_works, _days())) == 251 + 248 + 248


@pytest.mark.parametrize("zone", ZONES)
def test_every_edge_of_three_years(zone: str) -> None:
    here = ZoneInfo(zone)
    days = _days()
    wrong = []
    for number, day in enumerate(days[:-1]):
        for at, is_open in _expected(day):
            hours = hours_at(at.astimezone(here), CALENDAR)
            first = day if at < datetime(day.year, day.month, day.day, 22, tzinfo=BEIJING) else days[number + 1]
            following = next((one for one in days if one >= first and _works(one)), None)
            opens = following and datetime(following.year, following.month, following.day, 10, tzinfo=BEIJING)
            if following is not None and (hours.is_open, hours.opens_at) != (is_open, opens):
                wrong.append((at, is_open, opens, hours))
    assert wrong == []


@pytest.mark.parametrize(
    ("zone", "at", "said"),
    [
        # Berlin goes to summer time on 30 March 2025: before it Beijing is seven hours ahead, then six.
        ("Europe/Berlin", "2025-03-28T22:00:00", "Closed; opens Mon 10:00 Beijing, Mon 04:00 your time, in 2 d 12 h."),
        (
            "Europe/Berlin",
            "2025-03-27T22:00:00",
            "Closed; opens Fri 10:00 Beijing, Fri 03:00 your time, in 12 h 0 min.",
        ),
        ("Europe/Berlin", "2025-10-27T09:59:30", "Closed; opens Mon 10:00 Beijing, Mon 03:00 your time, in 1 min."),
        ("America/New_York", "2025-03-07T12:00:00", "Open, until 22:00 Beijing; 09:00 your time."),
        ("America/New_York", "2025-03-10T12:00:00", "Open, until 22:00 Beijing; 10:00 your time."),
        (
            "America/New_York",
            "2025-11-03T09:00:00",
            "Closed; opens Mon 10:00 Beijing, Sun 21:00 your time, in 1 h 0 min.",
        ),
        # Lord Howe puts its clocks half an hour forward only, from +10:30 to +11.
        ("Australia/Lord_Howe", "2025-10-03T12:00:00", None),
        ("Australia/Lord_Howe", "2025-09-30T12:00:00", "Open, until 22:00 Beijing; 00:30 your time."),
        ("Australia/Lord_Howe", "2025-10-09T12:00:00", "Open, until 22:00 Beijing; 01:00 your time."),
        ("Asia/Shanghai", "2025-10-09T12:00:00", "Open, until 22:00 Beijing."),
    ],
)
def test_the_time_of_the_reader(zone: str, at: str, said: str | None) -> None:
    hours = hours_at(datetime.fromisoformat(f"{at}+08:00"), CALENDAR)
    words = say_hours(hours, ZoneInfo(zone))
    if said is None:
        assert not hours.is_open
        assert "2025-10-09 10:00 Beijing" in words.message or "Thu 10:00 Beijing" in words.message
    else:
        assert words.message == said
    assert words.hint == ""


def test_how_far_the_calendar_is_official_is_always_said() -> None:
    until = CALENDAR.official_until
    beyond = hours_at(datetime(until.year + 1, 3, 1, 4, tzinfo=UTC), CALENDAR)
    assert beyond.is_provisional
    assert say_hours(beyond).hint.startswith(f"Provisional: the holidays after {until.isoformat()} are reckoned")
    assert f"official until {until.isoformat()}" in say_calendar(beyond)
