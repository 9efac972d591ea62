"""Loan accounts: noted, changed, brought back, forgotten; the password is in the vault and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from aexdesk.faults import BadInput, VaultUnavailable
from aexdesk.secret import Secret
from aexdesk.services.loan_accounts import LoanAccountDraft
from aexdesk.workspace.loan_account import LoanAccountStatus
from tests.services.worlds import NOON, FaultyVault, a_desk

PASSWORD = Secret("CANARY-password-1")
DRAFT = LoanAccountDraft("practice", "buyer@loan.example")


def drafted(**changes: Any) -> LoanAccountDraft:
    return replace(DRAFT, **changes)


async def test_an_account_is_added_with_all_that_its_form_holds(tmp_path: Path) -> None:
    vault = FaultyVault()
    draft = LoanAccountDraft(
        "practice",
        " Buyer@loan.example ",
        " seller@loan.example ",
        LoanAccountStatus.ENDED,
        date(2026, 2, 1),
        date(2026, 2, 28),
        "**two** orders",
    )
    async with a_desk(tmp_path, vault) as desk:
        said: list[str] = []
        desk.loan_accounts.changed.append(lambda: said.append("changed"))
        saved = await desk.loan_accounts.save(draft, password=PASSWORD)
        assert said == ["changed"]
        assert (saved.email, saved.seller, saved.notes) == (
            "Buyer@loan.example",
            "seller@loan.example",
            "**two** orders",
        )
        assert (saved.status, saved.until) == (LoanAccountStatus.ENDED, date(2026, 2, 28))
        assert saved.since == datetime(2026, 2, 1, tzinfo=UTC)
    async with a_desk(tmp_path, vault) as desk:
        assert await desk.loan_accounts.list("practice") == (saved,)
        assert await desk.loan_accounts.get(saved.id) == saved
        assert await desk.loan_accounts.password(saved) == PASSWORD
    stored = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert PASSWORD.reveal().encode() not in stored


async def test_an_account_is_changed_and_its_password_stays(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        before = await desk.loan_accounts.save(DRAFT, password=PASSWORD, new_id="mine")
        assert before.id == "mine"
        changed = await desk.loan_accounts.save(drafted(email="other@loan.example", notes="x"), before.id)
        assert changed == replace(before, email="other@loan.example", notes="x")
        assert await desk.loan_accounts.password(changed) == PASSWORD
        assert await desk.loan_accounts.list() == (changed,)
        await desk.loan_accounts.save(DRAFT, before.id, Secret("CANARY-2"))
        assert await desk.loan_accounts.password(before) == Secret("CANARY-2")


async def test_the_moment_of_the_beginning_stays_while_its_day_does(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        added = await desk.loan_accounts.add("practice", DRAFT.email)
        assert added.since is not None
        assert added.since.time().isoformat() != "00:00:00"
        same = await desk.loan_accounts.save(drafted(since=NOON.date()), added.id)
        assert same.since == added.since
        moved = await desk.loan_accounts.save(drafted(since=date(2026, 2, 1)), added.id)
        assert moved.since == datetime(2026, 2, 1, tzinfo=UTC)
        assert (await desk.loan_accounts.save(DRAFT, added.id)).since is None


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"email": " "}, "field_missing", "email"),
        ({"email": "nobody"}, "bad_email", "email"),
        ({"email": "@loan.example"}, "bad_email", "email"),
        ({"email": "buyer@"}, "bad_email", "email"),
        ({"email": "bu yer@loan.example"}, "bad_email", "email"),
        ({"since": date(2026, 3, 2), "until": date(2026, 3, 1)}, "until_before_since", "until"),
    ],
)
async def test_what_cannot_be_so_is_refused(tmp_path: Path, changes: dict[str, Any], code: str, field: str) -> None:
    async with a_desk(tmp_path) as desk:
        with pytest.raises(BadInput) as refused:
            await desk.loan_accounts.save(drafted(**changes), password=PASSWORD)
        assert (refused.value.code, refused.value.values["field"]) == (code, field)
        assert await desk.loan_accounts.list() == ()


async def test_a_loan_of_one_day_is_one(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        one_day = drafted(since=date(2026, 3, 1), until=date(2026, 3, 1))
        assert (await desk.loan_accounts.save(one_day)).until == date(2026, 3, 1)


async def test_an_empty_password_is_refused_before_anything_is_kept(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        with pytest.raises(BadInput, match="field_missing"):
            await desk.loan_accounts.save(DRAFT, password=Secret(""))
        assert await desk.loan_accounts.list() == ()


async def test_an_email_is_noted_once_in_an_environment(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        first = await desk.loan_accounts.save(DRAFT)
        second = await desk.loan_accounts.save(drafted(email="second@loan.example"))
        for account_id in ("", second.id):
            with pytest.raises(BadInput, match="email_taken"):
                await desk.loan_accounts.save(drafted(email="BUYER@loan.example"), account_id)
        assert set(await desk.loan_accounts.list("practice")) == {first, second}
        await desk.loan_accounts.save(drafted(environment="live"))
        assert len(await desk.loan_accounts.list()) == 3


async def test_an_unknown_one_cannot_be_changed_and_none_moves_to_another_environment(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        account = await desk.loan_accounts.save(DRAFT)
        for draft, account_id in ((DRAFT, "nothing"), (drafted(environment="live"), account.id)):
            with pytest.raises(BadInput, match="unknown_loan_account"):
                await desk.loan_accounts.save(draft, account_id)
        assert await desk.loan_accounts.list() == (account,)


async def test_a_vault_that_fails_keeps_nothing_else_from_being_saved(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        said: list[str] = []
        desk.loan_accounts.changed.append(lambda: said.append("changed"))
        vault.fault = "vault_locked"
        with pytest.raises(VaultUnavailable):
            await desk.loan_accounts.save(drafted(notes="typed with care"), password=PASSWORD, new_id="mine")
        account = await desk.loan_accounts.get("mine")
        assert account.notes == "typed with care"
        assert said == ["changed"]
        vault.fault = ""
        assert await desk.loan_accounts.password(account) is None
        await desk.loan_accounts.save(DRAFT, "mine", PASSWORD)
        assert await desk.loan_accounts.password(account) == PASSWORD


async def test_a_password_that_no_vault_holds_is_refused_and_the_account_stays(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        with pytest.raises(BadInput, match="secret_multiline"):
            await desk.loan_accounts.save(DRAFT, password=Secret("two\nlines"))
        assert [account.email for account in await desk.loan_accounts.list()] == [DRAFT.email]


async def test_a_password_is_set_and_forgotten(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        account = await desk.loan_accounts.save(DRAFT)
        said: list[str] = []
        desk.loan_accounts.changed.append(lambda: said.append("changed"))
        await desk.loan_accounts.set_password(account, PASSWORD)
        assert await desk.loan_accounts.password(account) == PASSWORD
        assert desk.redact(f"typed {PASSWORD.reveal()} here") == "typed •••• here"
        await desk.loan_accounts.set_password(account, None)
        assert await desk.loan_accounts.password(account) is None
        assert said == ["changed", "changed"]


async def test_what_was_hidden_comes_back_with_its_password(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        account = await desk.loan_accounts.save(DRAFT, password=PASSWORD)
        await desk.loan_accounts.hide(account)
        assert await desk.loan_accounts.list() == ()
        assert await desk.loan_accounts.find("practice", DRAFT.email) is None
        await desk.loan_accounts.restore(account)
        assert await desk.loan_accounts.list() == (account,)
        assert await desk.loan_accounts.password(account) == PASSWORD
        await desk.loan_accounts.hide(account)
        await desk.loan_accounts.save(DRAFT)
        with pytest.raises(BadInput, match="email_taken"):
            await desk.loan_accounts.restore(account)


async def test_the_password_goes_before_the_account_does(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        account = await desk.loan_accounts.save(DRAFT, password=PASSWORD)
        await desk.loan_accounts.hide(account)
        vault.fault = "vault_locked"
        with pytest.raises(VaultUnavailable):
            await desk.loan_accounts.purge_removed()
    vault.fault = ""
    async with a_desk(tmp_path, vault) as desk:
        assert vault.texts() == {PASSWORD.reveal()}
        await desk.loan_accounts.purge_removed()
        assert vault.texts() == set()
        await desk.loan_accounts.restore(account)
        assert await desk.loan_accounts.list() == ()


async def test_days_are_counted_in_utc(tmp_path: Path) -> None:
    late = datetime.fromisoformat("2026-03-01T23:30:00-05:00")
    async with a_desk(tmp_path, now=lambda: late) as desk:
        assert desk.loan_accounts.today() == date(2026, 3, 2)
