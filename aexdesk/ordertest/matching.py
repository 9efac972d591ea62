"""Compares an order with the test cases: which one is nearest, and in what the order differs from it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from aexdesk.ordertest.order_facts import OrderFacts
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import Difference
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from aexdesk.workspace.token import fold_account


class SessionFault(StrEnum):
    """Why a session that is known does not count."""

    EXPIRED = "expired"  # past the end that it was given
    OTHER_APP = "other_app"  # given to another app key than the request's
    UNBOUND = "unbound"  # nobody has said whose it is


@dataclass(frozen=True, slots=True)
class SessionOwner:
    """Whose session a request carries; `is_real` for an account that is no loan account.

    With a `fault` the session refuses an order, whoever owns it. An unbound one has no account.
    """

    account: str
    is_real: bool
    fault: SessionFault | None = None


@dataclass(frozen=True, slots=True)
class GuardFacts:
    """What the guard must know beside the request. `owner` is None for a session that nobody knows.

    `is_unlocked`: in Live, calls that write may leave. `harmless`: names that the catalogue does not know and that
    the user said spend nothing in this environment.
    """

    environment: Environment
    owner: SessionOwner | None
    test_cases: tuple[OrderTestCase, ...]
    loan_accounts: tuple[LoanAccount, ...]
    today: date
    is_unlocked: bool = False
    harmless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ComparedFact:
    """One of account, item_id, quantity, country, payment: what the test case says and what the request says.

    `expected` is empty where there is no test case to compare with, `found` where the request does not tell.
    """

    field: str
    expected: str
    found: str
    is_match: bool


FACT_FIELDS = ("account", "item_id", "quantity", "country")
"""What must match a test case, in the order in which it is shown; `payment` follows where an order asks for it."""

ACCEPTED_STATE = OrderTestCaseState.ACTIVE


def uncompared(field: str = "", found: str = "") -> tuple[ComparedFact, ...]:
    """The facts of an order that has no single reading: nothing matches; `found` is what stood in `field`."""
    return tuple(ComparedFact(name, "", found if name == field else "", is_match=False) for name in FACT_FIELDS)


def find_nearest(order: OrderFacts, facts: GuardFacts) -> tuple[OrderTestCase, tuple[Difference, ...]] | None:
    """The active test case of the environment that the order differs least from, and the differences; None: no case."""
    by_email = _by_loan_account(facts)
    without = replace(facts, loan_accounts=())
    compared = [
        (case, _differences(order, case, by_email.get(fold_account(case.loan_account_email), without)))
        for case in facts.test_cases
        if case.state is ACCEPTED_STATE and case.environment == facts.environment.name
    ]
    return min(compared, key=lambda pair: len(pair[1])) if compared else None


def compare_facts(order: OrderFacts, case: OrderTestCase | None, facts: GuardFacts) -> tuple[ComparedFact, ...]:
    """The facts of the order beside those of the case."""
    account = facts.owner.account if facts.owner else ""
    if case is None:
        said = {"account": account, "item_id": order.item_id, "quantity": order.quantity, "country": order.country}
        told = (ComparedFact(field, "", said[field], False) for field in FACT_FIELDS)
        return (*told, *_compare_payment(order, None, facts))
    email, quantity = case.loan_account_email, str(case.quantity)
    return (
        ComparedFact("account", email, account, bool(account) and fold_account(email) == fold_account(account)),
        ComparedFact("item_id", case.item_id, order.item_id, case.item_id == order.item_id),
        ComparedFact("quantity", quantity, order.quantity, quantity == order.quantity),
        ComparedFact("country", case.country, order.country, case.country == order.country),
        *_compare_payment(order, case, facts),
    )


def _compare_payment(order: OrderFacts, case: OrderTestCase | None, facts: GuardFacts) -> tuple[ComparedFact, ...]:
    """Automatic payment, where the order asks for it. In practice nobody pays; in Live the case must allow it."""
    if not order.payment:
        return ()
    is_allowed = not facts.environment.is_live or (case is not None and case.allows_payment)
    expected = "no_payment" if case is not None and not is_allowed else ""
    return (ComparedFact("payment", expected, order.payment, is_allowed),)


def _by_loan_account(facts: GuardFacts) -> Mapping[str, GuardFacts]:
    """The facts with the loans of one email alone: to look through all of them for each case would cost cases times
    accounts."""
    loans: dict[str, list[LoanAccount]] = {}
    for loan in facts.loan_accounts:
        loans.setdefault(fold_account(loan.email), []).append(loan)
    return {email: replace(facts, loan_accounts=tuple(some)) for email, some in loans.items()}


def _differences(order: OrderFacts, case: OrderTestCase, facts: GuardFacts) -> tuple[Difference, ...]:
    differences = [
        Difference(fact.field, expected=fact.expected, found=fact.found)
        for fact in compare_facts(order, case, facts)
        if not fact.is_match
    ]
    return (*differences, *_compare_owner(facts.owner), *_compare_loan(case, facts))


def _compare_owner(owner: SessionOwner | None) -> tuple[Difference, ...]:
    """What is wrong with the session beside its account; one that nobody knows has no account to match."""
    found = []
    if owner is not None and owner.fault is not None:
        found.append(Difference("session", expected="good_session", found=owner.fault.value))
    if owner is not None and owner.is_real:
        found.append(Difference("account_kind", expected="loan_account", found="real_account"))
    return tuple(found)


def _compare_loan(case: OrderTestCase, facts: GuardFacts) -> tuple[Difference, ...]:
    email = fold_account(case.loan_account_email)
    loans = [
        loan
        for loan in facts.loan_accounts
        if fold_account(loan.email) == email and loan.environment == facts.environment.name
    ]
    if any(loan.is_usable_on(facts.today) for loan in loans):
        return ()
    if not loans:
        return (Difference("loan_account", expected="active", found=""),)
    loan = loans[0]
    found = f"until {loan.until.isoformat()}" if loan.until and loan.until < facts.today else loan.status.value
    return (Difference("loan_account", expected="active", found=found),)
