"""When support answers: working days in Mainland China, 10:00 to 22:00 UTC+8. Pure; the calendar is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """At an instant: open or not, since or from when, until when (all UTC+8), and how far the calendar is official."""

    is_open: bool
    opens_at: datetime
    closes_at: datetime
    calendar_until: date
    is_provisional: bool = False
