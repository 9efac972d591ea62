"""Brings a database to the newest shape: numbered SQL files, each in a transaction, counted in `user_version`."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aexdesk.faults import StorageFault

_LOG = (0x377F0682, 0x377F0683)
"""How a log begins (sqlite.org/fileformat2.html, 4.1): the checksums' order of bytes."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: `number` is the `user_version` that it leads to."""

    number: int
    sql: str


@cache
def shipped() -> tuple[Migration, ...]:
    """The migrations that come with the program, in order."""
    # Not importlib.resources: it imports zipfile and more, and every command would wait for that.
    files = [file for file in (Path(__file__).parent / "migrations").iterdir() if file.name.endswith(".sql")]
    steps = (Migration(int(file.name.partition("_")[0]), file.read_text(encoding="utf-8")) for file in files)
    return tuple(sorted(steps, key=lambda step: step.number))


def version_of(connection: sqlite3.Connection) -> int:
    """The shape that the database has; 0 is a new one."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def refuse_newer(connection: sqlite3.Connection, steps: Sequence[Migration], path: str) -> None:
    """Raises where a later version of the program made this database; nothing has been written by then."""
    found, known = version_of(connection), steps[-1].number
    if found > known:
        raise StorageFault("database_newer", path=path, found=found, known=known)


def refuse_newer_log(path: Path, steps: Sequence[Migration]) -> None:
    """The same for one whose log still lies beside it: a newer program was killed, or runs.

    A connection that may write folds the log into the database when it closes, and takes it away; this one may not.
    """
    if not _has_log(path.with_name(f"{path.name}-wal")):
        return
    has_index = path.with_name(f"{path.name}-shm").exists()  # without one, SQLite has to make it to read the log
    address = f"{path.absolute().as_uri()}?mode=ro{'&readonly_shm=1' if has_index else ''}"
    try:
        connection = sqlite3.connect(address, uri=True)
        try:
            refuse_newer(connection, steps, str(path))
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError):  # what is wrong with it is said when it is opened
        return


def _has_log(path: Path) -> bool:
    """Whether a log lies there that begins as one. SQLite takes any other for none, but where it may not write it first
    tries for ten seconds."""
    try:
        with path.open("rb") as stream:
            magic, _format, page = struct.unpack(">III", stream.read(12))
    except (OSError, struct.error):
        return False
    return magic in _LOG and 512 <= page <= 65536 and page & (page - 1) == 0


def migrate(connection: sqlite3.Connection, steps: Sequence[Migration]) -> None:
    """Runs what is missing. Two programs may start at once: each looks again once it holds the lock."""
    for step in steps:
        if version_of(connection) >= step.number:
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            if version_of(connection) < step.number:
                for statement in statements(step.sql):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {step.number:d}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def is_damaged(connection: sqlite3.Connection, steps: Sequence[Migration]) -> bool:
    """Whether the tables are others than the steps made: then it is no mistake of ours that a statement failed."""
    try:
        version = version_of(connection)
        found = _tables(connection)
    except (sqlite3.Error, UnicodeDecodeError):
        return True
    try:
        made, later = (_made_by([step for step in steps if step.number <= most]) for most in (version, 2**31))
    except sqlite3.Error:  # a step that can only fail
        return False
    return any(found.get(name) != sql for name, sql in made.items()) or bool((later.keys() - made) & found.keys())


def _made_by(steps: Sequence[Migration]) -> dict[str, str | None]:
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(fresh, steps)
        return _tables(fresh)
    finally:
        fresh.close()


def _tables(connection: sqlite3.Connection) -> dict[str, str | None]:
    return {row[0]: row[1] for row in connection.execute("SELECT name, sql FROM sqlite_schema")}


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would end our transaction."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        raise ValueError(f"a migration ends in mid-statement: {pending!r}")
