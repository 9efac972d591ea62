"""Order test cases: what the App Console has been told, and how far each has come."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from aexdesk.faults import BadInput
from aexdesk.services.changes import Changes
from aexdesk.storage.order_test_cases import OrderTestCases
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState

_ITEM_ID = re.compile(r"[1-9][0-9]{0,19}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_LARGEST_QUANTITY = 10_000


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


class OrderTestCaseBook:
    """The order test cases of all environments."""

    def __init__(self, cases: OrderTestCases, now: Callable[[], datetime]) -> None:
        self._cases = cases
        self._now = now
        self.changed = Changes()

    async def list(self, environment: str | None = None) -> tuple[OrderTestCase, ...]:
        """The test cases of an environment, or of all."""
        return tuple(await self._cases.list(environment))

    async def find(self, environment: str, name: str) -> OrderTestCase | None:
        """The test case of this name."""
        return await self._cases.find(environment, name)

    async def add(self, draft: OrderTestCaseDraft) -> OrderTestCase:
        """Adds a test case. Raises BadInput naming the field that cannot be so."""
        _check(draft)
        is_active = draft.state is OrderTestCaseState.ACTIVE
        case = OrderTestCase(
            id=uuid4().hex,
            environment=draft.environment,
            name=draft.name.strip(),
            loan_account_email=draft.loan_account_email.strip(),
            item_id=draft.item_id,
            quantity=draft.quantity,
            country=draft.country,
            reason=draft.reason,
            state=draft.state,
            activated_at=self._now() if is_active else None,
        )
        await self._cases.save(case)
        self.changed.announce()
        return case

    async def get(self, case_id: str) -> OrderTestCase:
        """The test case with this id. Raises BadInput("unknown_test_case")."""
        raise NotImplementedError

    async def edit(self, case_id: str, draft: OrderTestCaseDraft) -> OrderTestCase:
        """Changes a test case; its state stays, but one whose four facts change is a draft again: the App Console
        was told otherwise. Raises BadInput as `add`."""
        raise NotImplementedError

    async def move(self, case_id: str, state: OrderTestCaseState) -> OrderTestCase:
        """To another state; `active` is dated. Raises BadInput("unknown_test_case")."""
        raise NotImplementedError

    async def hide(self, case: OrderTestCase) -> None:
        """Removes it so that `restore` can bring it back, until `purge_removed`."""
        raise NotImplementedError

    async def restore(self, case: OrderTestCase) -> None:
        """Undoes `hide`. Raises BadInput where the name has been taken meanwhile."""
        raise NotImplementedError

    async def purge_removed(self) -> None:
        """Deletes for good what was removed."""
        raise NotImplementedError

    async def remove(self, case: OrderTestCase) -> None:
        """Forgets a test case."""
        await self._cases.mark_removed(case.id, self._now())
        await self._cases.purge(case.id)
        self.changed.announce()


def _check(draft: OrderTestCaseDraft) -> None:
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
