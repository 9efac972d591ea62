"""What is put off, on Qt's own timers: once, unless cancelled; and what becomes of it while the machine sleeps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from aexdesk.ui import later
from aexdesk.ui.later import QtLater
from tests.conftest import Run
from tests.ui.conftest import turns


class Place:
    """A wall clock that is set by hand; Qt's timers end when told to."""

    def __init__(self, run: Run) -> None:
        self.wall = 1000.0
        self.acts = 0
        self.owner = QObject()
        self.run = run
        self.timer = QtLater(self.owner, lambda: self.wall)(30.0, self._act)

    def _act(self) -> None:
        self.acts += 1

    def intervals(self) -> list[int]:
        return [timer.interval() for timer in self.owner.findChildren(QTimer) if timer.isActive()]

    def let_time_out(self) -> None:
        """As if Qt's clock had gone on so far."""

        async def work() -> None:
            for timer in self.owner.findChildren(QTimer):
                timer.timeout.emit()
            await turns()

        self.run(work())


@pytest.fixture
def place(qapp: QApplication, run: Run) -> Iterator[Place]:
    made = Place(run)
    yield made
    made.timer.cancel()
    made.owner.deleteLater()


@pytest.mark.fault("sleep and resume of timers")
def test_it_happens_once_after_all_of_its_time(place: Place) -> None:
    looked = 0
    while place.intervals():
        assert place.intervals() == [later._LOOK_S * 1000]
        assert not place.acts
        place.let_time_out()
        looked += 1
    assert (looked, place.acts) == (30 / later._LOOK_S, 1)


@pytest.mark.fault("clock jumps")
def test_a_clock_that_is_set_back_makes_it_no_later(place: Place) -> None:
    place.wall -= 3600
    for _look in range(6):
        place.let_time_out()
    assert place.acts == 1


@pytest.mark.fault("sleep and resume of timers")
def test_after_a_sleep_it_happens_at_the_next_look(place: Place) -> None:
    """Qt's clock may have stood still: a secret that was shown must not be there for the rest of its time."""
    place.wall += 8 * 3600
    place.let_time_out()
    assert (place.acts, place.intervals()) == (1, [])


def test_what_is_cancelled_never_happens(place: Place) -> None:
    place.let_time_out()
    place.timer.cancel()
    place.timer.cancel()
    assert place.intervals() == []
    assert not place.acts


def test_a_short_time_is_as_short_as_it_is(qapp: QApplication, run: Run) -> None:
    owner, happened = QObject(), []
    QtLater(owner)(0.001, lambda: happened.append(1))  # kept by nobody

    async def work() -> None:
        while not happened:
            await turns(1)

    run(work())
    assert not [timer for timer in owner.findChildren(QTimer) if timer.isActive()]
