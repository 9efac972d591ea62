"""Service hours: exact edges, holidays, make-up days; reckoned days where no plan is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk import resources
from aexdesk.faults import BadInput
from aexdesk.services.working_days import MainlandCalendar
from aexdesk.support.days_off import reckon_working_day
from aexdesk.support.hours import BEIJING, hours_at

CALENDAR = MainlandCalendar()
SECOND = timedelta(seconds=1)


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.mark.parametrize(
    ("at", "is_open", "opens", "closes"),
    [
        # a plain Tuesday
        ("2026-11-24T09:59:59", False, "2026-11-24T10:00", "2026-11-24T22:00"),
        ("2026-11-24T10:00:00", True, "2026-11-24T10:00", "2026-11-24T22:00"),
        ("2026-11-24T21:59:59.999999", True, "2026-11-24T10:00", "2026-11-24T22:00"),
        ("2026-11-24T22:00:00", False, "2026-11-25T10:00", "2026-11-25T22:00"),
        ("2026-11-24T00:00:00", False, "2026-11-24T10:00", "2026-11-24T22:00"),
        # over a weekend
        ("2026-11-27T22:00:00", False, "2026-11-30T10:00", "2026-11-30T22:00"),
        ("2026-11-28T12:00:00", False, "2026-11-30T10:00", "2026-11-30T22:00"),
        # National Day 2026: off from 1 to 7 October, worked on Saturday the 10th
        ("2026-09-30T22:00:00", False, "2026-10-08T10:00", "2026-10-08T22:00"),
        ("2026-10-01T12:00:00", False, "2026-10-08T10:00", "2026-10-08T22:00"),
        ("2026-10-05T12:00:00", False, "2026-10-08T10:00", "2026-10-08T22:00"),
        ("2026-10-09T22:00:00", False, "2026-10-10T10:00", "2026-10-10T22:00"),
        ("2026-10-10T12:00:00", True, "2026-10-10T10:00", "2026-10-10T22:00"),
        ("2026-10-10T22:00:00", False, "2026-10-12T10:00", "2026-10-12T22:00"),
        # Spring Festival 2026, between two Saturdays of work
        ("2026-02-14T21:00:00", True, "2026-02-14T10:00", "2026-02-14T22:00"),
        ("2026-02-14T22:00:00", False, "2026-02-24T10:00", "2026-02-24T22:00"),
        ("2026-02-28T10:00:00", True, "2026-02-28T10:00", "2026-02-28T22:00"),
        # a Sunday of work
        ("2026-09-20T10:00:00", True, "2026-09-20T10:00", "2026-09-20T22:00"),
    ],
)
def test_the_hours(at: str, is_open: bool, opens: str, closes: str) -> None:
    hours = hours_at(beijing(at), CALENDAR)
    assert (hours.is_open, hours.opens_at, hours.closes_at) == (is_open, beijing(opens), beijing(closes))
    assert hours.opens_at.isoformat().endswith("+08:00")
    assert hours.at == beijing(at)


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-11)), timezone(timedelta(hours=14))])
def test_it_is_the_instant_that_counts_and_not_the_zone(zone: timezone) -> None:
    at = beijing("2026-11-27T21:30:00")
    assert hours_at(at.astimezone(zone), CALENDAR) == hours_at(at, CALENDAR)


@pytest.mark.parametrize(
    ("at", "is_provisional"),
    [
        ("2026-12-31T21:59:59", False),
        ("2026-12-31T22:00:00", True),  # the next opening lies in a year without a plan
        ("2027-03-01T12:00:00", True),
        ("2026-01-01T12:00:00", False),
        ("2003-12-31T12:00:00", True),
    ],
)
def test_what_no_plan_says_is_provisional(at: str, is_provisional: bool) -> None:
    assert CALENDAR.official_until.year >= 2026
    plan = PlanUntil(date(2026, 12, 31))
    hours = hours_at(beijing(at), plan)
    assert (hours.is_provisional, hours.calendar_until) == (is_provisional, date(2026, 12, 31))


@dataclass
class PlanUntil:
    """The real calendar, as if plans ended on that day."""

    official_until: date
    real: MainlandCalendar = field(default_factory=MainlandCalendar)

    def is_official(self, day: date) -> bool:
        return self.real.is_official(day) and day <= self.official_until

    def is_working_day(self, day: date) -> bool:
        return self.real.is_working_day(day)


def test_the_library_knows_whole_years() -> None:
    until = CALENDAR.official_until
    assert (until.month, until.day) == (12, 31)
    assert CALENDAR.is_official(until)
    assert not CALENDAR.is_official(until + timedelta(days=1))


_INSTANTS = st.datetimes(datetime(2003, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))


@given(_INSTANTS)
def test_opening_is_open_and_closing_is_closed(at: datetime) -> None:
    hours = hours_at(at, CALENDAR)
    assert hours_at(hours.opens_at, CALENDAR).is_open
    assert not hours_at(hours.opens_at - SECOND, CALENDAR).is_open
    assert hours_at(hours.closes_at - SECOND, CALENDAR).is_open
    assert not hours_at(hours.closes_at, CALENDAR).is_open
    assert hours.closes_at - hours.opens_at == timedelta(hours=12)
    assert hours.is_open == (hours.opens_at <= at < hours.closes_at)
    assert at < hours.closes_at


@given(_INSTANTS, st.integers(1, 40 * 24 * 60))
def test_between_now_and_the_next_opening_nobody_answers(at: datetime, minutes: int) -> None:
    hours, later = hours_at(at, CALENDAR), at + timedelta(minutes=minutes)
    if not hours.is_open and later < hours.opens_at:
        assert not hours_at(later, CALENDAR).is_open
        assert hours_at(later, CALENDAR).opens_at == hours.opens_at


@given(st.datetimes(datetime(1971, 1, 1), datetime(8998, 1, 1), timezones=st.sampled_from([UTC, BEIJING])))
def test_any_time_of_a_calendar_has_hours(at: datetime) -> None:
    assert hours_at(at, CALENDAR).opens_at.timetz() == time(10, tzinfo=BEIJING)


@pytest.mark.parametrize("at", [datetime.min, datetime(1969, 12, 31), datetime(9001, 1, 1), datetime.max])
@pytest.mark.parametrize("hours", [-12, 0, 14])
def test_a_time_that_no_calendar_reaches_is_refused(at: datetime, hours: int) -> None:
    with pytest.raises(BadInput, match="bad_time"):
        hours_at(at.replace(tzinfo=timezone(timedelta(hours=hours))), CALENDAR)


def test_a_calendar_that_never_works_is_broken() -> None:
    class Rest:
        official_until = date(2026, 12, 31)

        def is_official(self, day: date) -> bool:
            return True

        def is_working_day(self, day: date) -> bool:
            return False

    with pytest.raises(ValueError, match="without working days"):
        hours_at(beijing("2026-11-24T12:00"), Rest())


# ---------------------------------------------------------------- reckoned days

FESTIVALS_2026 = {
    "spring_festival": "02-17",
    "tomb_sweeping": "04-05",
    "dragon_boat": "06-19",
    "mid_autumn": "09-25",
}


def test_days_are_reckoned_nearly_as_they_were_planned() -> None:
    """2026 as if its plan were unknown: what differs is a day before or after a holiday, and the make-up days."""
    first = date(2026, 1, 1)
    days = [first + timedelta(days=number) for number in range(365)]
    wrong = [day for day in days if reckon_working_day(day, FESTIVALS_2026) != CALENDAR.is_working_day(day)]
    make_up = [day for day in wrong if day.weekday() >= 5]
    assert make_up == [date(2026, *one) for one in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))]
    assert set(wrong) - set(make_up) == {date(2026, 1, 2)}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2027-01-01", False),
        ("2027-02-05", False),  # the eve of Spring Festival
        ("2027-02-12", False),
        ("2027-02-15", True),
        ("2027-05-05", False),
        ("2027-05-06", True),
        ("2027-09-15", False),
        ("2027-10-07", False),
        ("2027-10-08", True),
        ("2028-01-03", False),  # Monday for the Saturday of New Year
        ("2028-01-04", True),
    ],
)
def test_years_to_come(day: str, works: bool) -> None:
    at = date.fromisoformat(day)
    festivals = resources.read_json("support/festivals.json")[str(at.year)]
    assert reckon_working_day(at, festivals) is works


def test_the_festivals_are_dates_of_their_years() -> None:
    for year, festivals in resources.read_json("support/festivals.json").items():
        assert list(festivals) == ["spring_festival", "tomb_sweeping", "dragon_boat", "mid_autumn"]
        dates = [date.fromisoformat(f"{year}-{day}") for day in festivals.values()]
        assert dates == sorted(dates)
        assert date(int(year), 1, 21) <= dates[0] <= date(int(year), 2, 20)  # as the calendar's rule has it
        # Spring Festival, the fifth of the fifth moon and the fifteenth of the eighth: whole moons apart.
        for moons, extra, later in ((4, 4, dates[2]), (7, 14, dates[3])):
            apart = (later - dates[0]).days - extra
            assert any(abs(apart - 29.53 * count) <= 1.6 for count in (moons, moons + 1))
