"""Killed between vault and database: no secret stays in the vault of which no row knows, where nobody finds it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest

from aexdesk.desk import Desk
from aexdesk.secret import Secret
from aexdesk.services.loan_accounts import LoanAccountDraft
from tests.services.worlds import APP_SECRET, REFRESH, FaultyVault, a_desk, a_profile, a_token, draft

pytestmark = pytest.mark.fault("kill -9")


class Killed(BaseException):
    """The program ends here."""


async def _add_profile(desk: Desk) -> None:
    await desk.profiles.add(draft("Another"), Secret("CANARY-another"))


async def _add_token(desk: Desk) -> None:
    await a_token(desk, await desk.profiles.find("practice", "Shop"), refresh_token=REFRESH)


async def _add_loan_account(desk: Desk) -> None:
    loan = LoanAccountDraft("practice", "buyer@loan.example", until=date(2027, 1, 1))
    await desk.loan_accounts.save(loan, password=Secret("CANARY-password"))


@pytest.mark.parametrize(
    ("table", "add"),
    [("profiles", _add_profile), ("tokens", _add_token), ("loan_accounts", _add_loan_account)],
    ids=["profile", "token", "loan account"],
)
async def test_what_is_not_in_the_database_yet_has_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, add: Callable[[Desk], Awaitable[None]]
) -> None:
    async def die(_thing: object) -> None:
        raise Killed

    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        await a_profile(desk)
        with monkeypatch.context() as patch:
            patch.setattr(type(getattr(desk._tables, table)), "save", lambda _self, thing: die(thing))
            with pytest.raises(Killed):
                await add(desk)
    assert vault.texts() == {APP_SECRET.reveal()}
