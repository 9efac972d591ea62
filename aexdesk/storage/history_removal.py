"""Deletes exchanges, so that nothing of them is left: rows, words, body files; and tells what room the rest takes."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from aexdesk.faults import StorageFault
from aexdesk.storage.database import Database
from aexdesk.storage.exchange_blocks import drop_rows
from aexdesk.storage.folder import fault_of
from aexdesk.storage.rows import SqlValue, as_optional_time, as_text

BATCH = 100
"""Exchanges that one statement deletes."""
TURN_S = 0.02
"""After this a transaction ends, so that others come in between; a shorter one would spend most of it on its end."""
_GIVEN_BACK = 64
"""Pages that one statement gives back to the system."""
_FREE_ENOUGH = 256
"""So many free pages, or a tenth of all, stay for what comes next."""

_TALLIES = 1000
"""Seconds whose counts one transaction forgets."""
_OLD_SECONDS = (
    "DELETE FROM call_seconds WHERE (second, environment, app_key, api) IN"
    f" (SELECT second, environment, app_key, api FROM call_seconds WHERE second < ? LIMIT {_TALLIES})"
)

_AMONG = "id IN (SELECT value FROM json_each(?))"


def delete_rows(connection: sqlite3.Connection, where: str, *values: SqlValue) -> int:
    """Deletes up to `BATCH` exchanges and their words; their body files are doomed. How many it were."""
    rows = connection.execute(
        "SELECT exchanges.rowid AS number, id, response_file FROM exchanges JOIN exchange_contents ON exchange_id = id"
        f" WHERE {where} LIMIT {BATCH}",
        values,
    ).fetchall()
    if not rows:
        return 0
    drop_rows(connection, (row["number"] for row in rows))
    files = [(row["response_file"],) for row in rows if row["response_file"] is not None]
    connection.executemany("INSERT OR IGNORE INTO doomed_files VALUES (?)", files)
    connection.execute(f"DELETE FROM exchanges WHERE {_AMONG}", (json.dumps([row["id"] for row in rows]),))
    # The next exchange may get a number that has just become free; it must not count as indexed.
    connection.execute(
        "UPDATE exchange_index SET indexed_to = min(indexed_to, (SELECT coalesce(max(rowid), 0) FROM exchanges))"
    )
    return len(rows)


class HistoryRemoval:
    """Hides first, where it may be undone; deletes in batches, so that others come in between."""

    def __init__(self, database: Database, bodies: Path) -> None:
        self._database = database
        self._bodies = bodies

    async def hide(self, ids: Sequence[str], at: datetime) -> None:
        """Leaves these out of every list; `restore` with the same moment brings them back."""
        values = (as_text(at), json.dumps(list(ids)))
        text = f"UPDATE exchanges SET removed_at = ? WHERE removed_at IS NULL AND {_AMONG}"
        await self._database.run(lambda sql: sql.execute(text, values).close())

    async def restore(self, at: datetime) -> None:
        """Brings back what was hidden at that moment."""
        text = (
            "UPDATE exchanges SET removed_at = NULL WHERE rowid IN"
            " (SELECT rowid FROM exchanges WHERE removed_at = ? LIMIT 1000)"
        )
        while await self._database.run(lambda sql: sql.execute(text, (as_text(at),)).rowcount):
            pass

    async def purge_some(self) -> bool:
        """Deletes the next batch of what is hidden; whether there was any."""
        return await self._delete("removed_at IS NOT NULL")

    async def newest_until(self, at: datetime) -> datetime | None:
        """When the newest exchange until then was made; None where there is none."""
        query = "SELECT max(at) FROM exchanges WHERE at <= ?"
        found = await self._database.run(lambda sql: sql.execute(query, (as_text(at),)).fetchone()[0], read_only=True)
        with self._database.reading():
            return as_optional_time(found)

    async def delete_some_before(self, at: datetime) -> bool:
        """Deletes the next batch of what is older and not pinned; whether there was any."""
        return await self._delete("at < ? AND NOT is_pinned", as_text(at))

    async def delete_some_oldest(self) -> bool:
        """Deletes the oldest batch that is not pinned, and no more: the room is measured anew before the next."""
        where = f"exchanges.rowid IN (SELECT rowid FROM exchanges WHERE NOT is_pinned ORDER BY at LIMIT {BATCH})"
        return await self._database.run(lambda sql: delete_rows(sql, where) > 0)

    async def forget_some_counts_before(self, at: datetime) -> bool:
        """Forgets a batch of what was counted of calls before that hour; whether there was any."""
        hour = as_text(at)[: len("2026-03-01T16")]

        def work(sql: sqlite3.Connection) -> bool:
            seconds = sql.execute(_OLD_SECONDS, (hour,)).rowcount
            return bool(seconds or sql.execute("DELETE FROM call_hours WHERE hour < ?", (hour,)).rowcount)

        return await self._database.run(work)

    async def shrink_some(self) -> bool:
        """Gives free pages of the database back to the system; whether more remain than are worth keeping.

        A database that an earlier version made cannot give any back: it fills them anew.
        """
        return await self._database.run(_give_back)

    async def fold_log(self) -> bool:
        """Empties the database's log, in which deleted pages still stand; False where another program reads it."""
        return await self._database.fold_log()

    async def used_bytes(self) -> int:
        """The room that history and bodies take, without the database's pages that are free again."""

        def work(sql: sqlite3.Connection) -> int:
            pages, free, size = (
                sql.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
            )
            return int((pages - free) * size)

        return await self._database.run(work, read_only=True) + await asyncio.to_thread(self._body_bytes)

    async def unlink_doomed(self) -> None:
        """Deletes the body files whose exchange has gone. Raises StorageFault; they are tried again next time."""
        names = await self._database.run(
            lambda sql: [row["name"] for row in sql.execute("SELECT name FROM doomed_files")], read_only=True
        )
        for name in names:
            _unlink(self._bodies / name)
        if names:
            text = "DELETE FROM doomed_files WHERE name IN (SELECT value FROM json_each(?))"
            await self._database.run(lambda sql: sql.execute(text, (json.dumps(names),)).close())

    def _body_bytes(self) -> int:
        total = 0
        with suppress(OSError), os.scandir(self._bodies) as entries:
            for entry in entries:
                with suppress(FileNotFoundError):
                    total += entry.stat().st_size
        return total

    async def _delete(self, where: str, *values: SqlValue) -> bool:
        def work(sql: sqlite3.Connection) -> bool:
            end = time.monotonic() + TURN_S
            is_any = False
            while delete_rows(sql, where, *values):
                is_any = True
                if time.monotonic() >= end:
                    break
            return is_any

        return await self._database.run(work)


def _give_back(sql: sqlite3.Connection) -> bool:
    end = time.monotonic() + TURN_S
    while _is_wasteful(sql):
        sql.execute(f"PRAGMA incremental_vacuum({_GIVEN_BACK})").fetchall()
        if time.monotonic() >= end:
            return True
    return False


def _is_wasteful(sql: sqlite3.Connection) -> bool:
    free, pages, mode = (
        sql.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_count", "auto_vacuum")
    )
    return bool(mode) and int(free) > max(_FREE_ENOUGH, pages // 10)


def _unlink(path: Path) -> None:
    try:
        with suppress(FileNotFoundError):
            path.unlink()
    except OSError as error:
        fault: StorageFault = fault_of(error, path)
        raise fault from error
