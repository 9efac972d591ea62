"""Puts together what the tab shows of test cases: the lines of the list, the form. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from aexdesk.faults import BadInput
from aexdesk.ui.tabs.order_tests.entries import Entries
from aexdesk.ui.tabs.order_tests.entry import NEW, Entry, changes_facts, entry_of, find_item_id, is_quantity
from aexdesk.ui.tabs.order_tests.state import CaseForm, CaseRow
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState


def find_cases(cases: Sequence[OrderTestCase], search: str) -> tuple[OrderTestCase, ...]:
    """Those in which every word stands: name, account, item, country or reason."""
    words = search.casefold().split()

    def fits(case: OrderTestCase) -> bool:
        entry = entry_of(case)
        text = " ".join((entry.name, entry.loan_account_email, entry.item_id, entry.country, entry.reason)).casefold()
        return all(word in text for word in words)

    return tuple(case for case in cases if fits(case))


def make_rows(found: Sequence[OrderTestCase], entries: Entries, new_id: str) -> tuple[CaseRow, ...]:
    """The one that was begun, then those that were found."""
    begun = entries.typed(new_id)
    new = [CaseRow(new_id, begun.name, is_unsaved=True, is_new=True)] if begun is not None else []
    saved = [CaseRow(case.id, case.name, case.state, entries.is_unsaved(case.id, case)) for case in found]
    return (*new, *saved)


def make_form(
    row_id: str, case: OrderTestCase | None, entries: Entries, problems: tuple[BadInput, ...], is_busy: bool
) -> CaseForm | None:
    """The form of a test case, or of one that was never saved."""
    entry = entries.of(row_id, case)
    if entry is None:
        return None
    return CaseForm(
        id=row_id,
        entry=entry,
        state=case.state if case is not None else OrderTestCaseState.DRAFT,
        activated_at=case.activated_at if case is not None else None,
        is_new=case is None,
        is_dirty=entries.is_unsaved(row_id, case),
        is_busy=is_busy,
        changes_facts=case is not None and changes_facts(entry, case),
        is_from_url=entries.is_from_url(row_id, entry),
        problems=problems,
        refused=entries.refused_field(row_id),
    )


def case_as_typed(row_id: str, environment: str, entry: Entry, case: OrderTestCase | None) -> OrderTestCase:
    """The test case that the form would save; what is not filled in rightly stays empty, or 0."""
    state = case.state if case is not None else OrderTestCaseState.DRAFT
    quantity = entry.quantity.strip()
    return OrderTestCase(
        id=row_id,
        environment=environment,
        name=entry.name.strip(),
        loan_account_email=entry.loan_account_email.strip(),
        item_id=find_item_id(entry.item_id),
        quantity=int(quantity) if is_quantity(quantity) else 0,
        country=entry.country.strip(),
        reason=entry.reason,
        allows_payment=entry.allows_payment,
        state=state,
        activated_at=case.activated_at if case is not None else None,
    )


def free_name(name: str, taken: set[str]) -> str:
    """The name, or the name with the first number that is free."""
    number, free = 2, name
    while free in taken:
        free, number = f"{name} {number}", number + 1
    return free


def new_id_of(environment: str) -> str:
    """The row of the test case that is being begun there."""
    return NEW + environment
