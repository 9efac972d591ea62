"""A Console on real services: a data folder of its own, a vault in memory, a practice gateway that runs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, cast

import httpx
import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from aexdesk.desk import Desk
from aexdesk.gateway.client import Gateway
from aexdesk.gateway.late_tls import late_tls
from aexdesk.ordertest.guard import Guard
from aexdesk.redaction import is_secret
from aexdesk.storage.vault import MemoryVault
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.console.model import ConsoleModel
from aexdesk.ui.tabs.console.previewing import PREVIEW_AFTER_S
from aexdesk.ui.tabs.console.state import ConsoleState
from aexdesk.ui.tabs.console.tab import ConsoleTab, build
from aexdesk.ui.tabs.console.view import ConsoleView
from tests.conftest import Run
from tests.ui.fakes import FakeClipboard, FakeFiles, FakeLater, Reports
from tests.ui.waiting import until
from tests.ui.whole import whole

SHORT_TASKS = frozenset(
    {
        "sign for showing",
        "read the history",
        "keep the draft",
        "open a recorded call",
        "remember the history's place",
        "read the own APIs",
        "keep console.favourite_apis",
        "keep console.recent_apis",
        "keep console.nested_as_form",
        "read the folder",
        "forget a closed request",
        "bring back an answer",
        "remember the panel",
        "remember the answer's place",
    }
)
Handler = Callable[[httpx.Request], httpx.Response]


class FakeToasts:
    """Keeps what was said, and how to undo it."""

    def __init__(self) -> None:
        self.lines: list[tuple[Callable[[], str], Callable[[], None] | None]] = []

    def show(self, text: Callable[[], str], undo: Callable[[], None] | None = None) -> None:
        self.lines.append((text, undo))


@dataclass
class Bench:
    """One Console and what it stands on."""

    desk: Desk
    tab: ConsoleTab
    clipboard: FakeClipboard
    later: FakeLater
    toasts: FakeToasts
    reports: Reports
    went_to: list[str] = field(default_factory=list)
    files: FakeFiles = field(default_factory=FakeFiles)

    @property
    def model(self) -> ConsoleModel:
        return self.tab.model

    @property
    def view(self) -> ConsoleView:
        return self.tab.view

    @property
    def state(self) -> ConsoleState:
        return self.tab.model.state

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Waits for a change of state after which `is_so`. The test's limit is its end."""
        await until(self.model.changed, is_so)

    async def signed(self) -> None:
        """Lets the person stop typing, and the preview catch up."""
        self.later.advance(PREVIEW_AFTER_S)
        call = self.state.draft.call
        wanted = {name: text for name, text in call.parameters if not is_secret(name, call.api)}

        def is_there() -> bool:
            preview = self.state.preview
            if preview is None:
                return False
            shown = {one.name: one.value for one in preview.parameters}
            return preview.http_method == call.http_method and wanted.items() <= shown.items()

        await self.until(is_there)

    async def judged(self) -> None:
        """Lets the person stop typing, and the guard say what it thinks of the order."""
        self.later.advance(PREVIEW_AFTER_S)
        await self.until(lambda: self.state.order is None or not self.state.order.is_checking)

    async def send_past_the_button(self) -> None:
        """Sends what Send would not: as a draft that another process made wrong in the meantime."""
        profile = self.desk.standing.profile
        assert profile is not None
        caller = await self.desk.callers.of_profile(profile, self.state.draft.api)
        done = await self.desk.calling.send(self.state.draft.call, caller, self.state.environment)
        await self.open(done.id)
        await self.until_recorded()

    async def send(self) -> None:
        """Sends the draft and waits for the end of it."""
        self.model.send()
        assert self.state.running is not None
        await self.until(lambda: self.state.running is None)
        await self.until_recorded()

    async def open(self, exchange_id: str) -> None:
        """Opens a recorded call and waits for it, or for why not."""
        self.model.open_exchange(exchange_id)
        assert self.model._opening is not None
        await self.model._opening

    async def wait(self, seconds: float) -> None:
        """Moves the clock on; what begins then, begins on the loop."""
        self.later.advance(seconds)
        await asyncio.sleep(0)

    async def until_recorded(self) -> None:
        """Waits until the history shows what it holds."""
        name = self.state.environment.name
        newest = await self.desk.history.recent(name, 1)
        await self.until(lambda: self.state.history[:1] == newest)

    def answer_with(self, handler: Handler) -> None:
        """Puts a hand-written platform in place of the practice gateway; the guard stays."""
        way_out = self.desk._way_out
        way_out._gateway = Gateway(
            Guard(self.desk.catalogue),
            way_out._facts,
            self.desk.history,
            way_out._bodies,
            on_trouble=way_out._on_trouble,
            transport=httpx.MockTransport(handler),
        )

    async def make_slow(self, api: str, kind: str = "latency", times: int = 1) -> None:
        """The practice gateway answers this API only after a minute, or never, so many times."""
        url = f"{self.desk.practising.state.url}/_practice/faults"
        async with httpx.AsyncClient(verify=late_tls()) as client:
            fault = {"api": api, "kind": kind, "value": 60_000, "times": times}
            assert (await client.post(url, json=fault)).status_code == 200

    async def until_arrived(self) -> None:
        """Waits until the practice gateway has got the call that it was made slow for."""
        url, version = f"{self.desk.practising.state.url}/_practice", 0
        async with httpx.AsyncClient(timeout=60, verify=late_tls()) as client:
            while (await client.get(f"{url}/faults")).json():
                version = (await client.get(f"{url}/changes", params={"since": version})).json()["version"]


