"""What the App Console does, done on a real practice gateway: a lent account logs in, an approved case is free."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import BadInput, NetworkFault, VaultUnavailable
from aexdesk.practice import RunningPractice, start_practice
from aexdesk.secret import Secret
from aexdesk.services.loan_accounts import LoanAccountDraft
from aexdesk.services.practice_acts import LOAN_DAYS, PracticeActs
from aexdesk.services.practice_adoption import PracticeAdoption
from aexdesk.services.test_cases import OrderTestCaseDraft
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from tests.practice.login.login import callback_of, log_in, open_page, post, ticket_of
from tests.practice.world import NOON, Client, FakeClock
from tests.services.worlds import FaultyVault, a_desk, seeds

CASE = OrderTestCaseDraft("practice", "Mine", "loan.buyer@example.test", "1005990000000001", 2, "US", "to try it")


@dataclass
class Field:
    """A desk, and a practice gateway that it has joined."""

    desk: Desk
    client: Client
    vault: FaultyVault

    async def logs_in(self, email: str, password: Secret | None) -> str:
        """The code that the OAuth pages give to this account, or "" where they do not let it in."""
        assert password is not None
        return await asyncio.to_thread(self._log_in, email, password.reveal())

    def _log_in(self, email: str, password: str) -> str:
        page = log_in(self.client, open_page(self.client), email, password)
        if b"decision" not in page.body:
            return ""
        answer = post(self.client, "consent", ticket=ticket_of(page), decision="allow")
        return callback_of(answer)[1]["code"][0]

    async def order(self, quantity: int) -> bool:
        """Places an order like `CASE`'s; whether it was free."""
        result = await asyncio.to_thread(self.client.order, quantity=quantity)
        return bool(result["is_success"])


@pytest.fixture(scope="module")
def _practice() -> Iterator[RunningPractice]:
    with start_practice(0, clock=FakeClock()) as practice:
        yield practice


@pytest.fixture
async def field(tmp_path: Path, _practice: RunningPractice) -> AsyncIterator[Field]:
    client = Client(_practice, FakeClock(NOON))
    assert client.admin("/reset", {}).status == 200
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        assert await desk.practising.join(_practice.url)
        yield Field(desk, client, vault)


async def test_a_lent_account_logs_in(field: Field) -> None:
    account = await field.desk.practice_acts.lend_account()
    password = await field.desk.loan_accounts.password(account)
    assert await field.desk.loan_accounts.find("practice", account.email) == account
    assert account.until == field.desk.loan_accounts.today() + timedelta(days=LOAN_DAYS)
    assert account.is_usable_on(field.desk.loan_accounts.today())
    assert await field.logs_in(account.email, password)
    assert not await field.logs_in(account.email, Secret("another"))


async def test_each_has_an_email_and_a_password_of_its_own(field: Field) -> None:
    lent = [await field.desk.practice_acts.lend_account() for _time in range(5)]
    passwords = {await field.desk.loan_accounts.password(account) for account in lent}
    assert len({account.email for account in lent}) == len(passwords) == 5
    assert "loan.buyer@example.test" not in {account.email for account in lent}


async def test_an_email_that_is_noted_is_not_lent_again(field: Field) -> None:
    acts = PracticeActs(field.desk.practising, field.desk.loan_accounts, field.desk.test_cases, choose=lambda _below: 0)
    await field.desk.loan_accounts.save(LoanAccountDraft("practice", "LOAN.buyer.1000@example.test"))
    assert [(await acts.lend_account()).email for _time in range(2)] == [
        "loan.buyer.1001@example.test",
        "loan.buyer.1002@example.test",
    ]


async def test_an_account_stays_noted_where_the_vault_fails(field: Field) -> None:
    field.vault.fault = "vault_locked"
    with pytest.raises(VaultUnavailable):
        await field.desk.practice_acts.lend_account()
    assert len(await field.desk.loan_accounts.list()) == 1


