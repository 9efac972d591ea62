"""Keeps the search index in step with the history: in batches, after the recording, so that recording stays cheap."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from aexdesk.storage import exchange_blocks as blocks
from aexdesk.storage.database import Database
from aexdesk.storage.index_text import GOT_LETTERS, index_values
from aexdesk.storage.rows import SqlValue

BATCH = 100
"""Exchanges that one transaction indexes: some 20 ms."""

_TURN_S = 0.02
"""After this, cleaning lets others have the database, and goes on."""

_QUERY = (
    "SELECT exchanges.rowid AS number, id, environment, at, profile, api, request_id, status, is_failed, error_code,"
    " guard_allowed, door, request, error, response_file, substr(response_body, 1, :bytes) AS response_body"
    " FROM exchanges JOIN exchange_contents ON exchange_id = id"
    " WHERE exchanges.rowid > (SELECT indexed_to FROM exchange_index) ORDER BY exchanges.rowid LIMIT :batch"
)


class HistoryIndex:
    """What has been recorded and is not indexed yet lies behind a mark; a crash loses nothing of it."""

    def __init__(self, database: Database, bodies: Path) -> None:
        self._database = database
        self._bodies = bodies

    async def catch_up(self, most: int | None = None) -> None:
        """Indexes all that waits, or `most` batches of it, one by one, so that others come in between."""
        for _batch in count() if most is None else range(most):
            if not await self.index_some():
                return

    async def index_some(self) -> bool:
        """Indexes the next batch; whether more may wait."""
        if not await self._database.run(_waits, read_only=True):  # most of the time; a read disturbs nobody
            return False
        return await self._database.run(self._index)

    async def clean_some(self) -> bool:
        """One step of cleaning the words of deleted exchanges away; whether more remains."""
        dirty = await self._database.run(blocks.dirty_blocks, read_only=True)
        if not dirty:
            return False
        block = dirty[0]
        is_done = await self._database.run(lambda sql: _clean(sql, block, is_begun=False))
        while not is_done:
            is_done = await self._database.run(lambda sql: _clean(sql, block, is_begun=True))
        return len(dirty) > 1

    def _index(self, connection: sqlite3.Connection) -> bool:
        values = {"bytes": GOT_LETTERS * 4, "batch": BATCH}
        rows = connection.execute(_QUERY, values).fetchall()
        for block in sorted({blocks.block_of(row["number"]) for row in rows}):
            with self._database.reading():
                values_of_block = self._of_block(rows, block)
            blocks.add_rows(connection, block, values_of_block)
        if rows:
            connection.execute("UPDATE exchange_index SET indexed_to = ?", (rows[-1]["number"],))
        return len(rows) == BATCH

    def _of_block(self, rows: Sequence[sqlite3.Row], block: int) -> list[tuple[int, str, tuple[SqlValue, ...]]]:
        return [
            (row["number"], row["at"], index_values(row, self._head_of(row["response_file"])))
            for row in rows
            if blocks.block_of(row["number"]) == block
        ]

    def _head_of(self, name: str | None) -> bytes:
        if name is None:
            return b""
        try:
            with (self._bodies / name).open("rb") as stream:
                return stream.read(GOT_LETTERS * 4)
        except OSError:  # it has gone: the exchange is found by the rest of it
            return b""


def _clean(connection: sqlite3.Connection, block: int, *, is_begun: bool) -> bool:
    end = time.monotonic() + _TURN_S
    while not blocks.clean(connection, block, is_first_step=not is_begun):
        is_begun = True
        if time.monotonic() >= end:
            return False
    return True


def _waits(connection: sqlite3.Connection) -> bool:
    query = "SELECT 1 FROM exchanges WHERE rowid > (SELECT indexed_to FROM exchange_index) LIMIT 1"
    return connection.execute(query).fetchone() is not None