class OpenBench(Protocol):
    """Opens a Console on a data folder; the same folder again is a restart."""

    def __call__(self, home: Path | None = None, *, with_practice: bool = True) -> Bench: ...


@pytest.fixture
def run(run: Run) -> Run:
    """As everywhere; and what the work began is done before Qt turns without the loop, which no window ever does."""

    def run_and_settle(work: Awaitable[Any], limit_s: float = 5) -> Any:
        return run(_and_settle(work), limit_s)

    return run_and_settle


async def _and_settle(work: Awaitable[Any]) -> Any:
    result = await work
    while left := {task for task in asyncio.all_tasks() if _is_short(task.get_name())}:
        await asyncio.wait(left)
    return result


def _is_short(name: str) -> bool:
    return name in SHORT_TASKS or (name.startswith("body: ") and name != "body: serve")


@pytest.fixture
def open_bench(qtbot: QtBot, run: Run, tmp_path: Path) -> Iterator[OpenBench]:
    vault = MemoryVault()
    benches: list[Bench] = []

    async def make(home: Path, with_practice: bool) -> Bench:
        desk = Desk(home, vault=vault)
        await desk.open()
        if with_practice:
            await practise(desk)
        else:
            await desk.standing.load()
        later, clipboard, toasts, reports = FakeLater(), FakeClipboard(), FakeToasts(), Reports()
        went_to: list[str] = []
        nothing = cast("Any", None)
        files = FakeFiles()
        ports = Ports(clipboard, nothing, files, nothing, toasts, later, reports.report)
        return Bench(desk, whole(build(desk, ports, went_to.append)), clipboard, later, toasts, reports, went_to, files)

    def open_it(home: Path | None = None, *, with_practice: bool = True) -> Bench:
        bench: Bench = run(make(home or tmp_path / "home", with_practice), 20)
        benches.append(bench)
        qtbot.addWidget(bench.view)
        bench.view.resize(1112, 726)
        bench.view.show()
        return bench

    yield open_it
    for bench in benches:
        run(close(bench))
        assert not bench.reports, bench.reports


async def practise(desk: Desk) -> None:
    """What the window does after its first paint."""
    await desk.practice_opening.open("Practice app", 0)
    assert desk.practising.seeds is not None


async def close(bench: Bench) -> None:
    """As the window does it; harmless the second time."""
    if not bench.model._is_closed:
        await bench.tab.close()
        await bench.desk.close()


@pytest.fixture
def bench(open_bench: OpenBench) -> Bench:
    """A Console with practice running."""
    return open_bench()


def texts_of(root: QWidget) -> list[str]:
    """Every text that a person could read or hear in a widget and all within."""
    found: list[str] = []
    for widget in (root, *root.findChildren(QWidget)):
        found += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel | QAbstractButton):
            found.append(widget.text())
        elif isinstance(widget, QLineEdit):
            found += [widget.displayText(), widget.placeholderText()]
        elif isinstance(widget, QPlainTextEdit):
            found += [widget.toPlainText(), widget.placeholderText()]
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found += _cells(widget.model())
    return found


def _cells(model: QAbstractItemModel) -> list[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()  # a list hides the method
    return [str(model.index(row, column).data()) for row in range(model.rowCount()) for column in range(columns)]
