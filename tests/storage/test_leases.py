"""Leases: one holder at a time, in one process or in two; what ran out is nobody's."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from aexdesk.storage.database import Database
from aexdesk.storage.folder import DataFolder
from aexdesk.storage.leases import Leases

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def other(folder: DataFolder, database: Database) -> Iterator[Leases]:
    """The same leases, as another process opens them."""
    second = Database.open(folder.database)
    yield Leases(second)
    second.close()


async def _take(leases: Leases, owner: str, at: datetime = NOON, name: str = "n") -> bool:
    return await leases.take(name, owner, at, at + MINUTE)


async def test_one_holds_it_until_it_is_given_back(database: Database, other: Leases) -> None:
    leases = Leases(database)
    assert await _take(leases, "a")
    assert not await _take(other, "b")
    assert not await _take(leases, "b")
    assert await _take(other, "b", name="another")
    await other.release("n", "b")
    assert not await _take(other, "b")
    await leases.release("n", "a")
    await leases.release("n", "a")
    assert await _take(other, "b")


async def test_a_lease_that_ran_out_is_nobodys(database: Database, other: Leases) -> None:
    leases = Leases(database)
    assert await _take(leases, "a")
    assert not await _take(other, "b", NOON + MINUTE - timedelta(microseconds=1))
    assert await _take(other, "b", NOON + MINUTE)
    assert not await _take(leases, "a", NOON + MINUTE)
    await leases.release("n", "a")  # too late: it is b's
    assert not await _take(leases, "a", NOON + MINUTE)


async def test_who_holds_it_may_hold_it_longer(database: Database, other: Leases) -> None:
    leases = Leases(database)
    assert await _take(leases, "a")
    assert await _take(leases, "a", NOON + MINUTE / 2)
    assert not await _take(other, "b", NOON + MINUTE)


async def test_times_are_compared_as_instants(database: Database, other: Leases) -> None:
    east = timezone(timedelta(hours=8))
    assert await _take(Leases(database), "a", NOON.astimezone(east))
    assert not await _take(other, "b", NOON + MINUTE / 2)
    assert await _take(other, "b", (NOON + MINUTE).astimezone(east))


@pytest.mark.fault("clock jumps")
async def test_a_lease_from_a_clock_that_ran_ahead_does_not_hold_for_days(database: Database, other: Leases) -> None:
    assert await _take(Leases(database), "a", NOON + timedelta(days=3))
    assert await _take(other, "b")


async def test_of_many_that_ask_at_once_one_gets_it(database: Database, other: Leases) -> None:
    leases = Leases(database)
    asked = [_take(leases if number % 2 else other, str(number)) for number in range(20)]
    assert sum(await asyncio.gather(*asked)) == 1
