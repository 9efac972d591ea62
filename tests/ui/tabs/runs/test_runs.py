"""The Runs tab on a real desk: what is said before the start, running, cancelling, resuming, results and their files.

A hand-written platform stands behind the guard; nothing here reaches a network.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs

import httpx
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from aexdesk.collection.results import Outcome
from aexdesk.desk import Desk
from aexdesk.gateway.client import Gateway
from aexdesk.ordertest.guard import Guard
from aexdesk.secret import Secret
from aexdesk.services.profiles import ProfileDraft
from aexdesk.services.tokens import TokenGrant
from aexdesk.storage.vault import MemoryVault
from aexdesk.ui.ports import Ports, Question
from aexdesk.ui.tabs.runs.model import RunsModel
from aexdesk.ui.tabs.runs.state import RunsState
from aexdesk.ui.tabs.runs.tab import RunsTab, build
from aexdesk.ui.tabs.runs.view import RunsView
from tests.conftest import Run
from tests.ui.fakes import FakeClipboard, FakeFiles, FakeLater, Reports
from tests.ui.tabs.history.conftest import FakeToasts
from tests.ui.waiting import until
from tests.ui.whole import whole

PRODUCT, WRITE = "aliexpress.ds.product.get", "aliexpress.ds.search.event.report"


class FakeAsking:
    def __init__(self) -> None:
        self.asked: list[Question] = []
        self.says = True

    async def ask(self, question: Question) -> bool:
        self.asked.append(question)
        return self.says


@dataclass
class Platform:
    """Answers each call at once, but for products that `holds`; what arrived, by API and product."""

    arrived: list[tuple[str, str]] = field(default_factory=list)
    holds: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: httpx.Request) -> httpx.Response:
        sent = {name: values[0] for name, values in parse_qs((await request.aread()).decode()).items()}
        product = sent.get("product_id", "")
        self.arrived.append((sent["method"], product))
        if product in self.holds:
            self.came.set()
            await asyncio.Event().wait()
        if product in self.missing:
            return httpx.Response(200, json={"error_response": {"code": "605", "msg": "ITEM_ID_NOT_FOUND"}})
        return httpx.Response(200, json={"result": {"id": product, "sku": f"sku of {product}"}})


@dataclass
class World:
    run: Run
    desk: Desk
    tab: RunsTab
    files: FakeFiles
    asking: FakeAsking
    toasts: FakeToasts
    later: FakeLater
    reports: Reports
    went_to: list[str]
    platform: Platform
    is_closed: bool = False

    @property
    def model(self) -> RunsModel:
        return self.tab.model

    @property
    def view(self) -> RunsView:
        return self.tab.view

    @property
    def state(self) -> RunsState:
        return self.model.state

    def until(self, holds: Callable[[], object], hand: Callable[[], object] = lambda: None) -> None:
        async def work() -> None:
            hand()
            await until(self.model.changed, holds)

        self.run(work(), 20)

    def use(self, folder: Path) -> None:
        async def work() -> None:
            await self.desk.request_root.choose(folder)
            await until(self.model.changed, lambda: self.state.check is not None)

        self.run(work(), 20)

    def carry_out(self, begin: Callable[[], object]) -> None:
        async def work() -> None:
            begin()
            task = self.model.running._task
            assert task is not None
            await task
            await until(self.model.changed, lambda: True)

        self.run(work(), 20)

    def outcomes(self) -> list[tuple[str, int, str]]:
        return [(one.name, one.row, one.outcome.value) for one in self.model.running.rows.results]

    def shown(self) -> list[str]:
        rows = self.view.results.rows
        return [f"{rows.row(number).name} {rows.row(number).row}" for number in range(rows.rowCount())]

    def close(self) -> None:
        if not self.is_closed:
            self.is_closed = True
            self.run(self.tab.close())
            self.run(self.desk.close())


OpenWorld = Callable[..., World]


@pytest.fixture
def open_world(qtbot: QtBot, run: Run, tmp_path: Path) -> Iterator[OpenWorld]:
    opened: list[World] = []
    vault = MemoryVault()

    async def make(environment: str) -> World:
        desk = Desk(tmp_path / "home", vault=vault)
        await desk.open()
        if await desk.profiles.list(environment) == ():
            profile = await desk.profiles.add(ProfileDraft(environment, "Shop", "12345678"), Secret("app-secret-x"))
            await desk.tokens.add(profile, TokenGrant("a@example.com", session=Secret("50002-a-session")))
        await desk.standing.choose_environment(environment)
        files, asking, toasts, later, reports = FakeFiles(), FakeAsking(), FakeToasts(), FakeLater(), Reports()
        nothing, went_to, platform = cast("Any", None), list[str](), Platform()
        ports = Ports(FakeClipboard(), asking, files, nothing, toasts, later, reports.report)
        way_out = desk._way_out
        way_out._gateway = Gateway(
            Guard(desk.catalogue),
            way_out._facts,
            desk.history,
            way_out._bodies,
            on_trouble=way_out._on_trouble,
            transport=httpx.MockTransport(platform.answer),
        )
        tab = whole(build(desk, ports, went_to.append))
        return World(run, desk, tab, files, asking, toasts, later, reports, went_to, platform)

    def open_it(environment: str = "live") -> World:
        world: World = run(make(environment), 20)
        opened.append(world)
        qtbot.addWidget(world.view)
        world.view.resize(852, 526)
        run(show(world.view))
        return world

    async def show(view: RunsView) -> None:
        view.show()

    yield open_it
    for world in opened:
        world.close()
        assert not world.reports, world.reports


@pytest.fixture
def world(open_world: OpenWorld) -> World:
    return open_world()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "requests"
    (root / "products").mkdir(parents=True)
    write(root / "collection.json", {"name": "Shop"})
    asserts = [{"kind": "equals", "path": "result.id", "value": "1"}]
    product = {"api": PRODUCT, "parameters": {"product_id": "{{product}}", "ship_to_country": "US"}}
    write(root / "products" / "Product.json", product | {"name": "Product", "captures": {"sku": "result.sku"}})
    write(root / "products" / "Second.json", product | {"name": "Second", "assertions": asserts})
    return root


def write(path: Path, document: dict[str, Any]) -> None:
    path.write_text(json.dumps(document), encoding="utf-8")


def add_write(folder: Path) -> None:
    write(folder / "Report.json", {"name": "Report", "api": WRITE, "parameters": {"product_id": "{{product}}"}})


def rows_of(tmp_path: Path, *products: str) -> Path:
    path = tmp_path / "rows.csv"
    path.write_text("product,note\n" + "".join(f"{one},x\n" for one in products), encoding="utf-8")
    return path


# ---------------------------------------------------------------- before the start


def test_it_begins_with_choosing_a_folder(world: World, folder: Path) -> None:
    assert world.view.empty.isVisible()
    world.files.folder = folder
    world.until(lambda: world.state.check is not None, world.view.empty.acted.emit)
    assert world.view.setup.what.isVisible()
    assert world.view.setup.run.text() == "Run 2 calls"


def test_the_rows_are_shown_and_what_is_missing_is_said(world: World, folder: Path, tmp_path: Path) -> None:
    world.use(folder)
    setup = world.view.setup
    assert "{{product}} (Product, Second)" in setup.missing.text()
    world.run(world.model.use_data(rows_of(tmp_path, "1", "2", "3")))
    world.until(lambda: world.state.check and not world.state.check.missing)
    assert setup.missing.isHidden()
    assert setup.columns.text() == "No request names: note."
    assert [setup.table.model().headerData(column, Qt.Orientation.Horizontal) for column in (0, 1)] == [
        "product",
        "note",
    ]
    assert (setup.table.rowCount(), setup.run.text()) == (3, "Run 6 calls")
    world.until(lambda: world.state.data is None, setup.drop_data.click)
    assert setup.run.text() == "Run 2 calls"


def test_a_file_that_holds_no_rows_is_said_and_not_run(world: World, folder: Path, tmp_path: Path) -> None:
    world.use(folder)
    path = tmp_path / "rows.csv"
    path.write_text("a,b\n1\n", encoding="utf-8")
    world.run(world.model.use_data(path))
    world.until(lambda: world.state.data and world.state.data.fault)
    assert not world.view.setup.run.isEnabled()
    assert world.view.setup.data_note.property("tone") == "bad"


@pytest.mark.parametrize(
    ("concurrency", "rate", "can_run"),
    [
        ("1", "", True),
        ("100", "0.5", True),
        ("0", "", False),
        ("101", "", False),
        ("x", "", False),
        ("1", "nan", False),
    ],
)
def test_limits_that_cannot_be_read_are_said(
    world: World, folder: Path, concurrency: str, rate: str, can_run: bool
) -> None:
    world.use(folder)

    def hand() -> None:
        world.model.set_rate(rate + " ")
        world.model.set_concurrency(concurrency + " ")

    world.until(lambda: world.state.setup.concurrency.strip() == concurrency, hand)
    assert world.view.setup.run.isEnabled() is can_run
    assert bool(world.view.setup.limits.text()) is not can_run


# ---------------------------------------------------------------- running


def test_a_folder_runs_over_the_rows_and_its_results_are_read(
    world: World, run: Run, folder: Path, tmp_path: Path
) -> None:
    add_write(folder)
    world.use(folder)
    world.platform.missing = {"3"}
    world.until(lambda: world.state.setup.under, lambda: world.desk.handovers.path_for_runs.give("products/"))
    run(world.model.use_data(rows_of(tmp_path, "1", "2", "3")))
    world.model.set_concurrency("3")
    world.carry_out(world.view.setup.run.click)
    assert world.asking.asked == [], "what is run only reads"
    assert world.outcomes() == [
        ("Product", 1, "passed"),
        ("Second", 1, "passed"),
        ("Product", 2, "passed"),
        ("Second", 2, "failed"),
        ("Product", 3, "error"),
        ("Second", 3, "error"),
    ]
    results, detail = world.view.results, world.view.detail
    assert "3 passed · 1 failed · 2 errors" in results.told.text()
    results.rows.show_appended()
    world.until(lambda: world.state.shown.only_bad, results.only_bad.click)
    assert world.shown() == ["Second 2", "Product 3", "Second 3"]
    world.until(lambda: world.state.chosen, lambda: results.table.selectRow(0))
    cells = [detail.table.rows.index(0, column).data() for column in range(3)]
    assert cells == ["Assertion", "result.id equals 1", "found 2"]
    world.until(lambda: world.state.shown.column == 1, lambda: world.model.sort(1))
    world.until(lambda: world.state.shown.is_descending, lambda: world.model.sort(1))
    assert world.shown()[-1] == "Second 2"
    world.until(lambda: not world.state.shown.only_bad, results.only_bad.click)
    world.until(lambda: world.state.shown.column == -1, lambda: world.model.sort(1))
    world.until(lambda: world.state.chosen, lambda: results.table.selectRow(0))
    cells = [detail.table.rows.index(0, column).data() for column in range(3)]
    assert cells == ["Capture", "sku", "sku of 1"]
    detail.open.click()
    detail.history.click()
    assert world.went_to == ["console", "history"]
    taken = world.desk.handovers.exchange_for_console.take()
    assert taken is not None
    assert taken == world.model.running.rows.results[0].exchange_id


def test_an_error_of_the_platform_leads_to_the_book(world: World, run: Run, folder: Path, tmp_path: Path) -> None:
    world.use(folder)
    world.platform.missing = {"3"}
    run(world.model.use_data(rows_of(tmp_path, "3")))
    world.carry_out(world.view.setup.run.click)
    world.view.results.rows.show_appended()
    world.until(lambda: world.state.chosen, lambda: world.view.results.table.selectRow(0))
    assert "ITEM_ID_NOT_FOUND" in world.view.detail.error.text()
    world.view.detail.in_book.click()
    assert world.went_to == ["help"]
    assert world.desk.handovers.code_for_error_book.take() == "605"


def test_in_live_a_run_that_writes_asks_first(world: World, run: Run, folder: Path, tmp_path: Path) -> None:
    add_write(folder)
    world.use(folder)
    run(world.model.use_data(rows_of(tmp_path, "1")))
    assert "Live is read-only" in world.view.setup.writes.text() or not world.state.check
    world.asking.says = False

    async def refused() -> None:
        world.model.running.run()
        assert world.model.running._task is not None
        await world.model.running._task

    run(refused())
    assert "Report" in world.asking.asked[0].text
    assert world.platform.arrived == []
    world.asking.says = True
    world.carry_out(world.model.running.run)
    assert (WRITE, "1") not in world.platform.arrived, "Live was not unlocked"
    run(_unlock(world))
    world.carry_out(world.model.running.run)
    assert (WRITE, "1") in world.platform.arrived


async def _unlock(world: World) -> None:
    world.desk.live_unlock.unlock("Shop", "Shop")


# ---------------------------------------------------------------- cancelling and resuming


def test_a_cancelled_run_is_taken_up_after_a_restart_and_no_write_goes_twice(
    open_world: OpenWorld, run: Run, folder: Path, tmp_path: Path
) -> None:
    add_write(folder)  # it stands last
    first = open_world()
    run(_unlock(first))
    first.use(folder)
    run(first.model.use_data(rows_of(tmp_path, "1", "2")))
    first.platform.holds = {"2"}

    async def work() -> None:
        first.model.running.run()
        await first.platform.came.wait()

    run(work(), 20)
    assert first.state.progress.is_running
    first.close()  # the window goes while a call is under way
    assert first.platform.arrived.count((WRITE, "1")) == 1

    second = open_world()
    run(_unlock(second))
    second.until(lambda: second.state.check and second.state.data and not second.state.data.is_reading)
    assert second.state.progress.is_cancelled
    assert second.view.setup.resume.isVisible()
    second.carry_out(second.view.setup.resume.click)
    arrived = second.platform.arrived
    assert (WRITE, "1") not in arrived
    assert (PRODUCT, "2") in arrived, "a read is asked again"
    assert {one.outcome for one in second.model.running.rows.results if one.row == 2} <= {
        Outcome.PASSED,
        Outcome.FAILED,
    }


def test_cancelling_begins_nothing_new_and_twice_waits_for_nothing(
    world: World, run: Run, folder: Path, tmp_path: Path
) -> None:
    world.use(folder)
    run(world.model.use_data(rows_of(tmp_path, "1", "2")))
    world.platform.holds = {"1"}

    async def work() -> None:
        world.model.running.run()
        await world.platform.came.wait()
        await until(world.model.changed, lambda: world.state.progress.is_running)
        world.view.setup.cancel.click()
        await until(world.model.changed, lambda: world.view.setup.cancel.text() == "Do not wait")
        world.view.setup.cancel.click()
        await until(world.model.changed, lambda: not world.state.progress.is_running)

    run(work(), 20)
    assert world.state.progress.is_cancelled
    assert [outcome for _name, _row, outcome in world.outcomes()] == ["error", "not_run", "not_run", "not_run"]
    assert "cancelled" in world.view.results.told.text()


# ---------------------------------------------------------------- files


@pytest.mark.parametrize(("kind", "begins"), [("junit", "<?xml"), ("json", "{"), ("csv", "request,name")])
def test_results_go_into_a_file(world: World, run: Run, folder: Path, tmp_path: Path, kind: str, begins: str) -> None:
    world.use(folder)
    run(world.model.use_data(rows_of(tmp_path, "1")))
    world.carry_out(world.model.running.run)
    world.files.to_save = tmp_path / "out"

    async def work() -> None:
        world.model.export(kind)
        (task,) = (one for one in asyncio.all_tasks() if one.get_name() == "export the results")
        await task

    run(work())
    assert (tmp_path / "out").read_text(encoding="utf-8").startswith(begins)


def test_a_run_of_the_command_is_taken_up(world: World, run: Run, folder: Path, tmp_path: Path) -> None:
    world.use(folder)
    run(world.model.use_data(rows_of(tmp_path, "1")))
    world.carry_out(world.model.running.run)
    sent = len(world.platform.arrived)
    last = world.model.running.last
    assert last is not None
    run(world.desk.run_keeping.export(last, "json", tmp_path / "run.json"))
    world.files.to_open = tmp_path / "run.json"

    async def work() -> None:
        world.model.resume_file()
        await until(world.model.changed, lambda: world.state.progress.is_running)
        await until(world.model.changed, lambda: not world.state.progress.is_running)

    run(work(), 20)
    assert len(world.platform.arrived) == sent, "all of it had passed"
    assert all(one.is_earlier for one in world.model.running.rows.results)
