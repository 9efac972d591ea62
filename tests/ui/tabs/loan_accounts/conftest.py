"""The tab on a real Desk, empty or with the practice gateway running."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aexdesk.desk import Desk
from aexdesk.ui.ports import Ports
from aexdesk.ui.qt_ports import QtClipboard
from aexdesk.ui.tabs.loan_accounts.tab import LoanAccountsTab
from tests.conftest import Run
from tests.ui.fakes import NOW, FakeLater, Reports
from tests.ui.tabs.loan_accounts.world import WINDOW, StubLinks, StubToasts, StubVault, World
from tests.ui.whole import whole


class Unused:
    """A port that this tab has no use for."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the tab asked for {name}")


@pytest.fixture
def vault() -> StubVault:
    return StubVault()


@pytest.fixture
def desk(run: Run, tmp_path: Path, vault: StubVault) -> Iterator[Desk]:
    made = Desk(tmp_path / "desk", vault=vault, now=lambda: NOW)
    run(made.open())
    yield made
    run(made.close())


@pytest.fixture
def open_tab(
    qtbot: QtBot, run: Run, desk: Desk, vault: StubVault, later: FakeLater, reports: Reports
) -> Iterator[Callable[[], World]]:
    """Opens a tab on the desk."""
    QApplication.clipboard().clear()
    opened: list[World] = []
    unused: Any = Unused()

    async def make(toasts: StubToasts, links: StubLinks, went_to: list[str]) -> LoanAccountsTab:
        clipboard = QtClipboard(QApplication.clipboard(), later)
        ports = Ports(clipboard, unused, unused, links, toasts, later, reports.report)
        return whole(LoanAccountsTab(desk, ports, went_to.append, lambda: NOW))

    def open_one() -> World:
        toasts, links, went_to = StubToasts(), StubLinks(), list[str]()
        tab = run(make(toasts, links, went_to))
        qtbot.addWidget(tab.view)
        tab.view.resize(*WINDOW)
        tab.view.show()
        tab.view.activateWindow()
        world = World(run, desk, vault, later, toasts, links, tab, went_to)
        world.until(lambda: tab.model.state.is_loaded and not world.at_work)
        opened.append(world)
        return world

    yield open_one
    for world in opened:
        world.close()
    assert not reports, f"reported: {reports}"


@pytest.fixture
def world(open_tab: Callable[[], World]) -> World:
    """An empty workspace; practice does not run."""
    return open_tab()


@pytest.fixture
def practised(run: Run, desk: Desk, open_tab: Callable[[], World]) -> World:
    """The practice gateway runs, on a free port, and its seeds are there."""

    async def open_practice() -> None:
        await desk.practice_opening.open("Practice app", 0)
        await asyncio.sleep(0)

    run(open_practice())
    return open_tab()
