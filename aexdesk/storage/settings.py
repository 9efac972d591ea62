"""Keeps the settings: JSON values by key."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from aexdesk.storage.database import Database

_SET: Final = "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


class Settings:
    """What the user chose and the window remembers. A key that was never set is None."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: str) -> Any:
        """The value, or None."""
        query = "SELECT value FROM settings WHERE key = ?"
        row = await self._database.run(lambda sql: sql.execute(query, (key,)).fetchone(), read_only=True)
        return None if row is None else _read(row["value"])

    async def set(self, key: str, value: Any) -> None:
        """Stores whatever JSON can hold; None takes the key away."""
        await self.set_all({key: value})

    async def set_all(self, values: Mapping[str, Any]) -> None:
        """The same for several keys at once: all of them, or none. What is handed in must stay as it is."""

        def work(sql: sqlite3.Connection) -> None:
            for key, value in values.items():
                if value is None:
                    sql.execute("DELETE FROM settings WHERE key = ?", (key,))
                else:
                    sql.execute(_SET, (key, json.dumps(value)))

        await self._database.run(work)

    async def all(self) -> dict[str, Any]:
        """Every key that is set; one whose value cannot be read counts as never set."""
        query = "SELECT key, value FROM settings ORDER BY key"
        rows = await self._database.run(lambda sql: sql.execute(query).fetchall(), read_only=True)
        values = {row["key"]: _read(row["value"]) for row in rows}
        return {key: value for key, value in values.items() if value is not None}


def _read(text: str) -> Any:
    """The value; None for what is no JSON: a preference that somebody broke must not keep the window from opening."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
