"""A workspace that is there and cannot be written: its folder, its file, or what another user's program left by it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from aexdesk.faults import StorageFault
from aexdesk.storage.database import Database
from aexdesk.storage.folder import DataFolder
from aexdesk.storage.settings import Settings
from tests.file_modes import modes_count

pytestmark = [pytest.mark.fault("read-only data folder"), pytest.mark.usefixtures("_modes_count")]


@pytest.fixture
def _modes_count() -> Iterator[None]:
    with modes_count():
        yield


@pytest.fixture
def killed(folder: DataFolder, tmp_path: Path) -> DataFolder:
    """A workspace whose log still lies there, with what was written last."""
    left = DataFolder(tmp_path / "killed")
    database = Database.open(folder.database)
    asyncio.run(Settings(database).set("kept", 1))
    for path in folder.home.glob("workspace*"):
        shutil.copy(path, left.home)
    database.close()
    return left


def use(folder: DataFolder) -> dict[str, object]:
    """Reads, and writes."""
    database = Database.open(DataFolder(folder.home).database)
    try:
        found = asyncio.run(Settings(database).all())
        asyncio.run(Settings(database).set("new", 2))
    finally:
        database.close()
    return found


def told(folder: DataFolder) -> object:
    """What SQLite or the system calls it; for the user it is the same each time."""
    before = {path: path.read_bytes() for path in folder.home.glob("workspace*") if path.stat().st_mode & 0o400}
    with pytest.raises(StorageFault, match="folder_unwritable") as caught:
        use(folder)
    assert caught.value.values["path"] == str(folder.database)
    after = {path: path.read_bytes() for path in before if not path.name.endswith("-shm")}
    assert after.items() <= before.items()
    return caught.value.values["reason"]


def test_in_a_folder_that_takes_no_new_file(folder: DataFolder) -> None:
    assert use(folder) == {}
    folder.home.chmod(0o500)
    try:
        assert told(folder) == "SQLITE_READONLY_DIRECTORY"
    finally:
        folder.home.chmod(0o700)
    assert use(folder) == {"new": 2}


def test_a_file_that_may_only_be_read(folder: DataFolder) -> None:
    assert use(folder) == {}
    folder.database.chmod(0o400)
    assert told(folder) == "Permission denied"
    folder.database.chmod(0o600)
    assert use(folder) == {"new": 2}


@pytest.mark.parametrize(
    ("mode", "reason"), [(0o400, "SQLITE_READONLY"), (0o000, "SQLITE_CANTOPEN")], ids=["read", "closed"]
)
def test_the_log_of_another_user(killed: DataFolder, mode: int, reason: str) -> None:
    """Who once ran the program as root, and it was killed, has such a one."""
    (killed.home / "workspace.sqlite3-shm").unlink()
    log = killed.home / "workspace.sqlite3-wal"
    log.chmod(mode)
    assert told(killed) == reason
    log.chmod(0o600)
    assert use(killed) == {"kept": 1}
