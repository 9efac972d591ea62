"""Meters count each call of the day once, whatever comes in between, and read little for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aexdesk import resources
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.services.meters import Meter, Meters
from aexdesk.storage import call_counts
from aexdesk.storage.database import Database
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


async def test_slices_add_up(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call_counts, "SLICE_ROWS", 3)
    for number in range(10):
        await world.call(world.at + timedelta(seconds=number // 4))
    assert await world.look() == Meter(calls=10, answered=10, good=10, peak=4)


async def test_a_row_whose_number_is_given_again_is_not_overlooked(world: World) -> None:
    await world.call()
    last = await world.call()
    assert (await world.look()).calls == 2
    await world.tables.exchanges.delete(last)
    await world.call(error=error("ApiCallLimit"))
    assert await world.look() == Meter(calls=2, answered=2, good=1, throttled=1, peak=2)


async def test_what_was_deleted_goes_when_it_starts_over(world: World) -> None:
    first = await world.call()
    await world.call()
    await world.look()
    await world.tables.exchanges.delete(first)
    world.meters.start_over()
    assert (await world.look()).calls == 1


async def test_an_old_history_is_not_read_for_today(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call_counts, "SLICE_ROWS", 2)
    slices: list[object] = []
    real = world.tables.call_counts.next_slice

    async def counted(*given: object) -> object:
        slices.append(given)
        return await real(*given)  # type: ignore[arg-type]

    for _call in range(20):
        await world.call(MIDNIGHT - timedelta(days=2))
    await world.call()
    monkeypatch.setattr(world.meters._counts, "next_slice", counted)
    assert (await world.look()).calls == 1
    assert len(slices) == 1
