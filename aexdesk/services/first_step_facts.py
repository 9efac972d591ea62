"""What the workspace itself tells of the first steps: whether it is new, and what has been done in practice since."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from aexdesk.services.case_orders import CaseOrderBook
from aexdesk.services.history import History
from aexdesk.services.loan_accounts import LoanAccountBook
from aexdesk.services.practice_adoption import PROFILE_ID
from aexdesk.services.profiles import ProfileBook
from aexdesk.services.test_cases import OrderTestCaseBook
from aexdesk.workspace.case_order import CaseOrderState
from aexdesk.workspace.environment import PRACTICE

KEY_IS_GOOD = frozenset({"permitted", "key_good"})


class StandingFacts(Protocol):
    """What can be read at any time; each of what was done counts from `since` on (None: whenever)."""

    async def is_new(self) -> bool:
        """Whether nobody has worked here yet."""

    async def has_checked_key(self, since: datetime | None) -> bool:
        """Whether an app key turned out right."""

    async def has_loan_account(self) -> bool:
        """Whether there is a borrowed buyer to look at."""

    async def has_placed_order(self, since: datetime | None) -> bool:
        """Whether an order was placed for a test case."""

    async def has_failed_call(self, since: datetime | None) -> bool:
        """Whether the last call that failed is one that support could be asked about."""


class FirstStepFacts:
    """Reads them from the books, of practice alone."""

    def __init__(
        self,
        profiles: ProfileBook,
        loans: LoanAccountBook,
        cases: OrderTestCaseBook,
        orders: CaseOrderBook,
        history: History,
    ) -> None:
        self._profiles = profiles
        self._loans = loans
        self._cases = cases
        self._orders = orders
        self._history = history

    async def is_new(self) -> bool:
        """No call was ever recorded, and there is no app key but practice's own."""
        has_own = any(profile.id != PROFILE_ID for profile in await self._profiles.list())
        return not has_own and not await self._history.count()

    async def has_checked_key(self, since: datetime | None) -> bool:
        """The last check of some app of practice was good."""
        checks = [profile.last_check for profile in await self._profiles.list(PRACTICE.name)]
        return any(check.code in KEY_IS_GOOD and _counts(check.at, since) for check in checks if check is not None)

    async def has_loan_account(self) -> bool:
        """There is one in practice."""
        return bool(await self._loans.list(PRACTICE.name))

    async def has_placed_order(self, since: datetime | None) -> bool:
        """An order of some test case was placed; what leaves for one is free in practice."""
        for case in await self._cases.list(PRACTICE.name):
            for order in await self._orders.list(case.id):
                if order.state is CaseOrderState.PLACED and _counts(order.at, since):
                    return True
        return False

    async def has_failed_call(self, since: datetime | None) -> bool:
        """The support tab opens that one by itself."""
        lines = await self._history.recent(PRACTICE.name, 1, failed_only=True)
        return any(_counts(line.at, since) for line in lines)


def _counts(at: datetime, since: datetime | None) -> bool:
    return since is None or at >= since
