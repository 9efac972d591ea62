"""Counts recorded calls in short slices of the history, so that nobody waits while a busy day is counted."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from aexdesk.storage.database import Database
from aexdesk.storage.rows import SqlValue, as_text

SLICE_ROWS = 5_000
"""Some 40 ms; a whole day of a million calls in one query took three seconds."""

_FIRST = "SELECT rowid FROM exchanges INDEXED BY exchanges_by_time WHERE at >= ? ORDER BY at LIMIT 1"
_LEAST = "SELECT min(rowid) FROM exchanges INDEXED BY exchanges_by_time WHERE at >= ?"
_ANSWERED = "status IS NOT NULL"
_GOOD = "(NOT is_failed OR error_code = '405')"  # the platform's 405 is an answer: there were no results
_THROTTLED = "error_code IN ('ApiCallLimit', 'AppCallLimit', '7', 'HTTP 429')"  # protocol, section 7
_CALLS = (
    " FROM exchanges NOT INDEXED WHERE rowid > :after AND rowid <= :end AND at >= :since AND guard_allowed"
    " AND removed_at IS NULL"
)
_SECONDS = (
    "SELECT environment, app_key, api, substr(at, 1, 19) AS second, count(*) AS calls,"
    f" total({_ANSWERED}) AS answered, total({_ANSWERED} AND {_GOOD}) AS good, total({_THROTTLED}) AS throttled{_CALLS}"
)
_SUMS = (
    "SELECT environment, app_key, api, sum(calls) AS calls, total(answered) AS answered, total(good) AS good,"
    " total(throttled) AS throttled, max(calls) AS peak"
    f" FROM ({_SECONDS} GROUP BY 1, 2, 3, 4) GROUP BY 1, 2, 3"
)
_EDGES = f"{_SECONDS} AND (at < :head OR at >= :tail) GROUP BY 1, 2, 3, 4"
_EDGE = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the history has been counted: its last row, and whose it is (a row's number may be given again)."""

    row: int = 0
    id: str = ""


Key = tuple[str, str, str]
"""Environment, app key, API."""


@dataclass(frozen=True, slots=True)
class CallCount:
    """Calls of one key. `peak`: the most of one second."""

    key: Key
    calls: int
    answered: int
    good: int
    throttled: int
    peak: int


@dataclass(frozen=True, slots=True)
class CountedSlice:
    """What a slice held, and where the next one begins; `has_more` while something is left.

    `edges`: the calls of its first and last seconds, each second by itself, for the neighbours hold the rest of them.
    """

    counts: tuple[CallCount, ...]
    edges: tuple[tuple[Key, str, int], ...]
    mark: Mark
    has_more: bool


class CallCounts:
    """What the guard kept back is no call."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, since: datetime) -> Mark:
        """The place before the first call since then."""
        return await self._database.run(lambda sql: _before(sql, as_text(since)), read_only=True)

    async def next_slice(self, after: Mark, since: datetime) -> CountedSlice | None:
        """The calls since then behind that place; None where the place has gone, and all is to be counted anew."""
        return await self._database.run(lambda sql: _slice(sql, after, as_text(since)), read_only=True)


def _before(sql: sqlite3.Connection, since: str) -> Mark:
    if sql.execute(_FIRST, (since,)).fetchone() is None:
        row = sql.execute("SELECT max(rowid) FROM exchanges").fetchone()[0] or 0
    else:
        row = sql.execute(_LEAST, (since,)).fetchone()[0] - 1
    return Mark(row, _id_at(sql, row))


def _id_at(sql: sqlite3.Connection, row: int) -> str:
    found = sql.execute("SELECT id FROM exchanges WHERE rowid = ?", (row,)).fetchone()
    return found[0] if found else ""


def _slice(sql: sqlite3.Connection, after: Mark, since: str) -> CountedSlice | None:
    if _id_at(sql, after.row) != after.id:
        return None
    last = sql.execute("SELECT max(rowid) FROM exchanges").fetchone()[0] or 0
    end = min(last, after.row + SLICE_ROWS)
    if end <= after.row:
        return CountedSlice((), (), after, has_more=False)
    values: dict[str, SqlValue] = {"after": after.row, "end": end, "since": since}
    rows = sql.execute(_SUMS, values).fetchall()
    numbers = ("calls", "answered", "good", "throttled", "peak")
    counts = tuple(CallCount(_key(row), *(int(row[name]) for name in numbers)) for row in rows)
    return CountedSlice(counts, _edges(sql, values), Mark(end, _id_at(sql, end)), has_more=end < last)


def _edges(sql: sqlite3.Connection, values: dict[str, SqlValue]) -> tuple[tuple[Key, str, int], ...]:
    first, last = sql.execute(f"SELECT min(at), max(at){_CALLS}", values).fetchone()
    if first is None:
        return ()
    bounds = {
        "head": as_text(datetime.fromisoformat(first) + _EDGE),
        "tail": as_text(datetime.fromisoformat(last) - _EDGE),
    }
    return tuple((_key(row), row["second"], row["calls"]) for row in sql.execute(_EDGES, values | bounds))


def _key(row: sqlite3.Row) -> Key:
    return row["environment"], row["app_key"], row["api"]
