"""What a person does in the App Console, done on the practice gateway: lend an account, approve a test case."""

from __future__ import annotations

from aexdesk.services.loan_accounts import LoanAccountBook
from aexdesk.services.practising import Practising
from aexdesk.services.test_cases import OrderTestCaseBook
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCase


class PracticeActs:
    """Practice only: each raises NetworkFault("practice_off") without a running gateway."""

    def __init__(self, practising: Practising, accounts: LoanAccountBook, cases: OrderTestCaseBook) -> None:
        self._practising = practising
        self._accounts = accounts
        self._cases = cases

    async def lend_account(self) -> LoanAccount:
        """A new loaned buyer: made on the gateway with a made-up password, and noted here, password in the vault."""
        raise NotImplementedError

    async def submit(self, case: OrderTestCase) -> OrderTestCase:
        """Tells the gateway of the case, waiting for approval; here it is submitted."""
        raise NotImplementedError

    async def approve(self, case: OrderTestCase) -> OrderTestCase:
        """The gateway takes the case as active; so does the workspace."""
        raise NotImplementedError
