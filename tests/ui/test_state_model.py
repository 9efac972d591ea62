"""One state, one signal: however often the state changes in a turn of the loop, `changed` comes once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from aexdesk.ui.state_model import StateModel
from tests.conftest import Run
from tests.ui.fakes import Reports


@dataclass(frozen=True)
class Count:
    number: int = 0


class Counter(StateModel[Count]):
    def up(self) -> None:
        self._become(replace(self.state, number=self.state.number + 1))

    def stay(self) -> None:
        self._become(replace(self.state))

    def wait(self) -> None:
        self._start(asyncio.sleep(60), "wait")


def test_many_changes_in_a_turn_are_one(run: Run, reports: Reports) -> None:
    counter = Counter(Count(), reports.report)
    seen: list[int] = []
    counter.changed.connect(lambda: seen.append(counter.state.number))

    async def work() -> None:
        for _time in range(100):
            counter.up()
        assert counter.state.number == 100
        await asyncio.sleep(0.01)
        counter.stay()
        await asyncio.sleep(0.01)
        counter.up()
        await asyncio.sleep(0.01)
        await counter.close()

    run(work())
    assert seen == [100, 101]


def test_a_closed_model_says_nothing_more(run: Run, reports: Reports) -> None:
    counter = Counter(Count(), reports.report)
    seen: list[int] = []
    counter.changed.connect(lambda: seen.append(counter.state.number))

    async def work() -> None:
        counter.wait()
        counter.up()
        await counter.close()
        await asyncio.sleep(0.01)

    run(work())
    assert not seen
    assert not reports
