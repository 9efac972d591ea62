"""Orders that have just left are asked for once, by who placed them and few at a time; any check can be stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from aexdesk.faults import AexError, BadInput, NetworkFault
from aexdesk.services.ledger_checks import NOT_ASKED, LedgerChecks
from aexdesk.services.order_inquiries import PaymentStatus
from aexdesk.workspace.ledger import CancelStep, LedgerEntry, LedgerState
from tests.services.test_ledger import UNPAID, World
from tests.services.worlds import NOON, a_desk


class Held:
    """Inquiries that answer once `gate` is open; notes who is asked for, as whom, and how many at a time."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.questions = asyncio.Semaphore(0)
        self.asked: list[tuple[str, bool]] = []
        self.fault: AexError | None = None
        self.now = self.most = 0

    async def ask_payment(self, entry: LedgerEntry, caller: Any = None, *, only_placer: bool = False) -> PaymentStatus:
        self.asked.append((entry.order_id, only_placer))
        self.questions.release()
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await self.gate.wait()
        finally:
            self.now -= 1
        if self.fault is not None:
            raise self.fault
        return UNPAID


class Bench:
    """A ledger over a real database."""

    def __init__(self, world: World, held: Held, group: asyncio.TaskGroup) -> None:
        self.world, self.held, self.group = world, held, group
        world.ledger._inquiries = held  # type: ignore[assignment]
        self.checks = LedgerChecks(world.ledger, lambda: world.at)

    async def begin(self, entry_id: str, *, by_itself: bool = False) -> asyncio.Task[None]:
        """A check that has asked, and waits for its answer."""
        ask = self.checks.check_by_itself if by_itself else self.checks.check
        task = self.group.create_task(ask(entry_id))
        await self.held.questions.acquire()
        return task


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    async with a_desk(tmp_path) as desk, asyncio.TaskGroup() as group:
        yield Bench(World(desk), Held(), group)


def later(at: datetime, **passed: float) -> datetime:
    return at + timedelta(**passed)


# ---------------------------------------------------------------- which


async def test_each_order_that_has_just_left_is_met_once_wherever_it_left_for(bench: Bench) -> None:
    live = await bench.world.enter(1, 7)
    practised = await bench.world.enter(2, 8, environment="practice")
    assert set(await bench.checks.meet()) == {live.id, practised.id}
    assert await bench.checks.meet() == ()
    newer = await bench.world.enter(3, 9)
    assert await bench.checks.meet() == (newer.id,)


async def test_what_is_old_settled_checked_or_without_an_id_is_not_met(bench: Bench) -> None:
    world = bench.world
    bench.held.gate.set()
    await world.enter(1)
    settled, checked = await world.enter(2, 7), await world.enter(3, 8)
    await world.ledger.settle(settled.id, LedgerState.CONFIRMED_FREE)
    await bench.checks.check(checked.id)
    await world.enter(4, 9)
    world.at = later(NOON, minutes=3)
    assert await bench.checks.meet() == ()


async def test_one_that_waited_too_long_for_its_turn_is_left_to_the_person(bench: Bench) -> None:
    entry = await bench.world.enter(1, 7)
    bench.world.at = later(NOON, minutes=3)
    await bench.checks.check_by_itself(entry.id)
    assert bench.held.asked == []
    assert bench.checks.of(entry.id) == NOT_ASKED


async def test_one_that_was_closed_meanwhile_is_not_asked_for(bench: Bench) -> None:
    entry = await bench.world.enter(1, 7)
    await bench.world.ledger.settle(entry.id, LedgerState.CANCELLED)
    await bench.checks.check_by_itself(entry.id)
    assert bench.held.asked == []


# ---------------------------------------------------------------- how


