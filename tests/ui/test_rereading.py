"""Reading anew: one reading at a time, what came too late is not shown, and a fault ends nothing."""

from __future__ import annotations

import asyncio

import pytest

from aexdesk.faults import AexError, StorageFault
from aexdesk.ui.rereading import Rereading
from aexdesk.ui.tasks import Tasks
from tests.ui.fakes import Reports


class World:
    """Something that is read: each reading waits for its turn, and brings what stands there when it began."""

    def __init__(self, *, tells: bool = True) -> None:
        self.value = 0
        self.readings = 0
        self.faults: list[AexError | None] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.shown: list[int] = []
        self.told: list[AexError] = []
        self.reports = Reports()
        self.tasks = Tasks(self.reports.report)
        tell = self.told.append if tells else None
        self.reading = Rereading(self.tasks.start, "read it", self.read, self.shown.append, tell)

    async def read(self) -> int:
        self.readings += 1
        value = self.value
        await self.gate.wait()
        fault = self.faults.pop(0) if self.faults else None
        if fault is not None:
            raise fault
        return value

    async def calm(self) -> None:
        """Until nothing is being read."""
        await asyncio.gather(*self.tasks._running, return_exceptions=True)


async def test_it_reads_and_shows() -> None:
    world = World()
    world.reading.again()
    await world.calm()
    world.value = 1
    world.reading.again()
    await world.calm()
    assert world.shown == [0, 1]


async def test_what_changes_meanwhile_is_read_once_more_and_the_old_is_not_shown() -> None:
    world = World()
    world.gate.clear()
    world.reading.again()
    await asyncio.sleep(0)
    world.value = 2
    for _time in range(5):
        world.reading.again()
    assert world.tasks.names == ("read it",)
    world.gate.set()
    await world.calm()
    assert (world.shown, world.readings) == ([2], 2)


async def test_a_fault_is_told_and_what_came_meanwhile_is_read_all_the_same() -> None:
    world = World()
    world.faults = [StorageFault("disk_full", path="/full")]
    world.gate.clear()
    world.reading.again()
    await asyncio.sleep(0)
    world.reading.again()
    world.gate.set()
    await world.calm()
    assert ([fault.code for fault in world.told], world.shown) == (["disk_full"], [0])


@pytest.mark.parametrize("times", [1, 2])
async def test_without_anybody_to_tell_the_owner_hears_of_it(times: int) -> None:
    world = World(tells=False)
    for _time in range(times):
        world.faults = [StorageFault("disk_full", path="/full")]
        world.reading.again()
        await world.calm()
    assert len(world.reports) == times, "and the next reading begins"
    world.reading.again()
    await world.calm()
    assert world.shown == [0]
