"""The model and the tab on a Desk of straw, with a clock and toasts that a test holds."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.order_tests.model import CasesModel
from aexdesk.ui.tabs.order_tests.state import CaseForm, CasesState
from aexdesk.ui.tabs.order_tests.view import CasesView
from aexdesk.ui.turns import at_once
from aexdesk.workspace.case_order import CaseOrder
from tests.conftest import Run
from tests.qt_loop import threads_at_work
from tests.ui.fakes import NOW, FakeClipboard, FakeLater, Reports
from tests.ui.tabs.desk_worlds import WINDOW
from tests.ui.tabs.order_tests.fakes import FakeDesk, FakeFiles, FakeLinks, FakePage, a_case

_CALM_AFTER = 3


@dataclass
class StubToasts:
    """What was said, and how to undo it."""

    said: list[Callable[[], str]] = field(default_factory=list)
    undos: list[Callable[[], None] | None] = field(default_factory=list)

    def show(self, text: Callable[[], str], undo: Callable[[], None] | None = None) -> None:
        self.said.append(text)
        self.undos.append(undo)


@dataclass
class World:
    """One model, and what stands around it."""

    run: Run
    desk: FakeDesk
    later: FakeLater
    clipboard: FakeClipboard
    toasts: StubToasts
    reports: Reports
    ports: Ports
    went_to: list[str]
    model: CasesModel
    page: FakePage
    files: FakeFiles
    links: FakeLinks
    view: CasesView | None = None
    is_closed: bool = False

    @property
    def state(self) -> CasesState:
        return self.model.state

    @property
    def form(self) -> CaseForm:
        assert self.model.state.form is not None
        return self.model.state.form

    @property
    def shown(self) -> CasesView:
        assert self.view is not None
        return self.view

    def act(self, hand: Callable[[], object] = lambda: None) -> None:
        """What a person, a service or a clock does while the loop runs, and what follows from it."""

        async def work() -> None:
            hand()
            await self._calm()

        self.run(work())

    def do(self, work: Awaitable[Any]) -> None:
        """A service's work, and what follows from it."""

        async def both() -> None:
            await work
            await self._calm()

        self.run(both())

    async def _calm(self) -> None:
        """Until nothing runs but what a gate holds back: it has stayed the same for some turns."""
        before, still = None, 0
        while still < _CALM_AFTER:
            await asyncio.sleep(0.001)
            now = (self.model._tasks.names, self.model.state, self.model._turn.isActive())
            still = still + 1 if now == before and not threads_at_work() else 0
            before = now

    def wait(self, seconds: float) -> None:
        """The clock moves on."""
        self.act(lambda: self.later.advance(seconds))

    def undo(self) -> None:
        """The button of the toast."""
        act = self.toasts.undos[-1]
        assert act is not None
        self.act(act)

    def put(self, name: str = "Mug", **changes: Any) -> None:
        """That test case is there from now on."""
        self.act(lambda: self.desk.test_cases.put(a_case(name, **changes)))

    def order(self, order: CaseOrder) -> None:
        """An order was made."""
        self.act(lambda: self.desk.case_orders.put(order))

    def choose(self, name: str) -> None:
        """Shows that test case."""
        row = next(row for row in self.state.rows if row.name == name)
        self.act(lambda: self.model.choose(row.id))

    def close(self) -> None:
        """The window closes."""
        if not self.is_closed:
            self.is_closed = True
            self.run(self.model.close())

    def checks(self) -> dict[str, str]:
        """How each check stands."""
        return {
            line.check.code: "running" if line.is_running else line.check.status.value for line in self.state.checks
        }


@pytest.fixture
def desk() -> FakeDesk:
    made = FakeDesk()
    made.loan_accounts.put()
    return made


OpenWorld = Callable[..., World]


@pytest.fixture
def open_world(
    qtbot: QtBot, run: Run, desk: FakeDesk, later: FakeLater, clipboard: FakeClipboard, reports: Reports
) -> Iterator[OpenWorld]:
    """Opens the model, with `view=True` the view on it too; again after a close if a test wants to."""
    opened: list[World] = []

    def open_one(*, view: bool = False) -> World:
        toasts, went_to, nothing = StubToasts(), list[str](), cast("Any", None)
        page, files, links = FakePage(), FakeFiles(), FakeLinks()
        ports = Ports(
            clipboard=clipboard,
            asking=nothing,
            files=files,
            links=links,
            toasts=toasts,
            later=later,
            report=reports.report,
        )
        numbers = itertools.count(1)

        async def make() -> CasesModel:
            return CasesModel(desk.as_desk(), ports, 8, lambda: NOW, lambda: f"order-{next(numbers)}", page)

        model = run(make())
        world = World(run, desk, later, clipboard, toasts, reports, ports, went_to, model, page, files, links)
        if view:
            world.view = CasesView(model, ports, went_to.append, desk.error_book, QLabel("The page"))
            at_once(world.view.compose())
            _show(qtbot, world.view)
        opened.append(world)
        world.act()
        return world

    yield open_one
    for world in opened:
        world.close()
    assert not reports, f"reported: {reports}"


def _show(qtbot: QtBot, view: QWidget) -> None:
    qtbot.addWidget(view)
    view.resize(*WINDOW)
    view.show()
    view.activateWindow()


@pytest.fixture
def world(open_world: OpenWorld) -> World:
    """The model alone; one loan account, no test case."""
    return open_world()


@pytest.fixture
def shown(open_world: OpenWorld) -> World:
    """With the view on it."""
    return open_world(view=True)
