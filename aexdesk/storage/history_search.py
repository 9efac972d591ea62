"""Finds exchanges: page by page, newest first, by place instead of by number, so that the last page costs no more."""

from __future__ import annotations

import json
import sqlite3
import time
from dataclasses import dataclass
from functools import partial

from aexdesk.storage.case_calls import asked_about, asks_for_cases
from aexdesk.storage.database import Database
from aexdesk.storage.exchange_blocks import BLOCK_ROWS, block_of, table_of
from aexdesk.storage.exchange_rows import SUMMARY_COLUMNS, summary_from_row
from aexdesk.storage.index_text import FAILED_MARK, REFUSED_MARK, door_mark, environment_mark, phrase, status_mark
from aexdesk.storage.rows import SqlValue, as_text
from aexdesk.workspace.exchange import ExchangeSummary
from aexdesk.workspace.history_query import HistoryQuery

_TURN_S = 0.01
"""After this a search lets others have the database, and goes on."""

_SUMMARY = ", ".join(f"e.{name}" for name in SUMMARY_COLUMNS.split(", "))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the time and the row of its last line."""

    at: str
    rowid: int


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """`rest` is where the next page begins; None after the last."""

    lines: tuple[ExchangeSummary, ...]
    rest: Place | None


Conditions = tuple[str, list[SqlValue]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, its parts for FTS5, and, where it wants the calls of support cases, their rows."""

    query: HistoryQuery
    match: tuple[str, ...]
    rows: frozenset[int] | None = None


