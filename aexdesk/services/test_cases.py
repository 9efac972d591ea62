"""Order test cases: what the App Console has been told, and how far each has come."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from aexdesk.faults import BadInput
from aexdesk.services.changes import Changes
from aexdesk.storage.order_test_cases import OrderTestCases
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from aexdesk.workspace.token import fold_account

_ITEM_ID = re.compile(r"[1-9][0-9]{0,19}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_LARGEST_QUANTITY = 10_000

_DRAFT, _SUBMITTED = OrderTestCaseState.DRAFT, OrderTestCaseState.SUBMITTED
_ACTIVE, _ENDED = OrderTestCaseState.ACTIVE, OrderTestCaseState.ENDED
MOVES: Mapping[OrderTestCaseState, frozenset[OrderTestCaseState]] = {
    _DRAFT: frozenset({_SUBMITTED}),
    _SUBMITTED: frozenset({_ACTIVE, _ENDED, _DRAFT}),
    _ACTIVE: frozenset({_ENDED, _DRAFT}),
    _ENDED: frozenset({_DRAFT}),
}
"""The steps that a case can take: what was not submitted cannot be approved, and what ended begins anew."""


@dataclass(frozen=True, slots=True)
class OrderTestCaseDraft:
    """What the App Console's form holds. `item_id` is text."""

    environment: str
    name: str
    loan_account_email: str
    item_id: str
    quantity: int
    country: str
    reason: str = ""
    state: OrderTestCaseState = OrderTestCaseState.DRAFT
    allows_payment: bool = False


class OrderTestCaseBook:
    """The order test cases of all environments."""

    def __init__(self, cases: OrderTestCases, now: Callable[[], datetime]) -> None:
        self._cases = cases
        self._now = now
        self._turn = asyncio.Lock()  # who reads a case and writes it back must not write over another's change
        self.changed = Changes()

    async def list(self, environment: str | None = None) -> tuple[OrderTestCase, ...]:
        """The test cases of an environment, or of all."""
        return tuple(await self._cases.list(environment))

    async def find(self, environment: str, name: str) -> OrderTestCase | None:
        """The test case of this name."""
        return await self._cases.find(environment, name)

    async def add(self, draft: OrderTestCaseDraft) -> OrderTestCase:
        """Adds a test case. Raises BadInput naming the field that cannot be so."""
        check_test_case_draft(draft)
        return await self._save(
            OrderTestCase(
                id=uuid4().hex,
                environment=draft.environment,
                state=draft.state,
                activated_at=self._activation(draft.state),
                **_told(draft),
            )
        )

    async def get(self, case_id: str) -> OrderTestCase:
        """The test case with this id. Raises BadInput("unknown_test_case")."""
        case = await self._cases.get(case_id)
        if case is None:
            raise BadInput("unknown_test_case", name=case_id)
        return case

    async def edit(self, case_id: str, draft: OrderTestCaseDraft) -> OrderTestCase:
        """Changes a test case; its state stays, but one whose four facts change is a draft again: the App Console
        was told otherwise. Raises BadInput as `add`."""
        check_test_case_draft(draft)
        async with self._turn:
            before = await self.get(case_id)
            if draft.environment != before.environment:
                raise BadInput("test_case_environment_fixed", field="environment", name=before.name)
            case = replace(before, **_told(draft))
            if _facts(case) != _facts(before):
                case = replace(case, state=OrderTestCaseState.DRAFT, activated_at=None)
            return await self._save(case)

    async def move(self, case_id: str, state: OrderTestCaseState) -> OrderTestCase:
        """To another state; `active` is dated anew. To the state that it has is no move.

        Raises BadInput: "unknown_test_case", or "bad_state_move" where the App Console knows no such step.
        """
        async with self._turn:
            before = await self.get(case_id)
            if state is before.state:
                return before
            if state not in MOVES[before.state]:
                raise BadInput("bad_state_move", name=before.name, found=before.state.value, wanted=state.value)
            is_ended = state is OrderTestCaseState.ENDED  # when it was approved stays worth knowing
            activated_at = before.activated_at if is_ended else self._activation(state)
            return await self._save(replace(before, state=state, activated_at=activated_at))

    async def hide(self, case: OrderTestCase) -> None:
        """Removes it so that `restore` can bring it back, until `purge_removed`."""
        await self._cases.mark_removed(case.id, self._now())
        self.changed.announce()

    async def restore(self, case: OrderTestCase) -> None:
        """Undoes `hide`. Raises BadInput where the name has been taken meanwhile."""
        await self._cases.restore(case.id)
        self.changed.announce()

    async def purge_removed(self) -> None:
        """Deletes for good what was removed, with the list of its orders."""
        for case in await self._cases.removed():
            await self._cases.purge(case.id)

    async def remove(self, case: OrderTestCase) -> None:
        """Forgets a test case."""
        await self._cases.mark_removed(case.id, self._now())
        await self._cases.purge(case.id)
        self.changed.announce()

    async def _save(self, case: OrderTestCase) -> OrderTestCase:
        await self._cases.save(case)
        self.changed.announce()
        return case

    def _activation(self, state: OrderTestCaseState) -> datetime | None:
        return self._now() if state is OrderTestCaseState.ACTIVE else None


def _told(draft: OrderTestCaseDraft) -> dict[str, Any]:
    """What the form tells of a case, its state aside."""
    return {
        "name": draft.name.strip(),
        "loan_account_email": draft.loan_account_email.strip(),
        "item_id": draft.item_id,
        "quantity": draft.quantity,
        "country": draft.country,
        "reason": draft.reason,
        "allows_payment": draft.allows_payment,
    }


def _facts(case: OrderTestCase) -> tuple[str, str, int, str]:
    """What an order must match; the account as the guard compares it."""
    return fold_account(case.loan_account_email), case.item_id, case.quantity, case.country


def check_test_case_draft(draft: OrderTestCaseDraft) -> None:
    """Raises BadInput, with the field, for what cannot be saved; a form asks this before the person saves."""
    if not draft.name.strip():
        raise BadInput("field_missing", field="name")
    if "@" not in draft.loan_account_email:
        raise BadInput("bad_email", field="loan_account_email", found=draft.loan_account_email)
    if not _ITEM_ID.fullmatch(draft.item_id):
        raise BadInput("bad_item_id", field="item_id", found=draft.item_id)
    if not 1 <= draft.quantity <= _LARGEST_QUANTITY:
        raise BadInput("bad_quantity", field="quantity", found=draft.quantity)
    if not _COUNTRY.fullmatch(draft.country):
        raise BadInput("bad_country", field="country", found=draft.country)
