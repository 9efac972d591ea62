"""The workspace database: SQLite, owned by one daemon thread; everybody else hands it work and gets the result."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from aexdesk.faults import StorageFault
from aexdesk.storage import schema
from aexdesk.storage.database_faults import reading, translated
from aexdesk.storage.folder import create_private_file

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]
"""Runs on the database's thread inside one transaction; returns plain data, never a cursor."""

_CLOSE_LIMIT_S = 5.0
_FOLD_LIMIT_MS = 500


class Database:
    """One open database. `run` is for coroutines of any loop, `call` for code that has none."""

    def __init__(self, path: Path, busy_limit_s: float, steps: Sequence[schema.Migration]) -> None:
        self.path = path
        self._busy_limit_s = busy_limit_s
        self._steps = steps
        self._jobs: SimpleQueue[Callable[[sqlite3.Connection], None] | None] = SimpleQueue()
        self._gate = threading.Lock()
        self._is_closed = False
        self._connection: sqlite3.Connection | None = None
        self._thread = threading.Thread(target=self._serve, name="aexdesk-database", daemon=True)
        self._opened: Future[None] = Future()

    @classmethod
    def open(
        cls, path: Path, *, busy_limit_s: float = 5.0, steps: Sequence[schema.Migration] | None = None
    ) -> Database:
        """Opens or makes the database and brings it to the newest shape; a newer or damaged one is left as it is."""
        database = cls(path, busy_limit_s, steps or schema.shipped())
        database._thread.start()
        try:
            database._opened.result()
        except BaseException:
            database._thread.join()
            raise
        return database

    async def run(self, work: Work[T], *, read_only: bool = False) -> T:
        """Runs `work` in a transaction of its own. Cancelled before its turn, it does not run at all."""
        return await asyncio.wrap_future(self._submit(work, read_only))

    def call(self, work: Work[T], *, read_only: bool = False) -> T:
        """The same for code without an event loop: waits for the result."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("work that runs on the database's thread cannot wait for that thread")
        return self._submit(work, read_only).result()

    async def fold_log(self) -> bool:
        """Folds the log into the database and empties it; False where another program still reads it."""
        return await asyncio.wrap_future(self._hand_in(_fold_log))

    def close(self) -> None:
        """Finishes what was handed in, folds the log into the database, and ends the thread. Safe to call twice."""
        with self._gate:
            if not self._is_closed:
                self._is_closed = True
                self._jobs.put(None)
        self._thread.join(_CLOSE_LIMIT_S)
        if self._thread.is_alive() and self._connection is not None:
            self._connection.interrupt()  # a query without end is given up; its transaction is rolled back
            self._thread.join(_CLOSE_LIMIT_S)

    def reading(self) -> AbstractContextManager[None]:
        """Around what makes things of this database's rows: a row that nobody wrote so is damage."""
        return reading(self.path)

    def _submit(self, work: Work[T], read_only: bool) -> Future[T]:
        return self._hand_in(lambda connection: _transact(connection, work, read_only))

    def _hand_in(self, work: Work[T]) -> Future[T]:
        future: Future[T] = Future()

        def job(connection: sqlite3.Connection) -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = work(connection)
            except BaseException as error:  # noqa: BLE001 - it travels to the caller
                future.set_exception(translated(error, self.path, connection, self._steps))
            else:
                future.set_result(result)

        with self._gate:
            if self._is_closed:
                raise StorageFault("database_closed", path=str(self.path))
            self._jobs.put(job)
        return future

    def _serve(self) -> None:
        try:
            connection = _open_patiently(self.path, self._steps, self._busy_limit_s)
        except BaseException as error:  # noqa: BLE001 - it travels to the caller
            self._opened.set_exception(error)
            return
        self._connection = connection
        self._opened.set_result(None)
        while (job := self._jobs.get()) is not None:
            job(connection)
        self._connection = None
        _fold_log(connection)
        connection.close()


def _open_patiently(path: Path, steps: Sequence[schema.Migration], limit_s: float) -> sqlite3.Connection:
    """SQLite waits for other programs everywhere but where a new database changes to WAL: so we do."""
    end = time.monotonic() + limit_s
    while True:
        try:
            return _open(path, steps, limit_s)
        except StorageFault as fault:
            if fault.code != "database_locked" or time.monotonic() >= end:
                raise
        time.sleep(0.01)


def _open(path: Path, steps: Sequence[schema.Migration], limit_s: float) -> sqlite3.Connection:
    connection: sqlite3.Connection | None = None
    try:
        schema.refuse_newer_log(path, steps)
        connection = _connect(path, limit_s)
        schema.refuse_newer(connection, steps, str(path))
        _prepare(connection)
        schema.migrate(connection, steps)
    except BaseException as error:  # noqa: BLE001 - it travels to the caller
        fault = translated(error, path, connection, steps)
        if connection is not None:
            connection.close()
        raise fault from fault.__cause__
    return connection


def _connect(path: Path, busy_limit_s: float) -> sqlite3.Connection:
    create_private_file(path)  # SQLite gives its -wal and -shm the mode of the database
    connection = sqlite3.connect(path, timeout=busy_limit_s, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.text_factory = _as_stored
    return connection


def _as_stored(text: bytes) -> str:
    return text.decode("utf-8", "surrogatepass")


def _prepare(connection: sqlite3.Connection) -> None:
    if not connection.execute("PRAGMA page_count").fetchone()[0]:  # later it would need a VACUUM, and write each time
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # pages that got free can be given back
    connection.execute("PRAGMA secure_delete = ON")  # before the first write: what is deleted is overwritten
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA journal_size_limit = 4194304")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA foreign_keys = ON")


def _transact(connection: sqlite3.Connection, work: Work[T], read_only: bool) -> T:
    connection.execute(f"PRAGMA query_only = {read_only:d}")
    connection.execute("BEGIN" if read_only else "BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


def _fold_log(connection: sqlite3.Connection) -> bool:
    """Another program may still read the log: then the last one to leave folds it."""
    (limit,) = connection.execute("PRAGMA busy_timeout").fetchone()
    try:
        connection.execute("PRAGMA query_only = 0")
        connection.execute(f"PRAGMA busy_timeout = {_FOLD_LIMIT_MS}")
        is_busy, _pages, _folded = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except (sqlite3.Error, UnicodeDecodeError):  # a damaged one's own words may be no text
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {limit}")
    return not is_busy
