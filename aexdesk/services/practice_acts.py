"""What a person does in the App Console, done on the practice gateway: lend an account, approve a test case."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta

from aexdesk.faults import BadInput, NetworkFault
from aexdesk.secret import Secret
from aexdesk.services.loan_accounts import LoanAccountBook, LoanAccountDraft
from aexdesk.services.practising import Practising
from aexdesk.services.test_cases import MOVES, OrderTestCaseBook
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from aexdesk.workspace.token import fold_account

LOAN_DAYS = 30
"""The App Console lends for a limited time and shows the last day; a month, so that practice has one to show too."""

_NUMBERS = range(1000, 10_000)
_PASSWORD_BYTES = 12


class PracticeActs:
    """Practice only: each raises NetworkFault("practice_off") without a running gateway.

    `choose`: a number below the given one, by chance.
    """

    def __init__(
        self,
        practising: Practising,
        accounts: LoanAccountBook,
        cases: OrderTestCaseBook,
        choose: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._practising = practising
        self._accounts = accounts
        self._cases = cases
        self._choose = choose

    async def lend_account(self) -> LoanAccount:
        """A new loaned buyer: made on the gateway with a made-up password, and noted here, password in the vault."""
        from aexdesk.gateway import practice_admin  # noqa: PLC0415 - httpx is imported when it is needed

        url = self._url()
        email = await self._free_email()
        password = Secret(secrets.token_urlsafe(_PASSWORD_BYTES))
        today = self._accounts.today()
        until = today + timedelta(days=LOAN_DAYS)
        await practice_admin.add_loan_account(url, email, password, until)
        return await self._accounts.save(
            LoanAccountDraft(PRACTICE.name, email, since=today, until=until), password=password
        )

    async def submit(self, case: OrderTestCase) -> OrderTestCase:
        """Tells the gateway of the case, waiting for approval; here it is submitted."""
        return await self._bring(case, OrderTestCaseState.SUBMITTED)

    async def approve(self, case: OrderTestCase) -> OrderTestCase:
        """The gateway takes the case as active; so does the workspace."""
        return await self._bring(case, OrderTestCaseState.ACTIVE)

    async def _bring(self, case: OrderTestCase, state: OrderTestCaseState) -> OrderTestCase:
        from aexdesk.gateway import practice_admin  # noqa: PLC0415 - as above

        if case.environment != PRACTICE.name:
            raise BadInput("practice_only")
        url = self._url()
        known = await self._cases.get(case.id)  # as it stands now: the gateway must hear of what is saved
        if state is not known.state and state not in MOVES[known.state]:
            raise BadInput("bad_state_move", name=known.name, found=known.state.value, wanted=state.value)
        await practice_admin.put_test_case(url, known, state)
        return await self._cases.move(known.id, state)

    async def _free_email(self) -> str:
        """By chance, not counted up: the gateway may know more accounts than the workspace (deleted ones, or those of
        another window), tells nobody which, and gives an account that it knows the new password."""
        taken = {fold_account(account.email) for account in await self._accounts.list(PRACTICE.name)}
        emails = [f"loan.buyer.{number}@example.test" for number in _NUMBERS]
        free = [email for email in emails if email not in taken]
        return free[self._choose(len(free))]

    def _url(self) -> str:
        url = self._practising.state.url
        if url is None:
            raise NetworkFault("practice_off")
        return url
