"""A workspace of every earlier shape opens, and nothing of it is lost.

The rows in `earlier/NNNN.sql` were written by the program of that day (by its own classes; the ledger's row of 0004 is
that of 0003), and dumped; the shape around them is made by the first N migrations, which make what that program had.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from aexdesk.desk import Desk
from aexdesk.storage import schema
from aexdesk.storage.database import Database
from aexdesk.storage.folder import DataFolder
from aexdesk.storage.tables import Tables
from aexdesk.storage.vault import MemoryVault
from aexdesk.workspace.case_order import CaseOrder, CaseOrderState
from aexdesk.workspace.exchange import CallError
from aexdesk.workspace.history_query import read_query
from tests.storage import things

EARLIER = Path(__file__).with_name("earlier")
VERSIONS = [step.number for step in schema.shipped()]


def put_rows(database: Path, version: int) -> None:
    """Makes `database` as it was left at that version."""
    sql = sqlite3.connect(database)
    sql.executescript((EARLIER / f"{version:04}.sql").read_text(encoding="utf-8"))
    sql.close()


def old_folder(home: Path, version: int) -> DataFolder:
    """A data folder of that version."""
    folder = DataFolder(home)
    (folder.bodies / "tmpabc.body").write_bytes(b'{"a": 1}')
    Database.open(folder.database, steps=schema.shipped()[:version]).close()
    put_rows(folder.database, version)
    return folder


@asynccontextmanager
async def opened(folder: DataFolder) -> AsyncIterator[Tables]:
    database = Database.open(folder.database)
    try:
        yield Tables.of(database, folder.bodies)
    finally:
        database.close()


def test_there_are_rows_of_every_version() -> None:
    """A new migration leaves the shape before it to be tried: dump what the program before it writes."""
    assert [int(file.stem) for file in sorted(EARLIER.iterdir())] == VERSIONS


@pytest.mark.parametrize("version", VERSIONS)
async def test_nothing_of_an_earlier_workspace_is_lost(tmp_path: Path, version: int) -> None:
    folder = old_folder(tmp_path, version)
    async with opened(folder) as tables:
        await _holds_all(tables, folder, version)
    sql = sqlite3.connect(folder.database)
    assert sql.execute("PRAGMA user_version").fetchone() == (VERSIONS[-1],)
    assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert sql.execute("PRAGMA foreign_key_check").fetchall() == []
    sql.close()


async def _holds_all(tables: Tables, folder: DataFolder, version: int) -> None:
    live = await tables.environments.get("live")
    assert live is not None
    assert live.base_url == "https://gateway.example"
    assert await tables.profiles.list() == [things.PROFILE]
    assert await tables.loan_accounts.list() == [things.ACCOUNT]
    assert await tables.order_test_cases.list() == [things.CASE]
    assert [case.id for case in await tables.order_test_cases.removed()] == ["c2"]
    assert await tables.settings.all() == {"language": "ru", "draft": {"a": ["1.10", None]}}
    tokens = {token.id: token for token in await tables.tokens.list()}
    assert tokens.keys() == {"t1", "t2", "t3"}
    told = replace(things.TOKEN, told_account=tokens["t1"].told_account, binding=tokens["t1"].binding)
    assert tokens["t1"] == told
    await _holds_calls(tables, folder)
    if version >= 2:
        order = CaseOrder(
            "o1", "practice", "c1", "e1", things.NOON, things.CASE.item_id, CaseOrderState.PLACED, "", "m"
        )
        assert await tables.case_orders.of_case("c1") == [order]
    if version >= 3:
        (entry,) = await tables.ledger.newest("practice", 9)
        steps = things.ENTRY.cancel_steps if version >= 6 else frozenset()
        assert entry == replace(things.ENTRY, cancel_steps=steps)
    if version >= 9:
        assert await tables.support_cases.list() == [things.filed_case("s1", "e1", "e2", "e1")]


async def _holds_calls(tables: Tables, folder: DataFolder) -> None:
    """As they were recorded, found by the search too, which is newer than some of them."""
    assert await tables.exchanges.get("e1") == things.exchange(1)
    failed = await tables.exchanges.get("e2")
    assert failed is not None
    assert failed.error == CallError("platform", "IncompleteSignature", "bad 签名")
    large = await tables.exchanges.get("e3")
    assert large is not None
    assert large.response is not None
    assert large.response.body.file == folder.bodies / "tmpabc.body"
    assert await tables.exchanges.body_file_names() == {"tmpabc.body"}
    await tables.history_index.catch_up()
    page = await tables.history_search.find(read_query("IncompleteSignature", things.NOON, "live"), 9)
    assert [line.id for line in page.lines] == ["e2"]


@pytest.mark.parametrize("version", [version for version in VERSIONS if version < 5])
async def test_whose_an_old_token_is_counts_for_nobody_where_it_is_not_known(tmp_path: Path, version: int) -> None:
    async with opened(old_folder(tmp_path, version)) as tables:
        tokens = {token.id: token for token in await tables.tokens.list()}
    assert [tokens[id].binding.value for id in ("t1", "t2", "t3")] == ["told", "unbound", "by_hand"]
    assert [tokens[id].is_real for id in ("t1", "t2", "t3")] == [False, True, False]


async def test_calls_of_an_old_case_are_found_by_it(tmp_path: Path) -> None:
    async with opened(old_folder(tmp_path, 9)) as tables:
        await tables.history_index.catch_up()
        page = await tables.history_search.find(read_query("is:asked", things.NOON, None), 9)
    assert {line.id for line in page.lines} == {"e1", "e2"}


async def test_the_oldest_workspace_opens_as_a_whole(tmp_path: Path) -> None:
    folder = old_folder(tmp_path, VERSIONS[0])
    desk = Desk(folder.home, for_window=False, vault=MemoryVault())
    await desk.open()
    assert [profile.name for profile in await desk.profiles.list()] == ["Shop"]
    await desk.close()
