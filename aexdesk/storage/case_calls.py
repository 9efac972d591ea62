"""The calls about which support was asked, found by their cases: cases are few, so they lead, and no call is looked at
that nobody asked about."""

from __future__ import annotations

import sqlite3
from typing import Final

from aexdesk.storage.rows import SqlValue
from aexdesk.workspace.filed_case import FiledState
from aexdesk.workspace.history_query import HistoryQuery

_STATES: Final = frozenset(state.value for state in FiledState)
_WORD: Final = (
    "(substr(asked.id, 1, length(:{0})) = :{0}"
    " OR instr(lower(asked.subject || char(10) || asked.body || char(10) || asked.notes), :{0}))"
)


def asks_for_cases(query: HistoryQuery) -> bool:
    """Whether it wants calls of cases alone."""
    return query.is_asked or bool(query.cases)


def asked_about(sql: sqlite3.Connection, query: HistoryQuery) -> list[int]:
    """The rows of the calls about which such a case is. A word is a state, the beginning of an id, or stands in the
    case; of several, one and the same case holds each."""
    where, values = ["asked.removed_at IS NULL"], dict[str, SqlValue]()
    for number, word in enumerate(query.cases):
        name = f"word{number}"
        values[name] = word.lower()
        where.append(f"asked.state = :{name}" if word.lower() in _STATES else _WORD.format(name))
    text = (
        "SELECT DISTINCT e.rowid AS number FROM support_cases asked"
        " CROSS JOIN support_case_calls about ON about.case_id = asked.id"
        f" CROSS JOIN exchanges e ON e.id = about.exchange_id WHERE {' AND '.join(where)}"
    )
    return [row["number"] for row in sql.execute(text, values)]
