"""Times of the affiliate APIs: Pacific time, as texts. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from aexdesk.practice.refusal import invalid_parameter

_PACIFIC = timedelta(hours=-8)  # without summer time, as in the details of an order
_FORM = "%Y-%m-%d %H:%M:%S"
_TEXT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII)


def begin_of_day(now: float) -> datetime:
    """When the day began in Pacific time. `now` is in seconds since 1970.

    Invented things count their times from here, not from now: so an answer repeats itself to the letter all day.
    """
    pacific = datetime.fromtimestamp(now, UTC) + _PACIFIC
    return pacific.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)


def read_time(params: Mapping[str, str], name: str) -> datetime | None:
    """A time such as "2026-01-31 23:59:59", or None where none is sent."""
    text = params.get(name, "")
    if not text:
        return None
    try:
        if _TEXT.fullmatch(text):
            return datetime.strptime(text, _FORM)
    except ValueError:
        pass
    raise invalid_parameter(name, "must be a time such as 2026-01-31 23:59:59")


def read_window(params: Mapping[str, str], start: str, end: str) -> tuple[datetime, datetime]:
    """From when to when, both included. No longest span is documented, so none is kept."""
    first, last = read_time(params, start) or datetime.min, read_time(params, end) or datetime.max
    if first > last:
        raise invalid_parameter(start, f"must not be after {end}")
    return first, last


def write_time(time: datetime) -> str:
    """As the platform writes it."""
    return time.strftime(_FORM)
