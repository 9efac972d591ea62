"""The timer of orders that move by themselves, on a machine that sleeps."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from aexdesk.practice import Rules
from aexdesk.practice.ordering.order_timer import OrderTimer
from aexdesk.practice.platform import Platform
from aexdesk.practice.records import Order
from aexdesk.practice.state import State
from tests.practice.ordering.orders_of import HOUR
from tests.practice.world import NOON, FakeClock

WAITS = "WAIT_SELLER_SEND_GOODS"


def a_platform(clock: FakeClock) -> Platform:
    platform = Platform(State(1), {}, rules=Rules(), clock=clock, chance=Random(1))
    platform.state.orders[1] = Order(
        1, "a", "k", True, WAITS, "", "1", "2", 1, "US", "S", "1.00", "0.00", "", NOON, NOON
    )  # fmt: skip
    return platform


@pytest.mark.fault("sleep and resume of timers")
async def test_after_a_sleep_orders_move_within_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loop's clock has stood still meanwhile."""
    clock = FakeClock()
    platform = a_platform(clock)
    loop = asyncio.get_running_loop()
    time, gone_on = loop.time, [0.0]
    monkeypatch.setattr(loop, "time", lambda: time() + gone_on[0])
    with OrderTimer(platform).running():
        clock.now += 8 * HOUR
        gone_on[0] = 59.0
        for _turn in range(3):
            await asyncio.sleep(0)
        assert platform.state.orders[1].state == WAITS
        gone_on[0] = 61.0
        for _turn in range(3):
            await asyncio.sleep(0)
        assert platform.state.orders[1].state == "WAIT_BUYER_ACCEPT_GOODS"
        assert platform.state.orders[1].moved_at == NOON + HOUR
