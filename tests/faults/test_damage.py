"""Bytes of the database that changed by themselves: what is damaged is said by name, and what can be read is read.

Damage that SQLite cannot see is there too: a letter in a text, a table's name, the number of the database's shape.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from aexdesk.storage import schema
from aexdesk.storage.database import Database
from aexdesk.storage.folder import DataFolder
from aexdesk.storage.settings import Settings
from tests.child_errors import errors_in
from tests.e2e.processes import aexdesk
from tests.faults.workspaces import EXCHANGES, build, use

pytestmark = [pytest.mark.fault("database corrupted"), pytest.mark.timeout(1800)]

ROOT = Path(__file__).parents[2]
PLACES, PLACES_LONG = 15, 2000  # of each kind
LOGS, LOGS_LONG = 15, 2000
COMMANDS, COMMANDS_LONG = 2, 100
KNOWN = {"database_damaged", "database_newer", "unknown_exchange"}
"""A letter of an id may be another: SQLite sees nothing wrong with that, and nobody finds that call by its id."""

Spoil = Callable[[bytearray, random.Random], None]


def spoil_header(data: bytearray, chance: random.Random) -> None:
    _spoil(data, 0, 100, chance)


def spoil_first_page(data: bytearray, chance: random.Random) -> None:
    """The names and statements of the tables begin there."""
    _spoil(data, 100, 4096, chance)


def spoil_anywhere(data: bytearray, chance: random.Random) -> None:
    _spoil(data, 0, len(data), chance)


def spoil_a_stretch(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) - 64)
    data[at : at + 64] = chance.randbytes(64)


def cut_off(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(1, len(data)) :]


def _spoil(data: bytearray, start: int, end: int, chance: random.Random) -> None:
    for _byte in range(chance.choice([1, 4, 16])):
        data[chance.randrange(start, end)] = chance.randrange(256)


KINDS: tuple[Spoil, ...] = (spoil_header, spoil_first_page, spoil_anywhere, spoil_a_stretch, cut_off)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("good") / "data"
    asyncio.run(build(home))
    return home


def seeds(request: pytest.FixtureRequest, few: int, many: int) -> range:
    first = random.SystemRandom().randrange(2**32)
    return range(first, first + (many if request.config.getoption("--long") else few))


def damaged(good: Path, tmp_path: Path, spoil: Spoil, seed: int) -> Path:
    """A data folder whose database is spoiled."""
    home = tmp_path / "data"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(good, home)
    data = bytearray((good / "workspace.sqlite3").read_bytes())
    spoil(data, random.Random(seed))
    (home / "workspace.sqlite3").write_bytes(data)
    return home


async def test_the_whole_one_has_no_fault(good: Path, tmp_path: Path) -> None:
    home = damaged(good, tmp_path, lambda _data, _chance: None, 0)
    assert await use(home) == (True, [])


@pytest.mark.parametrize("spoil", KINDS, ids=lambda kind: kind.__name__)
def test_it_is_a_fault_with_a_name_and_never_a_mistake(
    request: pytest.FixtureRequest, good: Path, tmp_path: Path, spoil: Spoil
) -> None:
    told = Counter[str]()
    for seed in seeds(request, PLACES, PLACES_LONG):
        home = damaged(good, tmp_path, spoil, seed)
        before = (home / "workspace.sqlite3").read_bytes()
        try:
            is_open, faults = asyncio.run(asyncio.wait_for(use(home), 50))
        except Exception as mistake:
            raise AssertionError(f"seed {seed}: {mistake!r}") from mistake
        codes = {fault.code for fault in faults}
        assert codes <= KNOWN, f"seed {seed}: {faults}"
        if not is_open:
            # Its first bytes may say by now that it has a log: that is how it is opened.
            assert (home / "workspace.sqlite3").read_bytes()[100:] == before[100:], f"seed {seed}: not left as it was"
        told.update(codes or {"none"})
    assert told["database_damaged"] or spoil is not cut_off, told


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a killed program leaves: the last settings stand in the log alone, each written by itself."""
    folder = DataFolder(tmp_path_factory.mktemp("working") / "data")
    left = tmp_path_factory.mktemp("killed") / "data"
    Database.open(folder.database).close()
    database = Database.open(folder.database)
    for number in range(30):
        asyncio.run(Settings(database).set(f"{number:02}", "x" * 1000))
    shutil.copytree(folder.home, left, ignore=shutil.ignore_patterns("*-shm"))
    database.close()
    return left


