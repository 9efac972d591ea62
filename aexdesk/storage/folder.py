"""The data folder: who may read it (its owner only), where things lie in it, how files in it are replaced."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from aexdesk.faults import StorageFault

if TYPE_CHECKING:
    from filelock import BaseFileLock

FOLDER_MODE = 0o700
FILE_MODE = 0o600

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def default_home() -> Path:
    """Where the data folder lies when nobody says otherwise."""
    import platformdirs  # noqa: PLC0415 - a run with --home does not pay for it

    return platformdirs.user_data_path("aexdesk", appauthor=False, roaming=False)


def is_full(error: OSError) -> bool:
    """Whether no more room is what it says."""
    return error.errno in _FULL


def fault_of(error: OSError, path: Path) -> StorageFault:
    """What an operating system's error on `path` means for the user."""
    code = "disk_full" if is_full(error) else "folder_unwritable"
    return StorageFault(code, path=str(path), reason=error.strerror or type(error).__name__)


def create_private_file(path: Path) -> None:
    """Makes sure that `path` exists and that only its owner can read it; what it holds stays."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
    os.close(descriptor)
    path.chmod(FILE_MODE)  # whatever the umask took away, or an earlier program gave


def write_atomically(path: Path, data: bytes | str) -> None:
    """Replaces `path` as a whole: whoever reads it, even after a crash, sees the old text or the new, never a half."""
    import tempfile  # noqa: PLC0415 - a window paints without it

    content = data.encode() if isinstance(data, str) else data
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")  # 0600
    except OSError as error:
        raise fault_of(error, path) from error
    try:
        with open(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(name, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(name)
        raise fault_of(error, path) from error


class DataFolder:
    """The folder that one user's workspace lives in; made, with its sub-folders, when it is named."""

    def __init__(self, home: Path) -> None:
        self.home = home.absolute()
        self.bodies = self.home / "bodies"
        self.own_apis = self.home / "apis"  # the user makes it
        self.database = self.home / "workspace.sqlite3"
        self.log = self.home / "aexdesk.log"
        self.practice_state = self.home / "practice.json"
        self.practice_notice = self.home / "practice-url.json"
        self.last_run = self.home / "last-run.json"
        self.window_lock = self.home / "window.lock"
        try:
            _make_home(self.home)
            self.bodies.mkdir(exist_ok=True)
            self.bodies.chmod(FOLDER_MODE)
        except OSError as error:
            raise fault_of(error, self.home) from error

    def proxy_notice(self, environment: str) -> Path:
        """Where a proxy of this environment says that it runs."""
        return self.home / f"proxy-{environment}.json"


def _make_home(home: Path) -> None:
    """A folder that we made, or found empty, is closed to others; one with other things in it keeps its mode."""
    home.mkdir(parents=True, exist_ok=True)
    with os.scandir(home) as entries:
        is_ours = next(entries, None) is None
    if is_ours:
        home.chmod(FOLDER_MODE)


class FolderLock:
    """Held by the window: one per data folder. It ends with its process, even with one that crashed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock: BaseFileLock | None = None

    def acquire(self) -> bool:
        """Whether this process is now the one that holds the folder; never waits."""
        import filelock  # noqa: PLC0415 - commands take no lock

        lock = filelock.FileLock(self._path, timeout=0, mode=FILE_MODE)
        try:
            lock.acquire()
        except filelock.Timeout:
            return False
        except OSError as error:
            raise fault_of(error, self._path) from error
        self._lock = lock
        return True

    def release(self) -> None:
        """Lets the folder go; without a lock, nothing happens."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
