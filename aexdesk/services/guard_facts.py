"""Gathers for the guard what the workspace knows: whose a session is, which test cases and loans stand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from aexdesk.ordertest.guard import GuardFacts
from aexdesk.secret import Secret
from aexdesk.services.loan_accounts import LoanAccountBook
from aexdesk.services.practice_seeds import PracticeSeeds
from aexdesk.services.session_owners import SessionOwners
from aexdesk.services.test_cases import OrderTestCaseBook
from aexdesk.workspace.environment import Environment


def _stays_locked(_environment: Environment) -> bool:
    return False


async def _knows_none(_environment: str) -> frozenset[str]:
    return frozenset()


class WorkspaceFacts:
    """What the guard knows of an environment. In practice that includes what the gateway was seeded with.

    `is_unlocked` tells whether writes may leave now, `harmless` the names that the user marked in an environment, by
    its name. Without them Live stays locked and no name is harmless.
    """

    def __init__(
        self,
        owners: SessionOwners,
        cases: OrderTestCaseBook,
        loans: LoanAccountBook,
        seeds: Callable[[], PracticeSeeds | None],
        now: Callable[[], datetime],
        is_unlocked: Callable[[Environment], bool] = _stays_locked,
        harmless: Callable[[str], Awaitable[frozenset[str]]] = _knows_none,
    ) -> None:
        self._owners = owners
        self._cases = cases
        self._loans = loans
        self._seeds = seeds
        self._now = now
        self._is_unlocked = is_unlocked
        self._harmless = harmless

    async def facts(self, environment: Environment, session: Secret | None, app_key: str) -> GuardFacts:
        """The facts for a call with this session, made as the app `app_key`."""
        seeds = None if environment.is_live else self._seeds()
        cases = await self._cases.list(environment.name)
        loans = await self._loans.list(environment.name)
        if seeds is not None:
            cases += (seeds.test_case,)
            loans += (seeds.loan_account,)
        return GuardFacts(
            environment=environment,
            owner=await self._owners.owner_of(environment, session, app_key),
            test_cases=cases,
            loan_accounts=loans,
            today=self._now().date(),
            is_unlocked=self._is_unlocked(environment),
            harmless=await self._harmless(environment.name),
        )
