"""The database: one transaction a piece of work, known faults by name, nothing lost, nothing left behind."""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from aexdesk.faults import StorageFault
from aexdesk.storage import schema
from aexdesk.storage.database import Database
from aexdesk.storage.exchanges import Exchanges
from aexdesk.storage.folder import DataFolder
from aexdesk.storage.profiles import Profiles
from aexdesk.storage.settings import Settings
from tests.storage import things
from tests.storage.things import PROFILE

LATEST = schema.shipped()[-1].number


def _count(sql: sqlite3.Connection) -> int:
    (number,) = sql.execute("SELECT count(*) FROM settings").fetchone()
    return int(number)


def _insert(sql: sqlite3.Connection) -> bool:
    return sql.execute("INSERT INTO settings VALUES (?, '1')", (str(_count(sql)),)).rowcount == 1


class TestWork:
    async def test_runs_on_the_databases_thread_and_returns_its_result(self, database: Database) -> None:
        names = {await database.run(lambda _: threading.current_thread().name) for _ in range(3)}
        assert names == {"aexdesk-database"}
        assert await asyncio.to_thread(database.call, _count) == 0

    async def test_is_all_or_nothing(self, database: Database) -> None:
        def fails(sql: sqlite3.Connection) -> None:
            assert _insert(sql)
            raise LookupError

        with pytest.raises(LookupError):
            await database.run(fails)
        assert await database.run(_count) == 0

    async def test_that_only_reads_cannot_write(self, database: Database) -> None:
        with pytest.raises(StorageFault, match="folder_unwritable"):
            await database.run(_insert, read_only=True)
        await database.run(_insert)
        assert await database.run(_count, read_only=True) == 1

    async def test_from_many_tasks_is_done_one_by_one(self, database: Database) -> None:
        await asyncio.gather(*(database.run(_insert) for _ in range(100)))
        assert await database.run(_count) == 100

    async def test_cancelled_before_its_turn_is_never_done(self, database: Database) -> None:
        gate = threading.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(database.run(lambda _: gate.wait(10)))
            waiting = group.create_task(database.run(_insert))
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.sleep(0)
            gate.set()
        assert await database.run(_count) == 0

    def test_serves_one_loop_after_the_other(self, database: Database) -> None:
        asyncio.run(database.run(_insert))
        asyncio.run(database.run(_insert))
        assert database.call(_count) == 2

    def test_outlives_a_loop_that_did_not_wait(self, database: Database) -> None:
        gate = threading.Event()

        async def leave() -> None:
            async with asyncio.timeout(0.01):
                await database.run(lambda sql: (gate.wait(10), _insert(sql)))

        with pytest.raises(TimeoutError):
            asyncio.run(leave())
        gate.set()
        assert database.call(_count) == 1

    def test_that_waits_for_itself_is_a_mistake(self, database: Database) -> None:
        with pytest.raises(RuntimeError, match="cannot wait"):
            database.call(lambda _: database.call(_count))


