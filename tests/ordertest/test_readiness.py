"""The checks before an order: each good, and each way in which it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from aexdesk.faults import NetworkFault, PlatformError
from aexdesk.ordertest.offers import DeliveryOption, Offer, Sku
from aexdesk.ordertest.readiness import SOON, CheckStatus, ReadinessFacts, check_readiness
from aexdesk.wording.readiness import describe_check, name_check
from aexdesk.workspace.loan_account import LoanAccount, LoanAccountStatus
from aexdesk.workspace.token import Binding, Token
from tests.ordertest.orders import BUYER, CASE, ITEM

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
GOOD, BAD, WARN, UNKNOWN = CheckStatus.GOOD, CheckStatus.BAD, CheckStatus.WARN, CheckStatus.UNKNOWN
SKU = Sku("1", "14:193", "Black", "8.40", "USD", 3)
OFFER = Offer(ITEM, "A mug", (SKU, replace(SKU, sku_id="2", price="7.00", stock=0)), "onSelling")
OPTION = DeliveryOption("CAINIAO_STANDARD", "Standard", "1.99", "USD", 9, 16, True)
TOKEN = Token("t1", "practice", "p1", BUYER.upper(), False, NOW, access_expires_at=NOW + timedelta(hours=5))
LOAN = LoanAccount("l1", "practice", BUYER, until=date(2026, 12, 31))
FACTS = ReadinessFacts(CASE, NOW, OFFER, None, (OPTION,), None, SKU, OPTION, (TOKEN,), (LOAN,))
LOST = NetworkFault("connection_lost")
NOT_SOLD = PlatformError("602", message="Item is not allowed to this country")
NO_ITEM = PlatformError("605", message="ITEM_ID_NOT_FOUND")
NO_WAY = PlatformError("505", message="DELIVERY_NOT_AVAILABLE_TO_YOUR_ADDRESS")
NOTHING: dict[str, Any] = {"offer": None, "delivery": None, "sku": None, "option": None}
CODES = ["item_for_sale", "ships_to_country", "in_stock", "price_and_freight", "account_logged_in", "account_active"]


def test_all_is_there() -> None:
    checks = check_readiness(FACTS)
    assert [one.code for one in checks] == CODES
    assert {one.status for one in checks} == {GOOD}
    assert [describe_check(one).message for one in checks] == [
        "A mug",
        "To US; services to choose from: 1.",
        "3 pieces, 1 wanted.",
        "USD 8.40 a piece, freight USD 1.99: USD 10.39 in all.",
        f"Logged in as {BUYER}.",
        f"The loan of {BUYER} stands.",
    ]


@pytest.mark.parametrize(
    ("code", "changes", "status", "reason"),
    [
        ("item_for_sale", {"offer": replace(OFFER, status="offline")}, BAD, "off_sale"),
        ("item_for_sale", {"offer": replace(OFFER, skus=())}, BAD, "no_sku"),
        ("item_for_sale", {**NOTHING, "offer_error": NO_ITEM}, BAD, "no_such_item"),
        ("item_for_sale", {**NOTHING, "offer_error": PlatformError("404", message="ITEM_ID_NOT_FOUND")}, BAD,
         "no_such_item"),
        ("item_for_sale", {**NOTHING, "offer_error": NOT_SOLD}, UNKNOWN, "asking_failed"),
        ("item_for_sale", {**NOTHING, "offer_error": LOST}, UNKNOWN, "asking_failed"),
        ("item_for_sale", NOTHING, UNKNOWN, "not_asked"),
        ("ships_to_country", {**NOTHING, "offer_error": NOT_SOLD}, BAD, "does_not_ship"),
        ("ships_to_country", {"delivery": None, "delivery_error": NO_WAY}, BAD, "does_not_ship"),
        ("ships_to_country", {"delivery": ()}, BAD, "does_not_ship"),
        ("ships_to_country", {"delivery": None, "delivery_error": LOST}, UNKNOWN, "asking_failed"),
        ("ships_to_country", {"delivery": None}, UNKNOWN, "not_asked"),
        ("in_stock", {"case": replace(CASE, quantity=4)}, BAD, "too_little_stock"),
        ("in_stock", {"sku": OFFER.skus[1]}, BAD, "too_little_stock"),
        ("in_stock", {"sku": None}, GOOD, "enough_stock"),
        ("in_stock", {"sku": replace(SKU, stock=None)}, UNKNOWN, "stock_untold"),
        ("in_stock", NOTHING, UNKNOWN, "not_asked"),
        ("price_and_freight", {"sku": replace(SKU, price="")}, UNKNOWN, "price_untold"),
        ("price_and_freight", {"option": replace(OPTION, fee="")}, UNKNOWN, "price_untold"),
        ("price_and_freight", {"option": replace(OPTION, currency="EUR")}, GOOD, "price_told"),
        ("price_and_freight", {"option": replace(OPTION, fee="0", currency="EUR")}, GOOD, "total_told"),
        ("price_and_freight", {"delivery": None, "option": None}, UNKNOWN, "not_asked"),
        ("price_and_freight", {**NOTHING, "offer_error": LOST}, UNKNOWN, "asking_failed"),
        ("account_logged_in", {"tokens": ()}, BAD, "not_logged_in"),
        ("account_logged_in", {"tokens": (replace(TOKEN, account="other@x"),)}, BAD, "another_account"),
        ("account_logged_in", {"tokens": (replace(TOKEN, is_real=True),)}, BAD, "real_account"),
        ("account_logged_in", {"tokens": (replace(TOKEN, access_expires_at=NOW),)}, BAD, "session_ended"),
        ("account_logged_in", {"tokens": (replace(TOKEN, access_expires_at=NOW + SOON / 2),)}, WARN,
         "session_ends_soon"),
        ("account_logged_in", {"tokens": (replace(TOKEN, access_expires_at=NOW + SOON),)}, GOOD, "logged_in"),
        ("account_logged_in", {"tokens": (replace(TOKEN, access_expires_at=None),)}, GOOD, "logged_in"),
        ("account_logged_in", {"tokens": (replace(TOKEN, binding=Binding.BY_HAND),)}, GOOD, "logged_in_by_hand"),
        ("account_logged_in", {"tokens": (replace(TOKEN, account="?", binding=Binding.UNBOUND),)}, BAD,
         "unbound_session"),
        ("account_active", {"loans": ()}, BAD, "no_loan"),
        ("account_active", {"loans": (replace(LOAN, environment="live"),)}, BAD, "no_loan"),
        ("account_active", {"loans": (replace(LOAN, status=LoanAccountStatus.ENDED),)}, BAD, "loan_ended"),
        ("account_active", {"loans": (replace(LOAN, until=date(2026, 6, 14)),)}, BAD, "loan_ended"),
        ("account_active", {"loans": (replace(LOAN, until=date(2026, 6, 15)),)}, WARN, "loan_ends_today"),
        ("account_active", {"loans": (replace(LOAN, until=None),)}, GOOD, "loan_stands"),
    ],
)  # fmt: skip
def test_each_way_in_which_something_is_missing(
    code: str, changes: dict[str, Any], status: CheckStatus, reason: str
) -> None:
    found = next(one for one in check_readiness(replace(FACTS, **changes)) if one.code == code)
    assert (found.status, found.reason) == (status, reason)
    words = describe_check(found)
    assert words.message
    assert "–" not in words.message + words.hint
    assert "{" not in words.message + words.hint
    assert bool(words.hint) or status in (GOOD, UNKNOWN)
    assert name_check(code)


def test_an_account_that_is_good_spoils_nothing_else() -> None:
    checks = {one.code: one.status for one in check_readiness(replace(FACTS, tokens=(), loans=()))}
    assert checks.pop("account_logged_in") is checks.pop("account_active") is BAD
    assert set(checks.values()) == {GOOD}


def test_without_a_choice_the_cheapest_is_told() -> None:
    (found,) = [
        one for one in check_readiness(replace(FACTS, sku=None, option=None)) if one.code == "price_and_freight"
    ]
    assert found.values == {"price": "USD 7.00", "fee": "USD 1.99", "total": "USD 8.99"}


# ---------------------------------------------------------------- the purchase limit


@pytest.mark.parametrize(
    ("limits", "quantity", "status", "reason"),
    [
        (((3, True),), 3, GOOD, "within_limit"),
        (((3, True),), 4, BAD, "over_firm_limit"),
        (((3, False),), 4, WARN, "over_limit"),
        (((3, True), (None, False)), 4, GOOD, "within_limit"),
        (((3, True), (5, True)), 4, GOOD, "within_limit"),
        (((3, True), (2, False)), 4, WARN, "over_limit"),
    ],
)
def test_a_limit_that_the_answer_tells(
    limits: tuple[tuple[int | None, bool], ...], quantity: int, status: CheckStatus, reason: str
) -> None:
    skus = tuple(replace(SKU, limit=limit, is_limit_firm=is_firm) for limit, is_firm in limits)
    facts = replace(FACTS, case=replace(CASE, quantity=quantity), offer=replace(OFFER, skus=skus), sku=None)
    (check,) = [one for one in check_readiness(facts) if one.code == "within_limit"]
    assert (check.status, check.reason) == (status, reason)
    assert name_check(check.code) == "Purchase limit"
    words = describe_check(check)
    assert str(quantity) in words.message
    assert "–" not in words.message + words.hint


@pytest.mark.parametrize("limit", [None, 0])
def test_without_a_limit_there_is_no_such_check(limit: int | None) -> None:
    facts = replace(FACTS, sku=replace(SKU, limit=limit))
    assert [one.code for one in check_readiness(facts)] == CODES
    assert [one.code for one in check_readiness(replace(FACTS, offer=None))] == CODES


@pytest.mark.parametrize("days", [1, 3])
def test_a_loan_that_ends_soon_is_worth_a_warning(days: int) -> None:
    loan = replace(LOAN, until=NOW.date() + timedelta(days=days))
    check = check_readiness(replace(FACTS, loans=(loan,)))[-1]
    assert (check.status, check.reason) == (WARN, "loan_ends_soon")
    assert loan.until is not None
    assert loan.until.isoformat() in describe_check(check).message
