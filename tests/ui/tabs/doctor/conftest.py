"""The Doctor tab on a real Desk: a data folder of its own, timers that a test holds, the app of practice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from aexdesk.desk import Desk
from aexdesk.storage.vault import MemoryVault
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.doctor.model import DoctorModel
from aexdesk.ui.tabs.doctor.state import DoctorState
from aexdesk.ui.tabs.doctor.tab import DoctorTab, build
from aexdesk.ui.tabs.doctor.view import DoctorView
from tests.conftest import Run
from tests.services.worlds import a_profile, seeds
from tests.ui.fakes import FakeClipboard, FakeLater, Reports
from tests.ui.tabs.desk_worlds import DeskWorld, opening
from tests.ui.whole import whole

NOW = datetime(2026, 11, 24, 1, 59, 30, tzinfo=UTC)


@dataclass(kw_only=True)
class World(DeskWorld):
    """One tab, and what stands around it."""

    tab: DoctorTab
    later: FakeLater
    clipboard: FakeClipboard

    @property
    def model(self) -> DoctorModel:
        return self.tab.model

    @property
    def view(self) -> DoctorView:
        return self.tab.view

    @property
    def state(self) -> DoctorState:
        return self.tab.model.state

    def paste(self, text: str) -> None:
        """Text comes into the field, and the person waits a moment."""
        self.act(lambda: self.view.input.edit.setPlainText(text))
        self.act(lambda: self.later.advance(1))


@pytest.fixture
def open_world(qtbot: QtBot, run: Run, tmp_path: Path) -> Iterator[Callable[[], World]]:
    """Opens the tab on one data folder, again after a close if a test wants to."""
    vault = MemoryVault()

    async def make() -> World:
        desk = Desk(tmp_path / "desk", vault=vault, now=lambda: NOW)
        await desk.open()
        desk.practising.seeds = seeds()
        if not await desk.profiles.list():
            await a_profile(desk)
        later, clipboard, reports = FakeLater(), FakeClipboard(), Reports()
        nothing = cast("Any", None)
        ports = Ports(clipboard, nothing, nothing, nothing, nothing, later, reports.report)
        went_to: list[str] = []
        tab = whole(build(desk, ports, went_to.append))
        return World(run=run, desk=desk, tab=tab, later=later, clipboard=clipboard, reports=reports, went_to=went_to)

    with opening(qtbot, run, make) as open_one:
        yield open_one


@pytest.fixture
def world(open_world: Callable[[], World]) -> World:
    """The tab on a workspace with one profile."""
    return open_world()
