"""`python -m tests.benchmarks.history_window WHAT HOME`: the real window over a history; its figures as JSON.

WHAT: `tabs` opens History and Console, `delete` deletes one call, ten thousand, and half of the history by its age.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

from aexdesk import desktop
from aexdesk.desk import Desk
from aexdesk.services.history_keeping import KeepRule
from aexdesk.services.practising import Practising
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.window import Window
from aexdesk.workspace.history_query import HistoryQuery
from tests.benchmarks.body_window import Heart
from tests.desktop_scenes import on_any_port
from tests.ui.waiting import arrival

SELECTED = 10_000
_SELECTED_BY = HistoryQuery(words=("garden", "lamp"))
_DEEP = 30_000
"""Behind so many newer ones stands the one call that is deleted: its part of the index is full."""
_TURN_S = 0.005
_MIB = 1024 * 1024


class Visitor:
    """The guest of the window: does what it was asked for, and notes how long each step took, and what it disturbed."""

    def __init__(self, what: str) -> None:
        self._what = what
        self.told: dict[str, float] = {}

    def make_desk(self, home: Path) -> Desk:
        return Desk(home)

    async def visit(self, window: Window, model: FrameModel, desk: Desk) -> int:
        work = {"tabs": self._open_tabs, "delete": self._delete}[self._what]
        await work(window, desk)
        return 0

    async def _open_tabs(self, window: Window, desk: Desk) -> None:
        async with self._step("history"):
            window.navigate("history")
            await arrival(window)
            model = cast("Any", window.host.tabs["history"]).model
            await _until(lambda: bool(model.calls.count()))
            window.repaint()
        async with self._step("console"):
            window.navigate("console")
            await arrival(window)
            window.repaint()
        window.navigate("meters")  # the tab in which it opens the next time: neither of the two

    async def _delete(self, window: Window, desk: Desk) -> None:
        window.navigate("history")
        await arrival(window)
        await desk.history_keeping.tidy()
        self.told["mib"] = _size(desk)
        (one,) = await desk.history.recent(limit=1, offset=min(_DEEP, await desk.history.count() // 2))
        async with self._step("one"):
            await _forget(desk, [one.id])
        self.told["one_left"] = _holds(desk, one.request_id)
        chosen = await desk.finding.find_all(_SELECTED_BY, SELECTED)
        async with self._step("many"):
            await _forget(desk, [line.id for line in chosen])
        self.told["many_left"] = _holds(desk, chosen[len(chosen) // 2].request_id)
        self.told["many_count"] = len(chosen)
        await self._age(desk)

    async def _age(self, desk: Desk) -> None:
        count = await desk.history.count()
        (oldest,) = await desk.history.recent(limit=1, offset=count - 1)
        (middle,) = await desk.history.recent(limit=1, offset=count // 2)
        self.told["before_mib"] = _size(desk)
        desk.history_keeping._now = lambda: middle.at + timedelta(days=1)
        async with self._step("aged"):
            await desk.history_keeping.set_rule(KeepRule(days=1, megabytes=0))
            await desk.history_keeping.tidy()
        self.told["aged_count"] = count - await desk.history.count()
        self.told["aged_left"] = _holds(desk, oldest.request_id)
        self.told["after_mib"] = _size(desk)

    @asynccontextmanager
    async def _step(self, name: str) -> AsyncIterator[None]:
        heart = Heart()
        async with asyncio.TaskGroup() as group:
            beating = group.create_task(heart.beat())
            await asyncio.sleep(_TURN_S * 2)
            start = time.perf_counter()
            yield
            self.told[name] = time.perf_counter() - start
            await asyncio.sleep(_TURN_S * 2)
            beating.cancel()
        self.told[f"{name}_stall"] = heart.worst
        self.told[f"{name}_work"] = heart.worst_work


async def _forget(desk: Desk, ids: list[str]) -> None:
    """Until not a word of them is left in any file."""
    for start in range(0, len(ids), 500):
        await desk.history_keeping.hide(ids[start : start + 500], datetime.now(UTC))
    await desk.history_keeping.purge()
    await desk.history_keeping.tidy()


async def _until(is_so: Callable[[], bool]) -> None:
    while not is_so():  # noqa: ASYNC110 - what it looks at is Qt's, and tells nobody
        await asyncio.sleep(_TURN_S)


def _files(desk: Desk) -> list[Path]:
    return list(desk._folder.home.glob("workspace.sqlite3*"))


def _size(desk: Desk) -> float:
    return sum(path.stat().st_size for path in _files(desk)) / _MIB


def _holds(desk: Desk, text: str) -> int:
    """In how many files it stands."""
    return sum(_is_in(path, text.encode()) for path in _files(desk))


def _is_in(path: Path, text: bytes) -> bool:
    before = b""
    with path.open("rb") as stream:
        while part := stream.read(8 * _MIB):
            if text in before + part:
                return True
            before = part[-len(text) :]
    return False


def main() -> int:
    visitor = Visitor(sys.argv[1])
    with patch.object(Practising, "start", on_any_port):
        code = desktop.run(Path(sys.argv[2]), guest=visitor)
    sys.stdout.write(json.dumps(visitor.told) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
