"""Keeps the settings: JSON values by key."""

from __future__ import annotations

import json
from typing import Any

from aexdesk.storage.database import Database


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
        if value is None:
            await self._database.run(lambda sql: sql.execute("DELETE FROM settings WHERE key = ?", (key,)).close())
            return
        statement = (
            "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        )
        text = json.dumps(value)
        await self._database.run(lambda sql: sql.execute(statement, (key, text)).close())

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
