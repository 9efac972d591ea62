"""What is deleted is gone from every file, what is old goes by itself, what is pinned stays."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from aexdesk.services.clock_trust import PROVEN
from aexdesk.services.finding import Finding
from aexdesk.services.history import History
from aexdesk.services.history_keeping import HistoryKeeping, KeepRule
from aexdesk.services.preferences import Preferences
from aexdesk.storage import history_removal
from aexdesk.storage.database import Database
from aexdesk.storage.folder import DataFolder
from aexdesk.storage.tables import Tables
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import Exchange, Origin, Parameter, ReceivedResponse
from tests.storage import things

IDLE_LIMIT_S = 5.0


class World:
    """A data folder with its history, and a clock that is set by hand."""

    def __init__(self, home: Path) -> None:
        self.folder = DataFolder(home)
        self.database = Database.open(self.folder.database)
        tables = Tables.of(self.database, self.folder.bodies)
        self.at = things.NOON
        self.history = History(tables.exchanges)
        self.preferences = Preferences(tables.settings)
        self.keeping = HistoryKeeping(
            self.history, tables.history_index, tables.history_removal, self.preferences, self.now
        )
        self.finding = Finding(tables.history_search, tables.history_index, tables.exchanges, self.history, self.now)

    def now(self) -> datetime:
        return self.at

    async def later(self, pause: timedelta) -> None:
        """The clock goes on, and is borne out. What is old is still there."""
        rule = self.keeping.rule
        await self.keeping.set_rule(KeepRule(0, 0))
        end = self.at + pause
        for self.at in (end - PROVEN, end):
            self.keeping._aged_at = None
            await self.keeping.tidy()
        await self.keeping.set_rule(rule)

    async def found(self, text: str = "") -> list[str]:
        return [line.id for line in await self.finding.find_all(self.finding.read(text), 10_000)]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as group:
            task = group.create_task(self.keeping.run(), name="keep the history")
            yield
            task.cancel()

    def holds(self, *texts: str) -> list[str]:
        """The texts that stand in some file of the folder."""
        data = b"".join(path.read_bytes() for path in self.folder.home.rglob("*") if path.is_file())
        return [text for text in texts if text.encode() in data]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "data")
    yield made
    made.database.close()


async def until(holds: Callable[[], bool], limit_s: float = IDLE_LIMIT_S) -> None:
    end = time.monotonic() + limit_s
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        await asyncio.sleep(0.02)


def marked(number: int, mark: str, bodies: Path | None = None) -> Exchange:
    """An exchange that holds `mark` wherever one can."""
    body = Body.of(f'{{"subject":"{mark}"}}'.encode())
    if bodies is not None:
        file = bodies / f"{number}.body"
        file.write_text(f'{{"subject":"{mark}"}}')
        body = Body(30, file=file)
    request = replace(
        things.REQUEST, parameters=(Parameter("note", mark, Origin.USER),), body=mark.encode(), string_to_sign=mark
    )
    return things.exchange(
        number, api=f"a.{mark}", profile=mark, request_id=mark, request=request,
        response=ReceivedResponse(200, (("x", mark),), body, 1.0),
    )  # fmt: skip


async def test_deleted_means_gone_from_every_file_within_five_idle_seconds(world: World) -> None:
    marks = [secrets.token_hex(12) for _number in range(240)]
    async with world.running():
        for start in range(0, 240, 40):  # in several batches, so that the index has several parts
            batch = [
                marked(number, marks[number], world.folder.bodies if number % 10 == 0 else None)
                for number in range(start, start + 40)
            ]
            await world.history.record_all(batch)
            assert await world.found(marks[start]) == [f"e{start}"]
        gone, kept = marks[::3], [mark for number, mark in enumerate(marks) if number % 3]
        # The index keeps of a word only what differs from the word before.
        assert world.holds(*gone) == gone
        await world.keeping.hide([f"e{number}" for number in range(0, 240, 3)], world.at)
        await world.keeping.purge()
        tails = [mark[6:] for mark in gone]
        await until(lambda: not world.holds(*tails))
        assert await world.found(gone[1]) == []
        assert len(await world.found()) == len(kept)
        assert await world.found(kept[0]) == ["e1"]
    assert world.holds(*kept) == kept
    assert sorted(path.name for path in world.folder.bodies.iterdir()) == sorted(
        f"{number}.body" for number in range(0, 240, 10) if number % 3
    )


async def test_an_undo_brings_back_what_was_hidden_then(world: World) -> None:
    await world.history.record_all([things.exchange(number) for number in range(4)])
    await world.keeping.tidy()
    await world.keeping.hide(["e1"], world.at)
    await world.keeping.hide(["e2"], world.at + timedelta(seconds=1))
    assert await world.found() == ["e3", "e0"]
    assert await world.found("product") == ["e3", "e0"]
    assert [line.id for line in await world.history.recent()] == ["e3", "e0"]
    await world.keeping.tidy()
    await world.keeping.restore(world.at)
    assert await world.found("product") == ["e3", "e1", "e0"]
    await world.keeping.purge()
    await world.keeping.tidy()
    await world.keeping.restore(world.at + timedelta(seconds=1))
    assert await world.found() == ["e3", "e1", "e0"]


@pytest.mark.fault("kill -9")
async def test_what_was_hidden_when_the_program_ended_goes_at_the_next_start(world: World) -> None:
    await world.history.record(things.exchange(1))
    await world.keeping.hide(["e1"], world.at)
    again = World(world.folder.home)
    await again.keeping.tidy()
    assert await again.history.count() == 0
    await again.keeping.restore(again.at)
    assert await again.found() == []
    again.database.close()


async def test_what_was_deleted_for_good_goes_before_the_program_ends(world: World) -> None:
    await world.history.record_all([things.exchange(number) for number in range(2)])
    await world.keeping.hide(["e1"], world.at)
    await world.keeping.finish()
    assert world.database.call(_rows) == 2, "nobody has asked for it to go"
    await world.keeping.purge()
    await world.keeping.finish()
    assert world.database.call(_rows) == 1


async def test_what_is_old_goes_by_itself_but_not_what_is_pinned(world: World) -> None:
    await world.history.record_all([things.exchange(number) for number in range(1, 301)])
    await world.finding.pin(["e7"], is_pinned=True)
    await world.keeping.tidy()
    assert len(await world.found()) == 300
    await world.later(timedelta(days=KeepRule().days, seconds=200))
    assert len(await world.found()) == 300
    await world.keeping.tidy()
    found = await world.found("product")
    assert (found[0], found[-2:], len(found)) == ("e300", ["e200", "e7"], 102)


async def test_what_is_too_much_goes_oldest_first(world: World) -> None:
    size = 40_000
    body = Body.of(secrets.token_hex(size // 2).encode())
    await world.history.record_all(
        [things.exchange(number, response=ReceivedResponse(200, (), body, 1.0)) for number in range(1, 201)]
    )
    await world.finding.pin(["e1"], is_pinned=True)
    await world.keeping.set_rule(KeepRule(days=0, megabytes=5))
    await world.keeping.tidy()
    found = await world.found()
    assert found[-1] == "e1"
    assert found[:-1] == [f"e{number}" for number in range(200, 200 - len(found) + 1, -1)]
    assert 20 <= len(found) <= 5 * 1024 * 1024 // size


async def test_a_rule_is_remembered_and_nonsense_is_none(world: World) -> None:
    assert world.keeping.rule == KeepRule()
    await world.keeping.set_rule(KeepRule(7, 0))
    assert world.keeping.rule == KeepRule(7, 0)
    await world.preferences.set("history.keep_days", "soon")
    await world.preferences.set("history.keep_megabytes", -1)
    assert world.keeping.rule == KeepRule()


async def test_the_log_is_emptied_once_nobody_else_reads_it(world: World) -> None:
    mark = secrets.token_hex(12)
    await world.history.record(marked(1, mark))
    reader = sqlite3.connect(world.folder.database)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM exchanges").fetchone()
    async with world.running():
        await world.keeping.hide(["e1"], world.at)
        await world.keeping.purge()
        await until(lambda: world.database.call(_rows) == 0)
        assert world.holds(mark) == [mark]
        reader.close()
        await until(lambda: not world.holds(mark[6:]), IDLE_LIMIT_S * 2)


async def test_others_come_in_between_while_much_is_deleted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_removal, "TURN_S", 0.0)
    await world.history.record_all([things.exchange(number) for number in range(1000)])
    await world.keeping.tidy()
    await world.keeping.hide([f"e{number}" for number in range(1000)], world.at)
    await world.keeping.purge()
    counts = set()
    async with asyncio.TaskGroup() as group:
        deleting = group.create_task(world.keeping.tidy())
        while not deleting.done():
            counts.add(await world.database.run(_rows))
    assert len(counts) > 5, "writers waited until all were gone"


def _rows(sql: sqlite3.Connection) -> int:
    return int(sql.execute("SELECT count(*) FROM exchanges").fetchone()[0])


# ---------------------------------------------------------------- what a command does once its work is done


async def test_once_a_day_what_is_too_old_goes_and_what_a_window_hid_stays(world: World) -> None:
    old, new = world.at - timedelta(days=91), world.at - timedelta(days=1)
    calls = [things.exchange(1, at=old), things.exchange(2, at=new), things.exchange(3, at=new)]
    await world.history.record_all(calls)
    await world.keeping.hide(["e3"], world.at)
    await world.keeping.age_daily()
    assert [line.id for line in await world.history.recent()] == ["e2"]
    await world.keeping.restore(world.at)
    assert {line.id for line in await world.history.recent()} == {"e2", "e3"}

    await world.history.record(things.exchange(4, at=old))
    again = World(world.folder.home)  # the next command
    await again.preferences.load()
    again.at = world.at + timedelta(hours=23)
    await again.keeping.age_daily()
    assert "e4" in {line.id for line in await again.history.recent()}
    again.at = world.at + timedelta(hours=25)
    await again.keeping.age_daily()
    assert "e4" not in {line.id for line in await again.history.recent()}
    again.database.close()


async def test_by_size_the_oldest_go_also_from_a_command(world: World) -> None:
    body = Body.of(secrets.token_bytes(700_000))
    response = ReceivedResponse(200, (), body, 1.0)
    await world.history.record_all([things.exchange(number, response=response) for number in range(4)])
    await world.keeping.set_rule(KeepRule(days=0, megabytes=1))
    await world.keeping.age_daily()
    kept = [line.id for line in await world.history.recent()]
    assert len(kept) < 4
    assert "e0" not in kept


@pytest.mark.fault("clock jumps")
@pytest.mark.parametrize("stamp", ["nonsense", 7, "2999-01-01T00:00:00+00:00", "2020-01-01T00:00:00"])
async def test_a_stamp_that_means_nothing_keeps_nothing_for_ever(world: World, stamp: object) -> None:
    await world.preferences.set("history.aged_at", stamp)
    await world.history.record(things.exchange(1, at=world.at - timedelta(days=91)))
    await world.history.record(things.exchange(2, at=world.at))
    await world.keeping.age_daily()
    assert await world.history.count() == 1


async def test_what_takes_too_long_goes_on_with_the_next_command(world: World) -> None:
    await world.history.record(things.exchange(1, at=world.at - timedelta(days=91)))
    await world.history.record(things.exchange(2, at=world.at))
    async with world.keeping._turn:  # somebody else is at it
        await world.keeping.age_daily(limit_s=0.01)
    assert await world.history.count() == 2
    again = World(world.folder.home)
    await again.preferences.load()
    await again.keeping.age_daily()
    assert await again.history.count() == 1
    again.database.close()


async def test_a_file_whose_exchanges_have_gone_gets_small(world: World) -> None:
    await world.history.record_all([marked(number, "x" * 2000) for number in range(2000)])
    await world.later(timedelta(days=200))
    world.database.close()
    before = world.folder.database.stat().st_size
    world.database = Database.open(world.folder.database)
    tables = Tables.of(world.database, world.folder.bodies)
    preferences = Preferences(tables.settings)
    keeping = HistoryKeeping(world.history, tables.history_index, tables.history_removal, preferences, world.now)
    await keeping.tidy()
    assert await tables.exchanges.count() == 0
    assert world.folder.database.stat().st_size < before / 3


# ---------------------------------------------------------------- a clock that jumps


@pytest.mark.fault("clock jumps")
@pytest.mark.parametrize("is_known", [False, True])
async def test_a_clock_that_jumps_and_is_corrected_deletes_nothing(world: World, is_known: bool) -> None:
    await world.history.record_all([things.exchange(number) for number in range(1, 4)])
    if is_known:
        await world.keeping.tidy()
    again = World(world.folder.home)  # the window starts, by a battery that is dead
    await again.preferences.load()
    for days in (3650, 3651, 3652):
        again.at = things.NOON + timedelta(days=days)
        await again.keeping.tidy()
        await again.history.record(things.exchange(days, at=again.at))
        await again.keeping.age_daily()
    again.at = things.NOON + timedelta(days=1)
    await again.keeping.tidy()
    assert {"e1", "e2", "e3"} <= {line.id for line in await again.history.recent()}
    assert await again.keeping.surely_passed() == again.at
    again.database.close()


@pytest.mark.fault("clock jumps")
async def test_a_clock_that_was_set_back_keeps_what_is_old_no_longer(world: World) -> None:
    await world.keeping.tidy()
    world.at -= timedelta(hours=1)
    await world.history.record(things.exchange(1, at=world.at - timedelta(days=91)))
    await world.keeping.tidy()
    assert await world.history.count() == 0


async def test_after_a_real_pause_what_is_old_goes_some_days_later(world: World) -> None:
    await world.history.record_all([things.exchange(number) for number in range(1, 4)])
    await world.keeping.tidy()
    counts = []
    for days in (200, 201, 203):
        world.at = things.NOON + timedelta(days=days)
        await world.keeping.tidy()
        counts.append(await world.history.count())
    assert counts == [3, 3, 0]


async def test_who_comes_once_in_a_while_keeps_nothing_for_ever(world: World) -> None:
    await world.history.record_all([things.exchange(number) for number in range(1, 4)])
    for days in range(0, 160, 20):
        world.at = things.NOON + timedelta(days=days)
        await world.keeping.tidy()
    assert await world.history.count() == 0
