"""The guard's rules: what matches leaves, what differs is named, and nobody can override it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest

from aexdesk import resources
from aexdesk.openplatform.catalogue import SPENDING_WORDS, Catalogue, Effect
from aexdesk.ordertest.guard import Guard, SessionFault, SessionOwner
from aexdesk.ordertest.reading import OutgoingRequest
from aexdesk.wording import describe_difference
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import Difference, GuardVerdict
from aexdesk.workspace.loan_account import LoanAccountStatus
from aexdesk.workspace.order_test_case import OrderTestCaseState
from tests.ordertest.orders import (
    BUYER,
    CASE,
    CREATE,
    GUARD,
    ITEM,
    LIVE,
    LOAN,
    ORDER_PARAMETER,
    OWNER,
    PLACE,
    PRACTICE,
    READ,
    TODAY,
    WRITE,
    built,
    facts,
    get,
    order,
    parameters_of,
    post,
    verdict_on,
)

# ---------------------------------------------------------------- what is honest leaves


@pytest.mark.parametrize("api", [CREATE, PLACE])
@pytest.mark.parametrize("http_method", ["GET", "POST"])
@pytest.mark.parametrize(
    "item",
    [{}, {"product_id": ITEM}, {"product_count": "1"}, {"product_id": ITEM, "product_count": "1"}],
    ids=["numbers", "id as text", "count as text", "both as text"],
)
def test_the_request_that_our_own_builder_makes_is_allowed(api: str, http_method: str, item: dict[str, Any]) -> None:
    verdict = verdict_on(built(order(item=item), api, http_method))
    assert (verdict.allowed, verdict.reason, verdict.test_case) == (True, "matches_test_case", CASE.name)
    assert verdict.differences == ()


def test_an_email_in_other_letter_case_is_the_same_account() -> None:
    known = facts(
        owner=SessionOwner("BUYER@loan.example", False), loan_accounts=(replace(LOAN, email=" Buyer@Loan.example"),)
    )
    assert verdict_on(built(order()), known).allowed


@pytest.mark.parametrize(
    ("noted", "logged_in"),
    [("stra\u00dfe@example.test", "strasse@example.test"), ("\u212aim@example.test", "kim@example.test")],
)
def test_an_email_that_only_looks_the_same_is_another_account(noted: str, logged_in: str) -> None:
    """Full case folding would take one for the other."""
    cases = tuple(replace(case, loan_account_email=noted) for case in facts().test_cases)
    known = facts(
        owner=SessionOwner(logged_in, False), test_cases=cases, loan_accounts=(replace(LOAN, email=logged_in),)
    )
    verdict = verdict_on(built(order()), known)
    assert not verdict.allowed
    assert "account" in [difference.field for difference in verdict.differences]


def test_ids_beyond_every_number_type_are_compared_as_they_are_written() -> None:
    for item in (str(2**53 + 1), str(2**63 - 1), str(2**64 - 1)):
        known = facts(test_cases=(replace(CASE, item_id=item),))
        assert verdict_on(built(order(item={"product_id": int(item)})), known).allowed
        assert not verdict_on(built(order(item={"product_id": int(item) - 1})), known).allowed


def test_the_matching_one_of_several_test_cases_counts() -> None:
    others = tuple(replace(CASE, name=name, country=name) for name in ("FR", "DE"))
    verdict = verdict_on(built(order(address={"country": "DE"})), facts(test_cases=(CASE, *others)))
    assert (verdict.allowed, verdict.test_case) == (True, "DE")


# ---------------------------------------------------------------- what differs is named

_DIFFERENT: dict[str, dict[str, Any]] = {
    "account": {"owner": SessionOwner("other@loan.example", False)},
    "item_id": {"item": {"product_id": 1005001234567891}},
    "quantity": {"item": {"product_count": 2}},
    "country": {"address": {"country": "FR"}},
}
_MATRIX = [fields for count in (1, 2, 3, 4) for fields in combinations(_DIFFERENT, count)]


@pytest.mark.parametrize("fields", _MATRIX, ids="+".join)
def test_exactly_the_fields_that_differ_are_named(fields: tuple[str, ...]) -> None:
    changes: dict[str, dict[str, Any]] = {"item": {}, "address": {}}
    owner = OWNER
    for field in fields:
        for part, change in _DIFFERENT[field].items():
            if isinstance(change, SessionOwner):
                owner = change
            else:
                changes[part] |= change
    verdict = verdict_on(built(order(**changes)), facts(owner=owner))
    assert (verdict.allowed, verdict.reason, verdict.test_case) == (False, "differs_from_test_case", CASE.name)
    assert [difference.field for difference in verdict.differences] == list(fields)


def test_a_difference_tells_what_was_expected_and_what_was_found() -> None:
    verdict = verdict_on(built(order(item={"product_count": 3}, address={"country": "BR"})))
    assert verdict.differences == (Difference("quantity", "1", "3"), Difference("country", "US", "BR"))


def test_the_nearest_test_case_is_named() -> None:
    far = replace(CASE, name="Far", item_id="7", country="FR", quantity=9)
    verdict = verdict_on(built(order(item={"product_count": 2})), facts(test_cases=(far, CASE)))
    assert (verdict.test_case, [one.field for one in verdict.differences]) == (CASE.name, ["quantity"])


@pytest.mark.parametrize("owner", [None, SessionOwner("", False)])
def test_a_session_that_nobody_knows_orders_nothing(owner: SessionOwner | None) -> None:
    assert verdict_on(built(order()), facts(owner=owner)).differences == (Difference("account", BUYER, ""),)


@pytest.mark.parametrize("fault", SessionFault)
def test_a_session_with_a_fault_orders_nothing_whoever_owns_it(fault: SessionFault) -> None:
    verdict = verdict_on(built(order()), facts(owner=SessionOwner(BUYER, is_real=False, fault=fault)))
    assert not verdict.allowed
    assert verdict.differences == (Difference("session", "good_session", fault.value),)
    said = describe_difference(verdict.differences[0])
    assert said.startswith("Session: expected ")
    assert f"found {fault.value}" not in said, "a code is no sentence"


def test_an_unbound_session_matches_no_account_either() -> None:
    verdict = verdict_on(built(order()), facts(owner=SessionOwner("", False, SessionFault.UNBOUND)))
    assert {one.field for one in verdict.differences} == {"account", "session"}


def test_a_real_account_orders_nothing_even_under_the_test_cases_name() -> None:
    verdict = verdict_on(built(order()), facts(owner=SessionOwner(BUYER, is_real=True)))
    assert verdict.differences == (Difference("account_kind", "loan_account", "real_account"),)


@pytest.mark.parametrize("state", [state for state in OrderTestCaseState if state is not OrderTestCaseState.ACTIVE])
def test_only_an_active_test_case_counts(state: OrderTestCaseState) -> None:
    verdict = verdict_on(built(order()), facts(test_cases=(replace(CASE, state=state),)))
    assert (verdict.allowed, verdict.reason) == (False, "no_active_test_case")
    assert verdict.differences == (Difference("test_case", "active", ""),)


def test_a_test_case_of_another_environment_does_not_count() -> None:
    verdict = verdict_on(built(order()), facts(test_cases=(replace(CASE, environment="live"),)))
    assert verdict.reason == "no_active_test_case"
    assert verdict_on(built(order()), facts(test_cases=())).reason == "no_active_test_case"


@pytest.mark.parametrize(
    ("loans", "found"),
    [
        ((), ""),
        ((replace(LOAN, environment="live"),), ""),
        ((replace(LOAN, email="other@loan.example"),), ""),
        ((replace(LOAN, status=LoanAccountStatus.ENDED),), "ended"),
        ((replace(LOAN, until=TODAY, status=LoanAccountStatus.ENDED),), "ended"),
        ((replace(LOAN, until=TODAY - timedelta(days=1)),), "until 2026-06-14"),
        ((replace(LOAN, until=date(2020, 1, 1), status=LoanAccountStatus.ENDED),), "until 2020-01-01"),
    ],
)
def test_a_loan_that_does_not_stand_orders_nothing(loans: Any, found: str) -> None:
    verdict = verdict_on(built(order()), facts(loan_accounts=loans))
    assert verdict.differences == (Difference("loan_account", "active", found),)


@pytest.mark.parametrize("until", [None, TODAY, TODAY + timedelta(days=1)])
def test_a_loan_stands_to_the_end_of_its_last_day(until: date | None) -> None:
    ended = replace(LOAN, id="l0", status=LoanAccountStatus.ENDED)
    assert verdict_on(built(order()), facts(loan_accounts=(ended, replace(LOAN, until=until)))).allowed


# ---------------------------------------------------------------- effects and environments


def test_what_reads_leaves_and_what_writes_leaves_in_practice_only() -> None:
    for environment in (facts().environment, LIVE):
        known = facts(environment=environment)
        for api, reason in (
            (READ, "reads"),
            (WRITE, "writes_in_practice"),
            ("aliexpress.ds.new", "writes_in_practice"),
        ):
            verdict = verdict_on(post({"method": api}, environment.sync_url), known)
            is_allowed = api == READ or not environment.is_live
            assert (verdict.allowed, verdict.reason) == (is_allowed, reason if is_allowed else "live_locked")


def test_live_lets_no_order_out_however_well_it_matches() -> None:
    known = facts(
        environment=LIVE,
        test_cases=(replace(CASE, environment="live"),),
        loan_accounts=(replace(LOAN, environment="live"),),
    )
    verdict = verdict_on(post(parameters_of(order()), LIVE.sync_url), known)
    assert (verdict.allowed, verdict.reason, verdict.differences) == (False, "live_locked", ())
    changed = verdict_on(post(parameters_of(order(item={"product_count": 2})), LIVE.sync_url), known)
    assert (changed.allowed, changed.reason, [one.field for one in changed.differences]) == (
        False,
        "live_locked",
        ["quantity"],
    )


_IN_LIVE: dict[str, Any] = {
    "environment": LIVE,
    "test_cases": (replace(CASE, environment="live"),),
    "loan_accounts": (replace(LOAN, environment="live"),),
}


def _live(api: str, document: Any = None) -> OutgoingRequest:
    return post(parameters_of(document or order(), api), LIVE.sync_url)


@pytest.mark.parametrize("api", [WRITE, "aliexpress.ds.new"])
def test_in_live_a_write_leaves_only_while_it_is_unlocked(api: str) -> None:
    for is_unlocked, expected in ((False, (False, "live_locked")), (True, (True, "writes_unlocked"))):
        verdict = verdict_on(_live(api), facts(**_IN_LIVE, is_unlocked=is_unlocked))
        assert (verdict.allowed, verdict.reason, verdict.test_case, verdict.differences) == (*expected, "", ())


def test_in_live_an_order_wants_the_unlock_and_a_matching_test_case() -> None:
    unlocked = facts(**_IN_LIVE, is_unlocked=True)
    verdict = verdict_on(_live(CREATE), unlocked)
    assert (verdict.allowed, verdict.reason, verdict.test_case) == (True, "matches_test_case", CASE.name)
    other = verdict_on(_live(CREATE, order(item={"product_count": 2})), unlocked)
    assert (other.allowed, other.reason) == (False, "differs_from_test_case")
    assert verdict_on(_live(CREATE), replace(unlocked, test_cases=(CASE,))).reason == "no_active_test_case"
    assert verdict_on(_live(CREATE, "[]"), unlocked).reason == "unclear_request"
    locked = verdict_on(_live(CREATE), facts(**_IN_LIVE))
    assert (locked.allowed, locked.reason, locked.test_case) == (False, "live_locked", CASE.name)


def test_locked_is_what_nobody_said_anything_about() -> None:
    assert (facts().is_unlocked, facts().harmless) == (False, frozenset())


@pytest.mark.parametrize("environment", [PRACTICE, LIVE], ids=lambda one: one.name)
@pytest.mark.parametrize("name", ["aliexpress.ds.order.count", "aliexpress.ds.new", "/ds/order/look"])
def test_a_name_marked_as_harmless_leaves_as_it_was_marked_and_in_no_other_spelling(
    environment: Environment, name: str
) -> None:
    known = facts(environment=environment, harmless=frozenset({name}))

    def on(spelling: str) -> GuardVerdict:
        if spelling.startswith("/"):
            return verdict_on(post({"x": "1"}, environment.rest_url + spelling), known)
        return verdict_on(post({"method": spelling}, environment.sync_url), known)

    assert (on(name).allowed, on(name).reason) == (True, "harmless")
    for spelling in (name.upper(), name + ".x", name.replace("d", "D", 1), name[:-1], name + "s"):
        assert on(spelling).reason != "harmless", spelling
        assert on(spelling).allowed is False or not environment.is_live


@pytest.mark.parametrize("name", [CREATE, PLACE, WRITE, CREATE.upper(), f"/{CREATE}", CREATE.replace(".", "_")])
def test_no_spelling_of_a_known_call_can_be_marked_as_harmless(name: str) -> None:
    known = facts(**_IN_LIVE, harmless=frozenset({name}))
    assert not GUARD.is_unknown(name)
    for request in (_live(name, order(item={"product_count": 2})), post({"x": "1"}, LIVE.rest_url + name)):
        verdict = verdict_on(request, known)
        assert (verdict.allowed, verdict.reason == "harmless") == (False, False)


def test_a_guard_knows_what_its_catalogue_knows() -> None:
    guard = Guard(Catalogue.from_json(resources.read_json("catalogue.json")))
    assert guard.effect_of(READ) is Effect.READ
    assert not guard.is_unknown(READ.upper())
    assert Guard(Catalogue(())).is_unknown(READ)


def test_a_name_is_unknown_or_known() -> None:
    assert GUARD.is_unknown("aliexpress.ds.order.count")
    assert not GUARD.is_unknown(READ)


_PAYS = {"ds_extend_request": '{"payment":{"pay_currency":"USD","try_to_pay":"true"}}'}


def test_automatic_payment_leaves_live_only_where_the_test_case_allows_it() -> None:
    request = post(parameters_of(order()) | _PAYS, LIVE.sync_url)
    verdict = verdict_on(request, facts(**_IN_LIVE, is_unlocked=True))
    assert (verdict.allowed, verdict.reason) == (False, "differs_from_test_case")
    assert verdict.differences == (Difference("payment", "no_payment", "try_to_pay"),)
    allowing = replace(CASE, environment="live", allows_payment=True)
    cases = {**_IN_LIVE, "test_cases": (replace(CASE, environment="live"), replace(allowing, name="Pays"))}
    allowed = verdict_on(request, facts(**cases, is_unlocked=True))
    assert (allowed.allowed, allowed.test_case) == (True, "Pays")
    locked = verdict_on(request, facts(**cases))
    assert (locked.allowed, locked.reason, locked.differences) == (False, "live_locked", ())
    assert verdict_on(request, facts(**_IN_LIVE)).differences == verdict.differences


def test_automatic_payment_is_free_in_practice() -> None:
    assert verdict_on(post(parameters_of(order()) | _PAYS)).reason == "matches_test_case"


def test_token_calls_leave_in_every_layout() -> None:
    for environment in (facts().environment, LIVE):
        known = facts(environment=environment)
        path = "/auth/token/create"
        for request in (
            post({"code": "1"}, environment.rest_url + path),
            get({"code": "1"}, environment.rest_url + path),
            post({"code": "1", "method": path}, environment.rest_url),
            post({"code": "1", "method": path}, environment.rest_url + path),
            post({"code": "1", "method": path}, environment.sync_url),
        ):
            assert verdict_on(request, known).reason == "reads"


@pytest.mark.parametrize("word", SPENDING_WORDS)
def test_an_unknown_name_that_could_spend_never_leaves(word: str) -> None:
    names = [f"aliexpress.ds.{word}.new", f"x{word.upper()}", f"aliexpress.{word.title()}s", f"/new/{word}"]
    for name in names:
        for environment in (PRACTICE, LIVE):
            request = post(parameters_of(order(), name), environment.sync_url)
            for is_unlocked in (False, True):
                verdict = verdict_on(request, facts(environment=environment, is_unlocked=is_unlocked))
                assert (verdict.allowed, verdict.reason) == (False, "unknown_api"), name
                assert verdict.differences == (Difference("method", "unknown_order_api", name),)


@pytest.mark.parametrize(
    "name",
    [
        CREATE.upper(), "aliexpress.ds.Order.create", f" {CREATE}", f"{CREATE} ", f"{CREATE}\t", f"\n{CREATE}",
        f"{CREATE}\0", CREATE.replace("o", "\u200bo"), CREATE.replace("r", "\u00adr"), CREATE.replace("e", "ｅ"),
        CREATE.replace("o", "о"), CREATE.replace("order", "%6frder").replace("create", "cre%61te"),
        CREATE.replace("order", "%256frder").replace("create", "cre%2561te"), f"{CREATE};", f"{CREATE}#", f"{CREATE}?",
        f"{READ},{CREATE}", f"{CREATE}\u202e", CREATE[::-1] + "\u202e", "", " ", f"[{CREATE}]", f'"{CREATE}"',
    ],
)  # fmt: skip
def test_no_odd_spelling_of_an_order_call_leaves(name: str) -> None:
    for environment in (facts().environment, LIVE):
        verdict = verdict_on(post(parameters_of(order(), name), environment.sync_url), facts(environment=environment))
        assert not verdict.allowed


@pytest.mark.parametrize(
    ("name", "effect"),
    [
        (READ, Effect.READ), (f"{READ} ", Effect.WRITE), (CREATE, Effect.CREATES_ORDER),
        ("aliexpress.ds.o\u200brder", Effect.CREATES_ORDER), ("ｏｒｄｅｒ", Effect.CREATES_ORDER),
        ("x.%256frder", Effect.CREATES_ORDER), ("x.submıt", Effect.CREATES_ORDER),
        ("o r d e r", Effect.CREATES_ORDER), ("harmless", Effect.WRITE),
    ],
)  # fmt: skip
def test_the_worst_reading_of_a_name_counts(name: str, effect: Effect) -> None:
    assert GUARD.effect_of(name) is effect


def test_the_guard_goes_by_what_is_sent_and_not_by_what_was_meant() -> None:
    verdict = verdict_on(post(parameters_of(order(item={"product_count": 2}), CREATE) | {"app_key": "other"}))
    assert [one.field for one in verdict.differences] == ["quantity"]
    assert ORDER_PARAMETER in parameters_of(order())
