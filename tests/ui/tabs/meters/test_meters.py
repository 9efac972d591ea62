"""The Meters tab on a real Desk: counts as calls come, at most once a second, and only while somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from aexdesk import i18n
from aexdesk.desk import Desk
from aexdesk.openplatform.envelope import CallError
from aexdesk.storage.vault import MemoryVault
from aexdesk.ui.language import Language
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.meters.model import EVERY_S
from aexdesk.ui.tabs.meters.tab import build
from aexdesk.ui.tabs.meters.view import MetersView
from tests.conftest import Run
from tests.services.test_clock import answer_at
from tests.storage import things
from tests.ui.fakes import FakeClipboard, FakeLater, Reports
from tests.ui.tabs.desk_worlds import DeskWorld, opening
from tests.ui.whole import whole

PRODUCT, ORDER = "aliexpress.ds.product.get", "aliexpress.ds.order.create"


@dataclass(kw_only=True)
class World(DeskWorld):
    later: FakeLater
    numbers: int = 0

    @property
    def view(self) -> MetersView:
        return cast("MetersView", self.tab.view)

    def call(self, count: int = 1, **changes: Any) -> None:
        made = []
        for _call in range(count):
            self.numbers += 1
            made.append(things.exchange(self.numbers, at=things.NOON, **changes))
        self.do(self.desk.history.record_all(made))

    def pass_a_second(self) -> None:
        self.act(lambda: self.later.advance(EVERY_S))

    def cells(self, table: Any) -> list[list[str]]:
        rows = table.rows
        return [
            [rows.index(row, column).data() for column in range(rows.columnCount())] for row in range(rows.rowCount())
        ]


@pytest.fixture
def world(qtbot: QtBot, run: Run, tmp_path: Path) -> Iterator[World]:
    async def make() -> World:
        later, reports, went_to = FakeLater(), Reports(), list[str]()
        nothing = cast("Any", None)
        ports = Ports(FakeClipboard(), nothing, nothing, nothing, nothing, later, reports.report)
        desk = Desk(tmp_path / "home", vault=MemoryVault(), now=lambda: things.NOON)
        await desk.open()
        tab = whole(build(desk, ports, went_to.append))
        return World(run=run, desk=desk, tab=tab, reports=reports, went_to=went_to, later=later)

    with opening(qtbot, run, make) as open_one:
        yield cast("Callable[[], World]", open_one)()


def test_it_begins_with_the_console(world: World) -> None:
    assert world.view.empty.isVisible()
    assert "not known" in world.view.clock.text()
    assert not world.view.ask.isEnabled()
    world.act(world.view.empty.acted.emit)
    assert world.went_to == ["console"]


def test_it_counts_as_calls_come_and_at_most_once_a_second(world: World) -> None:
    looks: list[str] = []
    real = world.desk.meters.look

    async def look(environment: str) -> Any:
        looks.append(environment)
        return await real(environment)

    world.desk.meters.look = look  # type: ignore[method-assign]
    for _burst in range(5):
        world.call(2)
    assert looks == []
    world.pass_a_second()
    assert looks == ["practice"]
    assert world.cells(world.view.apps) == [["no profile has this key", "12345678", "10", "100.0 %", "–", "–"]]
    world.call(api=ORDER, error=CallError("platform", "ApiCallLimit"))
    world.pass_a_second()
    assert len(looks) == 2
    assert world.cells(world.view.apis) == [
        ["ds.product.get", "10", "100.0 %", "10", "500 a second", "–"],
        ["ds.order.create", "1", "0.0 %", "1", "150 a second", "1"],
    ]


def test_nobody_counts_what_nobody_sees(world: World) -> None:
    world.act(world.view.hide)
    world.call()
    assert not world.later.timers
    world.act(world.view.show)
    assert world.cells(world.view.apps)[0][2] == "1"


def test_live_and_practice_stand_apart(world: World) -> None:
    world.call(3)
    world.call(environment="live", api=ORDER)
    world.pass_a_second()
    assert world.cells(world.view.apps)[0][2] == "3"
    world.do(world.desk.standing.choose_environment("live"))
    assert [row[0] for row in world.cells(world.view.apis)] == ["ds.order.create"]


def test_the_clock_stands_there_always(world: World) -> None:
    world.act(lambda: world.desk.clock.note([answer_at(things.NOON, things.NOON)]))
    assert world.view.clock.text() == "This machine's clock is 0.5 s behind the platform's (from 1 answer)."
    assert world.view.clock.property("tone") == ""
    early = things.NOON - timedelta(hours=5)
    world.act(lambda: world.desk.clock.note([answer_at(things.NOON, early)] * 3))
    assert (
        world.view.clock.text() == "This machine's clock is 4 h 59 m ahead of the platform's (from the last 4 answers)."
    )
    assert world.view.clock.property("tone") == "bad"


def test_another_language_loses_nothing(world: World, language: Language) -> None:
    world.call()
    world.pass_a_second()
    before = world.cells(world.view.apis)
    world.act(lambda: language.use(i18n.PSEUDO))
    plain = [one.text() for one in world.view.findChildren(QLabel) if one.text() and "⟦" not in one.text()]
    assert plain == []
    world.act(lambda: language.use("en"))
    assert world.cells(world.view.apis) == before
