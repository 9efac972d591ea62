"""The Ledger tab on a ledger of straw: a test holds what stands in it, and what the platform answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from aexdesk.desk import Desk
from aexdesk.faults import AexError
from aexdesk.services.changes import Changes
from aexdesk.services.handover import Handovers
from aexdesk.services.ledger import Ledger, LedgerCheck
from aexdesk.services.ledger_checks import LedgerChecks
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.ledger.model import LedgerModel
from aexdesk.ui.tabs.ledger.state import LedgerPage
from aexdesk.ui.tabs.ledger.tab import LedgerTab, build
from aexdesk.ui.tabs.ledger.view import LedgerView
from aexdesk.workspace.ledger import CancelStep, LedgerEntry, LedgerState
from tests.conftest import Run
from tests.ui.fakes import NOW, FakeClipboard, FakeLater, FakeStanding, Reports
from tests.ui.tabs.desk_worlds import WINDOW
from tests.ui.whole import whole

_CALM_AFTER = 3
_SETTLED = (LedgerState.CANCELLED, LedgerState.CONFIRMED_FREE, LedgerState.PAID)


def entry(number: int = 1, state: LedgerState = LedgerState.SEEN_UNPAID, **changes: Any) -> LedgerEntry:
    """An order in Live that was made `number` hours ago."""
    made = LedgerEntry(
        id=f"e{number}",
        environment="live",
        exchange_id=f"x{number}",
        case_id="c",
        case_name="Mug",
        order_id=f"82000000000000{number:02}",
        at=NOW - timedelta(hours=number),
        amount=Decimal("10.39"),
        currency="USD",
        state=state,
        checked_at=None,
    )
    return replace(made, **changes)


class FakeLedger:
    """`gate` holds a check back; `fault` is raised by what is asked next, `check_fault` by checks only."""

    def __init__(self) -> None:
        self.entries: dict[str, LedgerEntry] = {}
        self.asked: list[str] = []
        self.settled: list[tuple[str, LedgerState]] = []
        self.found: tuple[str, LedgerState | None] = ("PLACE_ORDER_SUCCESS", LedgerState.SEEN_UNPAID)
        self.fault: AexError | None = None
        self.check_fault: AexError | None = None
        self.gate: asyncio.Event | None = None
        self.changed = Changes()

    def put(self, *entries: LedgerEntry) -> None:
        self.entries |= {one.id: one for one in entries}
        self.changed.announce()

    async def list(self, environment: str) -> tuple[LedgerEntry, ...]:
        self._raise()
        found = (one for one in self.entries.values() if one.environment == environment)
        return tuple(sorted(found, key=lambda one: one.at, reverse=True))

    async def settle(self, entry_id: str, state: LedgerState) -> LedgerEntry:
        self._raise()
        self.settled.append((entry_id, state))
        self.put(replace(self.entries[entry_id], state=state, is_settled=state in _SETTLED))
        return self.entries[entry_id]

    async def tick(self, entry_id: str, step: CancelStep, is_done: bool) -> LedgerEntry:
        self._raise()
        before = self.entries[entry_id]
        steps = before.cancel_steps | {step} if is_done else before.cancel_steps - {step}
        self.put(replace(before, cancel_steps=steps))
        return self.entries[entry_id]

    async def is_unasked(self, entry_id: str) -> bool:
        return self.entries[entry_id].checked_at is None

    async def check(self, entry_id: str, caller: None = None, *, only_placer: bool = False) -> LedgerCheck:
        self.asked.append(entry_id)
        if self.gate is not None:
            await self.gate.wait()
        if self.check_fault is not None:
            raise self.check_fault
        self._raise()
        status, seen = self.found
        before = self.entries[entry_id]
        state = before.state if before.is_settled or seen is None else seen
        self.put(replace(before, state=state, checked_at=NOW))
        return LedgerCheck(self.entries[entry_id], status, seen)

    def _raise(self) -> None:
        if self.fault is not None:
            raise self.fault


class FakeDesk:
    """What the tab needs of a Desk; we stand in Live."""

    def __init__(self, later: FakeLater) -> None:
        self.ledger = FakeLedger()
        ledger = cast("Ledger", self.ledger)
        self.ledger_checks = LedgerChecks(ledger, lambda: NOW + timedelta(seconds=later.now_s))
        self.standing = FakeStanding()
        self.standing.environment = self.standing.environments[1]
        self.handovers = Handovers()


@dataclass
class FakeLinks:
    opened: list[str] = field(default_factory=list)
    takes: bool = True

    def open(self, url: str) -> bool:
        self.opened.append(url)
        return self.takes


@dataclass
class FakeToasts:
    said: list[str] = field(default_factory=list)
    undo: Callable[[], None] | None = None

    def show(self, text: Callable[[], str], undo: Callable[[], None] | None = None) -> None:
        self.said.append(text())
        self.undo = undo


@dataclass
class World:
    """One tab, and what stands around it."""

    run: Run
    desk: FakeDesk
    tab: LedgerTab
    later: FakeLater
    clipboard: FakeClipboard
    links: FakeLinks
    toasts: FakeToasts
    reports: Reports
    went_to: list[str]

    @property
    def ledger(self) -> FakeLedger:
        return self.desk.ledger

    @property
    def model(self) -> LedgerModel:
        return self.tab.model

    @property
    def view(self) -> LedgerView:
        return self.tab.view

    @property
    def state(self) -> LedgerPage:
        return self.tab.model.state

    def act(self, hand: Callable[[], object] = lambda: None) -> None:
        """What a person, a service or a clock does while the loop runs, and what follows from it."""

        async def work() -> None:
            hand()
            await self._calm()

        self.run(work())

    async def _calm(self) -> None:
        before, still = None, 0
        while still < _CALM_AFTER:
            await asyncio.sleep(0.001)
            now = (self.model._tasks.names, self.state, self.model._turn.isActive())
            still = still + 1 if now == before else 0
            before = now

    def choose(self, number: int) -> None:
        """The order that was made so many hours ago."""
        self.act(lambda: self.model.choose(f"e{number}"))


@pytest.fixture
def world(qtbot: QtBot, run: Run, later: FakeLater, clipboard: FakeClipboard, reports: Reports) -> Iterator[World]:
    desk, links, toasts, went_to = FakeDesk(later), FakeLinks(), FakeToasts(), list[str]()
    nothing = cast("Any", None)
    ports = Ports(clipboard, nothing, nothing, links, toasts, later, reports.report)

    async def make() -> LedgerTab:
        return whole(build(cast("Desk", desk), ports, went_to.append))

    tab = run(make())
    qtbot.addWidget(tab.view)
    tab.view.resize(*WINDOW)
    tab.view.show()
    made = World(run, desk, tab, later, clipboard, links, toasts, reports, went_to)
    made.act()
    yield made
    run(tab.close())
    assert not reports, reports
    assert desk.ledger.changed == desk.standing.changed == desk.ledger_checks.changed == []
