"""The clock: how far this machine's is from the platform's, as the Date header of each answer tells it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aexdesk.services.changes import Changes
from aexdesk.workspace.exchange import Exchange

REFUSED_FROM = timedelta(seconds=7200)
"""A timestamp further off is refused (protocol, section 4)."""
TOLD_FROM = timedelta(minutes=1)
"""From here on the window says so by itself."""

_ANSWERS = 5
_HALF_A_SECOND = timedelta(seconds=0.5)
_SET_BY = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Skew:
    """How far this machine's clock is ahead of the platform's (negative: behind), from how many answers."""

    ahead: timedelta
    answers: int

    @property
    def is_told(self) -> bool:
        """Whether it is so much that one should know."""
        return abs(self.ahead) > TOLD_FROM

    @property
    def is_refused(self) -> bool:
        """Whether the platform would refuse each call that is signed now."""
        return abs(self.ahead) > REFUSED_FROM


@dataclass(frozen=True, slots=True)
class _Sample:
    ahead: timedelta
    offset: timedelta


class Clock:
    """The median of the last answers, for each environment. `changed` comes when it has moved by a second or more.

    Answers from before the clock was set, or the machine slept, say nothing any more: two clocks tell, of which only
    one can be set.
    """

    def __init__(self, now: Callable[[], datetime], monotonic: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._monotonic = monotonic
        self._samples: dict[str, deque[_Sample]] = {}
        self._told: dict[str, int | None] = {}
        self.changed = Changes()

    def note(self, exchanges: Sequence[Exchange]) -> None:
        """Takes the time from answers that have just been recorded."""
        offset = self._offset()
        for exchange in exchanges:
            ahead = read_ahead(exchange)
            if ahead is not None:
                samples = self._samples.setdefault(exchange.environment, deque(maxlen=_ANSWERS))
                samples.append(_Sample(ahead, offset))
        self._tell({exchange.environment for exchange in exchanges})

    def look(self) -> None:
        """Looks whether the clock was set meanwhile."""
        self._tell(set(self._samples))

    def skew(self, environment: str) -> Skew | None:
        """What is known now; None before an answer has told."""
        offset = self._offset()
        good = [one.ahead for one in self._samples.get(environment, ()) if abs(one.offset - offset) < _SET_BY]
        if not good:
            return None
        return Skew(sorted(good)[(len(good) - 1) // 2], len(good))

    def _offset(self) -> timedelta:
        return timedelta(seconds=self._now().timestamp() - self._monotonic())

    def _tell(self, environments: set[str]) -> None:
        is_news = False
        for name in environments:
            skew = self.skew(name)
            told = None if skew is None else round(skew.ahead.total_seconds())
            before = self._told.get(name)
            if (told is None) != (before is None) or (told is not None and before is not None and told != before):
                self._told[name] = told
                is_news = True
        if is_news:
            self.changed.announce()


def read_ahead(exchange: Exchange) -> timedelta | None:
    """How far our clock was ahead when this answer began; None where it tells no time.

    The platform wrote its Date about in the middle between our first byte out and its first byte in, and cut it to the
    second: half a second is added for that.
    """
    response = exchange.response
    told = next((value for name, value in response.headers if name.lower() == "date"), "") if response else ""
    if response is None or not told:
        return None
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - after the first answer, with httpx

    try:
        there = parsedate_to_datetime(told)
        if there.tzinfo is None:
            return None
        here = exchange.at + timedelta(milliseconds=response.first_byte_ms / 2)
        return here - there - _HALF_A_SECOND
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
