"""The blocks of the history's search index: one FTS5 table for each 20,000 rows, made and dropped as rows come and go.

A query of one block is over in milliseconds, and a block can be cleaned of what was deleted without touching the rest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from aexdesk.storage.index_text import COLUMNS
from aexdesk.storage.rows import SqlValue

BLOCK_ROWS = 20_000
"""Fixed for good: it says in which table a row is found."""

OPTIONS = "tokenize = 'unicode61 remove_diacritics 2', columnsize = 0, prefix = '1 2'"
"""Of each block. Trigrams would find the middle of a word too, but no Chinese word of two letters, and cost five times
the room. The beginnings of one and two letters have lists of their own: so many words begin with them."""

_MERGED_PAGES = 200
"""Pages of the index that one step of cleaning writes: some milliseconds."""


def block_of(rowid: int) -> int:
    """The block in which the exchange of that row is indexed."""
    return rowid // BLOCK_ROWS


def table_of(block: int) -> str:
    """The search table of a block."""
    return f"exchange_search_{block:d}"


def add_rows(connection: sqlite3.Connection, block: int, rows: Sequence[tuple[int, str, tuple[SqlValue, ...]]]) -> None:
    """Indexes rows of one block, each with its rowid, time and values; the table is made for the first."""
    table, first, last = table_of(block), min(row[1] for row in rows), max(row[1] for row in rows)
    known = connection.execute("SELECT 1 FROM exchange_blocks WHERE number = ?", (block,)).fetchone()
    if known is None:
        connection.execute(f"CREATE VIRTUAL TABLE {table} USING fts5 ({', '.join(COLUMNS)}, {OPTIONS})")
        connection.execute("INSERT INTO exchange_blocks VALUES (?, ?, ?, 0)", (block, first, last))
    connection.executemany(
        f"INSERT INTO {table} (rowid, {', '.join(COLUMNS)}) VALUES (?{', ?' * len(COLUMNS)})",
        [(rowid, *values) for rowid, _at, values in rows],
    )
    connection.execute(
        "UPDATE exchange_blocks SET first_at = min(first_at, ?), last_at = max(last_at, ?) WHERE number = ?",
        (first, last, block),
    )


def drop_rows(connection: sqlite3.Connection, rowids: Iterable[int]) -> None:
    """Takes rows out of the index. Their words stay in the file until the block has been cleaned."""
    blocks: dict[int, list[tuple[int]]] = {}
    for rowid in rowids:
        blocks.setdefault(block_of(rowid), []).append((rowid,))
    for block, gone in blocks.items():
        marked = connection.execute("UPDATE exchange_blocks SET is_dirty = 1 WHERE number = ?", (block,))
        if marked.rowcount:
            connection.executemany(f"DELETE FROM {table_of(block)} WHERE rowid = ?", gone)


def dirty_blocks(connection: sqlite3.Connection) -> list[int]:
    """Those in which deleted words may still stand."""
    return [row[0] for row in connection.execute("SELECT number FROM exchange_blocks WHERE is_dirty ORDER BY number")]


def drop_if_empty(connection: sqlite3.Connection, block: int) -> bool:
    """Drops a block that holds no row any more, all its words with it."""
    some = connection.execute(
        "SELECT 1 FROM exchanges WHERE rowid >= ? AND rowid < ? LIMIT 1", (block * BLOCK_ROWS, (block + 1) * BLOCK_ROWS)
    ).fetchone()
    if some is None:
        connection.execute(f"DROP TABLE {table_of(block)}")
        connection.execute("DELETE FROM exchange_blocks WHERE number = ?", (block,))
    return some is None


def clean(connection: sqlite3.Connection, block: int, *, is_first_step: bool) -> bool:
    """One step of merging all parts of the index into one: deleted words stand in none but the older parts. True: done.

    SQLite 3.42 could delete words at once; its form of the index cannot be read by the ones before it.
    """
    if is_first_step and drop_if_empty(connection, block):
        return True
    table, before = table_of(block), connection.total_changes
    pages = -_MERGED_PAGES if is_first_step else _MERGED_PAGES
    connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", (pages,))
    is_done = connection.total_changes - before < 2  # as SQLite's manual tells it
    if is_done:
        connection.execute("UPDATE exchange_blocks SET is_dirty = 0 WHERE number = ?", (block,))
    return is_done
