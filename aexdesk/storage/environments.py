"""Keeps the environments; practice and live are there from the first day."""

from __future__ import annotations

import sqlite3

from aexdesk.faults import BadInput
from aexdesk.storage.database import Database
from aexdesk.storage.rows import Many
from aexdesk.workspace.environment import Environment, EnvironmentKind

_COLUMNS = "name, kind, base_url, sync_path, rest_path, authorize_path"


class Environments:
    """The places that calls go to, by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list(self) -> Many[Environment]:
        """All, in the order in which they were made."""
        query = f"SELECT {_COLUMNS} FROM environments ORDER BY rowid"
        rows = await self._database.run(lambda sql: sql.execute(query).fetchall(), read_only=True)
        with self._database.reading():
            return [_from_row(row) for row in rows]

    async def get(self, name: str) -> Environment:
        """The one of this name; BadInput where there is none."""
        query = f"SELECT {_COLUMNS} FROM environments WHERE name = ?"
        row = await self._database.run(lambda sql: sql.execute(query, (name,)).fetchone(), read_only=True)
        if row is None:
            raise BadInput("unknown_environment", name=name)
        with self._database.reading():
            return _from_row(row)

    async def save(self, environment: Environment) -> None:
        """Inserts, or updates the one of this name. What stands behind a name (practice or live) never changes."""

        def work(connection: sqlite3.Connection) -> None:
            stored = connection.execute("SELECT kind FROM environments WHERE name = ?", (environment.name,)).fetchone()
            if stored is not None and stored["kind"] != environment.kind.value:
                raise BadInput("environment_kind_fixed", name=environment.name, kind=str(stored["kind"]))
            connection.execute(
                f"INSERT INTO environments ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
                " base_url = excluded.base_url, sync_path = excluded.sync_path,"
                " rest_path = excluded.rest_path, authorize_path = excluded.authorize_path",
                (
                    environment.name,
                    environment.kind.value,
                    environment.base_url,
                    environment.sync_path,
                    environment.rest_path,
                    environment.authorize_path,
                ),
            )

        await self._database.run(work)


def _from_row(row: sqlite3.Row) -> Environment:
    return Environment(
        name=row["name"],
        kind=EnvironmentKind(row["kind"]),
        base_url=row["base_url"],
        sync_path=row["sync_path"],
        rest_path=row["rest_path"],
        authorize_path=row["authorize_path"],
    )
