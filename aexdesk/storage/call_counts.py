"""Reads what the database has counted of the day's calls; its triggers do the counting itself, as calls come."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aexdesk.storage.database import Database
from aexdesk.storage.rows import as_text

_HOUR, _END = len("2026-03-01T16"), "~"
"""An hour's seconds lie between its text and the same with a letter behind that is above all others in there."""

_STALE = "SELECT DISTINCT hour FROM call_hours WHERE hour >= ? AND peak IS NULL"
_PEAKS = (
    "SELECT max(calls), :hour, environment, app_key, api FROM call_seconds WHERE second >= :hour AND second < :end"
    " GROUP BY environment, app_key, api"
)
_MEND = "UPDATE call_hours SET peak = ? WHERE hour = ? AND environment = ? AND app_key = ? AND api = ?"
_SUMS = (
    "SELECT app_key, api, sum(calls) AS calls, sum(answered) AS answered, sum(good) AS good,"
    " sum(throttled) AS throttled, coalesce(max(peak), 0) AS peak"
    " FROM call_hours WHERE hour >= ? AND environment = ? GROUP BY app_key, api"
)


@dataclass(frozen=True, slots=True)
class CallCount:
    """Calls of one app to one API. `peak`: the most of one second."""

    app_key: str
    api: str
    calls: int
    answered: int
    good: int
    throttled: int
    peak: int


class CallCounts:
    """What the guard kept back is no call."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def since(self, at: datetime, environment: str) -> tuple[CallCount, ...]:
        """The calls of an environment since the beginning of that hour."""
        hour = as_text(at)[:_HOUR]
        for stale in await self._database.run(lambda sql: _column(sql, _STALE, hour), read_only=True):
            await self._database.run(lambda sql, stale=stale: _mend(sql, stale))  # type: ignore[misc]
        return await self._database.run(lambda sql: _counts(sql, hour, environment), read_only=True)


def _mend(sql: sqlite3.Connection, hour: str) -> None:
    peaks = sql.execute(_PEAKS, {"hour": hour, "end": hour + _END}).fetchall()
    sql.executemany(_MEND, [tuple(row) for row in peaks])


def _counts(sql: sqlite3.Connection, hour: str, environment: str) -> tuple[CallCount, ...]:
    return tuple(CallCount(*row) for row in sql.execute(_SUMS, (hour, environment)))


def _column(sql: sqlite3.Connection, query: str, value: str) -> Sequence[str]:
    return [row[0] for row in sql.execute(query, (value,))]
