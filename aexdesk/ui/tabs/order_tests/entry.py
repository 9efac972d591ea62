"""What a person has typed into the form of a test case, and what is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from aexdesk.faults import BadInput
from aexdesk.ordertest.product_url import read_item_id
from aexdesk.services.test_cases import OrderTestCaseDraft
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState

NEW = "new "
"""Begins the id of a test case that was never saved; the environment's name follows."""

FACTS = ("loan_account_email", "item_id", "quantity", "country")
"""The fields that an order must equal; the platform approves these."""

ASKED = frozenset({"item_id", "quantity", "country"})
"""The fields that must be right before the platform can be asked about them."""

MOST = 10_000
_BOX = "allows_payment"


@dataclass(frozen=True, slots=True)
class Entry:
    """The form as it stands; text as typed, and whether its orders may be paid automatically."""

    name: str = ""
    loan_account_email: str = ""
    item_id: str = ""
    quantity: str = "1"
    country: str = ""
    reason: str = ""
    allows_payment: bool = False

    def draft(self, environment: str, state: OrderTestCaseState) -> OrderTestCaseDraft:
        """As the service takes it; only for an entry without problems."""
        return OrderTestCaseDraft(
            environment=environment,
            name=self.name.strip(),
            loan_account_email=self.loan_account_email.strip(),
            item_id=read_item_id(self.item_id),
            quantity=int(self.quantity),
            country=self.country.strip(),
            reason=self.reason,
            state=state,
            allows_payment=self.allows_payment,
        )


def entry_of(case: OrderTestCase) -> Entry:
    """The form of a test case that nobody has touched."""
    return Entry(
        case.name,
        case.loan_account_email,
        case.item_id,
        str(case.quantity),
        case.country,
        case.reason,
        case.allows_payment,
    )


def is_blank(entry: Entry) -> bool:
    """Whether nobody has typed anything: the account may have been chosen for the person."""
    return entry == Entry(loan_account_email=entry.loan_account_email)


def differs(entry: Entry, case: OrderTestCase) -> bool:
    """Whether there is something to save."""
    return _trimmed(entry) != _trimmed(entry_of(case))


def changes_facts(entry: Entry, case: OrderTestCase) -> bool:
    """Whether a fact differs that the App Console was told."""
    typed, saved = _trimmed(entry), _trimmed(entry_of(case))
    return any(getattr(typed, fact) != getattr(saved, fact) for fact in FACTS)


def find_problems(entry: Entry, taken: Collection[str]) -> tuple[BadInput, ...]:
    """What keeps the entry from being saved; each names its field. `taken`: the names of the others."""
    return tuple(_problems(_trimmed(entry), taken))


def as_json(entry: Entry) -> Mapping[str, str | bool]:
    """What outlives the window."""
    return {name: getattr(entry, name) for name in Entry.__slots__}


def from_json(kept: Any) -> Entry | None:
    """What `as_json` kept, or None where it cannot be read any more."""
    try:
        typed = {name: str(kept[name]) for name in Entry.__slots__ if name != _BOX}
        return Entry(**typed, allows_payment=kept.get(_BOX) is True)
    except (AttributeError, KeyError, TypeError):
        return None


def find_item_id(text: str) -> str:
    """The item ID in what was typed or pasted, or "" where there is none."""
    try:
        return read_item_id(text)
    except BadInput:
        return ""


def _trimmed(entry: Entry) -> Entry:
    return replace(
        entry,
        name=entry.name.strip(),
        loan_account_email=entry.loan_account_email.strip(),
        item_id=entry.item_id.strip(),
        quantity=entry.quantity.strip(),
        country=entry.country.strip(),
    )


def _problems(entry: Entry, taken: Collection[str]) -> Iterator[BadInput]:
    if not entry.name:
        yield BadInput("field_missing", field="name")
    elif entry.name in taken:
        yield BadInput("name_taken", field="name", name=entry.name)
    if not entry.loan_account_email:
        yield BadInput("field_missing", field="loan_account_email")
    if not entry.item_id:
        yield BadInput("field_missing", field="item_id")
    else:
        try:
            read_item_id(entry.item_id)
        except BadInput as problem:
            yield problem
    if not is_quantity(entry.quantity):
        yield BadInput("bad_quantity", field="quantity", found=entry.quantity or "–")
    if not entry.country:
        yield BadInput("field_missing", field="country")
    elif not (len(entry.country) == 2 and entry.country.isascii() and entry.country.isupper()):
        yield BadInput("bad_country", field="country", found=entry.country)


def is_quantity(text: str) -> bool:
    """Whether that many can be ordered."""
    is_digits = text.isascii() and text.isdigit() and len(text) <= len(str(MOST))
    return is_digits and 1 <= int(text) <= MOST
