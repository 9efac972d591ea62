"""Reads of recorded exchanges what their summaries leave out: whose session they carried, and the guard's notes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from aexdesk.storage.database import Database

_HEAD = "{{session:"
_LONGEST = 120
"""Letters that are read of a reference: a token's id is shorter."""
_AT_ONCE = 500
"""Exchanges in one query; SQLite takes more, but nobody waits for more."""

_QUERY = (
    "SELECT exchange_id, guard, substr(request, nullif(instr(request, :head), 0) + :size, :longest) AS session,"
    " substr(request_body, nullif(instr(request_body, CAST (:head AS BLOB)), 0) + :size, :longest) AS session_in_body"
    " FROM exchange_contents WHERE exchange_id IN (SELECT value FROM json_each(:ids))"
)


@dataclass(frozen=True, slots=True)
class ExchangeMarks:
    """`token_id` of the session that the call carried, "" where the vault does not hold it. `notes` are codes."""

    token_id: str = ""
    notes: tuple[str, ...] = ()


class ExchangeMarksReader:
    """Reads no body and parses no request: the log shows hundreds of lines, many times a minute."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, ids: Sequence[str]) -> dict[str, ExchangeMarks]:
        """By the exchange's id; one that is not recorded is left out."""
        found: dict[str, ExchangeMarks] = {}
        for start in range(0, len(ids), _AT_ONCE):
            values = {
                "ids": json.dumps(ids[start : start + _AT_ONCE]),
                "head": _HEAD,
                "size": len(_HEAD),
                "longest": _LONGEST,
            }
            rows = await self._database.run(
                lambda sql, values=values: sql.execute(_QUERY, values).fetchall(),  # type: ignore[misc]
                read_only=True,
            )
            with self._database.reading():
                found |= {row["exchange_id"]: _marks_of(row) for row in rows}
        return found


def _marks_of(row: sqlite3.Row) -> ExchangeMarks:
    told = row["session"] or (row["session_in_body"] or b"").decode("utf-8", "replace")
    rest, closing, _behind = told.partition("}}")
    notes = json.loads(row["guard"]).get("notes", ())
    return ExchangeMarks(rest if closing else "", tuple(notes))