async def test_by_itself_it_asks_as_who_placed_it_and_by_hand_as_whoever_may(bench: Bench) -> None:
    bench.held.gate.set()
    fresh, other = await bench.world.enter(1, 7), await bench.world.enter(2, 8)
    await bench.checks.check_by_itself(fresh.id)
    await bench.checks.check(other.id)
    assert bench.held.asked == [("7", True), ("8", False)]
    found = bench.checks.of(fresh.id).found
    assert found is not None
    assert (found.entry.state, found.entry.amount) == (LedgerState.SEEN_UNPAID, UNPAID.amount)


async def test_while_it_asks_it_tells_for_how_long(bench: Bench) -> None:
    entry = await bench.world.enter(1, 7)
    told: list[int | None] = []
    bench.checks.changed.append(lambda: told.append(bench.checks.elapsed_s(entry.id)))
    task = await bench.begin(entry.id, by_itself=True)
    bench.world.at = later(bench.world.at, seconds=4.6)
    assert (bench.checks.elapsed_s(entry.id), set(bench.checks.running)) == (4, {entry.id})
    assert bench.checks.of(entry.id).is_by_itself
    bench.held.gate.set()
    await task
    assert (bench.checks.elapsed_s(entry.id), bench.checks.running, told) == (None, frozenset(), [0, None])


async def test_an_order_is_asked_for_once_at_a_time(bench: Bench) -> None:
    entry = await bench.world.enter(1, 7)
    task = await bench.begin(entry.id, by_itself=True)
    await bench.checks.check(entry.id)
    bench.held.gate.set()
    await task
    assert bench.held.asked == [("7", True)]


async def test_a_program_that_orders_many_is_followed_by_few_at_a_time(bench: Bench) -> None:
    for number in range(1, 9):
        await bench.world.enter(number, number)
    async with asyncio.TaskGroup() as group:
        for entry_id in await bench.checks.meet():
            group.create_task(bench.checks.check_by_itself(entry_id))
        for _one in range(3):
            await bench.held.questions.acquire()
        bench.held.gate.set()
    assert (len(bench.held.asked), bench.held.most) == (8, 3)


@pytest.mark.parametrize("by_itself", [True, False])
async def test_it_can_be_stopped_and_leaves_nothing(bench: Bench, by_itself: bool) -> None:
    entry = await bench.world.enter(1, 7)
    task = await bench.begin(entry.id, by_itself=by_itself)
    bench.checks.cancel(entry.id)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (bench.checks.of(entry.id), bench.checks.running) == (NOT_ASKED, frozenset())
    assert (await bench.world.ledger.list("live")) == (entry,)
    bench.checks.cancel(entry.id)
    bench.held.gate.set()
    await bench.checks.check_by_itself(entry.id)
    assert bench.checks.of(entry.id).found, "its place is free again"


@pytest.mark.parametrize("fault", [NetworkFault("silent"), BadInput("order_session_gone")])
async def test_what_keeps_it_from_asking_is_told_until_it_is_forgotten(bench: Bench, fault: AexError) -> None:
    entry = await bench.world.enter(1, 7)
    bench.held.fault = fault
    bench.held.gate.set()
    await bench.checks.check_by_itself(entry.id)
    assert bench.checks.of(entry.id).fault is fault
    bench.checks.forget(entry.id)
    assert bench.checks.of(entry.id) == NOT_ASKED


# ---------------------------------------------------------------- the cancel checklist


async def test_the_steps_of_the_cancel_checklist_are_kept_with_the_entry(bench: Bench) -> None:
    ledger, entry = bench.world.ledger, await bench.world.enter(1, 7)
    heard: list[int] = []
    ledger.changed.append(lambda: heard.append(1))
    await asyncio.gather(*(ledger.tick(entry.id, step, True) for step in CancelStep))
    await ledger.tick(entry.id, CancelStep.FIND, False)
    (kept,) = await ledger.list("live")
    assert kept.cancel_steps == {CancelStep.OPEN, CancelStep.CANCEL, CancelStep.CHECK}
    assert len(heard) == 5
    with pytest.raises(BadInput, match="unknown_ledger_entry"):
        await ledger.tick("nobody", CancelStep.OPEN, True)
