"""Meters count each call of the day once, whatever comes in between, and read little for it."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aexdesk import resources
from aexdesk.faults import StorageFault
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.services.meters import Meter, Meters
from aexdesk.storage import call_counts, schema
from aexdesk.storage.database import Database
from aexdesk.storage.exchanges import Exchanges
from aexdesk.storage.tables import Tables
from aexdesk.workspace.exchange import CallError, GuardVerdict
from tests.storage.things import exchange

MIDNIGHT = datetime(2026, 2, 28, 16, tzinfo=UTC)
"""In Beijing the first of March begins."""
PRODUCT, ORDER = "aliexpress.ds.product.get", "aliexpress.ds.order.create"


class World:
    def __init__(self, folder: Path) -> None:
        self.database = Database.open(folder / "workspace.sqlite3")
        self.tables = Tables.of(self.database, folder)
        self.at = MIDNIGHT + timedelta(hours=8)
        catalogue = Catalogue.from_json(resources.read_json("catalogue.json"))
        self.meters = Meters(self.tables.call_counts, catalogue, lambda: self.at)
        self.number = 0

    async def call(self, at: datetime | None = None, **changes: object) -> str:
        self.number += 1
        made = exchange(self.number, at=at or self.at, api=changes.pop("api", PRODUCT), **changes)
        await self.tables.exchanges.record(made)
        return made.id

    async def rows(self, table: str) -> int:
        return await self.database.run(lambda sql: int(sql.execute(f"SELECT count(*) FROM {table}").fetchone()[0]))

    async def counted(self) -> Meter:
        """What `look` should find, counted call by call."""
        text = "SELECT api, substr(at, 1, 19), status IS NOT NULL, is_failed, error_code FROM exchanges"
        rows = await self.database.run(lambda sql: [tuple(row) for row in sql.execute(text)])
        return Meter(
            calls=len(rows),
            answered=sum(row[2] for row in rows),
            good=sum(row[2] and not row[3] for row in rows),
            throttled=sum(row[4] == "ApiCallLimit" for row in rows),
            peak=max(Counter(row[:2] for row in rows).values(), default=0),
        )

    async def look(self, app_key: str = "12345678", environment: str = "practice") -> Meter:
        found = await self.meters.look(environment)
        return next((one.meter for one in found.apps if one.app_key == app_key), Meter())


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.database.close()


def error(code: str) -> CallError:
    return CallError("no_results" if code == "405" else "platform", code)


async def test_what_counts_as_what(world: World) -> None:
    await world.call()
    await world.call(error=error("405"))
    await world.call(error=error("ApiCallLimit"))
    await world.call(error=error("MissingParameter"))
    await world.call(error=CallError("network", "timeout"), response=None)
    await world.call(error=CallError("guard", "GuardRefused"), response=None, guard=GuardVerdict(False, "live_locked"))
    assert await world.look() == Meter(calls=5, answered=4, good=2, throttled=1, peak=5)
    assert (await world.look()).success_permille == 500


async def test_the_day_is_that_of_beijing_and_ends(world: World) -> None:
    await world.call(MIDNIGHT - timedelta(milliseconds=1))
    await world.call(MIDNIGHT)
    assert (await world.look()).calls == 1
    world.at = MIDNIGHT + timedelta(days=1)
    assert await world.look() == Meter()
    await world.call()
    assert (await world.look()).calls == 1


async def test_environments_and_apps_stand_apart(world: World) -> None:
    await world.call()
    await world.call(environment="live", app_key="777")
    await world.call(app_key="777", api=ORDER)
    found = await world.meters.look("practice")
    assert [(app.app_key, [one.api for one in app.apis]) for app in found.apps] == [
        ("12345678", [PRODUCT]),
        ("777", [ORDER]),
    ]
    assert [app.apis[0].documented_rate for app in found.apps] == [500, 150]
    assert (await world.look("777", "live")).calls == 1


async def test_a_second_that_is_cut_between_two_looks_is_one_second(world: World) -> None:
    for calls in (3, 4):
        for _call in range(calls):
            await world.call()
        await world.look()
    world.at += timedelta(seconds=1)
    await world.call()
    assert (await world.look()).peak == 7


async def test_the_hours_of_a_day_add_up(world: World) -> None:
    for number in range(10):
        await world.call(MIDNIGHT + timedelta(hours=number % 3, seconds=number // 4))
    assert await world.look() == Meter(calls=10, answered=10, good=10, peak=2)


async def test_a_row_whose_number_is_given_again_is_not_overlooked(world: World) -> None:
    await world.call()
    last = await world.call()
    assert (await world.look()).calls == 2
    await world.tables.exchanges.delete(last)
    await world.call(error=error("ApiCallLimit"))
    assert await world.look() == Meter(calls=2, answered=2, good=1, throttled=1, peak=2)


async def test_what_was_deleted_is_counted_no_more(world: World) -> None:
    kept = await world.call()
    made = [await world.call(error=error("ApiCallLimit")) for _call in range(3)]
    assert await world.look() == Meter(calls=4, answered=4, good=1, throttled=3, peak=4)
    await world.tables.history_removal.hide(made, world.at)
    assert (await world.look()).calls == 4, "it may come back yet"
    while await world.tables.history_removal.purge_some():
        pass
    assert await world.look() == Meter(calls=1, answered=1, good=1, peak=1)
    await world.tables.exchanges.delete(kept)
    assert (await world.meters.look("practice")).apps == ()
    assert await world.rows("call_hours") == await world.rows("call_seconds") == 0, "no name of an API stays behind"


async def test_what_the_guard_kept_back_leaves_no_trace_when_it_goes(world: World) -> None:
    await world.call()
    kept_back = await world.call(guard=GuardVerdict(False, "live_locked"), response=None)
    await world.tables.exchanges.delete(kept_back)
    assert await world.look() == Meter(calls=1, answered=1, good=1, peak=1)


async def test_a_peak_is_known_again_after_something_was_deleted(world: World) -> None:
    busy = [await world.call() for _call in range(3)]
    world.at += timedelta(seconds=1)
    for _call in range(2):
        await world.call()
    await world.tables.exchanges.delete(busy[0])
    await world.tables.exchanges.delete(busy[1])
    assert (await world.look()).peak == 2
    for _call in range(3):
        await world.call()
    assert (await world.look()).peak == 5


async def test_what_was_counted_long_ago_is_forgotten_and_today_is_not(world: World) -> None:
    for hour in range(5):
        await world.call(MIDNIGHT - timedelta(hours=hour))
    while await world.tables.history_removal.forget_some_counts_before(MIDNIGHT - timedelta(hours=1, minutes=-5)):
        pass
    assert (await world.rows("call_hours"), await world.rows("call_seconds")) == (2, 2)
    assert (await world.look()).calls == 1


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from(["call", "delete", "look"]), st.integers(0, 5)), max_size=40))
def test_the_tally_is_what_counting_the_history_would_find(acts: list[tuple[str, int]], tmp_path: Path) -> None:
    world = World(Path(tempfile.mkdtemp(dir=tmp_path)))

    async def work() -> None:
        standing: list[str] = []
        for act, number in acts:
            if act == "call":
                changes: dict[str, object] = {"error": error("ApiCallLimit")} if number == 3 else {}
                at = MIDNIGHT + timedelta(minutes=30 * (number % 3), milliseconds=number)
                standing.append(await world.call(at, api=PRODUCT if number % 2 else ORDER, **changes))
            elif act == "delete" and standing:
                await world.tables.exchanges.delete(standing.pop(number % len(standing)))
            else:
                await world.look()
        assert await world.look() == await world.counted()

    try:
        asyncio.run(work())
    finally:
        world.database.close()


@pytest.mark.fault("disk full")
async def test_a_full_disk_leaves_history_and_tally_in_step(world: World) -> None:
    made = [await world.call() for _call in range(20)]
    pages = await world.database.run(lambda sql: sql.execute("PRAGMA page_count").fetchone()[0])
    await world.database.run(lambda sql: sql.execute(f"PRAGMA max_page_count = {pages}").fetchall())
    told: list[str] = []
    for number in range(60):
        try:
            await world.call(world.at + timedelta(seconds=number), api=f"an.api.of.its.own.{number}")
        except StorageFault as fault:
            told.append(fault.code)
    assert len(told) > 30
    assert set(told) == {"disk_full"}
    found = await world.meters.look("practice")
    assert found.apps[0].meter.calls == await world.tables.exchanges.count() >= len(made)
    assert len(await world.tables.exchanges.recent_of_door("", "practice", 100)) == await world.tables.exchanges.count()
    assert await world.rows("exchange_contents") == await world.rows("exchanges")
    await world.database.run(lambda sql: sql.execute("PRAGMA max_page_count = 100000").fetchall())
    await world.call(api="an.api.of.its.own.1")
    found = await world.meters.look("practice")
    assert found.apps[0].meter.calls == await world.tables.exchanges.count()


async def test_an_older_history_is_counted_when_it_is_taken_over(tmp_path: Path) -> None:
    recently = datetime.now(UTC)  # SQLite's clock is the machine's
    old = Database.open(tmp_path / "workspace.sqlite3", steps=schema.shipped()[:7])
    shelf = Exchanges(old, tmp_path)
    made = [replace(exchange(number), at=recently) for number in range(4)]
    made[3] = replace(made[3], error=error("AppCallLimit"))
    await shelf.record_all([*made, exchange(9, at=recently - timedelta(days=9))])
    old.close()
    world = World(tmp_path)
    world.at = recently
    try:
        # Asked for by the hour: between the two clocks midnight may strike in Beijing.
        (count,) = await world.tables.call_counts.since(recently, "practice")
        assert (count.calls, count.answered, count.good, count.throttled, count.peak) == (4, 4, 3, 1, 4)
        assert await world.rows("call_seconds") == 1
        await world.tables.exchanges.delete("e9")  # of which nothing was counted
        await world.tables.exchanges.delete("e3")
        (count,) = await world.tables.call_counts.since(recently, "practice")
        assert (count.calls, count.throttled, count.peak) == (3, 0, 3)
    finally:
        world.database.close()


def test_a_look_reads_rows_of_hours_not_of_calls(world: World) -> None:
    def steps_of_a_look() -> int:
        steps = 0

        def count() -> None:
            nonlocal steps
            steps += 1

        def work(sql: sqlite3.Connection) -> None:
            sql.set_progress_handler(count, 1)
            call_counts._counts(sql, "2026-02-28T16", "practice")
            sql.set_progress_handler(None, 0)

        world.database.call(work, read_only=True)
        return steps

    asyncio.run(world.call())
    before = steps_of_a_look()
    for _call in range(50):
        asyncio.run(world.call())
    assert steps_of_a_look() == before
