"""`python -m tests.benchmarks.history_tabs HOME`: what Access log, Support and Meters ask of a history; JSON, in ms."""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from aexdesk.desk import Desk
from aexdesk.services.meters import Meters
from aexdesk.ui.tabs.access_log.passed import MOST
from aexdesk.ui.tabs.support.model import SHOWN
from tests.benchmarks.history_typing import TYPED

PLACE = "practice"
_TIMES = 5


async def measure(home: Path) -> dict[str, float]:
    """First pages, a search after each letter, and the day counted at its end."""
    desk = Desk(home)
    await desk.open()
    try:
        (newest,) = await desk.history.recent(limit=1)
        log, support = desk.access_log, desk.support_desk
        found = {
            "access_log_first": await _first(lambda: log.recent(PLACE, MOST)),
            "access_log_refused": await _first(lambda: log.find(PLACE, MOST, refused_only=True)),
            "support_first": await _first(lambda: support.find_calls(PLACE, SHOWN, failed_only=True)),
            "meters": await _first(_counting(desk, newest.at)),
        }
        found["access_log_search"] = await _typing(lambda text: log.find(PLACE, MOST, search=text))
        found["support_search"] = await _typing(lambda text: support.find_calls(PLACE, SHOWN, text, failed_only=True))
        return found
    finally:
        await desk.close()


def _counting(desk: Desk, end: datetime) -> Callable[[], Awaitable[object]]:
    meters = Meters(desk._tables.call_counts, desk.catalogue, lambda: end)
    return lambda: meters.look(PLACE)


async def _typing(find: Callable[[str], Awaitable[object]]) -> float:
    took = {text: await _milliseconds(partial(find, text)) for text in _typed()}
    slowest = sorted(took, key=lambda text: -took[text])[:5]
    print(*(f"{text!r} {took[text]:.1f} ms" for text in slowest), sep="\n", file=sys.stderr)
    return statistics.median(took.values())


def _typed() -> list[str]:
    every = (text[:letters] for text in TYPED for letters in range(1, len(text) + 1))
    return list(dict.fromkeys(text for text in every if not text.endswith((":", " "))))


async def _first(ask: Callable[[], Awaitable[object]]) -> float:
    return statistics.median([await _milliseconds(ask) for _time in range(_TIMES)])


async def _milliseconds(ask: Callable[[], Awaitable[object]]) -> float:
    begun = time.perf_counter()
    await ask()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(Path(sys.argv[1])))))
