"""The clock: told by the Date header of answers, each environment apart, and forgotten when it is set."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest

from aexdesk.services.clock import Clock, read_ahead
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import Exchange, ReceivedResponse
from tests.storage.things import NOON, exchange


def answer_at(here: datetime, there: datetime, environment: str = "practice", ms: float = 0.0) -> Exchange:
    """A call that began at `here` and whose answer says `there`."""
    headers = (("DATE", format_datetime(there, usegmt=True)),)
    response = ReceivedResponse(200, headers, Body.of(b"{}"), ms, ms)
    return exchange(1, at=here, environment=environment, response=response)


class Times:
    """Two clocks: one can be set, the other only runs."""

    def __init__(self) -> None:
        self.wall, self.running = NOON, 0.0

    def clock(self) -> Clock:
        return Clock(lambda: self.wall, lambda: self.running)

    def go_on(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.running += seconds


def test_half_of_the_round_trip_is_not_the_clock() -> None:
    # 4 s there and back: the platform wrote its date after 2 s, by then half a second past the full one.
    ahead = read_ahead(answer_at(NOON, NOON + timedelta(seconds=2), ms=4000))
    assert ahead == timedelta(seconds=-0.5)


@pytest.mark.parametrize("told", ["", "yesterday", "Thu, 99 Nov 2026 10:00:00 GMT", "Thu, 26 Nov 2026 10:00:00 -0000"])
def test_a_date_that_cannot_be_read_tells_nothing(told: str) -> None:
    response = ReceivedResponse(200, (("Date", told),), Body.of(b"{}"), 1.0)
    assert read_ahead(exchange(1, response=response)) is None
    assert read_ahead(exchange(1, response=None)) is None


def test_one_odd_answer_does_not_count() -> None:
    clock = Times().clock()
    for off in (100, 101, 99_999, 100, 102):
        clock.note([answer_at(NOON + timedelta(seconds=off), NOON)])
    skew = clock.skew("practice")
    assert skew is not None
    assert (skew.ahead, skew.answers) == (timedelta(seconds=100.5), 5)
    assert skew.is_told
    assert not skew.is_refused


def test_live_and_practice_stand_apart() -> None:
    clock = Times().clock()
    clock.note([answer_at(NOON, NOON - timedelta(hours=3), "live"), answer_at(NOON, NOON)])
    live, practice = clock.skew("live"), clock.skew("practice")
    assert live is not None
    assert live.is_refused
    assert practice is not None
    assert not practice.is_told
    assert clock.skew("staging") is None


@pytest.mark.fault("clock jumps")
def test_a_clock_that_was_set_is_not_known_any_more() -> None:
    times = Times()
    clock = times.clock()
    told: list[None] = []
    clock.changed.append(lambda: told.append(None))
    clock.note([answer_at(NOON, NOON - timedelta(hours=3))])
    times.go_on(3600)
    assert clock.skew("practice") is not None
    times.wall -= timedelta(hours=3)
    assert clock.skew("practice") is None
    clock.look()
    assert len(told) == 2
    clock.look()
    assert len(told) == 2
