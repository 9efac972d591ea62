"""From every failing call one click to the doctor: the real button in the real tab, and the Doctor tab holds it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aexdesk.desk import Desk
from aexdesk.storage.vault import MemoryVault
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.doctor.model import DoctorModel
from aexdesk.ui.tabs.registry import entries
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import CallError, ReceivedResponse
from tests.conftest import Run
from tests.services.test_doctor_desk import recorded, signed
from tests.services.worlds import APP_SECRET, NOON, a_profile
from tests.ui.fakes import FakeClipboard, FakeFiles, FakeLater, Reports
from tests.ui.hands import click
from tests.ui.tabs.history.conftest import FakeToasts
from tests.ui.waiting import until
from tests.ui.whole import whole

_WRONG, _LIMIT_S = "e1", 20


@dataclass
class World:
    """A desk on which three calls failed, the one in the middle by its signature; tabs as the window opens them."""

    desk: Desk
    qtbot: QtBot
    clock: QObject
    reports: Reports = field(default_factory=Reports)
    tabs: dict[str, Any] = field(default_factory=dict)
    shown: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    def go(self, name: str) -> None:
        """Opens a tab, or comes back to it."""
        self.shown.put_nowait(name)
        if name not in self.tabs:
            nothing = cast("Any", None)
            later, files = FakeLater(), FakeFiles()
            ports = Ports(FakeClipboard(), nothing, files, nothing, FakeToasts(), later, self.reports.report)
            build = next(entry.build for entry in entries() if entry.id == name)
            tab = self.tabs[name] = whole(build(self.desk, ports, self.go))
            self.qtbot.addWidget(tab.view)
            tab.view.resize(1112, 726)
            tab.view.show()

    async def button(self, tab: str, name: str) -> QPushButton:
        """The one with this name or these words, once it can be pressed."""
        view = self.tabs[tab].view

        def found() -> list[QPushButton]:
            some = [one for one in view.findChildren(QWidget) if name in (one.objectName(), _words(one))]
            return [one for one in some if one.isVisible() and one.isEnabled()]

        await until(self.tabs[tab].model.changed, found)
        (button,) = found()
        return button


def _words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QPushButton) else ""


@pytest.fixture
def world(run: Run, qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    clock = QObject()

    async def make() -> World:
        desk = Desk(tmp_path / "home", vault=MemoryVault(), now=lambda: NOON)
        await desk.open()
        await a_profile(desk)
        await desk.standing.load()
        wrong = recorded(
            signed(APP_SECRET.reveal() + "\n"),
            {},
            door="proxy",
            response=ReceivedResponse(200, (), Body.of(b"{}"), 1.0),
        )
        other = replace(wrong, error=CallError("platform", "IllegalAccessToken", "no", "ISV"))
        for number, one in enumerate((other, wrong, other)):
            await desk.history.record(replace(one, id=f"e{number}", at=NOON - timedelta(minutes=3 - number)))
        return World(desk, qtbot, clock)

    async def close(made: World) -> None:
        for tab in reversed(made.tabs.values()):
            await tab.close()
        await made.desk.close()

    made: World = run(make(), _LIMIT_S)
    yield made
    run(close(made), _LIMIT_S)
    assert not made.reports, made.reports


async def console_card(world: World) -> None:
    model = world.tabs["console"].model
    model.open_exchange(_WRONG)
    await until(model.changed, lambda: model.state.answer is not None)
    click(await world.button("console", "Diagnose"))


async def console_corner(world: World) -> None:
    model = world.tabs["console"].model
    model.open_exchange(_WRONG)
    await until(model.changed, lambda: model.state.answer is not None)
    click(await world.button("console", "console.diagnose"))


async def history(world: World) -> None:
    tab = world.tabs["history"]
    table = tab.view.list.table
    await until(tab.model.changed, lambda: table.rows.rowCount() == 3)
    table.selectRow([table.rows.row(number).id for number in range(3)].index(_WRONG))
    click(await world.button("history", "history.diagnose"))


async def access_log(world: World) -> None:
    tab = world.tabs["access_log"]
    await until(tab.model.changed, lambda: tab.model.state.count == 3)
    tab.model.choose(_WRONG)
    click(await world.button("access_log", "access_log.diagnose"))


async def error_book(world: World) -> None:
    world.desk.handovers.code_for_error_book.give("IncompleteSignature")
    click(await world.button("help", "Diagnose"))


WAYS: dict[str, Callable[[World], Awaitable[None]]] = {
    "console: the error card": console_card,
    "console: above the answer": console_corner,
    "history": history,
    "access_log": access_log,
    "help: the error book": error_book,
}


@pytest.mark.parametrize("stands", [False, True], ids=["first", "again"])
@pytest.mark.parametrize("way", WAYS)
def test_one_click_and_the_doctor_holds_that_call(world: World, run: Run, way: str, stands: bool) -> None:
    async def walk() -> None:
        if stands:  # opened before, on nothing
            world.go("doctor")
        world.go(tab := way.partition(":")[0])
        while await world.shown.get() != tab:
            pass
        await WAYS[way](world)
        assert await world.shown.get() == "doctor"
        model: DoctorModel = world.tabs["doctor"].model
        await until(model.changed, lambda: model.state.result is not None)
        assert model.state.exchange is not None
        assert model.state.exchange.id == _WRONG
        assert model.state.result is not None
        assert [one.id for one in model.state.result.finding.mistakes] == ["secret-whitespace"]

    run(walk(), _LIMIT_S)
