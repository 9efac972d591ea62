"""Generated attacks on the guard in process; what it allows goes to a gateway that charges, and must be free."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.practice.door.layouts import LAYOUTS, Layout, lay
from tests.security.attacks import ATTACKS, fire_all
from tests.security.drafts import Draft, honest_draft, said_by
from tests.security.judging import Arena, open_arena
from tests.security.strategies import Attack, attacks
from tests.security.tally import Tally

SEED = 20261126
QUICK, LONG = 50, 450  # requests a layout


@pytest.fixture(scope="module")
def arena() -> Iterator[Arena]:
    with open_arena() as arena:
        yield arena


@pytest.fixture(scope="module")
def tally() -> Iterator[Tally]:
    tally = Tally()
    yield tally
    print("\n".join(tally.lines()))  # noqa: T201


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


def _honest(layout: Layout, arena: Arena) -> Iterator[Draft]:
    for item, count, blank in product((int, str), (int, str), ("+", "%20")):
        draft = honest_draft(layout, arena.told)
        draft.blank = blank
        draft.item["product_id"], draft.item["product_count"] = item(draft.item["product_id"]), count(1)
        draft.write()
        yield draft
    for sign_method in ("md5", "hmac"):
        draft = honest_draft(layout, arena.told)
        draft.find("sign_method").value = sign_method
        yield draft
    draft = honest_draft(layout, arena.told)
    draft.find("session").name = "access_token"
    yield draft
    draft = honest_draft(layout, arena.told)
    draft.add("access_token", arena.told["access_token"])
    draft.add("method", draft.find("method").value)
    yield draft


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_honest_order_leaves_and_is_free(layout: Layout, arena: Arena) -> None:
    arena.reset()
    for count, draft in enumerate(_honest(layout, arena), start=1):
        shot = draft.shoot()
        verdict = arena.judge(shot)
        assert (verdict.allowed, verdict.differences) == (True, ()), shot.raw
        answer = arena.fire(shot)
        orders = arena.ask("/orders")
        assert [order["free"] for order in orders] == [True] * count, answer


# ---------------------------------------------------------------- by hand


def test_there_are_enough_attacks_written_by_hand() -> None:
    assert len(ATTACKS) >= 120


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_no_attack_written_by_hand_gets_past_the_guard(layout: Layout, arena: Arena) -> None:
    leaks = [
        f"{one.name}\n{one.shot.raw[:3000]!r}" for one in fire_all(layout, arena.told) if arena.judge(one.shot).allowed
    ]
    assert not leaks, f"{len(leaks)} got through:\n" + "\n".join(leaks)
