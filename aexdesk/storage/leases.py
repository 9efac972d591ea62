"""Leases: a name that one process at a time may hold, for a limited time."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from aexdesk.storage.database import Database
from aexdesk.storage.rows import as_text

# One statement in one writing transaction: of two processes that ask at once, SQLite lets the second see the first.
# A lease that ends later than twice the time asked for was written by a clock that has been set back since: void.
_TAKE = """
INSERT INTO leases (name, owner, until) VALUES (:name, :owner, :until)
ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
WHERE leases.owner = excluded.owner OR leases.until <= :now OR leases.until > :latest
"""


class Leases:
    """Held in the database, so that every process of the folder sees them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, name: str, owner: str, now: datetime, until: datetime) -> bool:
        """Whether `owner` holds it now: it was free, ran out, or is already theirs."""
        values = {
            "name": name,
            "owner": owner,
            "now": as_text(now),
            "until": as_text(until),
            "latest": as_text(until + (until - now)),
        }

        def work(connection: sqlite3.Connection) -> bool:
            return connection.execute(_TAKE, values).rowcount == 1

        return await self._database.run(work)

    async def release(self, name: str, owner: str) -> None:
        """Gives it back, if it is still theirs."""
        statement = "DELETE FROM leases WHERE name = ? AND owner = ?"
        await self._database.run(lambda sql: sql.execute(statement, (name, owner)).close())
