"""A countdown on a machine that sleeps, and whose clock is set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from aexdesk.ui.widgets.countdown import Countdown
from tests.ui.fakes import NOW


class Place:
    """Two hours are left."""

    def __init__(self) -> None:
        self.now = NOW
        self.told: list[float] = []
        self.countdown = Countdown(lambda: self.now)
        self.countdown.ticked.connect(lambda: self.told.append(self.countdown.seconds_left()))
        self.countdown.run_to(NOW + timedelta(hours=2))

    def let_time_out(self) -> int:
        """As if the timer's time were over; how many milliseconds it waits now."""
        self.countdown._timer.timeout.emit()
        assert self.countdown._timer.isActive()
        return self.countdown._timer.interval()


@pytest.fixture
def place(qapp: QApplication) -> Iterator[Place]:
    made = Place()
    yield made
    made.countdown.run_to(None)


@pytest.mark.fault("sleep and resume of timers")
def test_it_never_waits_for_longer_than_a_minute(place: Place) -> None:
    """The timer may stand still while the machine sleeps: until then the words are those of before."""
    place.countdown.run_to(NOW + timedelta(hours=23, seconds=59.9))
    assert place.countdown._timer.interval() <= 60_020
    place.now += timedelta(hours=22, minutes=30)
    assert place.let_time_out() <= 1_020
    assert place.told == [30 * 60 + 59.9]


@pytest.mark.fault("clock jumps")
def test_what_has_ended_by_a_clock_that_ran_ahead_has_not(place: Place) -> None:
    place.now += timedelta(days=3)
    assert place.let_time_out() <= 60_020
    place.now = NOW
    place.let_time_out()
    assert place.told == [0, 2 * 3600]
