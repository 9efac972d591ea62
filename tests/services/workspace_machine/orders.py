"""Acts on loan accounts and order test cases, and what the guard then says of an order."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from aexdesk.openplatform.request import Call
from aexdesk.ordertest.order_facts import ORDER_PARAMETER
from aexdesk.services.test_cases import MOVES, OrderTestCaseDraft
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from aexdesk.workspace.token import Token, fold_account
from tests.ordertest.orders import CREATE, order, text_of
from tests.services.workspace_machine.folder import (
    COUNTRIES,
    EMAILS,
    ENVIRONMENT,
    ITEMS,
    NAMES,
    PICK,
    QUANTITIES,
    STATES,
)
from tests.services.workspace_machine.keys import KeyMachine
from tests.services.worlds import NOON


class OrderMachine(KeyMachine):
    """Accounts, test cases, and the guard."""

    @rule(environment=ENVIRONMENT, email=EMAILS)
    def add_an_account(self, environment: str, email: str) -> None:
        taken = {fold_account(one.email) for one in self.accounts.of(environment)}
        work = self.desk.loan_accounts.add(environment, email)
        self._add(self.accounts, work, is_taken=fold_account(email) in taken)

    @precondition(lambda self: self.accounts.seen)
    @rule(number=PICK)
    def hide_an_account(self, number: int) -> None:
        account = self.accounts.pick(number)
        self._run(self.desk.loan_accounts.hide(account))
        self.accounts.hide(account)

    @precondition(lambda self: self.accounts.hidden)
    @rule(number=PICK)
    def undo_the_hiding_of_an_account(self, number: int) -> None:
        account: LoanAccount = self.accounts.pick_hidden(number)
        taken = {fold_account(one.email) for one in self.accounts.of(account.environment)}
        if not self._refused(self.desk.loan_accounts.restore(account), fold_account(account.email) in taken):
            self.accounts.restore(account)

    @rule(environment=ENVIRONMENT, name=NAMES, account=EMAILS, item=ITEMS, quantity=QUANTITIES, state=STATES)
    def add_a_case(
        self, environment: str, name: str, account: str, item: str, quantity: int, state: OrderTestCaseState
    ) -> None:
        form = OrderTestCaseDraft(environment, name, account, item, quantity, "US", state=state)
        self._add(self.cases, self.desk.test_cases.add(form), is_taken=self.cases.holds(environment, name=name))

    @precondition(lambda self: self.cases.seen)
    @rule(number=PICK, state=STATES)
    def move_a_case(self, number: int, state: OrderTestCaseState) -> None:
        before: OrderTestCase = self.cases.pick(number)
        is_no_move = state is not before.state and state not in MOVES[before.state]
        self._add(self.cases, self.desk.test_cases.move(before.id, state), is_taken=is_no_move)

    @precondition(lambda self: self.cases.seen)
    @rule(number=PICK, item=ITEMS, country=COUNTRIES)
    def edit_a_case(self, number: int, item: str, country: str) -> None:
        """Other facts: a draft again."""
        before: OrderTestCase = self.cases.pick(number)
        form = OrderTestCaseDraft(
            before.environment, before.name, before.loan_account_email, item, before.quantity, country
        )
        after = self._run(self.desk.test_cases.edit(before.id, form))
        self.cases.put(after)
        is_same = (item, country) == (before.item_id, before.country)
        assert after.state is (before.state if is_same else OrderTestCaseState.DRAFT)

    @precondition(lambda self: self.cases.seen)
    @rule(number=PICK, for_good=st.booleans())
    def remove_a_case(self, number: int, for_good: bool) -> None:
        case = self.cases.pick(number)
        self._run(self.desk.test_cases.remove(case) if for_good else self.desk.test_cases.hide(case))
        self.cases.hide(case)
        if for_good:
            del self.cases.hidden[case.id]

    @precondition(lambda self: self.cases.hidden)
    @rule(number=PICK)
    def undo_the_removal_of_a_case(self, number: int) -> None:
        case = self.cases.pick_hidden(number)
        is_taken = self.cases.holds(case.environment, name=case.name)
        if not self._refused(self.desk.test_cases.restore(case), is_taken):
            self.cases.restore(case)

    @precondition(lambda self: self.tokens.seen)
    @rule(number=PICK, item=ITEMS, quantity=QUANTITIES, country=COUNTRIES)
    def ask_the_guard(self, number: int, item: str, quantity: int, country: str) -> None:
        """An order leaves where a case matches in its own environment, and never to Live while that is locked."""
        token: Token = self.tokens.pick(number)
        if token.id not in self.secrets or token.profile_id not in self.secrets:
            return  # an earlier program's, whose vault is not here
        document = order(item={"product_id": int(item), "product_count": quantity}, address={"country": country})
        call = Call(CREATE, ((ORDER_PARAMETER, text_of(document)),))
        environment = self._run(self.desk.environments.get(token.environment))

        async def ask() -> bool:
            caller = await self.desk.callers.of_token(self.profiles.seen[token.profile_id], token)
            assert caller is not None
            return (await self.desk.order_checks.check_as(call, caller, environment)).verdict.allowed

        assert self._run(ask()) is self._may_order(token, (item, quantity, country))

    def _may_order(self, token: Token, facts: tuple[str, int, str]) -> bool:
        account = fold_account(token.account)
        has_loan = any(
            fold_account(one.email) == account and one.is_usable_on(NOON.date())
            for one in self.accounts.of(token.environment)
        )
        return (
            token.environment == PRACTICE.name
            and token.is_bound
            and not token.is_real
            and has_loan
            and any(
                one.state is OrderTestCaseState.ACTIVE
                and fold_account(one.loan_account_email) == account
                and (one.item_id, one.quantity, one.country) == facts
                for one in self.cases.of(token.environment)
            )
        )
