"""What the palette hands over arrives in the real tab: before the tab was ever opened, and while it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from aexdesk.desk import Desk
from aexdesk.services.test_cases import OrderTestCaseDraft
from aexdesk.storage.vault import MemoryVault
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.loan_accounts import tab as loan_accounts
from aexdesk.ui.tabs.order_tests import tab as order_tests
from tests.conftest import Run
from tests.ui.conftest import turns
from tests.ui.fakes import FakeClipboard, FakeLater, Reports
from tests.ui.tabs.history.conftest import FakeToasts
from tests.ui.whole import whole

FIRST, SECOND = "first@buyer.test", "second@buyer.test"


class World:
    """A desk with two accounts and two cases; `open` builds a tab on it as the window does."""

    def __init__(self, run: Run, qtbot: QtBot, desk: Desk, ids: dict[str, str]) -> None:
        self.run, self.desk, self.ids = run, desk, ids
        self._qtbot = qtbot
        self._tabs: list[Any] = []
        self.reports = Reports()

    def open(self, build: Callable[..., Any]) -> Any:
        nothing = cast("Any", None)
        ports = Ports(FakeClipboard(), nothing, nothing, nothing, FakeToasts(), FakeLater(), self.reports.report)

        async def work() -> Any:
            tab = whole(build(self.desk, ports, lambda _tab: None))
            tab.view.resize(852, 526)
            tab.view.show()
            await turns(60)
            return tab

        tab = self.run(work(), 20)
        self._qtbot.addWidget(tab.view)
        self._tabs.append(tab)
        return tab

    def give(self, handover: str, name: str) -> None:
        async def work() -> None:
            getattr(self.desk.handovers, handover).give(self.ids[name])
            await turns(60)

        self.run(work(), 20)

    def close(self) -> None:
        for tab in self._tabs:
            self.run(tab.close())
        self.run(self.desk.close())
        assert not self.reports, self.reports


@pytest.fixture
def world(run: Run, qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    async def make() -> World:
        desk, ids = Desk(tmp_path / "home", vault=MemoryVault()), {}
        await desk.open()
        for email in (FIRST, SECOND):
            ids[email] = (await desk.loan_accounts.add("practice", email)).id
        for name in ("Mug", "Bracelet"):
            draft = OrderTestCaseDraft("practice", name, FIRST, "1005001234567890", 1, "US")
            ids[name] = (await desk.test_cases.add(draft)).id
        return World(run, qtbot, desk, ids)

    made: World = run(make(), 20)
    yield made
    made.close()


def texts(view: Any) -> set[str]:
    """What stands in the fields that can be seen."""
    lines = {one.text() for one in view.findChildren(QLineEdit) if one.isVisible()}
    return lines | {one.toPlainText() for one in view.findChildren(QPlainTextEdit) if one.isVisible()}


@pytest.mark.parametrize(
    ("build", "handover", "one", "other"),
    [
        (order_tests.build, "case_to_show", "Mug", "Bracelet"),
        (loan_accounts.build, "account_to_show", FIRST, SECOND),
    ],
)
def test_what_was_chosen_in_the_palette_is_shown(
    world: World, build: Callable[..., Any], handover: str, one: str, other: str
) -> None:
    world.give(handover, one)  # the tab was never opened
    tab = world.open(build)
    assert one in texts(tab.view)
    world.give(handover, other)
    assert other in texts(tab.view)
    assert one not in texts(tab.view) - {FIRST}
    world.give(handover, one)
    assert one in texts(tab.view)


@pytest.mark.parametrize(
    ("build", "handover", "name"),
    [(order_tests.build, "case_to_show", "Mug"), (loan_accounts.build, "account_to_show", FIRST)],
)
def test_what_has_gone_meanwhile_is_no_trouble(
    world: World, build: Callable[..., Any], handover: str, name: str
) -> None:
    world.ids["gone"] = "no-such-id"
    tab = world.open(build)
    world.give(handover, "gone")
    world.give(handover, name)
    assert name in texts(tab.view)
