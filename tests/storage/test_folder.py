"""The data folder is its owner's alone, and a file in it is old or new, never half."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from aexdesk.faults import StorageFault
from aexdesk.storage.body_files import BodyFiles
from aexdesk.storage.database import Database
from aexdesk.storage.folder import DataFolder, FolderLock, default_home, write_atomically


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_nobody_else_reads_it_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    os.umask(umask)
    folder = DataFolder(tmp_path / "a" / "data")
    write_atomically(folder.practice_state, b"{}")
    database = Database.open(folder.database)
    sink = BodyFiles(folder.bodies, limit=1).open_sink()
    sink.write(b"more than one byte")
    lock = FolderLock(folder.window_lock)
    assert lock.acquire()
    found = {path: _mode(path) for path in folder.home.rglob("*")}
    sink.discard()
    lock.release()
    database.close()

    names = {path.name for path in found}
    assert {"workspace.sqlite3", "workspace.sqlite3-wal", "workspace.sqlite3-shm", "practice.json"} <= names
    assert _mode(folder.home) == 0o700
    assert {path.name: oct(mode) for path, mode in found.items() if mode != (0o700 if path.is_dir() else 0o600)} == {}


def test_a_folder_with_other_things_keeps_its_mode(tmp_path: Path) -> None:
    home = tmp_path / "theirs"
    home.mkdir(mode=0o755)
    (home / "something").touch()
    folder = DataFolder(home)
    assert (_mode(home), _mode(folder.bodies)) == (0o755, 0o700)


def test_a_database_that_others_could_read_is_closed_to_them(folder: DataFolder) -> None:
    folder.database.touch()
    folder.database.chmod(0o644)
    Database.open(folder.database).close()
    assert _mode(folder.database) == 0o600


@pytest.mark.fault("read-only data folder")
def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    with pytest.raises(StorageFault, match="folder_unwritable") as caught:
        DataFolder(in_the_way / "data")
    assert caught.value.values == {"path": str(in_the_way / "data"), "reason": "Not a directory"}
    with pytest.raises(StorageFault, match="folder_unwritable"):
        DataFolder(in_the_way)


def test_the_default_home_is_the_users_own() -> None:
    assert Path.home() in default_home().parents


class TestWritingAtomically:
    def test_replaces_the_whole_file(self, tmp_path: Path) -> None:
        path = tmp_path / "a.json"
        write_atomically(path, "old")
        write_atomically(path, "new 订单".encode())
        assert path.read_text(encoding="utf-8") == "new 订单"
        assert _mode(path) == 0o600
        assert not list(tmp_path.glob(".*.part"))

    @pytest.mark.fault("kill -9")
    def test_killed_half_way_leaves_the_old_file(self, tmp_path: Path) -> None:
        path = tmp_path / "a.json"
        path.write_text("old")
        program = (
            "import os, signal\n"
            "from pathlib import Path\n"
            "from aexdesk.storage import folder\n"
            "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
            f"folder.write_atomically(Path({str(path)!r}), b'new' * 100_000)\n"
        )
        done = subprocess.run([sys.executable, "-c", program], timeout=30, check=False)
        assert done.returncode == -signal.SIGKILL
        assert path.read_text() == "old"

    @pytest.mark.fault("disk full")
    def test_a_full_disk_leaves_the_old_file_and_no_rest(self, tmp_path: Path) -> None:
        path = tmp_path / "a.json"
        path.write_text("old")
        with _disk_of(10_000), pytest.raises(StorageFault, match="disk_full") as caught:
            write_atomically(path, b"x" * 20_000)
        assert caught.value.values["path"] == str(path)
        assert path.read_text() == "old"
        assert not list(tmp_path.glob(".*.part"))


class _disk_of:  # noqa: N801 - reads as words
    """No file grows beyond so many bytes: what a full disk does, for a process that may do anything."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def __enter__(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (self._size, self._before[1]))

    def __exit__(self, *_: object) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self._before)


class TestTheFolderLock:
    @pytest.mark.fault("two windows on one folder")
    def test_is_held_once(self, tmp_path: Path) -> None:
        first, second = FolderLock(tmp_path / "l"), FolderLock(tmp_path / "l")
        assert (first.acquire(), second.acquire()) == (True, False)
        second.release()
        assert not second.acquire()
        first.release()
        assert second.acquire()
        second.release()

    @pytest.mark.fault("kill -9", "two windows on one folder")
    def test_ends_with_its_process(self, tmp_path: Path) -> None:
        program = (
            "import os, sys\n"
            "from pathlib import Path\n"
            "from aexdesk.storage.folder import FolderLock\n"
            "lock = FolderLock(Path(sys.argv[1]))\n"
            "print(lock.acquire(), flush=True)\n"
            "sys.stdin.read()\n"
        )
        path = tmp_path / "l"
        with subprocess.Popen(
            [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "True\n"
            assert not FolderLock(path).acquire()
            other.kill()
        lock = FolderLock(path)
        assert lock.acquire()
        lock.release()

    @pytest.mark.fault("read-only data folder")
    def test_in_a_folder_that_is_none_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(StorageFault, match="folder_unwritable"):
            FolderLock(tmp_path / "file" / "l").acquire()