def test_of_a_log_that_is_spoiled_all_before_that_place_is_there(
    request: pytest.FixtureRequest, killed: Path, tmp_path: Path
) -> None:
    fewest = 30
    for seed in seeds(request, LOGS, LOGS_LONG):
        home = tmp_path / "data"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(killed, home)
        log = home / "workspace.sqlite3-wal"
        assert log.exists(), "what is new must not stand in the database before all of it is there"
        data, chance = bytearray(log.read_bytes()), random.Random(seed)
        place = chance.randrange(len(data))
        data[place] ^= chance.randrange(1, 256)
        log.write_bytes(data)
        database = Database.open(DataFolder(home).database)
        found = list(asyncio.run(Settings(database).all()))
        database.close()
        assert found == [f"{number:02}" for number in range(len(found))], f"seed {seed}"
        whole = 30 * place // len(data) - 2  # each took about as much of the log
        assert len(found) >= whole, f"seed {seed}: {len(found)} of {whole}"
        fewest = min(fewest, len(found))
    assert fewest < 30


@pytest.mark.parametrize("place", [0, 8], ids=["mark", "page"])
def test_a_log_whose_beginning_is_spoiled_is_none_and_keeps_nobody_waiting(
    killed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    home = tmp_path / "data"
    shutil.copytree(killed, home)
    log = home / "workspace.sqlite3-wal"
    data = bytearray(log.read_bytes())
    data[place] ^= 0x55
    log.write_bytes(data)
    (home / "workspace.sqlite3-shm").write_bytes(bytes(32 * 1024))

    def ask(*_how: object, **_more: object) -> None:
        raise AssertionError("SQLite would try for ten seconds")

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", ask)
        schema.refuse_newer_log(home / "workspace.sqlite3", schema.shipped())
    database = Database.open(DataFolder(home).database)
    assert asyncio.run(Settings(database).all()) == {}
    database.close()


def test_commands_end_with_a_sentence(request: pytest.FixtureRequest, good: Path, tmp_path: Path) -> None:
    for seed in seeds(request, COMMANDS, COMMANDS_LONG):
        home = damaged(good, tmp_path, KINDS[seed % len(KINDS)], seed)
        done = aexdesk("--home", str(home), "history", "--json", "--limit", "1000")
        assert done.code in (0, 6), f"seed {seed}: {done}"
        assert "Traceback" not in done.err, f"seed {seed}: {done.err}"
        if done.code == 6:
            assert str(home) in done.err, f"seed {seed}: {done.err}"
            assert done.out == "", f"seed {seed}"
        else:
            assert len(done.json) <= EXCHANGES, f"seed {seed}"


def test_one_broken_row_is_told_at_the_terminal(good: Path, tmp_path: Path) -> None:
    home = damaged(good, tmp_path, lambda _data, _chance: None, 0)
    with closing(sqlite3.connect(home / "workspace.sqlite3", isolation_level=None)) as sql:
        sql.execute("UPDATE exchanges SET at = '2026-03-01T1::00:00+00:00' WHERE id = 'e1'")
    done = aexdesk("--home", str(home), "history", "--json", "--limit", "1000")
    assert (done.code, done.out) == (6, "")
    assert "The workspace database is damaged" in done.err
    assert "Put a backup in its place" in done.err
    assert aexdesk("--home", str(home), "profile", "list", "--json").json[0]["name"] == "Shop"


BROKEN_ROWS = (
    "UPDATE profiles SET check_code = 'permittfd'",
    "UPDATE exchanges SET at = '2026-03-01T1::00:00+00:00' WHERE id = 'e149'",
    "UPDATE ledger SET at = 'no'",
    "UPDATE order_test_cases SET state = 'xx'",
    "UPDATE loan_accounts SET until = 'x'",
    "UPDATE support_cases SET at = 'x'",
)


@pytest.mark.slow
def test_a_window_shows_every_tab_over_broken_rows_and_says_what_is_wrong(good: Path, tmp_path: Path) -> None:
    home = damaged(good, tmp_path, lambda _data, _chance: None, 0)
    with closing(sqlite3.connect(home / "workspace.sqlite3", isolation_level=None)) as sql:
        for statement in BROKEN_ROWS:
            assert sql.execute(statement).rowcount
    code, lines, errors = walk(home)
    assert (code, errors) == (0, [])
    assert len([line for line in lines if line.startswith("tab ")]) == 14
    assert lines[-3:] == ["vault vault_missing", "trouble database_damaged", "done"]
    assert "ERROR" not in (home / "aexdesk.log").read_text(encoding="utf-8")


def walk(home: Path, *keyring: str) -> tuple[int, list[str], list[str]]:
    """The window in a process of its own, each tab opened: exit code, what it said, and its errors."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.window_walk", str(home), *keyring],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    return done.returncode, done.stdout.splitlines(), errors_in(done.stderr)
