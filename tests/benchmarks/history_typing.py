"""`python -m tests.benchmarks.history_typing HOME`: types into the search of a history; its figures as JSON, in ms."""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from aexdesk.storage.database import Database
from aexdesk.storage.folder import DataFolder
from aexdesk.storage.history_search import HistorySearch
from aexdesk.workspace.history_query import read_query

PAGE = 100
TYPED = (
    "wireless lamp",
    "order.create",
    "1005000000912345",
    "status:200 bracelet",
    "is:failed kitchen",
    "code:InvalidParameter",
    "api:order.create steel",
    "订单",
    "nothing such",
    "Store 4321",
    "is:refused door:proxy garden phone",
    "2102000000000000104729",
)
_NOW = datetime(2026, 3, 1, tzinfo=UTC)


async def measure(home: Path) -> dict[str, float]:
    """Each text letter by letter, a search after each; and pages without a search, first and far down."""
    database = await asyncio.to_thread(Database.open, DataFolder(home).database)
    search = HistorySearch(database)
    took: dict[str, float] = {}

    async def find(text: str) -> float:
        begun = time.perf_counter()
        await search.find(read_query(text, _NOW, "practice"), PAGE)
        return (time.perf_counter() - begun) * 1000

    first = await find("")
    for text in TYPED:
        for letters in range(1, len(text) + 1):
            if not text[:letters].endswith((":", " ")) and not _is_half(text[:letters]):
                took[text[:letters]] = await find(text[:letters])
    slowest = sorted(took, key=lambda text: -took[text])[:8]
    print(*(f"{text!r} {took[text]:.1f} ms" for text in slowest), sep="\n", file=sys.stderr)
    await asyncio.to_thread(database.close)
    times = sorted(took.values())
    return {
        "first_page": first,
        "median": statistics.median(times),
        "nineteen_of_twenty": times[len(times) * 19 // 20],
        "slowest": times[-1],
        "searches": len(times),
    }


def _is_half(text: str) -> bool:
    """A key whose value is not whole yet is refused, not searched."""
    key, colon, value = text.rpartition(" ")[2].partition(":")
    return bool(colon) and key in ("is", "status", "door") and value not in ("200", "failed", "refused", "proxy")


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(Path(sys.argv[1])))))
