"""When sessions are looked at: at the start, each minute, after a sleep; and that the top line follows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from aexdesk.faults import StorageFault
from aexdesk.ui.frame.refreshing import LOOK_S, Refreshing
from aexdesk.ui.tasks import Tasks
from tests.conftest import Run
from tests.ui.conftest import turns
from tests.ui.fakes import NOW, FakeDesk, Reports


@dataclass
class Place:
    run: Run
    desk: FakeDesk
    refreshing: Refreshing
    passed_s: float = 0.0

    def look(self, after_s: float = LOOK_S) -> int:
        """The clock goes on, and is looked at; how often sessions were asked for so far."""
        self.passed_s += after_s

        async def work() -> None:
            self.refreshing.look()
            await turns()

        self.run(work())
        return self.desk.token_refreshing.asked


@pytest.fixture
def troubles() -> list[StorageFault]:
    return []


@pytest.fixture
def place(
    qapp: QApplication, run: Run, desk: FakeDesk, reports: Reports, troubles: list[StorageFault]
) -> Iterator[Place]:
    made: list[Place] = []
    tasks = Tasks(reports.report)
    tell: Callable[..., None] = troubles.append
    refreshing = Refreshing(
        desk.as_desk(), tasks.start, tell, now=lambda: NOW + timedelta(seconds=made[0].passed_s if made else 0)
    )
    made.append(Place(run, desk, refreshing))

    async def begin() -> None:
        refreshing.begin()
        await turns()

    run(begin())
    yield made[0]
    refreshing.end()
    run(tasks.close())
    assert not reports


def test_what_is_overdue_is_asked_for_at_once_and_then_each_minute(place: Place) -> None:
    assert place.desk.token_refreshing.asked == 1
    assert [place.look() for _time in range(7)] == [1, 1, 1, 1, 1, 2, 2]


@pytest.mark.fault("sleep and resume of timers")
def test_after_a_sleep_it_is_asked_for_at_once(place: Place) -> None:
    place.look()
    assert place.look(LOOK_S + 45) == 2


@pytest.mark.fault("clock jumps")
def test_after_the_clock_was_set_back_too(place: Place) -> None:
    place.look()
    assert place.look(-3600) == 2


def test_one_time_after_the_other(place: Place, run: Run) -> None:
    gate = asyncio.Event()
    asked: list[int] = []

    async def slow() -> None:
        asked.append(1)
        await gate.wait()

    place.desk.token_refreshing.refresh_due = slow  # type: ignore[method-assign]
    place.look(100)
    place.look(100)
    assert len(asked) == 1

    async def go_on() -> None:
        gate.set()
        await turns()

    run(go_on())
    place.look(100)
    assert len(asked) == 2


def test_what_fails_is_told_and_does_not_end_it(place: Place, troubles: list[StorageFault]) -> None:
    fault = StorageFault("database_closed")
    place.desk.token_refreshing.trouble = fault
    place.look(100)
    assert troubles == [fault]
    assert place.look(100) == 3


def test_the_top_line_follows_a_token_that_changed(place: Place, run: Run) -> None:
    before = place.desk.standing.loads

    async def change() -> None:
        place.desk.tokens.token_changed.announce()
        await turns()

    run(change())
    assert place.desk.standing.loads == before + 1


def test_after_its_end_it_listens_no_more(place: Place, run: Run) -> None:
    place.refreshing.end()
    assert not place.desk.tokens.token_changed
