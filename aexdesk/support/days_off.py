"""Reckons the days off of a year whose official plan nobody holds yet: by law and by custom, no make-up days. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

Festivals = Mapping[str, str]
"""The days that the moon and the sun decide, as "MM-DD": spring_festival, tomb_sweeping, dragon_boat, mid_autumn."""

_DAY = timedelta(days=1)
_SATURDAY = 5


def reckon_working_day(day: date, festivals: Festivals) -> bool:
    """Whether people will likely work on `day`. Without `festivals` the holidays of fixed date alone are known."""
    return day.weekday() < _SATURDAY and day not in _days_off(day.year, festivals)


def _days_off(year: int, festivals: Festivals) -> set[date]:
    days = _alone(date(year, 1, 1)) | _run(date(year, 5, 1), 5) | _run(date(year, 10, 1), 7)
    for name, month_and_day in festivals.items():
        feast = date.fromisoformat(f"{year}-{month_and_day}")
        # Spring Festival begins on its eve and has lasted eight days or more since 2024.
        days |= _run(feast - _DAY, 8) if name == "spring_festival" else _alone(feast)
    return days


def _run(first: date, count: int) -> set[date]:
    return {first + number * _DAY for number in range(count)}


def _alone(feast: date) -> set[date]:
    """A holiday of one day; on a weekend, Monday is given for it."""
    past_weekend = max(0, 7 - feast.weekday()) if feast.weekday() >= _SATURDAY else 0
    return {feast, feast + past_weekend * _DAY}
