"""The Support tab on a real Desk: a data folder of its own, ports that a test holds, a clock that it moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from aexdesk.desk import Desk
from aexdesk.storage.vault import MemoryVault
from aexdesk.ui.ports import Ports, Question
from aexdesk.ui.tabs.support.model import SupportModel
from aexdesk.ui.tabs.support.state import SupportState
from aexdesk.ui.tabs.support.tab import SupportTab, build
from aexdesk.ui.tabs.support.view import SupportView
from aexdesk.workspace.exchange import CallError
from tests.conftest import Run
from tests.storage import things
from tests.ui.fakes import FakeClipboard, FakeLater, Reports
from tests.ui.tabs.desk_worlds import DeskWorld, opening
from tests.ui.whole import whole

FAILED = CallError("platform", "15", "Remote service error", "ISP", "isv.no-stock")
TUESDAY = datetime(2026, 11, 24, 1, 59, 30, tzinfo=UTC)
"""Half a minute before support opens in Beijing."""


class FakeToasts:
    """Keeps what was said."""

    def __init__(self) -> None:
        self.lines: list[Callable[[], str]] = []

    def show(self, text: Callable[[], str], undo: Callable[[], None] | None = None) -> None:
        self.lines.append(text)


class FakeLinks:
    """A mail program that takes what it is given, or not."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.takes = True

    def open(self, url: str) -> bool:
        self.opened.append(url)
        return self.takes


class FakeFiles:
    """A person who names a file, or closes the question."""

    def __init__(self) -> None:
        self.answer: Path | None = None
        self.asked: list[tuple[str, str]] = []

    async def choose_to_open(self, title: str, patterns: str = "") -> Path | None:
        raise AssertionError("nothing is opened here")

    async def choose_folder(self, title: str) -> Path | None:
        raise AssertionError(title)

    async def choose_to_save(self, title: str, suggested: str, patterns: str = "") -> Path | None:
        self.asked.append((suggested, patterns))
        return self.answer


class FakeAsking:
    """A person who says yes, or no."""

    def __init__(self) -> None:
        self.says = True
        self.asked: list[Question] = []

    async def ask(self, question: Question) -> bool:
        self.asked.append(question)
        return self.says


@dataclass
class Now:
    """What the desk takes for now."""

    at: datetime = TUESDAY

    def __call__(self) -> datetime:
        return self.at


@dataclass(kw_only=True)
class World(DeskWorld):
    """One tab, and what stands around it."""

    tab: SupportTab
    now: Now
    later: FakeLater
    clipboard: FakeClipboard
    links: FakeLinks
    files: FakeFiles
    toasts: FakeToasts
    asking: FakeAsking

    @property
    def model(self) -> SupportModel:
        return self.tab.model

    @property
    def view(self) -> SupportView:
        return self.tab.view

    @property
    def state(self) -> SupportState:
        return self.tab.model.state

    @property
    def body(self) -> str:
        """The finished text, as it can be read."""
        return self.view.form.body.edit.toPlainText()

    @property
    def listed(self) -> list[str]:
        """The calls in the list, by what came of them."""
        rows = self.view.calls.table.model()
        return [str(rows.index(row, 2).data()) for row in range(rows.rowCount())]

    def record(self, *numbers: int, **changes: Any) -> None:
        """Exchanges come into the history."""

        async def work() -> None:
            for number in numbers:
                await self.desk.history.record(things.exchange(number, **changes))
            await self._calm()

        self.run(work())

    def move_clock(self, by: timedelta) -> None:
        """Time goes on, for the desk and for what was put off."""
        self.now.at += by
        self.act(lambda: self.later.advance(by.total_seconds()))


@pytest.fixture
def open_world(qtbot: QtBot, run: Run, tmp_path: Path) -> Iterator[Callable[[], World]]:
    """Opens the tab on one data folder, again after a close if a test wants to."""
    vault = MemoryVault()

    async def make() -> World:
        now = Now()
        desk = Desk(tmp_path / "desk", vault=vault, now=now)
        await desk.open()
        later, clipboard, reports = FakeLater(), FakeClipboard(), Reports()
        links, files, toasts = FakeLinks(), FakeFiles(), FakeToasts()
        asking = FakeAsking()
        ports = Ports(clipboard, asking, files, links, toasts, later, reports.report)
        went_to: list[str] = []
        tab = whole(build(desk, ports, went_to.append))
        return World(
            run=run, desk=desk, tab=tab, now=now, later=later, clipboard=clipboard, links=links, files=files,
            toasts=toasts, asking=asking, reports=reports, went_to=went_to,
        )  # fmt: skip

    with opening(qtbot, run, make) as open_one:
        yield open_one


@pytest.fixture
def world(open_world: Callable[[], World]) -> World:
    """The tab on an empty workspace."""
    return open_world()
