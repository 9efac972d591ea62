"""The calendar of Mainland China: official plans from a library, reckoned days for the years it does not hold yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from aexdesk import resources
from aexdesk.support.days_off import Festivals, reckon_working_day


class MainlandCalendar:
    """Cheap to make; the library is imported when the first day is asked for."""

    @property
    def official_until(self) -> date:
        """The last day of the last official plan: plans are published for a whole year."""
        return date(self._years.stop - 1, 12, 31)

    def is_official(self, day: date) -> bool:
        """Whether a plan says what `day` is."""
        return day.year in self._years

    def is_working_day(self, day: date) -> bool:
        """Whether people work, as planned or as reckoned."""
        if self.is_official(day):
            import chinese_calendar  # type: ignore[import-untyped]  # noqa: PLC0415 - after the first paint

            return bool(chinese_calendar.is_workday(day))
        return reckon_working_day(day, self._festivals.get(str(day.year), {}))

    @cached_property
    def _years(self) -> range:
        import chinese_calendar  # noqa: PLC0415

        return range(min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year + 1)

    @cached_property
    def _festivals(self) -> Mapping[str, Festivals]:
        festivals: Mapping[str, Festivals] = resources.read_json("support/festivals.json")
        return festivals
