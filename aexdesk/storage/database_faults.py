"""What a failure of the database means for the user: a full disk, a damaged file, or else a mistake of ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from aexdesk.faults import AexError, BadInput, StorageFault
from aexdesk.storage import schema
from aexdesk.storage.folder import fault_of, is_full

_CODES = {  # primary result codes that are the environment's fault; any other is a mistake of ours
    sqlite3.SQLITE_NOTADB: "database_damaged",
    sqlite3.SQLITE_CORRUPT: "database_damaged",
    sqlite3.SQLITE_BUSY: "database_locked",
    sqlite3.SQLITE_LOCKED: "database_locked",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_CANTOPEN: "folder_unwritable",
    sqlite3.SQLITE_READONLY: "folder_unwritable",
    sqlite3.SQLITE_PERM: "folder_unwritable",
    sqlite3.SQLITE_IOERR: "folder_unwritable",
    sqlite3.SQLITE_INTERRUPT: "database_closed",
}


_SMALL = 64 * 1024
"""Twice what the index of an empty log takes."""


def translated(
    error: BaseException, path: Path, connection: sqlite3.Connection | None, steps: Sequence[schema.Migration]
) -> BaseException:
    """The fault that `error` is, as its cause; what is a mistake of ours comes back as it is."""
    fault: AexError
    if isinstance(error, sqlite3.Error):
        code = _code_of(error, path)
        if code is None and (connection is None or not schema.is_damaged(connection, steps)):
            return error
        fault = StorageFault(code or "database_damaged", path=str(path), reason=error.sqlite_errorname)
    elif isinstance(error, UnicodeDecodeError):  # each text was written as UTF-8
        fault = StorageFault("database_damaged", path=str(path), reason=type(error).__name__)
    elif isinstance(error, UnicodeEncodeError):  # a text with half a character in it, from a terminal or a paste
        fault = BadInput("text_not_unicode")
    elif isinstance(error, OSError):
        fault = fault_of(error, path)
    else:
        return error
    fault.__cause__ = error
    return fault


def _code_of(error: sqlite3.Error, path: Path) -> str | None:
    number = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if number == sqlite3.SQLITE_IOERR and not _has_room(path.parent):
        return "disk_full"  # SQLite names it so only where it appends; the index of the log it maps into memory
    if number == sqlite3.SQLITE_READONLY and _says_that_it_is_newer(path):
        return "database_damaged"
    return _CODES.get(number)


def _says_that_it_is_newer(path: Path) -> bool:
    """Whether its first bytes forbid each SQLite there is to write it: nobody wrote them so."""
    try:
        with path.open("rb") as stream:
            return stream.read(19)[18:] > b"\x02"  # sqlite.org/fileformat2.html, 1.3.3: 1 without a log, 2 with one
    except OSError:
        return False


def _has_room(folder: Path) -> bool:
    """Whether a small file can be written there; no figure of free room knows of quotas."""
    import tempfile  # noqa: PLC0415 - a window paints without it

    try:
        with tempfile.TemporaryFile(dir=folder, buffering=0) as probe:
            return probe.write(b"0" * _SMALL) == _SMALL
    except OSError as error:
        return not is_full(error)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Around what makes things of rows: one that says what nobody wrote is damage, and no more than that one row need
    be broken for it; SQLite notices only what breaks its own order."""
    try:
        yield
    except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError) as error:
        raise StorageFault("database_damaged", path=str(path), reason=type(error).__name__) from error
