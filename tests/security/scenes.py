"""Orders that are honest to the letter, in a workspace that does not allow them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from aexdesk.ordertest.guard import GuardFacts, SessionFault, SessionOwner
from aexdesk.secret import Secret
from aexdesk.workspace.environment import LIVE
from aexdesk.workspace.loan_account import LoanAccountStatus
from aexdesk.workspace.order_test_case import OrderTestCaseState
from tests.practice.door.layouts import Layout
from tests.security.drafts import Draft, Shot, honest_draft
from tests.security.judging import Arena
from tests.security.odd_json import dump

Change = Callable[[GuardFacts], GuardFacts]


@dataclass(frozen=True, slots=True)
class Scene:
    """A request, and what the workspace knows."""

    name: str
    shot: Shot
    facts: GuardFacts


def _case(**changes: Any) -> Change:
    return lambda facts: replace(facts, test_cases=tuple(replace(case, **changes) for case in facts.test_cases))


def _loan(**changes: Any) -> Change:
    return lambda facts: replace(facts, loan_accounts=tuple(replace(one, **changes) for one in facts.loan_accounts))


def _facts(**changes: Any) -> Change:
    return lambda facts: replace(facts, **changes)


def _owner(**changes: Any) -> Change:
    return lambda facts: replace(facts, owner=replace(facts.owner, **changes) if facts.owner else None)


def _live(*, is_unlocked: bool) -> Change:
    def change(facts: GuardFacts) -> GuardFacts:
        moved = replace(LIVE, base_url=facts.environment.base_url)
        facts = _case(environment=LIVE.name)(_loan(environment=LIVE.name)(facts))
        return _facts(environment=moved, is_unlocked=is_unlocked)(facts)

    return change


_CHANGES: dict[str, Change] = {
    "no test case": _facts(test_cases=()),
    "a test case that is a draft": _case(state=OrderTestCaseState.DRAFT),
    "a test case of another environment": _case(environment=LIVE.name),
    "no loan account": _facts(loan_accounts=()),
    "a loan account that has ended": _loan(status=LoanAccountStatus.ENDED),
    "a loan account of another environment": _loan(environment=LIVE.name),
    "a session that nobody knows": _facts(owner=None),
    "a session past its end": _owner(fault=SessionFault.EXPIRED),
    "a session of another app": _owner(fault=SessionFault.OTHER_APP),
    "a session that is bound to nobody": _owner(fault=SessionFault.UNBOUND),
    "an account without a name": lambda facts: _case(loan_account_email="")(_loan(email="")(_owner(account="")(facts))),
    "Live that is locked": _live(is_unlocked=False),
}


_WISHES = {
    "automatic payment": ("ds_extend_request", dump({"payment": {"pay_currency": "USD", "try_to_pay": "true"}})),
    "automatic payment by another word": ("ds_extend_request", dump({"auto_debit": True})),
    "automatic payment beside the order": ("auto_pay", "true"),
}
"""Parameters by which an order asks for it."""


def scenes(layout: Layout, arena: Arena) -> Iterator[Scene]:
    """Every one of them must be refused."""
    told = arena.told
    usual = arena.facts(Secret(told["access_token"]))
    shot = honest_draft(layout, told).shoot()
    for name, change in _CHANGES.items():
        yield Scene(name, shot, change(usual))
    yesterday = usual.today - timedelta(days=1)
    yield Scene("a loan account whose last day was yesterday", shot, _loan(until=yesterday)(usual))
    real = SessionOwner(told["buyer_email"], is_real=True)
    yield Scene("a real account under the name of the case's", shot, replace(usual, owner=real))
    for wish, (name, value) in _WISHES.items():
        paying = honest_draft(layout, told)
        paying.add(name, value)
        yield Scene(f"{wish} in Live", paying.shoot(), _live(is_unlocked=True)(usual))
    yield Scene("a write in locked Live", _writing(layout, arena).shoot(), _live(is_unlocked=False)(usual))


def _writing(layout: Layout, arena: Arena) -> Draft:
    draft = honest_draft(layout, arena.told)
    for pair in draft.pairs:
        if pair.name == "method":
            pair.value = "aliexpress.ds.add.info"
    return draft
