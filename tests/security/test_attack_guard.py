"""Generated attacks on the guard in process; what it allows goes to a gateway that charges, and must be free."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.practice.door.layouts import LAYOUTS, Layout, lay
from tests.security.attacks import ATTACKS, fire_all
from tests.security.drafts import honest_draft, said_by
from tests.security.honest import honest_drafts
from tests.security.judging import Arena, open_arena
from tests.security.strategies import Attack, attacks
from tests.security.tally import Tally

SEED = 20261126
QUICK, LONG = 50, 450  # requests a layout


@pytest.fixture(scope="module")
def arena() -> Iterator[Arena]:
    with open_arena() as arena:
        yield arena


def _count(request: pytest.FixtureRequest) -> int:
    return LONG if request.config.getoption("--long") else QUICK


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_no_generated_attack_gets_past_the_guard(
    layout: Layout, arena: Arena, tally: Tally, request: pytest.FixtureRequest
) -> None:
    arena.reset()
    leaks: list[str] = []

    @seed(SEED + LAYOUTS.index(layout))
    @settings(
        max_examples=_count(request),
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(attacks(layout, arena.told))
    def attacked(attack: Attack) -> None:
        allowed = arena.judge(attack.shot).allowed
        tally.add(attack, allowed=allowed)
        if allowed and attack.hostile:
            leaks.append(attack.describe())
        elif allowed:
            arena.fire(attack.shot)

    attacked()
    assert not leaks, f"{len(leaks)} got through:\n" + "\n".join(sorted(leaks, key=len)[:40])
    assert not arena.paid_orders()


# ---------------------------------------------------------------- honest


def test_a_draft_that_nobody_bends_is_what_the_sdk_sends(arena: Arena) -> None:
    now = time.time()
    for layout in LAYOUTS:
        draft = honest_draft(layout, arena.told, now=now)
        assert draft.shoot().raw == lay(layout, said_by(draft, now)), layout.name


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_honest_order_leaves_and_is_free(layout: Layout, arena: Arena, tally: Tally) -> None:
    arena.reset()
    for count, draft in enumerate(honest_drafts(layout, arena.told), start=1):
        shot = draft.shoot()
        verdict = arena.judge(shot)
        assert (verdict.allowed, verdict.differences) == (True, ()), shot.raw
        answer = arena.fire(shot)
        orders = arena.ask("/orders")
        assert [order["free"] for order in orders] == [True] * count, answer
        tally.count("unchanged", "free")


# ---------------------------------------------------------------- by hand


def test_there_are_enough_attacks_written_by_hand() -> None:
    assert len(ATTACKS) >= 120


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_no_attack_written_by_hand_gets_past_the_guard(layout: Layout, arena: Arena, tally: Tally) -> None:
    leaks = [
        f"{one.name}\n{one.shot.raw[:3000]!r}" for one in fire_all(layout, arena.told) if arena.judge(one.shot).allowed
    ]
    assert not leaks, f"{len(leaks)} got through:\n" + "\n".join(leaks)
    tally.count("written by hand", "refused", len(ATTACKS))
