"""Bytes of the database that changed by themselves: what is damaged is said by name, and whatever can be read is read.

Damage that SQLite cannot see is there too: a letter in a text, a table's name, the number of its shape.
"""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from aexdesk.faults import AexError, StorageFault
from aexdesk.storage import schema
from aexdesk.storage.database import Database
from aexdesk.storage.exchanges import Exchanges
from aexdesk.storage.folder import DataFolder
from tests.e2e.processes import aexdesk
from tests.faults.workspaces import build, use
from tests.storage import things

pytestmark = [pytest.mark.fault("database corrupted"), pytest.mark.timeout(1800)]

PLACES, PLACES_LONG = 40, 3000  # of each kind
COMMANDS, COMMANDS_LONG = 3, 200
KNOWN = {"database_damaged", "database_newer", "disk_full", "folder_unwritable"}
Spoil = Callable[[bytearray, random.Random], None]


def spoil_header(data: bytearray, chance: random.Random) -> None:
    _spoil(data, 0, 100, chance)


def spoil_first_page(data: bytearray, chance: random.Random) -> None:
    """The names and statements of the tables begin there."""
    _spoil(data, 100, 4096, chance)


def spoil_anywhere(data: bytearray, chance: random.Random) -> None:
    _spoil(data, 0, len(data), chance)


def spoil_in_a_row(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) - 64)
    data[at : at + 64] = chance.randbytes(64)


def cut_off(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(1, len(data)) :]


def _spoil(data: bytearray, start: int, end: int, chance: random.Random) -> None:
    for _byte in range(chance.choice([1, 4, 16])):
        data[chance.randrange(start, end)] = chance.randrange(256)


KINDS: tuple[Spoil, ...] = (spoil_header, spoil_first_page, spoil_anywhere, spoil_in_a_row, cut_off)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("good") / "data"
    asyncio.run(build(home))
    return home


@pytest.fixture
def chance() -> random.Random:
    return seeded(random.Random().randrange(2**32))


def seeded(seed: int) -> random.Random:
    chance = random.Random(seed)
    chance.name = f"seed {seed}"  # type: ignore[attr-defined]
    return chance


def count(request: pytest.FixtureRequest, few: int, many: int) -> int:
    return many if request.config.getoption("--long") else few


@pytest.mark.parametrize("spoil", KINDS, ids=lambda kind: kind.__name__)
def test_it_is_a_fault_with_a_name_and_never_a_mistake(
    request: pytest.FixtureRequest, good: Path, tmp_path: Path, spoil: Spoil
) -> None:
    told = Counter[str]()
    first = random.Random().randrange(2**32)
    for seed in range(first, first + count(request, PLACES, PLACES_LONG)):
        home = damaged(good, tmp_path, spoil, seed)
        before = (home / "workspace.sqlite3").read_bytes()
        try:
            faults = asyncio.run(asyncio.wait_for(use(home), 50))
        except Exception as mistake:
            raise AssertionError(f"seed {seed}: {mistake!r}") from mistake
        codes = {fault.code for fault in faults}
        assert codes <= KNOWN, f"seed {seed}: {codes}"
        if len(faults) == 1 and _is_left(faults[0]):
            assert (home / "workspace.sqlite3").read_bytes()[:4096] == before[:4096], f"seed {seed}"
        told.update(codes or {"none"})
    assert told["database_damaged"], told


def _is_left(fault: AexError) -> bool:
    return fault.code == "database_newer"


def damaged(good: Path, tmp_path: Path, spoil: Spoil, seed: int) -> Path:
    home = tmp_path / "data"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(good, home)
    data = bytearray((good / "workspace.sqlite3").read_bytes())
    spoil(data, random.Random(seed))
    (home / "workspace.sqlite3").write_bytes(data)
    return home
