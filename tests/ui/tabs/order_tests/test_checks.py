"""The checks: asked only when wanted, one after the other, cancelled, failed, and judged by what is known."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from aexdesk.faults import AexError, NetworkFault, PlatformError
from aexdesk.ui.tabs.order_tests.check_words import say_check
from aexdesk.workspace.order_test_case import OrderTestCaseState
from tests.ui.fakes import NOW, a_token
from tests.ui.tabs.order_tests.conftest import World
from tests.ui.tabs.order_tests.fakes import BUYER, ITEM, MUG, WHITE

PLATFORM = ("item_for_sale", "ships_to_country", "in_stock", "price_and_freight")


def can_cancel(world: World) -> bool:
    return world.state.inquiry.can_cancel


def said(world: World, code: str) -> str:
    return next(say_check(line) for line in world.state.checks if line.check.code == code)


def test_nothing_is_asked_before_somebody_wants_it(world: World) -> None:
    world.put()
    assert not world.desk.ordering.asked
    assert world.checks() == {
        **dict.fromkeys(PLATFORM, "unknown"),
        "account_logged_in": "good",
        "account_active": "good",
    }


def test_all_is_good(world: World) -> None:
    world.put(quantity=2)
    world.act(world.model.check)
    assert set(world.checks().values()) == {"good"}
    assert world.desk.ordering.asked == [f"{ITEM} to US as Demo dropship app", "2 of Color: Black"]
    assert said(world, "item_for_sale") == "Stoneware mug"


def test_they_run_and_cancel_is_offered_after_a_second(world: World) -> None:
    world.put()
    world.desk.ordering.gate = asyncio.Event()
    world.act(world.model.check)
    assert {world.checks()[code] for code in PLATFORM} == {"running"}
    assert not can_cancel(world)
    world.wait(1)
    assert can_cancel(world)
    world.act(world.model.cancel_check)
    assert {world.checks()[code] for code in PLATFORM} == {"unknown"}
    assert said(world, "in_stock") == "Cancelled before the answer came."
    world.desk.ordering.gate.set()
    world.act(world.model.check)
    assert world.checks()["in_stock"] == "good"


def test_it_is_asked_once_at_a_time(world: World) -> None:
    world.put()
    world.desk.ordering.gate = asyncio.Event()
    world.act(world.model.check)
    world.act(world.model.check)
    world.act(world.desk.ordering.gate.set)
    assert len(world.desk.ordering.asked) == 2


@pytest.mark.parametrize(
    ("product", "freight", "expected"),
    [
        (PlatformError("605"), None, {"item_for_sale": "bad", "ships_to_country": "unknown"}),
        (PlatformError("602"), None, {"item_for_sale": "unknown", "ships_to_country": "bad"}),
        (None, PlatformError("505"), {"item_for_sale": "good", "ships_to_country": "bad", "in_stock": "good"}),
        (NetworkFault("practice_off"), None, dict.fromkeys(PLATFORM, "unknown")),
    ],
)
def test_a_refusal_is_told_where_it_belongs(
    world: World, product: AexError | None, freight: AexError | None, expected: dict[str, str]
) -> None:
    world.put()
    world.desk.ordering.product_fault, world.desk.ordering.freight_fault = product, freight
    world.act(world.model.check)
    found = world.checks()
    assert {code: found[code] for code in expected} == expected
    assert not world.state.inquiry.is_running


def test_what_could_not_be_asked_says_why(world: World) -> None:
    world.put()
    world.desk.ordering.product_fault = NetworkFault("practice_off")
    world.act(world.model.check)
    assert said(world, "in_stock") == "The practice gateway is not running. Nothing was sent."


def test_the_first_sku_with_enough_is_taken(world: World) -> None:
    world.desk.ordering.offer = replace(MUG, skus=(replace(WHITE, stock=1), replace(WHITE, sku_id="2", stock=9)))
    world.put(quantity=5)
    world.act(world.model.check)
    assert world.state.inquiry.sku_id == "2"
    assert world.checks()["in_stock"] == "good"


def test_too_little_of_everything_is_bad(world: World) -> None:
    world.put(quantity=500)
    world.act(world.model.check)
    assert world.checks()["in_stock"] == "bad"


def test_an_item_without_skus_asks_for_no_freight(world: World) -> None:
    world.desk.ordering.offer = replace(MUG, skus=())
    world.put()
    world.act(world.model.check)
    assert world.checks()["item_for_sale"] == "bad"
    assert len(world.desk.ordering.asked) == 1


def test_a_case_that_is_only_typed_can_be_checked_and_other_facts_are_unknown_again(world: World) -> None:
    world.act(world.model.begin_new)
    assert not world.state.can_ask
    world.act(world.model.check)
    assert not world.desk.ordering.asked
    world.act(lambda: world.model.enter(item_id=ITEM, country="US"))
    world.act(world.model.check)
    assert world.checks()["item_for_sale"] == "good"
    world.act(lambda: world.model.enter(country="DE"))
    assert world.checks()["item_for_sale"] == "unknown"
    world.act(lambda: world.model.enter(country="US"))
    assert world.checks()["item_for_sale"] == "good"


def test_without_an_app_nothing_can_be_asked(world: World) -> None:
    world.put(state=OrderTestCaseState.ACTIVE)
    world.do(world.desk.standing.choose_profile(None))
    assert not world.state.can_ask
    world.act(world.model.check)
    world.act(world.model.build)
    assert not world.desk.ordering.asked
    assert world.state.building is None


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        (a_token(BUYER.upper()), "good"),
        (a_token("another@example.test"), "bad"),
        (a_token(BUYER, is_real=True), "bad"),
        (a_token(BUYER, access_expires_at=NOW), "bad"),
        (a_token(BUYER, access_expires_at=NOW + timedelta(minutes=5)), "warn"),
        (a_token(BUYER, access_expires_at=NOW + timedelta(days=1)), "good"),
        (None, "bad"),
    ],
)
def test_the_session_is_judged_by_what_calls_carry(world: World, token: object, expected: str) -> None:
    world.put()
    world.desk.tokens.newest = token  # type: ignore[assignment] # a token or none
    world.act(world.desk.tokens.token_changed.announce)
    assert world.checks()["account_logged_in"] == expected


def test_the_loan_is_judged_by_its_last_day(world: World) -> None:
    world.put()
    world.desk.loan_accounts.all.clear()
    world.act(world.desk.loan_accounts.changed.announce)
    assert world.checks()["account_active"] == "bad"
    world.act(lambda: world.desk.loan_accounts.put(until=date(2026, 5, 3)))
    assert world.checks()["account_active"] == "bad"
    world.desk.loan_accounts.all.clear()
    world.act(lambda: world.desk.loan_accounts.put(until=date(2026, 6, 1)))
    assert world.checks()["account_active"] == "good"


def test_a_new_form_without_an_account_is_not_blamed(world: World) -> None:
    world.desk.loan_accounts.all.clear()
    world.act(world.desk.loan_accounts.changed.announce)
    world.act(world.model.begin_new)
    assert world.checks()["account_logged_in"] == world.checks()["account_active"] == "unknown"
