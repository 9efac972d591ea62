"""Reads what the tab shows of an environment: its test cases and loan accounts, the orders of one case. QtCore only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.ui.tabs.order_tests.inquiries import Start
from aexdesk.workspace.case_order import CaseOrder
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCase
from aexdesk.workspace.token import Token

if TYPE_CHECKING:
    from aexdesk.desk import Desk

SHOWN_ORDERS = 50
"""More are in the history; nobody looks for an old test order here."""


class Reading:
    """`settle` follows whatever was read anew, `tell` takes what kept it from being read."""

    def __init__(self, desk: Desk, start: Start, settle: Callable[[], None], tell: Callable[[AexError], None]) -> None:
        self._desk = desk
        self._start = start
        self._settle = settle
        self._tell = tell
        self._loads = self._newest = 0
        self._looks = 0
        self._looked_at = ""
        self._environment = ""
        self._cases: tuple[OrderTestCase, ...] = ()
        self._accounts: tuple[LoanAccount, ...] = ()
        self.token: Token | None = None
        self.orders: tuple[CaseOrder, ...] = ()
        self.order_total = 0

    @property
    def is_loaded(self) -> bool:
        """Whether what is here belongs to the environment one stands in."""
        return self._environment == self._desk.standing.environment.name

    @property
    def cases(self) -> tuple[OrderTestCase, ...]:
        """The test cases of this environment; none while another one's are here."""
        return self._cases if self.is_loaded else ()

    @property
    def accounts(self) -> tuple[LoanAccount, ...]:
        """The loan accounts of this environment."""
        return self._accounts if self.is_loaded else ()

    def load(self) -> None:
        """Reads everything anew."""
        self._start(self.read(), "list the test cases")
        self._settle()

    async def read(self) -> None:
        """The same, for who waits for it. Of two at a time the later one has the last word."""
        self._loads += 1
        mine, desk = self._loads, self._desk
        environment, profile = desk.standing.environment.name, desk.standing.profile
        try:
            cases = await desk.test_cases.list(environment)
            accounts = await desk.loan_accounts.list(environment)
            token = await desk.tokens.newest_of(profile.id) if profile is not None else None
        except AexError as trouble:
            self._tell(trouble)
            return
        if mine > self._newest:  # one that was begun later may have come before
            self._newest = mine
            self._environment, self._cases, self._accounts, self.token = environment, cases, accounts, token
            self._settle()

    def look_at(self, case_id: str) -> None:
        """Shows the orders of that case from now on."""
        known = case_id if any(case.id == case_id for case in self.cases) else ""
        if known != self._looked_at:
            self._looked_at = known
            self.orders, self.order_total = (), 0
            self.look_again()

    def look_again(self) -> None:
        """There may be new ones."""
        self._looks += 1
        if self._looked_at:
            self._start(self._read_orders(self._looked_at, self._looks), "list the orders of a test case")

    async def _read_orders(self, case_id: str, mine: int) -> None:
        try:
            found = await self._desk.case_orders.list(case_id)
        except AexError as trouble:
            self._tell(trouble)
            return
        if mine == self._looks:
            self.orders, self.order_total = found[:SHOWN_ORDERS], len(found)
            self._settle()
