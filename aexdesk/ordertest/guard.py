"""The guard: may this request leave? Only `allowed` verdicts go out; in doubt it refuses and names the field. Pure.

There is no override. An order leaves only if account, item, quantity and country match an active test case of its
environment whose loan account stands. In Live nothing leaves but what reads.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from aexdesk.openplatform.catalogue import Catalogue, Effect
from aexdesk.ordertest.order_facts import OrderFacts, read_order
from aexdesk.ordertest.reading import OutgoingRequest, Reading, UnclearRequestError, read_request, unquote_all
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import Difference, GuardVerdict
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from aexdesk.workspace.token import fold_account


@dataclass(frozen=True, slots=True)
class SessionOwner:
    """Whose session a request carries; `is_real` for an account that is no loan account."""

    account: str
    is_real: bool


@dataclass(frozen=True, slots=True)
class GuardFacts:
    """What the guard must know beside the request. `owner` is None for a session that nobody knows.

    `is_unlocked`: a write may leave for Live now. `harmless`: APIs unknown to the catalogue that the user calls so.
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
    """One of account, item_id, quantity, country: what the test case says and what the request says.

    `expected` is empty where there is no test case to compare with, `found` where the request does not tell.
    """

    field: str
    expected: str
    found: str
    is_match: bool


FACT_FIELDS = ("account", "item_id", "quantity", "country")
"""What must match a test case, in the order in which it is shown."""

_ACCEPTED_STATE = OrderTestCaseState.ACTIVE
_SEVEREST_FIRST = (Effect.CREATES_ORDER, Effect.WRITE, Effect.READ)


class Guard:
    """Judges requests. Holds nothing but the catalogue's knowledge of what each API can do."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def read(self, request: OutgoingRequest, environment: Environment) -> Reading | GuardVerdict:
        """The reading of a request, or the refusal of one that has no single reading."""
        try:
            return read_request(request, environment)
        except UnclearRequestError as unclear:
            return _refuse_unclear(unclear)

    def effect_of(self, api: str) -> Effect:
        """The worst that calling `api` can do, under every spelling that somebody might read it as."""
        plain = "".join(
            letter
            for letter in unicodedata.normalize("NFKC", unquote_all(api))
            if letter.isprintable() and not letter.isspace()
        )
        effects = {self._catalogue.effect_of(name) for name in (api, plain, plain.upper().casefold())}
        return next(effect for effect in _SEVEREST_FIRST if effect in effects)

    def judge(self, reading: Reading, facts: GuardFacts) -> GuardVerdict:
        """Allow or refuse, with the fields that differ."""
        effect = self.effect_of(reading.api)
        if effect is Effect.READ:
            return GuardVerdict(allowed=True, reason="reads")
        verdict = self._judge_order(reading, facts) if effect is Effect.CREATES_ORDER else None
        if facts.environment.is_live:
            return GuardVerdict(
                allowed=False,
                reason="live_locked",
                differences=verdict.differences if verdict else (),
                test_case=verdict.test_case if verdict else "",
            )
        return verdict or GuardVerdict(allowed=True, reason="writes_in_practice")

    def compare(self, reading: Reading, facts: GuardFacts) -> tuple[ComparedFact, ...]:
        """The facts of an order beside those of the test case that `judge` measures it by; it decides nothing."""
        try:
            order = self._read_order(reading)
        except UnclearRequestError as unclear:
            return uncompared(unclear.field, unclear.found)
        nearest = _find_nearest(order, facts)
        return _compare_facts(order, nearest[0] if nearest else None, facts)

    def _judge_order(self, reading: Reading, facts: GuardFacts) -> GuardVerdict:
        try:
            order = self._read_order(reading)
        except UnclearRequestError as unclear:
            return _refuse_unclear(unclear)
        found = _find_nearest(order, facts)
        if found is None:
            missing = Difference("test_case", expected=_ACCEPTED_STATE.value, found="")
            return GuardVerdict(allowed=False, reason="no_active_test_case", differences=(missing,))
        nearest, differences = found
        if differences:
            return GuardVerdict(False, "differs_from_test_case", differences, nearest.name)
        return GuardVerdict(True, "matches_test_case", (), nearest.name)

    def _read_order(self, reading: Reading) -> OrderFacts:
        if self._catalogue.find(reading.api) is None:
            # Nobody knows where such a call carries its items: what matches may not be what is ordered.
            raise UnclearRequestError("method", "unknown_order_api", reading.api)
        return read_order(reading)


def uncompared(field: str = "", found: str = "") -> tuple[ComparedFact, ...]:
    """The facts of an order that has no single reading: nothing matches; `found` is what stood in `field`."""
    return tuple(ComparedFact(name, "", found if name == field else "", is_match=False) for name in FACT_FIELDS)


def _refuse_unclear(unclear: UnclearRequestError) -> GuardVerdict:
    difference = Difference(unclear.field, expected=unclear.why, found=unclear.found)
    return GuardVerdict(allowed=False, reason="unclear_request", differences=(difference,))


def _find_nearest(order: OrderFacts, facts: GuardFacts) -> tuple[OrderTestCase, tuple[Difference, ...]] | None:
    compared = [
        (case, _compare(order, case, facts))
        for case in facts.test_cases
        if case.state is _ACCEPTED_STATE and case.environment == facts.environment.name
    ]
    return min(compared, key=lambda pair: len(pair[1])) if compared else None


def _compare_facts(order: OrderFacts, case: OrderTestCase | None, facts: GuardFacts) -> tuple[ComparedFact, ...]:
    account = facts.owner.account if facts.owner else ""
    if case is None:
        said = (account, order.item_id, order.quantity, order.country)
        return tuple(ComparedFact(field, "", found, False) for field, found in zip(FACT_FIELDS, said, strict=True))
    email, quantity = case.loan_account_email, str(case.quantity)
    return (
        ComparedFact("account", email, account, fold_account(email) == fold_account(account)),
        ComparedFact("item_id", case.item_id, order.item_id, case.item_id == order.item_id),
        ComparedFact("quantity", quantity, order.quantity, quantity == order.quantity),
        ComparedFact("country", case.country, order.country, case.country == order.country),
    )


def _compare(order: OrderFacts, case: OrderTestCase, facts: GuardFacts) -> tuple[Difference, ...]:
    differences = [
        Difference(fact.field, expected=fact.expected, found=fact.found)
        for fact in _compare_facts(order, case, facts)
        if not fact.is_match
    ]
    if facts.owner is not None and facts.owner.is_real:
        differences.append(Difference("account_kind", expected="loan_account", found="real_account"))
    return (*differences, *_compare_loan(case, facts))


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
