"""Automatic payment: whichever way an order asks for it, the guard sees it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from aexdesk.ordertest.guard import ComparedFact
from aexdesk.ordertest.reading import Reading
from tests.ordertest.orders import (
    CASE,
    CREATE,
    GUARD,
    LIVE,
    LOAN,
    PLACE,
    facts,
    order,
    parameters_of,
    post,
    reasons,
    text_of,
    verdict_on,
)

ASKS: dict[str, Any] = {"payment": {"pay_currency": "USD", "try_to_pay": "true"}}


def in_live(document: Any, api: str = CREATE, more: dict[str, str] | None = None, **changes: Any) -> Any:
    """What the guard says of an order in an unlocked Live: its verdict, and the facts."""
    known = facts(
        environment=LIVE,
        test_cases=(replace(CASE, environment="live", **changes),),
        loan_accounts=(replace(LOAN, environment="live"),),
        is_unlocked=True,
    )
    request = post(parameters_of(document, api) | (more or {}), LIVE.sync_url)
    reading = GUARD.read(request, LIVE)
    assert isinstance(reading, Reading)
    return GUARD.judge(reading, known), GUARD.compare(reading, known)


def asks(document: Any, by: str, api: str = CREATE, more: dict[str, str] | None = None) -> None:
    verdict, told = in_live(document, api, more)
    assert (verdict.allowed, verdict.reason) == (False, "differs_from_test_case")
    assert [(one.field, one.expected, one.found) for one in verdict.differences] == [("payment", "no_payment", by)]
    assert told[4:] == (ComparedFact("payment", "no_payment", by, is_match=False),)
    verdict, told = in_live(document, api, more, allows_payment=True)
    assert verdict.reason == "matches_test_case"
    assert told[4:] == (ComparedFact("payment", "", by, is_match=True),)


def asks_not(document: Any, api: str = CREATE, more: dict[str, str] | None = None) -> None:
    verdict, told = in_live(document, api, more)
    assert verdict.reason == "matches_test_case"
    assert len(told) == 4


@pytest.mark.parametrize("api", [CREATE, PLACE])
@pytest.mark.parametrize("value", ["true", True])
def test_try_to_pay_in_either_place_of_either_call(api: str, value: Any) -> None:
    wish = {"payment": {"try_to_pay": value, "pay_currency": "USD"}}
    asks(order(root={"ds_extend_request": wish}), "try_to_pay", api)
    asks(order(), "try_to_pay", api, {"ds_extend_request": text_of(wish)})
    both = {"ds_extend_request": text_of({"payment": {"try_to_pay": "false"}})}
    asks(order(root={"ds_extend_request": wish}), "try_to_pay", api, both)


@pytest.mark.parametrize(
    "extension",
    [
        {}, {"payment": None}, {"payment": {}}, {"payment": {"pay_currency": "USD"}},
        {"payment": {"try_to_pay": "false"}},
        {"payment": {"try_to_pay": False}}, {"payment": {"try_to_pay": ""}}, {"payment": {"try_to_pay": None}},
        {"payment": {"pay_currency": "", "try_to_pay": "false"}}, {"promotion": {"promotion_code": "PAST"}},
        {"auto_pay": "false"}, {"pay_now": False}, {"paying": ""}, {"payer": None},
    ],
    ids=str,
)  # fmt: skip
def test_a_currency_and_a_no_are_no_wish(extension: dict[str, Any]) -> None:
    asks_not(order(root={"ds_extend_request": extension}))
    asks_not(order(), more={"ds_extend_request": text_of(extension)})


@pytest.mark.parametrize(
    "value", ["True", "TRUE", "1", "yes", "0", 1, 0, [], {}, [True], " true", "true\u200b", "False"]
)
def test_a_wish_that_is_neither_true_nor_false(value: Any) -> None:
    request = post(parameters_of(order(root={"ds_extend_request": {"payment": {"try_to_pay": value}}})))
    verdict = verdict_on(request)
    assert (verdict.allowed, reasons(verdict)) == (False, [("try_to_pay", "not_true_or_false")])
    assert verdict.differences[0].found == (value if isinstance(value, str) else text_of(value))


@pytest.mark.parametrize("payment", [[], "x", "", True, 1, [{"try_to_pay": "true"}]])
def test_a_payment_that_is_no_object(payment: Any) -> None:
    verdict = verdict_on(post(parameters_of(order(root={"ds_extend_request": {"payment": payment}}))))
    assert (verdict.allowed, reasons(verdict)) == (False, [("payment", "not_an_object")])


@pytest.mark.parametrize(
    ("root", "by"),
    [
        ({"ds_extend_request": {"payment": {"tryToPay": "true"}}}, "tryToPay"),
        ({"ds_extend_request": {"payment": {"TRY_TO_PAY": "TRUE"}}}, "TRY_TO_PAY"),
        ({"ds_extend_request": {"payment": {"try_again": "x", "auto_pay": "Y"}}}, "auto_pay"),
        ({"ds_extend_request": {"try_to_pay": "true"}}, "try_to_pay"),
        ({"ds_extend_request": {"trade_extra_param": {"try_to_pay": True}}}, "try_to_pay"),
        ({"ds_extend_request": {"pay_currency": "USD"}}, "pay_currency"),
        ({"ds_extend_request": {"pay": {"x": "y"}}}, "pay"),
        ({"try_to_pay": "true"}, "try_to_pay"),
        ({"payment": {"x": "y"}}, "payment"),
        ({"payment_method": "PayPal"}, "payment_method"),
        ({"AUTO-PAY": 1}, "AUTO-PAY"),
        ({"auto_debit": "true"}, "auto_debit"),
        ({"charge": 1}, "charge"),
        ({"ds_extend_request": {"x": {"deductNow": "Y"}}}, "deductNow"),
        ({"pay": []}, "pay"),
    ],
    ids=str,
)
def test_its_like_in_other_words_and_places(root: dict[str, Any], by: str) -> None:
    asks(order(root=root), by)


@pytest.mark.parametrize("name", ["try_to_pay", "pay_type", "autoPay", "payment", "auto_charge", "debit", "deduct"])
def test_its_like_beside_the_order(name: str) -> None:
    asks(order(), name, more={name: "true"})
    for value in ("false", ""):
        asks_not(order(), more={name: value})


def test_it_is_shown_in_practice_where_it_costs_nothing() -> None:
    request = post(parameters_of(order(root={"ds_extend_request": ASKS})))
    assert verdict_on(request).reason == "matches_test_case"
    reading = GUARD.read(request, facts().environment)
    assert isinstance(reading, Reading)
    shown = ComparedFact("payment", "", "try_to_pay", is_match=True)
    assert GUARD.compare(reading, facts())[4:] == (shown,)
    assert GUARD.compare(reading, facts(test_cases=()))[4:] == (shown,)


def test_without_a_test_case_live_does_not_allow_it() -> None:
    request = post(parameters_of(order(root={"ds_extend_request": ASKS})), LIVE.sync_url)
    reading = GUARD.read(request, LIVE)
    assert isinstance(reading, Reading)
    told = GUARD.compare(reading, facts(environment=LIVE))
    assert told[4:] == (ComparedFact("payment", "", "try_to_pay", is_match=False),)
