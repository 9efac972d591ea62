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
from aexdesk.ui.tabs.app_keys.tab import AppKeysTab, build
from tests.conftest import Run
from tests.ui.fakes import FakeLater, Reports
from tests.ui.tabs.app_keys.world import WINDOW, StubToasts, StubVault, World
from tests.ui.whole import whole


class Unused:
    """A port that this tab has no use for."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the tab asked for {name}")


def make_tab(desk: Desk, later: FakeLater, toasts: StubToasts, reports: Reports, went_to: list[str]) -> AppKeysTab:
    """On the running loop, as the window does it."""
    clipboard = QtClipboard(QApplication.clipboard(), later)
    unused: Any = Unused()
    return whole(build(desk, Ports(clipboard, unused, unused, unused, toasts, later, reports.report), went_to.append))


@pytest.fixture
def vault() -> StubVault:
    return StubVault()


@pytest.fixture
def desk(run: Run, tmp_path: Path, vault: StubVault) -> Iterator[Desk]:
    made = Desk(tmp_path / "desk", vault=vault)
    run(made.open())
    yield made
    run(made.close())


@pytest.fixture
def open_tab(
    qtbot: QtBot, run: Run, desk: Desk, vault: StubVault, later: FakeLater, reports: Reports
) -> Iterator[Callable[[], World]]:
    """Opens a tab on the desk, again after a close if a test wants to."""
    QApplication.clipboard().clear()
    opened: list[World] = []

    async def make(toasts: StubToasts, went_to: list[str]) -> AppKeysTab:
        return make_tab(desk, later, toasts, reports, went_to)

    def open_one() -> World:
        toasts, went_to = StubToasts(), list[str]()
        tab = run(make(toasts, went_to))
        qtbot.addWidget(tab.view)
        tab.view.resize(*WINDOW)
        tab.view.show()
        tab.view.activateWindow()
        world = World(run, desk, vault, later, toasts, reports, tab, went_to)
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
    """The practice gateway runs, on a free port, and its app is there."""

    async def open_practice() -> None:
        await desk.practice_opening.open("Practice app", 0)
        await asyncio.sleep(0)

    run(open_practice())
    return open_tab()
