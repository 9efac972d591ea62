"""Reminders of loans that end soon: when, of which, and that what was read is not told again."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from aexdesk.desk import Desk
from aexdesk.services.loan_accounts import LoanAccountDraft
from aexdesk.services.loan_reminders import KEPT
from aexdesk.workspace.loan_account import LoanAccount, LoanAccountStatus
from tests.services.worlds import NOON, a_desk

TODAY = NOON.date()


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(("days", "is_soon"), [(-1, False), (0, True), (1, True), (3, True), (4, False)])
def test_three_days_before_its_last_day_a_loan_ends_soon(days: int, is_soon: bool) -> None:
    assert LoanAccount("1", "live", "a@b.c", until=in_days(days)).ends_soon(TODAY) is is_soon


def test_without_an_end_or_where_it_has_ended_nothing_ends_soon() -> None:
    assert not LoanAccount("1", "live", "a@b.c").ends_soon(TODAY)
    assert not LoanAccount("1", "live", "a@b.c", status=LoanAccountStatus.ENDED, until=TODAY).ends_soon(TODAY)


async def due(desk: Desk) -> list[str]:
    await desk.loan_reminders.look()
    return [account.email for account in desk.loan_reminders.due]


async def test_what_ends_soon_is_told_once_soonest_first(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        heard: list[int] = []
        desk.loan_reminders.changed.append(lambda: heard.append(1))
        late = await desk.loan_accounts.add("live", "late@b.c", until=in_days(3))
        await desk.loan_accounts.add("practice", "soon@b.c", until=in_days(1))
        await desk.loan_accounts.add("live", "far@b.c", until=in_days(30))
        assert await due(desk) == ["soon@b.c", "late@b.c"]
        assert await due(desk) == ["soon@b.c", "late@b.c"]
        assert heard == [1], "what has not changed is not announced"
        await desk.loan_reminders.put_away()
        assert desk.loan_reminders.due == ()
        assert await due(desk) == []
        extended = LoanAccountDraft("live", "late@b.c", until=in_days(2))
        await desk.loan_accounts.save(extended, late.id)
        assert await due(desk) == ["late@b.c"], "another last day is another end"
    async with a_desk(tmp_path) as again:
        assert await due(again) == ["late@b.c"], "what was read stays read after a restart"


async def test_what_is_gone_is_not_remembered(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        account = await desk.loan_accounts.add("live", "gone@b.c", until=TODAY)
        assert await due(desk) == ["gone@b.c"]
        await desk.loan_reminders.put_away()
        assert desk.preferences.value(KEPT) == {account.id: TODAY.isoformat()}
        await desk.loan_accounts.remove(account)
        await desk.loan_reminders.put_away()
        assert desk.preferences.value(KEPT) is None


@pytest.mark.parametrize("broken", ["nonsense", 5, ["a"], {"1": None}])
async def test_a_preference_that_cannot_be_read_reminds_again(tmp_path: Path, broken: object) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.loan_accounts.add("live", "a@b.c", until=TODAY)
        await desk.preferences.set(KEPT, broken)
        assert await due(desk) == ["a@b.c"]
