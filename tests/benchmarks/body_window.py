"""Opens one body in a real view and prints what it took, as JSON: the process that `bodies` measures.

`python -m tests.benchmarks.body_window FILE [HEIGHT]`: of the window in pixels, lower for a body whose list would fit.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import qasync
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from aexdesk.bodies.reader_child import ChildReader
from aexdesk.services.body_reading import BodyReading
from aexdesk.ui.later import QtLater
from aexdesk.ui.ports import Ports
from aexdesk.ui.theme import Theme
from aexdesk.ui.widgets.body.model import BodyModel
from aexdesk.ui.widgets.body.table_pane import TablePane
from aexdesk.ui.widgets.body.tree_pane import TreePane
from aexdesk.ui.widgets.picture.model import PictureModel
from aexdesk.workspace.body import Body
from tests.benchmarks.body_memory import memory_of

BEAT_S = 0.005
_TURN_S = 0.002
_REST_S = 2.0


class Heart:
    """Beats on the loop; its longest pause is what a person felt."""

    def __init__(self) -> None:
        self.worst = 0.0
        self.worst_work = 0.0

    async def beat(self) -> None:
        last, worked = time.perf_counter(), time.thread_time()
        while True:
            await asyncio.sleep(BEAT_S)
            self.worst = max(self.worst, time.perf_counter() - last - BEAT_S)
            self.worst_work = max(self.worst_work, time.thread_time() - worked)
            last, worked = time.perf_counter(), time.thread_time()


class Paints(QObject):
    """Sees when Qt has painted what is there: a repaint that is asked for would be work that the window never does."""

    def __init__(self, *painted: QWidget) -> None:
        super().__init__()
        self._ready: set[QObject] = set()
        self._done: set[QObject] = set()
        for one in painted:
            one.installEventFilter(self)

    def notes(self, is_ready: bool, painted: QWidget) -> bool:
        """Whether it has been painted since it first was ready."""
        if is_ready and painted not in self._ready:
            self._ready.add(painted)
            painted.update()
        return painted in self._done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Looks on."""
        if event.type() is QEvent.Type.Paint and watched in self._ready:
            self._done.add(watched)
        return False


class Bench:
    """Tree and table of one body, side by side."""

    def __init__(self, height: int) -> None:
        self.window = QWidget()
        nothing = cast("Any", None)
        ports = Ports(nothing, nothing, nothing, nothing, nothing, QtLater(self.window), _raise)
        self.model = BodyModel(BodyReading(), PictureModel(nothing, ports, nothing), ports)
        self.tree, self.table = TreePane(self.model, nothing), TablePane(self.model)
        row = QHBoxLayout(self.window)
        row.addWidget(self.tree)
        row.addWidget(self.table)
        for part in (self.tree, self.table):
            self.model.changed.connect(part.show_state)
        self.paints = Paints(self.tree.tree.viewport(), self.table.table.viewport())
        self.window.resize(1280, height)
        self.window.show()

    async def until(self, is_so: Callable[[], bool]) -> None:
        while not is_so():  # noqa: ASYNC110 - what it looks at is Qt's, and tells nobody
            await asyncio.sleep(_TURN_S)

    def is_painted(self) -> bool:
        """Whether the product list stands in the tree, can be scrolled, and was painted so."""
        return self.paints.notes(self.tree.tree.verticalScrollBar().maximum() > 0, self.tree.tree.viewport())

    def has_table(self) -> bool:
        """Whether a table is open and was painted."""
        return self.paints.notes(self.model.state.table.chosen >= 0, self.table.table.viewport())


async def measure(file: Path, size: int, height: int = 800) -> dict[str, Any]:
    """Seconds, bytes and the worst stall of each step."""
    told: dict[str, Any] = {}
    bench = Bench(height)
    await asyncio.sleep(0.3)
    told["idle"] = memory_of(os.getpid())
    async with _step(told, "rest"):
        await asyncio.sleep(_REST_S)
    body = Body(size, file=file)
    async with _step(told, "paint"):
        bench.model.show(body)
        await bench.until(bench.is_painted)
    async with _step(told, "table"):
        await bench.until(bench.has_table)
    told["rows"] = bench.model.state.table.tables[0].count
    reader = bench.model._reader
    assert isinstance(reader, ChildReader)
    assert reader.pid is not None
    told["opened"] = memory_of(os.getpid()) + memory_of(reader.pid)
    bar = bench.tree.tree.verticalScrollBar()
    async with _step(told, "scroll"):
        for number in range(50):
            bar.setValue(bar.maximum() * number // 49)
            await asyncio.sleep(_TURN_S)
    async with _step(told, "first_hit"):
        bench.model.find("last product")
        bench.model.find("product 1")
        await bench.until(lambda: bench.model.state.finding.count > 0)
    async with _step(told, "find"):
        await bench.until(lambda: not bench.model.state.finding.is_running)
    told["hits"] = bench.model.state.finding.count
    shown = bench.model.state.table.shown
    async with _step(told, "sort"):
        bench.model.sort_table("price", True)
        await bench.until(lambda: bench.model.state.table.shown > shown)
    told["used"] = memory_of(os.getpid()) + memory_of(reader.pid)
    await bench.model.close()
    bench.window.close()
    return told


@asynccontextmanager
async def _step(told: dict[str, Any], name: str) -> AsyncIterator[None]:
    heart = Heart()
    async with asyncio.TaskGroup() as group:
        beating = group.create_task(heart.beat())
        start = time.perf_counter()
        yield
        told[name] = time.perf_counter() - start
        await asyncio.sleep(BEAT_S)
        beating.cancel()
    told[f"{name}_stall"] = heart.worst
    told[f"{name}_work"] = heart.worst_work


def _raise(error: BaseException) -> None:
    raise error


def main() -> None:
    file = Path(sys.argv[1])
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    Theme(app)
    with qasync.QEventLoop(app) as loop:
        told = loop.run_until_complete(measure(file, file.stat().st_size, *map(int, sys.argv[2:])))
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
