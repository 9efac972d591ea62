"""Decides whether an order is free: does it match an active order test case, field for field? Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aexdesk.practice.records import ACTIVE, Account, OrderCase


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an order asks for. `item_id` is "several" where it has more than one line."""

    account: str
    item_id: str
    quantity: int
    country: str


@dataclass(frozen=True, slots=True)
class Match:
    """The nearest active test case, and in what the order differs: field -> (in the test case, in the order)."""

    case: OrderCase | None
    differences: Mapping[str, tuple[str, str]]

    @property
    def is_free(self) -> bool:
        """Whether the order matches."""
        return self.case is not None and not self.differences

    def describe(self) -> str:
        """What differs, in words for `error_msg`."""
        if self.case is None:
            return "No active order test case: account, item_id, quantity and country match none"
        told = "; ".join(f"{name}: expected {want}, got {got}" for name, (want, got) in self.differences.items())
        return f"The order differs from test case '{self.case.name}' in {told}"


def find_match(wanted: Wanted, cases: Iterable[OrderCase], accounts: Mapping[str, Account], now: float) -> Match:
    """The active test case that differs least. Its account must be a loan account whose loan stands."""
    matches = [Match(case, _compare(wanted, case, accounts, now)) for case in cases if case.state == ACTIVE]
    return min(matches, key=lambda match: len(match.differences), default=Match(None, {}))


def _compare(
    wanted: Wanted, case: OrderCase, accounts: Mapping[str, Account], now: float
) -> dict[str, tuple[str, str]]:
    pairs = {
        "account": (case.loan_account_email, wanted.account),
        "item_id": (case.item_id, wanted.item_id),
        "quantity": (str(case.quantity), str(wanted.quantity)),
        "country": (case.country, wanted.country),
    }
    differences = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    account = accounts.get(case.loan_account_email)
    if "account" not in differences and (account is None or not account.is_on_loan(now)):
        differences["account"] = ("a loan account whose loan stands", wanted.account)
    return differences
