"""`python -m tests.benchmarks.scaling_history ROUNDS HOME...`: what a history asks for as it grows; seconds."""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from aexdesk.storage.database import Database
from aexdesk.storage.exchanges import Exchanges
from aexdesk.storage.folder import DataFolder
from aexdesk.storage.history_index import HistoryIndex
from aexdesk.storage.history_search import HistorySearch, Place
from aexdesk.workspace.history_query import read_query
from tests.benchmarks.scaling_rounds import Work, in_rounds
from tests.storage import things

_PAGE = 100
_NOW = datetime(2026, 3, 1, tzinfo=UTC)


async def _work(home: Path, database: Database) -> dict[str, Work]:
    folder = DataFolder(home)
    search, index = HistorySearch(database), HistoryIndex(database, folder.bodies)
    exchanges = Exchanges(database, folder.bodies)
    middle = await database.run(
        lambda sql: sql.execute(
            "SELECT at, rowid FROM exchanges WHERE rowid = (SELECT max(rowid) / 2 FROM exchanges)"
        ).fetchone()
    )
    one = (await search.find(read_query("", _NOW, "practice"), 1, Place(*middle))).lines[0]
    numbers = itertools.count(1)

    async def find(text: str, after: Place | None = None) -> None:
        await search.find(read_query(text, _NOW, "practice"), _PAGE, after)

    async def record() -> None:
        await exchanges.record(things.exchange(next(numbers), at=datetime.now(UTC)))

    async def index_one() -> None:
        await record()
        await index.catch_up()

    return {
        "first page of the history": lambda: find(""),
        "a page from its middle": lambda: find("", Place(*middle)),
        "search, a word that many calls hold": lambda: find("wireless"),
        "search, an ID that one call has": lambda: find(one.request_id),
        "search, a word that no call holds": lambda: find("nosuchword"),
        "one more call, recorded": record,
        "one more call, indexed": index_one,
    }


async def measure(rounds: int, homes: list[Path]) -> dict[str, list[list[float]]]:
    """All homes in turn."""
    databases = [await asyncio.to_thread(Database.open, DataFolder(home).database) for home in homes]
    try:
        return await in_rounds(rounds, [await _work(*pair) for pair in zip(homes, databases, strict=True)])
    finally:
        for database in databases:
            await asyncio.to_thread(database.close)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(int(sys.argv[1]), [Path(home) for home in sys.argv[2:]]))))