class TestClosing:
    async def test_finishes_what_was_handed_in(self, folder: DataFolder) -> None:
        database = Database.open(folder.database)
        pending = [asyncio.wrap_future(database._submit(_insert, False)) for _ in range(20)]
        database.close()
        await asyncio.gather(*pending)
        again = Database.open(folder.database)
        assert again.call(_count) == 20
        again.close()

    def test_leaves_one_file_and_no_thread(self, folder: DataFolder) -> None:
        database = Database.open(folder.database)
        database.call(_insert)
        database.close()
        database.close()
        assert [path.name for path in folder.home.glob("workspace*")] == ["workspace.sqlite3"]
        assert "aexdesk-database" not in [thread.name for thread in threading.enumerate()]
        with pytest.raises(StorageFault, match="database_closed"):
            database.call(_count)

    def test_gives_up_a_query_without_end(self, folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("aexdesk.storage.database._CLOSE_LIMIT_S", 0.1)
        database = Database.open(folder.database)
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        future = database._submit(lambda sql: (_insert(sql), sql.execute(endless).fetchone()), False)
        database.close()
        with pytest.raises(StorageFault, match="database_closed"):
            future.result(timeout=10)
        database = Database.open(folder.database)
        assert database.call(_count) == 0
        database.close()

    async def test_what_was_deleted_is_nowhere_on_the_disk(self, folder: DataFolder) -> None:
        canary = "CANARY-s3cr3t-value"
        database = Database.open(folder.database)
        exchanges, settings = Exchanges(database, folder.bodies), Settings(database)
        for number in range(20):
            request = replace(things.REQUEST, body=canary.encode() * (number * 100 + 1), url=canary)
            await exchanges.record(things.exchange(number, request=request, api=f"{canary}{number}"))
        await settings.set("kept", "something")
        await settings.set("a", canary)
        database.close()
        assert canary.encode() in folder.database.read_bytes()

        database = Database.open(folder.database)
        exchanges, settings = Exchanges(database, folder.bodies), Settings(database)
        for number in range(20):
            await exchanges.delete(f"e{number}")
        await settings.set("a", None)
        database.close()
        for path in folder.home.rglob("*"):
            assert path.is_dir() or canary.encode() not in path.read_bytes(), path


class TestFaults:
    @pytest.mark.fault("database corrupted")
    def test_a_damaged_file_is_named_and_left_as_it_is(self, folder: DataFolder) -> None:
        folder.database.write_bytes(b"this is no database, but it may be dear to someone" * 100)
        before = folder.database.read_bytes()
        with pytest.raises(StorageFault, match="database_damaged") as caught:
            Database.open(folder.database)
        assert caught.value.values == {"path": str(folder.database), "reason": "SQLITE_NOTADB"}
        assert folder.database.read_bytes() == before

    @pytest.mark.fault("database corrupted")
    async def test_damage_inside_is_named_when_it_is_met(self, folder: DataFolder) -> None:
        database = Database.open(folder.database)
        for number in range(50):
            await Exchanges(database, folder.bodies).record(things.exchange(number))
        root = await database.run(
            lambda sql: sql.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'exchanges'").fetchone()[0]
        )
        database.close()
        data = bytearray(folder.database.read_bytes())
        data[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
        folder.database.write_bytes(data)
        database = Database.open(folder.database)
        with pytest.raises(StorageFault, match="database_damaged"):
            await Exchanges(database, folder.bodies).recent()
        database.close()
        assert folder.database.read_bytes() == data

    def test_a_newer_one_is_left_as_it_is(self, folder: DataFolder) -> None:
        with sqlite3.connect(folder.database) as sql:
            sql.execute("CREATE TABLE future (a)")
            sql.execute(f"PRAGMA user_version = {LATEST + 1}")
        sql.close()
        before = folder.database.read_bytes()
        with pytest.raises(StorageFault, match="database_newer") as caught:
            Database.open(folder.database)
        assert caught.value.values == {"path": str(folder.database), "found": LATEST + 1, "known": LATEST}
        assert folder.database.read_bytes() == before
        assert set(os.listdir(folder.home)) == {"bodies", "workspace.sqlite3"}

    @pytest.mark.parametrize("left", [("-wal", "-shm"), ("-wal",)])
    def test_a_newer_one_whose_log_still_lies_there_is_left_as_it_is(
        self, folder: DataFolder, tmp_path: Path, left: tuple[str, ...]
    ) -> None:
        """A newer program that was killed: that it is newer stands in the log alone."""
        Database.open(folder.database).close()
        newer = sqlite3.connect(folder.database, isolation_level=None)
        newer.execute("PRAGMA journal_mode = WAL")
        newer.execute(f"PRAGMA user_version = {LATEST + 1}")
        taken = DataFolder(tmp_path / "taken")
        for ending in ("", *left):
            shutil.copy(f"{folder.database}{ending}", f"{taken.database}{ending}")
        newer.close()
        before = {ending: Path(f"{taken.database}{ending}").read_bytes() for ending in ("", *left)}
        assert int.from_bytes(before[""][60:64]) == LATEST, "the database file itself must not tell"
        with pytest.raises(StorageFault, match="database_newer"):
            Database.open(taken.database)
        assert {ending: Path(f"{taken.database}{ending}").read_bytes() for ending in ("", *left)} == before

    def test_a_newer_program_that_runs_is_not_disturbed(self, folder: DataFolder) -> None:
        step = schema.Migration(LATEST + 1, "CREATE TABLE future (a);")
        newer = Database.open(folder.database, steps=[*schema.shipped(), step])
        with pytest.raises(StorageFault, match="database_newer"):
            Database.open(folder.database)
        newer.call(_insert)
        newer.close()

    async def test_one_that_another_program_holds_is_locked_for_writing_not_for_reading(
        self, folder: DataFolder
    ) -> None:
        database = Database.open(folder.database, busy_limit_s=0.01)
        other = sqlite3.connect(folder.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageFault, match="database_locked"):
            await database.run(_insert)
        assert await database.run(_count, read_only=True) == 0
        other.execute("ROLLBACK")
        other.close()
        await database.run(_insert)
        database.close()

    @pytest.mark.fault("read-only data folder")
    def test_a_path_below_a_file_is_unwritable(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(StorageFault, match="folder_unwritable") as caught:
            Database.open(tmp_path / "file" / "w.sqlite3")
        assert caught.value.values["reason"] == "Not a directory"

    @pytest.mark.fault("disk full")
    async def test_a_full_disk_is_named_and_loses_nothing(self, database: Database) -> None:
        settings = Settings(database)
        await settings.set("before", 1)
        pages = await database.run(lambda sql: sql.execute("PRAGMA page_count").fetchone()[0])
        await database.run(lambda sql: sql.execute(f"PRAGMA max_page_count = {pages + 2}").fetchall())
        with pytest.raises(StorageFault, match="disk_full"):
            await settings.set("big", "x" * 100_000)
        assert await settings.all() == {"before": 1}
        await settings.set("after", 2)

    @pytest.mark.fault("disk full")
    async def test_a_write_that_the_system_refuses_is_a_storage_fault(self, database: Database) -> None:
        settings = Settings(database)
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, before[1]))
        try:
            with pytest.raises(StorageFault):
                await settings.set("big", "x" * 1_000_000)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        await settings.set("after", 2)
        assert await settings.all() == {"after": 2}

    async def test_a_mistake_of_ours_stays_a_mistake(self, database: Database) -> None:
        with pytest.raises(sqlite3.OperationalError, match="syntax"):
            await database.run(lambda sql: sql.execute("SELEKT"))


class TestMigrations:
    @pytest.mark.parametrize("version", range(LATEST + 1))
    async def test_every_earlier_version_arrives(self, folder: DataFolder, version: int) -> None:
        steps = schema.shipped()[:version]
        if steps:
            Database.open(folder.database, steps=steps).close()
        database = Database.open(folder.database)
        assert database.call(schema.version_of) == LATEST
        await Profiles(database).save(PROFILE)
        database.close()

    def test_the_numbers_rise_from_one_without_a_gap(self) -> None:
        """A step put into a gap later would never run where the later ones have run."""
        assert [step.number for step in schema.shipped()] == list(range(1, LATEST + 1))

    def test_a_step_that_fails_leaves_the_version_before(self, folder: DataFolder) -> None:
        Database.open(folder.database).close()
        bad = schema.Migration(LATEST + 1, "CREATE TABLE extra (a);\nINSERT INTO nowhere VALUES (1);\n")
        with pytest.raises(sqlite3.OperationalError):
            Database.open(folder.database, steps=[*schema.shipped(), bad])
        database = Database.open(folder.database)
        assert database.call(schema.version_of) == LATEST
        tables = database.call(lambda sql: sql.execute("SELECT name FROM sqlite_schema").fetchall())
        database.close()
        assert "extra" not in [row["name"] for row in tables]

    @pytest.mark.parametrize("statement", range(8))
    @pytest.mark.fault("kill -9")
    def test_one_killed_in_the_middle_of_counting_the_calls_begins_anew(
        self, folder: DataFolder, statement: int
    ) -> None:
        old = Database.open(folder.database, steps=schema.shipped()[:7])
        asyncio.run(Exchanges(old, folder.bodies).record(things.exchange(1)))
        old.close()
        program = (
            "import os, signal, sys\n"
            "from pathlib import Path\n"
            "from aexdesk.storage import schema\n"
            "from aexdesk.storage.database import Database\n"
            "whole = schema.statements\n"
            "def statements(script):\n"
            "    for number, statement in enumerate(whole(script)):\n"
            "        if number == int(sys.argv[2]):\n"
            "            os.kill(os.getpid(), signal.SIGKILL)\n"
            "        yield statement\n"
            "schema.statements = statements\n"
            "Database.open(Path(sys.argv[1]), steps=schema.shipped()[:8])\n"
        )
        command = [sys.executable, "-c", program, str(folder.database), str(statement)]
        assert subprocess.run(command, timeout=30, check=False).returncode == -signal.SIGKILL
        sql = sqlite3.connect(folder.database)
        assert schema.version_of(sql) == 7
        assert not sql.execute("SELECT name FROM sqlite_schema WHERE name LIKE 'call\\_%' ESCAPE '\\'").fetchall()
        sql.close()
        database = Database.open(folder.database)
        assert database.call(schema.version_of) == LATEST
        assert database.call(lambda sql: sql.execute("SELECT count(*) FROM exchanges").fetchone()[0]) == 1
        database.close()

    def test_a_later_step_keeps_what_is_there(self, folder: DataFolder) -> None:
        database = Database.open(folder.database)
        database.call(_insert)
        database.close()
        step = schema.Migration(
            LATEST + 1,
            "-- a comment; with a semicolon\nALTER TABLE settings ADD COLUMN b TEXT DEFAULT 'a;\nb';\n"
            "CREATE TRIGGER t AFTER INSERT ON settings\nBEGIN\n  SELECT 1;\n  SELECT 2;\nEND;\n",
        )
        database = Database.open(folder.database, steps=[*schema.shipped(), step])
        assert database.call(lambda sql: sql.execute("SELECT b FROM settings").fetchone()[0]) == "a;\nb"
        database.close()

    def test_half_a_statement_is_refused(self) -> None:
        with pytest.raises(ValueError, match="mid-statement"):
            list(schema.statements("CREATE TABLE a (b)"))

    @pytest.mark.fault("two windows on one folder")
    def test_waits_for_a_program_that_makes_the_database_meanwhile(self, folder: DataFolder) -> None:
        other = sqlite3.connect(folder.database, isolation_level=None, check_same_thread=False)
        other.execute("CREATE TABLE theirs (a)")
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO theirs VALUES (1)")  # SQLite does not wait for this one by itself: it changes to WAL
        leaving = threading.Timer(0.2, other.execute, ["COMMIT"])
        leaving.start()
        Database.open(folder.database, busy_limit_s=30).close()
        leaving.join()
        other.close()

    def test_programs_that_start_at_once_all_arrive(self, folder: DataFolder) -> None:
        program = (
            "import sys\n"
            "from pathlib import Path\n"
            "from aexdesk.storage.database import Database\n"
            "sys.stdin.readline()\n"
            "database = Database.open(Path(sys.argv[1]))\n"
            "insert = \"INSERT INTO settings VALUES (hex(randomblob(8)), '1')\"\n"
            "database.call(lambda sql: sql.execute(insert).close())\n"
            "database.close()\n"
        )
        command = [sys.executable, "-c", program, str(folder.database)]
        starting = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(6)
        ]
        for one in starting:
            assert one.stdin is not None
            one.stdin.write("\n")
            one.stdin.flush()
        errors = [one.communicate(timeout=50)[1] for one in starting]
        assert errors == [""] * 6
        database = Database.open(folder.database)
        assert database.call(_count) == 6
        database.close()
