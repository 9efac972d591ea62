"""`python -m tests.benchmarks.history_building HOME ROWS`: a data folder whose history SQL wrote, in a minute.

Its rows are what recording and indexing would have made of as many small calls, all of them on one day in Beijing:
yesterday, so that none is to come.
"""

from __future__ import annotations

import sqlite3
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from aexdesk.storage.database import Database
from aexdesk.storage.exchange_blocks import BLOCK_ROWS, OPTIONS, table_of
from aexdesk.storage.folder import DataFolder
from aexdesk.storage.index_text import COLUMNS, FAILED_MARK, REFUSED_MARK, door_mark, environment_mark, status_mark

APIS = (
    "aliexpress.ds.product.get", "aliexpress.ds.order.create", "aliexpress.trade.ds.order.get",
    "aliexpress.ds.freight.query", "aliexpress.ds.category.get", "aliexpress.affiliate.product.query",
    "aliexpress.logistics.buyer.freight.calculate", "aliexpress.ds.text.search",
)  # fmt: skip
WORDS = (
    "wireless", "charger", "bracelet", "headphones", "steel", "cotton", "travel", "kitchen", "garden", "lamp",
    "phone", "holder", "silicone", "leather", "portable", "waterproof",
)  # fmt: skip

_EXCHANGES = """
WITH RECURSIVE n (i) AS (SELECT :first UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :end)
INSERT INTO exchanges (rowid, id, environment, at, profile, api, app_key, request_id, status, ms, is_failed,
    error_code, guard_allowed, door)
SELECT i, printf('%032x', i * 7919), 'practice',
    strftime('%Y-%m-%dT%H:%M:%S', :midnight + i * 86000 / :rows, 'unixepoch') || '.000000+00:00', 'Demo shop',
    json_extract(:apis, printf('$[%d]', i % 8)), '12345678', printf('2102%018d', i * 104729), 200, 40.5, i % 11 = 0,
    iif(i % 11 = 0, 'InvalidParameter', ''), i % 97 <> 0, iif(i / 8 % 2, 'proxy', '')
FROM n"""

_CONTENTS = """
INSERT INTO exchange_contents (exchange_id, request, guard, error, response, request_body, response_body)
SELECT id, '{"method":"POST","url":"http://127.0.0.1:8917/sync","headers":[],"parameters":[["product_id","' ||
    printf('1005%012d', rowid * 7907 % 1000000) || '","user"]],"string_to_sign":"","sign":""}',
    '{"allowed":true,"reason":"reads","differences":[],"test_case":"","notes":[]}', NULL,
    '{"headers":[],"first_byte_ms":1.0,"size":2}', X'', CAST ('{}' AS BLOB)
FROM exchanges WHERE rowid >= :first AND rowid < :end"""

_WORDS = """
INSERT INTO {table} (rowid, {columns})
SELECT rowid, api, iif(is_failed, 'InvalidParameter Invalid Parameter', ''), request_id || ' ' || id, profile,
    :marks || iif(door = '', :own, :proxy) || iif(is_failed, :failed, '') || iif(guard_allowed, '', :refused),
    'product_id ' || printf('1005%012d', rowid * 7907 % 1000000) || ' ship_to_country US target_language EN',
    '{{"order_id":' || printf('81%014d', rowid * 104729 % 100000000) || ',"subject":"' ||
    json_extract(:words, printf('$[%d]', rowid % 16)) || ' ' || json_extract(:words, printf('$[%d]', rowid / 16 % 16))
    || ' ' || json_extract(:words, printf('$[%d]', rowid / 256 % 16)) || ' 测 试 订 单","store":"Store '
    || (rowid % 5000) || '","is_success":true}}'
FROM exchanges WHERE rowid >= :first AND rowid < :end"""


def build(home: Path, rows: int) -> None:
    """Makes the folder; retention is off in it, for its calls are old."""
    folder = DataFolder(home)
    Database.open(folder.database).close()
    sql = sqlite3.connect(folder.database, isolation_level=None)
    sql.execute("PRAGMA synchronous = OFF")
    sql.execute("INSERT INTO settings VALUES ('history.keep_days', '0'), ('history.keep_megabytes', '0')")
    midnight = _yesterday_in_beijing(datetime.now(UTC))
    for block in range(rows // BLOCK_ROWS + 1):
        first, end = max(1, block * BLOCK_ROWS), min(rows + 1, (block + 1) * BLOCK_ROWS)
        if first < end:
            _add_block(sql, block, {"first": first, "end": end, "midnight": midnight, "rows": rows})
    sql.execute("UPDATE exchange_index SET indexed_to = ?", (rows,))
    sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    sql.close()


def _yesterday_in_beijing(now: datetime) -> int:
    """The second in which it began."""
    there = now.astimezone(timezone(timedelta(hours=8))) - timedelta(days=1)
    return int(there.replace(hour=0, minute=0, second=0, microsecond=0).timestamp())


def _add_block(sql: sqlite3.Connection, block: int, span: dict[str, int]) -> None:
    values: dict[str, int | str] = span | {
        "apis": _json(APIS), "words": _json(WORDS),
        "marks": f"{environment_mark('practice')} {status_mark('200')} {status_mark('2xx')} ",
        "own": f"{door_mark('')} ", "proxy": f"{door_mark('proxy')} ", "failed": f"{FAILED_MARK} ",
        "refused": REFUSED_MARK,
    }  # fmt: skip
    table, columns = table_of(block), ", ".join(COLUMNS)
    sql.execute("BEGIN")
    sql.execute(f"CREATE VIRTUAL TABLE {table} USING fts5 ({columns}, {OPTIONS})")
    sql.execute(_EXCHANGES, values)
    sql.execute(_CONTENTS, values)
    sql.execute(_WORDS.format(table=table, columns=columns), values)
    sql.execute(
        "INSERT INTO exchange_blocks SELECT :block, min(at), max(at), 0 FROM exchanges WHERE rowid >= :first"
        " AND rowid < :end",
        values | {"block": block},
    )
    sql.execute("COMMIT")


def _json(texts: tuple[str, ...]) -> str:
    return "[" + ",".join(f'"{text}"' for text in texts) + "]"


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]))
