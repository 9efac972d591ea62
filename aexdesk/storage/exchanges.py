"""Keeps the history: every exchange as it was sent and answered, already free of secrets when it arrives here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from aexdesk.storage.database import Database
from aexdesk.storage.exchange_rows import INSERTS, SUMMARY_COLUMNS, from_row, summary_from_row, to_row
from aexdesk.storage.history_removal import HistoryRemoval, delete_rows
from aexdesk.storage.rows import SqlValue
from aexdesk.workspace.exchange import Exchange, ExchangeSummary

# Written as in the index of the failed ones, or SQLite does not take it.
_FAILED = "is_failed AND error_code <> '405'"  # the platform's 405 is an answer: there were no results


class Exchanges:
    """The history of calls. Bodies that were too large for the row lie in `bodies`, one file each."""

    def __init__(self, database: Database, bodies: Path) -> None:
        self._database = database
        self._bodies = bodies

    async def record(self, exchange: Exchange) -> None:
        """Adds an exchange; what is recorded is never changed."""
        await self.record_all((exchange,))

    async def record_all(self, exchanges: Sequence[Exchange]) -> None:
        """Adds several at once: all of them, or none."""
        rows = [to_row(exchange, self._bodies) for exchange in exchanges]

        def work(connection: sqlite3.Connection) -> None:
            for statement in INSERTS:
                connection.executemany(statement, rows)

        await self._database.run(work)

    async def get(self, id: str) -> Exchange | None:
        """The exchange as it was recorded."""
        return await self._first("WHERE id = ? AND removed_at IS NULL", id)

    async def set_pinned(self, ids: Sequence[str], *, is_pinned: bool) -> None:
        """Pins, or unpins: what is pinned stays when old exchanges go."""
        text = "UPDATE exchanges SET is_pinned = ? WHERE id IN (SELECT value FROM json_each(?))"
        values = (is_pinned, json.dumps(list(ids)))
        await self._database.run(lambda sql: sql.execute(text, values).close())

    async def recent(
        self,
        environment: str | None = None,
        limit: int = 50,
        offset: int = 0,
        *,
        failed_only: bool = False,
    ) -> list[ExchangeSummary]:
        """Lines of the history, newest first."""
        where, values = _conditions(environment, failed_only=failed_only)
        return await self._summaries(where, values, limit, offset)

    async def recent_of_door(self, door: str, environment: str, limit: int, offset: int = 0) -> list[ExchangeSummary]:
        """Lines of what came through a door, newest first."""
        where, values = _conditions(environment)
        return await self._summaries(f"{where} AND door = ?", [*values, door], limit, offset)

    async def _summaries(self, where: str, values: list[SqlValue], limit: int, offset: int) -> list[ExchangeSummary]:
        query = f"SELECT {SUMMARY_COLUMNS} FROM exchanges WHERE {where} ORDER BY at DESC, rowid DESC LIMIT ? OFFSET ?"
        rows = await self._select(query, *values, limit, offset)
        with self._database.reading():
            return [summary_from_row(row) for row in rows]

    async def count(self, environment: str | None = None) -> int:
        """How many `recent` could show."""
        where, values = _conditions(environment)
        (row,) = await self._select(f"SELECT count(*) FROM exchanges WHERE {where}", *values)
        return int(row[0])

    async def delete(self, id: str) -> None:
        """Forgets the exchange and its body file."""
        removal = HistoryRemoval(self._database, self._bodies)
        await self._database.run(lambda sql: delete_rows(sql, "id = ?", id))
        await removal.unlink_doomed()

    async def body_file_names(self) -> set[str]:
        """The files that the history needs; any other in the folder is an orphan."""
        rows = await self._select("SELECT response_file FROM exchange_contents WHERE response_file IS NOT NULL")
        return {row["response_file"] for row in rows}

    async def _first(self, rest: str, *values: SqlValue) -> Exchange | None:
        query = f"SELECT * FROM exchanges JOIN exchange_contents ON exchange_id = id {rest}"
        rows = await self._select(query, *values)
        with self._database.reading():
            return from_row(rows[0], self._bodies) if rows else None

    async def _select(self, query: str, *values: SqlValue) -> list[sqlite3.Row]:
        return await self._database.run(lambda sql: sql.execute(query, values).fetchall(), read_only=True)


def _conditions(environment: str | None, *, failed_only: bool = False) -> tuple[str, list[SqlValue]]:
    conditions, values = ["removed_at IS NULL"], list[SqlValue]()
    if failed_only:
        conditions.append(_FAILED)
    if environment is not None:
        conditions.append("environment = ?")
        values.append(environment)
    return " AND ".join(conditions), values
