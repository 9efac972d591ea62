"""Reads of a run are recorded together, and all of them are; what writes or is refused never waits."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from aexdesk.faults import AexError, StorageFault
from aexdesk.services import late_records
from aexdesk.services.late_records import LateRecords
from aexdesk.workspace.exchange import Exchange, GuardVerdict
from tests.storage.things import exchange

READ = replace(exchange(), guard=GuardVerdict(True, "reads"))
WRITE = replace(exchange(), guard=GuardVerdict(True, "writes_in_practice"))
REFUSED = replace(exchange(), guard=GuardVerdict(False, "reads"))


class Records:
    """Keeps what it is given, in the batches that came."""

    def __init__(self) -> None:
        self.batches: list[list[Exchange]] = []
        self.fault: AexError | None = None
        self.written = asyncio.Event()

    async def record(self, exchange: Exchange) -> None:
        await self.record_reads((exchange,))

    async def record_reads(self, exchanges: Sequence[Exchange]) -> None:
        self.written.set()
        if self.fault is not None:
            raise self.fault
        self.batches.append(list(exchanges))


async def test_outside_a_run_nothing_waits() -> None:
    records = Records()
    late = LateRecords(records, lambda trouble: None)
    await late.record(READ)
    await late.record_reads((READ, READ))
    assert records.batches == [[READ], [READ, READ]]


async def test_in_a_run_reads_go_together_and_the_rest_at_once() -> None:
    records = Records()
    late = LateRecords(records, lambda trouble: None)
    async with late.gathering():
        for one in (READ, READ, WRITE, REFUSED, READ):
            await late.record(one)
        assert records.batches == [[WRITE], [REFUSED]]
    assert records.batches[2:] == [[READ, READ, READ]]


async def test_reads_do_not_wait_for_the_end_of_a_long_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(late_records, "GATHERED_S", 0)
    records = Records()
    late = LateRecords(records, lambda trouble: None)
    async with late.gathering():
        for number in (1, 2):
            await late.record(READ)
            await asyncio.wait_for(records.written.wait(), 5)
            records.written.clear()
            assert len(records.batches) == number


async def test_many_at_once_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(late_records, "_MOST_WAITING", 3)
    records = Records()
    late = LateRecords(records, lambda trouble: None)
    async with late.gathering():
        for _ in range(7):
            await late.record(READ)
        assert [len(batch) for batch in records.batches] == [3, 3]
    assert [len(batch) for batch in records.batches] == [3, 3, 1]


async def test_what_cannot_be_written_is_told_and_ends_no_run() -> None:
    records, troubles = Records(), list[AexError]()
    records.fault = StorageFault("disk_full", path="/x")
    late = LateRecords(records, troubles.append)
    async with late.gathering():
        await late.record(READ)
    assert [one.code for one in troubles] == ["disk_full"]


async def test_a_run_that_is_cancelled_loses_none() -> None:
    records = Records()
    late = LateRecords(records, lambda trouble: None)

    async def run() -> None:
        async with late.gathering():
            await late.record(READ)
            await asyncio.Event().wait()

    task = asyncio.get_running_loop().create_task(run())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert records.batches == [[READ]]