class HistorySearch:
    """A query with words goes through the index, block by block from the newest; one without reads the table alone.

    Through the index lines stand in the order in which they were recorded: that of their ends, not their beginnings.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, query: HistoryQuery, limit: int, after: Place | None = None) -> HistoryPage:
        """The next `limit` lines after a place. Cancelled, it ends within some milliseconds."""
        match = match_of(query)
        if match is None:
            rows = await self._database.run(lambda sql: _newest(sql, query, limit + 1, after), read_only=True)
        elif "" in match:
            rows = []
        else:
            rows = await self._through_blocks(query, match, limit + 1, after)
        has_more, rows = len(rows) > limit, rows[:limit]
        rest = Place(rows[-1]["at"], rows[-1]["number"]) if rows and has_more else None
        with self._database.reading():
            return HistoryPage(tuple(summary_from_row(row) for row in rows), rest)

    async def _through_blocks(
        self, query: HistoryQuery, match: tuple[str, ...], limit: int, after: Place | None
    ) -> list[sqlite3.Row]:
        asked, rest = await self._database.run(lambda sql: _begin(sql, query, match, after), read_only=True)
        rows: list[sqlite3.Row] = []
        while rest and len(rows) < limit:
            turn = partial(_in_blocks, asked=asked, rest=rest, limit=limit - len(rows), after=after)
            found, rest = await self._database.run(turn, read_only=True)
            rows += found
        return rows


def match_of(query: HistoryQuery) -> tuple[str, ...] | None:
    """The query in parts for FTS5, each of which must hold: None where the index is not needed, and an empty part where
    nothing can match (a word of signs only)."""
    parts: list[str] = []
    for column, words in (
        ("-marks", query.words),
        ("api", query.apis),
        ("code", query.codes),
        ("ids", query.ids),
        ("profile", query.profiles),
    ):
        parts += [one and f"{column} : {one}" for one in map(phrase, words)]
    marks = [status_mark(status) for status in query.statuses]
    marks += [FAILED_MARK] if query.is_failed else []
    marks += [REFUSED_MARK] if query.is_refused else []
    marks += [door_mark(query.door)] if query.door is not None else []
    if not parts and not marks:
        return None
    marks += [environment_mark(query.environment)] if query.environment is not None else []
    return (*parts, *(f"marks : {phrase(mark, is_whole=True)}" for mark in marks))


def _conditions(query: HistoryQuery) -> Conditions:
    conditions, values = ["e.removed_at IS NULL"], list[SqlValue]()
    if query.after is not None:
        conditions.append("e.at >= ?")
        values.append(as_text(query.after))
    if query.before is not None:
        conditions.append("e.at < ?")
        values.append(as_text(query.before))
    if query.is_pinned:
        conditions.append("e.is_pinned")
    return " AND ".join(conditions), values


def _newest(sql: sqlite3.Connection, query: HistoryQuery, limit: int, after: Place | None) -> list[sqlite3.Row]:
    where, values = _conditions(query)
    if query.environment is not None:
        where += " AND e.environment = ?"
        values.append(query.environment)
    if after is not None:
        where += " AND (e.at, e.rowid) < (?, ?)"
        values += [after.at, after.rowid]
    source = "exchanges e"
    if asks_for_cases(query):  # its rows lead: by time, all others would be passed on the way
        source = "json_each(?) asked CROSS JOIN exchanges e ON e.rowid = asked.value"
        values.insert(0, json.dumps(asked_about(sql, query)))
    text = f"SELECT e.rowid AS number, {_SUMMARY} FROM {source} WHERE {where} ORDER BY e.at DESC, e.rowid DESC LIMIT ?"
    return sql.execute(text, (*values, limit)).fetchall()


def _begin(
    sql: sqlite3.Connection, query: HistoryQuery, match: tuple[str, ...], after: Place | None
) -> tuple[Asked, list[int]]:
    """What is looked for, and the blocks that may hold it."""
    blocks = _blocks(sql, query, after)
    if not asks_for_cases(query):
        return Asked(query, match), blocks
    rows = frozenset(asked_about(sql, query))
    among = {block_of(row) for row in rows}
    return Asked(query, match, rows), [block for block in blocks if block in among]


def _blocks(sql: sqlite3.Connection, query: HistoryQuery, after: Place | None) -> list[int]:
    """The blocks that may hold a match, newest first."""
    where, values = "TRUE", list[SqlValue]()
    if query.after is not None:
        where += " AND last_at >= ?"
        values.append(as_text(query.after))
    if query.before is not None:
        where += " AND first_at < ?"
        values.append(as_text(query.before))
    if after is not None:
        where += " AND number * ? < ?"
        values += [BLOCK_ROWS, after.rowid]
    found = sql.execute(f"SELECT number FROM exchange_blocks WHERE {where} ORDER BY number DESC", values)
    return [row["number"] for row in found]


def _in_blocks(
    sql: sqlite3.Connection, *, asked: Asked, rest: list[int], limit: int, after: Place | None
) -> tuple[list[sqlite3.Row], list[int]]:
    """Lines of the next blocks, until there are enough or the turn is over; and the blocks that are left."""
    end = time.monotonic() + _TURN_S
    rows: list[sqlite3.Row] = []
    known = {row["number"] for row in sql.execute("SELECT number FROM exchange_blocks")}  # one may be gone by now
    for done, block in enumerate(rest, start=1):
        if block in known:
            rows += _in_block(sql, asked, block, limit - len(rows), after)
        if len(rows) >= limit or time.monotonic() >= end:
            return rows, rest[done:]
    return rows, []


def _in_block(sql: sqlite3.Connection, asked: Asked, block: int, limit: int, after: Place | None) -> list[sqlite3.Row]:
    match, table = asked.match, table_of(block)
    if len(match) > 1:
        # FTS5 would first gather what all the words hold, and a short one holds much.
        rarest = max(match, key=len)
        if not sql.execute(f"SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT 1", (rarest,)).fetchone():
            return []
    where, values = _conditions(asked.query)
    if asked.rows is not None:
        # With the sign FTS5 goes through its matches once; without it, once for each of the rows.
        where += f" AND +{table}.rowid IN (SELECT value FROM json_each(?))"
        values.append(json.dumps([row for row in asked.rows if block_of(row) == block]))
    if after is not None:
        where += f" AND {table}.rowid < ?"
        values.append(after.rowid)
    text = (
        f"SELECT e.rowid AS number, {_SUMMARY} FROM {table} JOIN exchanges e ON e.rowid = {table}.rowid"
        f" WHERE {table} MATCH ? AND {where} ORDER BY {table}.rowid DESC LIMIT ?"
    )
    return sql.execute(text, (" AND ".join(match), *values, limit)).fetchall()
