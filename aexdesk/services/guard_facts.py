"""Gathers for the guard what the workspace knows: whose a session is, which test cases and loans stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aexdesk.ordertest.guard import GuardFacts, SessionOwner
from aexdesk.secret import Secret
from aexdesk.services.loan_accounts import LoanAccountBook
from aexdesk.services.practice_seeds import PracticeSeeds
from aexdesk.services.test_cases import OrderTestCaseBook
from aexdesk.services.tokens import TokenBook
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.token import fold_account


def _stays_locked(_environment: Environment) -> bool:
    return False


def _knows_none(_environment: str) -> frozenset[str]:
    return frozenset()


class WorkspaceFacts:
    """What the guard knows of an environment. In practice that includes what the gateway was seeded with.

    `is_unlocked` tells whether writes may leave now, `harmless` the names that the user marked in an environment, by
    its name. Without them Live stays locked and no name is harmless.
    """

    def __init__(
        self,
        tokens: TokenBook,
        cases: OrderTestCaseBook,
        loans: LoanAccountBook,
        seeds: Callable[[], PracticeSeeds | None],
        now: Callable[[], datetime],
        is_unlocked: Callable[[Environment], bool] = _stays_locked,
        harmless: Callable[[str], frozenset[str]] = _knows_none,
    ) -> None:
        self._tokens = tokens
        self._cases = cases
        self._loans = loans
        self._seeds = seeds
        self._now = now
        self._is_unlocked = is_unlocked
        self._harmless = harmless

    async def facts(self, environment: Environment, session: Secret | None) -> GuardFacts:
        """The facts for a call with this session."""
        seeds = None if environment.is_live else self._seeds()
        cases = await self._cases.list(environment.name)
        loans = await self._loans.list(environment.name)
        if seeds is not None:
            cases += (seeds.test_case,)
            loans += (seeds.loan_account,)
        return GuardFacts(
            environment=environment,
            owner=await self._owner(environment, session, seeds),
            test_cases=cases,
            loan_accounts=loans,
            today=self._now().date(),
            is_unlocked=self._is_unlocked(environment),
            harmless=self._harmless(environment.name),
        )

    async def _owner(
        self, environment: Environment, session: Secret | None, seeds: PracticeSeeds | None
    ) -> SessionOwner | None:
        if not session:
            return None
        owners = {
            SessionOwner(fold_account(token.account), token.is_real)
            for token in await self._tokens.owners_of(environment.name, session)
        }
        if seeds is not None and (seeded := seeds.owner_of(session)) is not None:
            owners.add(seeded)
        # Two answers are no answer: the guard then treats the session as nobody's.
        return owners.pop() if len(owners) == 1 else None