async def test_nothing_is_noted_that_the_gateway_did_not_hear_of(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        case = await desk.test_cases.add(CASE)
        acts = desk.practice_acts
        for act in (acts.lend_account, lambda: acts.submit(case)):
            with pytest.raises(NetworkFault, match="practice_off"):
                await act()
        with start_practice(0, clock=FakeClock()) as gone:
            assert await desk.practising.join(gone.url)
        for act in (acts.lend_account, lambda: acts.submit(case)):
            with pytest.raises(NetworkFault, match="connect_failed"):
                await act()
        assert await desk.loan_accounts.list() == ()
        assert (await desk.test_cases.get(case.id)).state is OrderTestCaseState.DRAFT


async def test_a_submitted_case_waits_and_an_approved_one_is_free(field: Field) -> None:
    acts = field.desk.practice_acts
    case = await field.desk.test_cases.add(CASE)
    submitted = await acts.submit(case)
    assert submitted.state is OrderTestCaseState.SUBMITTED
    assert not await field.order(2)
    approved = await acts.approve(submitted)
    assert approved.state is OrderTestCaseState.ACTIVE
    assert approved.activated_at is not None
    assert await field.order(2)
    assert [(order["free"], order["test_case"]) for order in field.client.orders()] == [(True, "Mine")]


async def test_the_gateway_hears_what_is_saved_now(field: Field) -> None:
    acts, cases = field.desk.practice_acts, field.desk.test_cases
    stale = await cases.add(CASE)
    await cases.edit(stale.id, OrderTestCaseDraft("practice", "Mine", CASE.loan_account_email, CASE.item_id, 3, "US"))
    await acts.submit(stale)
    await acts.approve(stale)
    assert not await field.order(2)
    assert await field.order(3)


async def test_a_gateway_that_began_afresh_is_told_again(field: Field) -> None:
    acts = field.desk.practice_acts
    approved = await acts.approve(await acts.submit(await field.desk.test_cases.add(CASE)))
    assert field.client.admin("/reset", {}).status == 200
    assert not await field.order(2)
    assert await acts.approve(approved) == approved
    assert await field.order(2)


async def test_a_step_that_cannot_be_taken_is_not_told(field: Field) -> None:
    case = await field.desk.test_cases.add(CASE)
    with pytest.raises(BadInput, match="bad_state_move"):
        await field.desk.practice_acts.approve(case)
    assert not await field.order(2)


async def test_live_is_for_the_app_console(field: Field) -> None:
    case = OrderTestCase("x", "live", "Live case", "a@b.example", "1", 1, "US")
    for act in (field.desk.practice_acts.submit, field.desk.practice_acts.approve):
        with pytest.raises(BadInput, match="practice_only"):
            await act(case)


# ---------------------------------------------------------------- the seeded buyer


def adoption(desk: Desk) -> PracticeAdoption:
    return PracticeAdoption(desk.profiles, desk.tokens, desk.loan_accounts, desk.test_cases, desk.preferences)


async def seeded_buyer(desk: Desk) -> LoanAccount:
    (buyer,) = await desk.loan_accounts.list()
    return buyer


async def test_the_seeded_buyer_can_log_in_with_what_the_vault_holds(field: Field) -> None:
    held = field.desk.practising.seeds
    assert held is not None
    await adoption(field.desk).adopt(held, "Practice app")
    buyer = await seeded_buyer(field.desk)
    assert buyer.email == held.buyer_email
    assert await field.logs_in(buyer.email, await field.desk.loan_accounts.password(buyer))


async def test_the_seeded_password_is_renewed_at_each_start(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await adoption(desk).adopt(seeds(), "Practice app")
        await adoption(desk).adopt(seeds(buyer_password="CANARY-newer"), "Practice app")
        assert await desk.loan_accounts.password(await seeded_buyer(desk)) == Secret("CANARY-newer")


async def test_a_removed_buyer_gets_no_password(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        await adoption(desk).adopt(seeds(), "Practice app")
        await desk.loan_accounts.remove(await seeded_buyer(desk))
        await adoption(desk).adopt(seeds(), "Practice app")
        assert seeds().buyer_password.reveal() not in vault.texts()


async def test_a_vault_that_was_shut_has_the_password_after_the_next_start(tmp_path: Path) -> None:
    vault = FaultyVault()
    vault.fault = "vault_locked"
    async with a_desk(tmp_path, vault) as desk:
        with pytest.raises(VaultUnavailable):
            await adoption(desk).adopt(seeds(), "Practice app")
        vault.fault = ""
        await adoption(desk).adopt(seeds(), "Practice app")
        assert await desk.loan_accounts.password(await seeded_buyer(desk)) == seeds().buyer_password
