"""Live is unlocked by a name, for a while, and for nobody who has left."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from aexdesk.faults import BadInput
from aexdesk.services.unlocking import LiveUnlock, Unlocked
from aexdesk.workspace.environment import LIVE, PRACTICE
from tests.services.worlds import NOON, a_desk, a_profile


class Clocks:
    """The wall clock, which anybody may set, and the one that only runs."""

    def __init__(self) -> None:
        self.wall = NOON
        self.running = 1000.0

    def now(self) -> datetime:
        return self.wall

    def pass_by(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.running += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def unlock(clocks: Clocks) -> LiveUnlock:
    return LiveUnlock(clocks.now, lambda: clocks.running)


def test_it_opens_live_alone_and_ends_by_itself(unlock: LiveUnlock, clocks: Clocks) -> None:
    assert (unlock.state, unlock.is_open(), unlock.opens(LIVE)) == (None, False, False)
    assert unlock.unlock("Shop", "Shop") == Unlocked("Shop", NOON + timedelta(minutes=15)) == unlock.state
    assert (unlock.is_open(), unlock.opens(LIVE), unlock.opens(PRACTICE)) == (True, True, False)
    clocks.pass_by(15 * 60 - 1)
    assert unlock.is_open()
    clocks.pass_by(1)
    assert not unlock.opens(LIVE)


@pytest.mark.parametrize("clock", ["wall", "running"])
@pytest.mark.fault("clock jumps", "sleep and resume of timers")
def test_a_clock_that_is_set_back_makes_it_no_longer(unlock: LiveUnlock, clocks: Clocks, clock: str) -> None:
    unlock.unlock("Shop", "Shop", 60)
    clocks.pass_by(3600)
    if clock == "wall":
        clocks.wall = NOON
    else:
        clocks.running = 1000.0  # a machine that slept: this clock may stand still meanwhile
    assert unlock.state is None


@pytest.mark.fault("clock jumps")
def test_a_clock_that_is_set_back_makes_it_look_no_longer(unlock: LiveUnlock, clocks: Clocks) -> None:
    given = unlock.unlock("Shop", "Shop")
    clocks.pass_by(300)
    assert unlock.state == given
    clocks.wall -= timedelta(hours=3)
    assert unlock.state is not None
    assert unlock.state.until - clocks.wall == timedelta(minutes=10)
    clocks.pass_by(600)
    assert unlock.state is None


@pytest.mark.parametrize("typed", ["", "shop", "Shop ", "Shopx"])
def test_another_name_opens_nothing(unlock: LiveUnlock, typed: str) -> None:
    heard: list[int] = []
    unlock.changed.append(lambda: heard.append(1))
    with pytest.raises(BadInput, match="unlock_name_differs"):
        unlock.unlock("Shop", typed)
    assert (unlock.state, heard) == (None, [])


@pytest.mark.parametrize("minutes", [-1, 0, 61, 10**9])
def test_it_lasts_from_one_minute_to_an_hour(unlock: LiveUnlock, minutes: int) -> None:
    with pytest.raises(BadInput, match="unlock_too_long"):
        unlock.unlock("Shop", "Shop", minutes)
    assert unlock.state is None


def test_one_click_ends_it(unlock: LiveUnlock) -> None:
    heard: list[bool] = []
    unlock.changed.append(lambda: heard.append(unlock.is_open()))
    unlock.lock()
    unlock.unlock("Shop", "Shop")
    unlock.lock()
    unlock.lock()
    assert heard == [True, False]


async def test_it_ends_with_leaving_live_or_the_profile(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        first, second = await a_profile(desk, "A", "live"), await a_profile(desk, "B", "live")
        await desk.standing.choose_environment("live")
        await desk.standing.choose_profile(first.id)
        desk.live_unlock.unlock("A", "A")
        await desk.standing.load()
        assert desk.live_unlock.is_open(), "nobody went anywhere"
        await desk.standing.choose_profile(second.id)
        assert not desk.live_unlock.is_open()
        await a_profile(desk, "B")  # a name means another app in each environment
        desk.live_unlock.unlock("B", "B")
        await desk.standing.choose_environment("practice")
        await desk.standing.choose_environment("live")
        assert not desk.live_unlock.is_open()


async def test_it_is_gone_with_the_process(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        desk.live_unlock.unlock("A", "A", 60)
    async with a_desk(tmp_path) as desk:
        assert not desk.live_unlock.is_open()
