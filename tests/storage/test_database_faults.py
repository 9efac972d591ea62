"""Damage that SQLite does not see is damage all the same; what is a mistake of ours stays one."""

from __future__ import annotations

import asyncio
import resource
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from aexdesk.faults import StorageFault
from aexdesk.storage import schema
from aexdesk.storage.database import Database
from aexdesk.storage.database_faults import translated
from aexdesk.storage.exchanges import Exchanges
from aexdesk.storage.folder import DataFolder
from aexdesk.storage.history_index import HistoryIndex
from aexdesk.storage.history_search import HistorySearch
from aexdesk.storage.tables import Tables
from aexdesk.workspace.history_query import HistoryQuery
from tests.storage import things

pytestmark = pytest.mark.fault("database corrupted")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with rows of which one is not indexed yet; it can be read, all of it."""
    folder = DataFolder(tmp_path_factory.mktemp("filled"))
    asyncio.run(fill(folder))
    asyncio.run(read(folder))
    database = Database.open(folder.database)
    asyncio.run(Exchanges(database, folder.bodies).record(things.exchange(4)))
    database.close()
    return folder.database


async def fill(folder: DataFolder) -> None:
    database = Database.open(folder.database)
    tables = Tables.of(database, folder.bodies)
    await tables.profiles.save(things.PROFILE)
    await tables.ledger.save(things.ENTRY)
    await tables.exchanges.record_all([things.exchange(1), things.exchange(2)])
    database.close()


def spoil(folder: DataFolder, statement: str) -> None:
    with closing(sqlite3.connect(folder.database, isolation_level=None)) as sql:
        sql.execute("PRAGMA writable_schema = ON")
        sql.execute(statement)


async def read(folder: DataFolder) -> None:
    """As the window does: all of it."""
    database = Database.open(folder.database)
    try:
        tables = Tables.of(database, folder.bodies)
        await tables.environments.list()
        await tables.profiles.list()
        await tables.ledger.newest("practice", 10)
        await tables.ledger.list()
        await tables.exchanges.recent()
        await tables.exchange_marks.read(["e1", "e2"])
        await tables.exchanges.get("e1")
        await HistoryIndex(database, folder.bodies).catch_up()
        await HistorySearch(database).find(HistoryQuery(), 10)
        await Exchanges(database, folder.bodies).record(things.exchange(3))
    finally:
        database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE environments SET kind = 'nowhere'",
        "UPDATE profiles SET env_names = '{'",
        "UPDATE profiles SET name = CAST (x'b2' AS TEXT)",
        "UPDATE ledger SET at = '2026-03-01T1::00:00+00:00'",
        "UPDATE ledger SET amount = 'much'",
        "UPDATE exchanges SET at = '2026-03-01T1::00:00+00:00'",
        "UPDATE exchanges SET api = CAST (x'b2' AS TEXT)",
        "UPDATE exchange_contents SET guard = '[]'",
        "UPDATE exchange_contents SET response = '{}'",
        "UPDATE exchange_contents SET request = 'none'",
        "PRAGMA user_version = 0",
        "PRAGMA user_version = -5",
        "UPDATE sqlite_schema SET sql = replace(sql, 'app_key', 'apl_key') WHERE name = 'exchanges'",
        "UPDATE sqlite_schema SET sql = CAST (x'b2' AS TEXT) WHERE name = 'profiles'",
        "DELETE FROM sqlite_schema WHERE name = 'call_hours'",
    ],
)
async def test_what_nobody_wrote_so_is_damage(filled: Path, folder: DataFolder, statement: str) -> None:
    shutil.copy(filled, folder.database)
    spoil(folder, statement)
    with pytest.raises(StorageFault, match="database_damaged") as caught:
        await read(folder)
    assert caught.value.values["path"] == str(folder.database)
    assert caught.value.__cause__ is not None, "what it was, for the log"


def test_a_format_that_sqlite_does_not_know_is_damage(filled: Path, folder: DataFolder) -> None:
    data = bytearray(filled.read_bytes())
    data[44:48] = b"\x00\x00\x00\x77"
    folder.database.write_bytes(data)
    with pytest.raises(StorageFault, match="database_damaged"):
        Database.open(folder.database)
    assert folder.database.read_bytes() == data


def test_one_that_says_that_no_sqlite_may_write_it_is_damage(filled: Path, folder: DataFolder) -> None:
    """Not a folder that cannot be written, for which another one would help."""
    data = bytearray(filled.read_bytes())
    data[18] = 3
    folder.database.write_bytes(data)
    with pytest.raises(StorageFault, match="database_damaged"):
        asyncio.run(read(folder))
    assert folder.database.read_bytes() == data


@pytest.mark.parametrize(
    ("step", "error"),
    [("INSERT INTO nowhere VALUES (1);", "no such table"), ("ALTER TABLE settings ADD COLUMN key;", "duplicate")],
)
def test_a_step_of_ours_that_fails_is_no_damage(folder: DataFolder, step: str, error: str) -> None:
    Database.open(folder.database).close()
    steps = [*schema.shipped(), schema.Migration(schema.shipped()[-1].number + 1, step)]
    with pytest.raises(sqlite3.OperationalError, match=error):
        Database.open(folder.database, steps=steps)


@pytest.mark.fault("disk full", "read-only data folder")
@pytest.mark.parametrize(("largest", "code"), [(10_000, "disk_full"), (None, "folder_unwritable")])
def test_an_error_of_the_disk_is_a_full_one_where_nothing_more_can_be_written(
    folder: DataFolder, largest: int | None, code: str
) -> None:
    """SQLite calls a full disk so only where it appends; the index of its log it maps into memory."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_IOERR | 19 << 8, "SQLITE_IOERR_SHMSIZE"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest or before[0], before[1]))
    try:
        fault = translated(error, folder.database, None, schema.shipped())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert isinstance(fault, StorageFault)
    assert fault.code == code
    assert not [path for path in folder.home.iterdir() if path.is_file()]
