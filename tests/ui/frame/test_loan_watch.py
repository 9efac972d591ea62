"""When loans that end soon are looked for: each hour, also where the machine slept or the clock was set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from aexdesk.ui.frame.loan_watch import LoanWatch
from aexdesk.ui.tasks import Tasks
from tests.conftest import Run
from tests.ui.conftest import turns
from tests.ui.fakes import NOW, FakeDesk, Reports


class Place:
    def __init__(self, run: Run, desk: FakeDesk, reports: Reports) -> None:
        self.run, self.desk, self.at = run, desk, NOW
        self.tasks = Tasks(reports.report)
        self.owner = QObject()
        self.watch = LoanWatch(desk.as_desk(), self.tasks.start, _tell, self.owner, lambda: self.at)

    def looks_after(self, passed: timedelta) -> int:
        """The clock goes on, and is looked at; how often loans were looked for so far."""
        self.at += passed

        async def work() -> None:
            self.watch.look_at_clock()
            await turns()

        self.run(work())
        return self.desk.loan_reminders.looks


def _tell(trouble: Exception) -> None:
    raise trouble


@pytest.fixture
def place(qapp: QApplication, run: Run, desk: FakeDesk, reports: Reports) -> Iterator[Place]:
    made = Place(run, desk, reports)

    async def begin() -> None:
        made.watch.begin()
        await turns()

    run(begin())
    yield made
    made.watch.end()
    run(made.tasks.close())
    assert not reports


def test_each_hour(place: Place) -> None:
    assert place.desk.loan_reminders.looks == 1
    assert [place.looks_after(timedelta(minutes=20)) for _time in range(6)] == [1, 1, 2, 2, 2, 3]


@pytest.mark.fault("sleep and resume of timers")
def test_at_the_first_look_after_a_sleep(place: Place) -> None:
    place.looks_after(timedelta(minutes=1))
    assert place.looks_after(timedelta(hours=8)) == 2
    assert place.looks_after(timedelta(minutes=1)) == 2


@pytest.mark.fault("clock jumps")
def test_at_once_where_the_clock_was_set_back(place: Place) -> None:
    assert place.looks_after(timedelta(days=-3)) == 2
    assert place.looks_after(timedelta(minutes=1)) == 2


@pytest.mark.fault("sleep and resume of timers")
def test_the_clock_is_looked_at_each_minute(place: Place) -> None:
    """A timer of an hour would have stood still with the machine."""
    assert place.watch._timer.isActive()
    assert place.watch._timer.interval() <= 60_000
