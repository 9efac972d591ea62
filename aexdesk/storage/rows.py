"""Between frozen things and rows: times as text, and the table whose rows are removed softly and purged later."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import ClassVar, Generic, TypeVar

from aexdesk.faults import BadInput
from aexdesk.storage.database import Database

SqlValue = str | int | float | bytes | None
T = TypeVar("T")
Many = list[T]  # inside a class that has a method `list`, that name means the method


def as_text(at: datetime) -> str:
    """An instant as ISO 8601 in UTC, always of one width, so that texts sort as times do."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone says nothing")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def as_optional_text(at: datetime | None) -> str | None:
    """The same, where there may be none."""
    return None if at is None else as_text(at)


def as_optional_time(text: str | None) -> datetime | None:
    """What `as_optional_text` wrote."""
    return None if text is None else datetime.fromisoformat(text)


class Shelf(ABC, Generic[T]):
    """A table of the user's things of one kind. What is removed can come back (undo) until it is purged.

    Everything but `removed`, `restore` and `purge` sees only what has not been removed. A removed thing survives a
    restart, so whoever purges (secrets first, then the row) can go on where a crash stopped it.
    """

    table: ClassVar[str]
    order: ClassVar[str]
    unique: ClassVar[str] = ""
    """The column whose value two things of one environment may not share."""
    taken: ClassVar[str] = "name_taken"

    def __init__(self, database: Database) -> None:
        self._database = database

    @abstractmethod
    def _to_row(self, thing: T) -> Mapping[str, SqlValue]: ...

    @abstractmethod
    def _from_row(self, row: sqlite3.Row) -> T: ...

    async def list(self, environment: str | None = None) -> Many[T]:
        """All of one environment, or of every one."""
        return await (self._all() if environment is None else self._all("environment = ?", environment))

    async def get(self, id: str) -> T | None:
        """The one with this id."""
        return await self._one("id = ?", id)

    async def save(self, thing: T) -> None:
        """Inserts, or updates what has this id."""
        await self.save_all([thing])

    async def save_all(self, things: Sequence[T]) -> None:
        """The same for several: all of them, or, where one is refused, none."""
        rows = [self._to_row(thing) for thing in things]

        def work(connection: sqlite3.Connection) -> None:
            for row in rows:
                self._check(connection, row)
                connection.execute(_upsert(self.table, tuple(row)), tuple(row.values()))

        await self._database.run(work)

    async def mark_removed(self, id: str, at: datetime) -> None:
        """Hides it; `restore` brings it back."""
        await self._execute(f"UPDATE {self.table} SET removed_at = ? WHERE id = ?", as_text(at), id)

    async def restore(self, id: str) -> None:
        """Undoes `mark_removed`; refused where another has taken the name meanwhile."""

        def work(connection: sqlite3.Connection) -> None:
            row = connection.execute(f"SELECT * FROM {self.table} WHERE id = ?", (id,)).fetchone()
            if row is not None:
                self._check(connection, dict(row))
                connection.execute(f"UPDATE {self.table} SET removed_at = NULL WHERE id = ?", (id,))

        await self._database.run(work)

    async def removed(self) -> Many[T]:
        """What waits for its purge, in every environment."""
        return await self._select("removed_at IS NOT NULL")

    async def purge(self, id: str) -> None:
        """Takes the row away for good."""
        await self._execute(f"DELETE FROM {self.table} WHERE id = ?", id)

    async def _all(self, where: str = "TRUE", *values: SqlValue) -> Many[T]:
        return await self._select(f"removed_at IS NULL AND {where}", *values)

    async def _one(self, where: str, *values: SqlValue) -> T | None:
        found = await self._all(where, *values)
        return found[0] if found else None

    async def _select(self, where: str, *values: SqlValue) -> Many[T]:
        query = f"SELECT * FROM {self.table} WHERE {where} ORDER BY {self.order}"
        rows = await self._database.run(lambda sql: sql.execute(query, values).fetchall(), read_only=True)
        with self._database.reading():
            return [self._from_row(row) for row in rows]

    async def _execute(self, statement: str, *values: SqlValue) -> None:
        await self._database.run(lambda sql: sql.execute(statement, values).close())

    def _check(self, connection: sqlite3.Connection, row: Mapping[str, SqlValue]) -> None:
        """Refuses, in words that help, what the table's own constraints would refuse."""
        environment = row["environment"]
        if not _exists(connection, "environments WHERE name = ?", environment):
            raise BadInput("unknown_environment", name=str(environment))
        if not self.unique:
            return
        same = f"{self.table} WHERE environment = ? AND {self.unique} = ? AND id <> ? AND removed_at IS NULL"
        if _exists(connection, same, environment, row[self.unique], row["id"]):
            raise BadInput(self.taken, name=str(row[self.unique]))


def _exists(connection: sqlite3.Connection, source: str, *values: SqlValue) -> bool:
    return connection.execute(f"SELECT 1 FROM {source} LIMIT 1", values).fetchone() is not None


def _upsert(table: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" for _ in columns)
    changes = ", ".join(f"{name} = excluded.{name}" for name in columns if name != "id")
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {changes}"
