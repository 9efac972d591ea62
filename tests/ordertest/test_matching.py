"""The facts that the guard compares, told one by one: they say what the verdict says, and decide nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from typing import Any

import pytest

from aexdesk.ordertest.guard import FACT_FIELDS, ComparedFact, GuardFacts, SessionOwner, uncompared
from aexdesk.ordertest.reading import OutgoingRequest, Reading
from aexdesk.workspace.order_test_case import OrderTestCaseState
from tests.ordertest.orders import (
    BUYER,
    CASE,
    GUARD,
    ITEM,
    LIVE,
    LOAN,
    OWNER,
    PLACE,
    READ,
    built,
    facts,
    order,
    verdict_on,
)

_OTHER: dict[str, str] = {"account": "other@loan.example", "item_id": "77", "quantity": "2", "country": "FR"}
_GOOD: dict[str, str] = {"account": BUYER, "item_id": ITEM, "quantity": "1", "country": "US"}


def compared(request: OutgoingRequest, known: GuardFacts | None = None) -> tuple[ComparedFact, ...]:
    known = known or facts()
    reading = GUARD.read(request, known.environment)
    assert isinstance(reading, Reading)
    return GUARD.compare(reading, known)


def _an_order(said: dict[str, str]) -> dict[str, Any]:
    item = {"product_id": int(said["item_id"]), "product_count": int(said["quantity"])}
    return order(item=item, address={"country": said["country"]})


@pytest.mark.parametrize("wrong", [fields for count in range(5) for fields in combinations(FACT_FIELDS, count)])
def test_each_fact_tells_both_sides_and_agrees_with_the_verdict(wrong: tuple[str, ...]) -> None:
    said = _GOOD | {field: _OTHER[field] for field in wrong}
    known = facts(owner=SessionOwner(said["account"], is_real=False))
    told = compared(built(_an_order(said)), known)
    assert told == tuple(
        ComparedFact(field, _GOOD[field], said[field], is_match=field not in wrong) for field in FACT_FIELDS
    )
    verdict = verdict_on(built(_an_order(said)), known)
    assert verdict.allowed == all(fact.is_match for fact in told)
    assert [one.field for one in verdict.differences] == [fact.field for fact in told if not fact.is_match]


def test_the_facts_are_those_of_the_nearest_test_case() -> None:
    far = replace(CASE, id="c2", name="Far", item_id="5", quantity=9, country="DE")
    known = facts(test_cases=(far, CASE))
    request = built(order(item={"product_count": 2}))
    assert [fact.expected for fact in compared(request, known)] == [BUYER, ITEM, "1", "US"]
    assert verdict_on(request, known).test_case == CASE.name


def test_without_an_active_case_the_order_is_told_and_nothing_matches() -> None:
    for cases in ((), (replace(CASE, state=OrderTestCaseState.SUBMITTED),), (replace(CASE, environment="live"),)):
        told = compared(built(order()), facts(test_cases=cases))
        assert told == tuple(ComparedFact(field, "", _GOOD[field], is_match=False) for field in FACT_FIELDS)


@pytest.mark.parametrize("owner", [None, SessionOwner("", is_real=False)])
def test_a_session_of_nobody_matches_no_account(owner: SessionOwner | None) -> None:
    told = compared(built(order()), facts(owner=owner))
    assert told[0] == ComparedFact("account", BUYER, "", is_match=False)
    assert all(fact.is_match for fact in told[1:])


def test_a_test_case_of_nobody_matches_no_session() -> None:
    known = facts(
        owner=None, test_cases=(replace(CASE, loan_account_email=""),), loan_accounts=(replace(LOAN, email=""),)
    )
    assert compared(built(order()), known)[0] == ComparedFact("account", "", "", is_match=False)
    assert not verdict_on(built(order()), known).allowed


def test_an_order_that_cannot_be_read_matches_in_nothing() -> None:
    """Not even in what could be read of it: half an order is none."""
    for document, field, found in (
        (order(item={"product_count": 1.5}), "quantity", "1.5"),
        (order(address={"country": "usa"}), "country", "usa"),
        (order(root={"product_items": []}), "product_items", ""),
        ("{", "order", ""),
    ):
        assert compared(built(document)) == uncompared(field, found)
        assert not verdict_on(built(document)).allowed
    assert {fact.found for fact in uncompared("quantity", "1.5")} == {"", "1.5"}


def test_the_facts_stand_there_in_live_too() -> None:
    known = facts(
        environment=LIVE,
        test_cases=(replace(CASE, environment="live"),),
        loan_accounts=tuple(replace(loan, environment="live") for loan in facts().loan_accounts),
    )
    request = built(order())
    request = replace(request, url=LIVE.sync_url)
    assert all(fact.is_match for fact in compared(request, known))
    assert verdict_on(request, known).reason == "live_locked"


def test_what_is_compared_changes_no_verdict() -> None:
    for owner, count, api in product((OWNER, None), (1, 2), (PLACE, READ)):
        known = facts(owner=owner)
        request = built(order(item={"product_count": count}), api)
        before = verdict_on(request, known)
        compared(request, known)
        assert verdict_on(request, known) == before
