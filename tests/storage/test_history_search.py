"""The history is searched by its words, parts and dates, page by page, and everything recorded is found."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aexdesk.storage import exchange_blocks, history_search
from aexdesk.storage.database import Database
from aexdesk.storage.exchanges import Exchanges
from aexdesk.storage.folder import DataFolder
from aexdesk.storage.history_index import HistoryIndex
from aexdesk.storage.history_removal import HistoryRemoval
from aexdesk.storage.history_search import HistorySearch, Place
from aexdesk.storage.support_cases import SupportCases
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import CallError, Exchange, GuardVerdict, Origin, Parameter, ReceivedResponse
from aexdesk.workspace.filed_case import FiledState
from aexdesk.workspace.history_query import HistoryQuery, read_query
from tests.storage import things


class Shelf:
    """Exchanges that are recorded, indexed and searched."""

    def __init__(self, database: Database, folder: DataFolder) -> None:
        self.exchanges = Exchanges(database, folder.bodies)
        self.index = HistoryIndex(database, folder.bodies)
        self.search = HistorySearch(database)
        self.removal = HistoryRemoval(database, folder.bodies)

    async def put(self, *exchanges: Exchange) -> None:
        await self.exchanges.record_all(exchanges)
        await self.index.catch_up()

    async def find(self, text: str, environment: str | None = None, limit: int = 50) -> list[str]:
        query = read_query(text, things.NOON, environment)
        return [line.id for line in (await self.search.find(query, limit)).lines]


@pytest.fixture
def shelf(database: Database, folder: DataFolder) -> Shelf:
    return Shelf(database, folder)


def answering(number: int, body: bytes, **changes: object) -> Exchange:
    return things.exchange(number, response=ReceivedResponse(200, (), Body.of(body), 1.5), **changes)


def asking(number: int, *parameters: tuple[str, str], **changes: object) -> Exchange:
    given_ones = tuple(Parameter(name, value, Origin.USER) for name, value in parameters)
    return things.exchange(number, request=replace(things.REQUEST, parameters=given_ones), **changes)


async def test_each_part_of_an_exchange_is_found(shelf: Shelf) -> None:
    failed = CallError("platform", "InvalidParameter", "No such town", "ISV", "isv.bad-zip", "zip is odd")
    await shelf.put(
        asking(1, ("product_id", "1005001234567890"), ("note", "grüne Lampe"), request_id="ab-77"),
        answering(2, '{"subject":"测试订单 Blue kettle","n":18446744073709551614}'.encode()),
        things.exchange(3, api="aliexpress.ds.order.create", error=failed, profile="My shop"),
        answering(4, json.dumps({"city": "北京市", "path": "a\nroad"}).encode()),
        things.exchange(5, response=None, error=CallError("network", "")),
    )
    for text, ids in {
        "100500": ["e1"],
        "product_id": ["e1"],
        "GRUNE lamp": ["e1"],
        "ab-77": ["e1"],
        "订单": ["e2"],
        "kett blue": ["e2"],
        "18446744073709551614": ["e2"],
        "order.create": ["e3"],
        "ds.order.cr": ["e3"],
        "parameter": ["e3"],
        "bad-zip": ["e3"],
        "such town": ["e3"],
        "profile:my": ["e3"],
        "北京": ["e4"],
        "road": ["e4"],
        "京北": [],
        "etter": [],
        "%": [],
        '"a AND b"': [],
        "a\0b": [],
        '"blue kettle"': ["e2"],
        '"kettle blue"': [],
        "status:none": ["e5"],
        "status:2xx blue": ["e2"],
        "is:failed": ["e5", "e3"],
        "code:invalidpar": ["e3"],
        "api:kettle": [],
        "id:e4": ["e4"],
        "isfailed": [],
        "status200": [],
    }.items():
        assert await shelf.find(text) == ids, text


async def test_what_every_call_carries_is_no_word_of_it(shelf: Shelf) -> None:
    sent = (Parameter("sign_method", "sha256", Origin.SETTING), Parameter("timestamp", "17", Origin.CLOCK))
    await shelf.put(things.exchange(1, request=replace(things.REQUEST, parameters=sent)))
    assert await shelf.find("sha256") == []
    assert await shelf.find("product") == ["e1"]


async def test_a_body_that_lies_in_a_file_is_searched_at_its_start(shelf: Shelf, folder: DataFolder) -> None:
    file = folder.bodies / "large.body"
    file.write_bytes(b'{"subject":"teapot"' + b" " * 100_000 + b"hidden}")
    for number, name in ((1, "large.body"), (2, "gone.body")):
        response = ReceivedResponse(200, (), Body(100_020, file=folder.bodies / name), 1.0)
        await shelf.put(things.exchange(number, response=response))
    assert (await shelf.find("teapot"), await shelf.find("hidden"), await shelf.find("id:e2")) == (["e1"], [], ["e2"])


async def test_filters_by_guard_door_place_and_date(shelf: Shelf) -> None:
    await shelf.put(
        things.exchange(1, guard=GuardVerdict(False, "no_case"), response=None),
        things.exchange(2, door="proxy"),
        things.exchange(3, environment="live"),
        things.exchange(4, at=things.NOON + timedelta(days=2)),
        things.exchange(5, error=CallError("no_results", "405")),
    )
    await shelf.exchanges.set_pinned(["e2", "e4"], is_pinned=True)
    for text, ids in {
        "is:refused": ["e1"],
        "door:proxy": ["e2"],
        "door:own on:2026-03-03": ["e4"],
        "before:2026-03-02 product": ["e5", "e3", "e2", "e1"],
        "after:2026-03-03": ["e4"],
        "is:pinned": ["e4", "e2"],
        "is:pinned door:proxy": ["e2"],
        "is:failed": [],
    }.items():
        assert await shelf.find(text) == ids, text
    assert await shelf.find("product", "live") == ["e3"]
    assert await shelf.find("", "live") == ["e3"]
    await shelf.exchanges.set_pinned(["e2"], is_pinned=False)
    assert await shelf.find("is:pinned") == ["e4"]


async def test_calls_are_found_by_the_case_in_which_support_was_asked(shelf: Shelf, database: Database) -> None:
    await shelf.put(*(things.exchange(number) for number in range(1, 6)), things.exchange(6, environment="live"))
    cases = SupportCases(database)
    await cases.save(things.filed_case("c1", "e2", "e4", subject="Zip of Chile"))
    await cases.save(things.filed_case("c2", "e4", "e5", state=FiledState.ANSWERED, notes="Fixed in Chile"))
    await cases.save(things.filed_case("d3", "e6", "gone", environment="live", state=FiledState.CLOSED))
    for text, ids in {
        "is:asked": ["e6", "e5", "e4", "e2"],
        "is:asked product": ["e6", "e5", "e4", "e2"],
        "case:open": ["e4", "e2"],
        "case:Answered": ["e5", "e4"],
        "case:c": ["e6", "e5", "e4", "e2"],
        "case:c1": ["e4", "e2"],
        "case:chile": ["e5", "e4", "e2"],
        "case:chile case:answered": ["e5", "e4"],
        "case:open case:answered": [],
        'case:"zip of" id:e4': ["e4"],
        "case:chile nowhere": [],
        "is:asked before:2026": [],
        "case:%": [],
    }.items():
        assert await shelf.find(text) == ids, text
    assert await shelf.find("is:asked", "live") == ["e6"]
    await cases.mark_removed("c1", things.NOON)
    assert await shelf.find("is:asked") == ["e6", "e5", "e4"]
    await cases.restore("c1")
    assert await shelf.find("case:c1") == ["e4", "e2"]
    await cases.save(things.filed_case("c1", "e1"))
    assert await shelf.find("case:c1") == ["e1"]
    await cases.purge("c1")
    assert await shelf.find("is:asked") == ["e6", "e5", "e4"]


async def test_no_call_is_looked_at_that_nobody_asked_about(shelf: Shelf, database: Database) -> None:
    """However many there are: the work is that of the cases."""
    await shelf.put(*(things.exchange(number) for number in range(1, 300)))
    await SupportCases(database).save(things.filed_case("c1", "e7", "e100"))
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    def watch(sql: sqlite3.Connection, is_on: bool) -> None:
        sql.set_progress_handler(count if is_on else None, 10)

    await database.run(lambda sql: watch(sql, True), read_only=True)
    assert await shelf.find("is:asked") == ["e100", "e7"]
    await database.run(lambda sql: watch(sql, False), read_only=True)
    assert 0 < steps < 100, steps  # of ten instructions; a look at each call takes more


@pytest.mark.parametrize("text", ["", "product", "is:asked", "is:asked product"])
async def test_pages_meet_across_blocks(
    shelf: Shelf, database: Database, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    for module in (exchange_blocks, history_search):
        monkeypatch.setattr(module, "BLOCK_ROWS", 4)
    monkeypatch.setattr(history_search, "_TURN_S", 0.0)  # each block in a turn of its own
    await shelf.put(*(things.exchange(number) for number in range(1, 15)))
    await SupportCases(database).save(things.filed_case("c1", *(f"e{number}" for number in range(1, 15))))
    found: list[str] = []
    place: Place | None = None
    for _page in range(6):
        page = await shelf.search.find(read_query(text, things.NOON), 3, place)
        found += [line.id for line in page.lines]
        place = page.rest
        if place is None:
            break
    assert found == [f"e{number}" for number in range(14, 0, -1)]
    blocks = await shelf.index._database.run(
        lambda sql: [row[0] for row in sql.execute("SELECT number FROM exchange_blocks")]
    )
    assert blocks == [0, 1, 2, 3]


async def test_what_takes_the_number_of_a_deleted_one_is_found(shelf: Shelf) -> None:
    await shelf.put(things.exchange(1), things.exchange(2, api="second.api"))
    await shelf.exchanges.delete("e2")
    await shelf.put(things.exchange(3, api="third.api"))
    assert (await shelf.find("third"), await shelf.find("second")) == (["e3"], [])


async def test_more_than_one_batch_is_caught_up_with(shelf: Shelf) -> None:
    await shelf.put(*(things.exchange(number) for number in range(250)))
    assert len(await shelf.find("product", limit=1000)) == 250


async def test_an_old_history_is_indexed_too(folder: DataFolder) -> None:
    from aexdesk.storage import schema

    before = [step for step in schema.shipped() if step.number < 7]
    old = Database.open(folder.database, steps=before)
    row = {"id": "e1", "at": "2026-03-01T12:00:00.000000+00:00", "api": "old.api"}
    old.call(
        lambda sql: sql.execute(
            "INSERT INTO exchanges VALUES (:id, 'practice', :at, 'Shop', :api, '1', 'r1', 200, 1.0, 0, '', 1, '')", row
        ).close()
    )
    old.call(
        lambda sql: sql.execute(
            "INSERT INTO exchange_contents VALUES ('e1', '{\"parameters\": []}', '{}', NULL, NULL, X'', NULL, NULL)"
        ).close()
    )
    old.close()
    database = Database.open(folder.database)
    shelf = Shelf(database, folder)
    await shelf.index.catch_up()
    assert await shelf.find("old.ap") == ["e1"]
    database.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(data=st.data())
def test_no_exchange_breaks_the_index_and_no_words_the_search(
    database: Database, folder: DataFolder, data: st.DataObject
) -> None:
    shelf = Shelf(database, folder)
    given_one = data.draw(things.exchanges(folder.bodies))
    words = data.draw(st.lists(things.ANY_TEXT, max_size=3))

    async def work() -> None:
        await shelf.put(given_one)
        await shelf.search.find(HistoryQuery(words=tuple(words), apis=tuple(words)), 5)
        assert given_one.id in await shelf.find(f"id:{given_one.id}")
        await shelf.exchanges.delete(given_one.id)
        while await shelf.index.clean_some():
            pass
        assert await shelf.find(f"id:{given_one.id}") == []

    asyncio.run(work())
