"""Whose a session is, for the guard: with a fault where it is over, of another app, or bound to nobody."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from aexdesk.desk import Desk
from aexdesk.ordertest.guard import SessionFault, SessionOwner
from aexdesk.secret import Secret
from aexdesk.services.practice_seeds import PracticeSeeds
from aexdesk.services.session_owners import SessionOwners
from aexdesk.services.tokens import TokenGrant
from aexdesk.workspace.environment import LIVE, PRACTICE
from aexdesk.workspace.profile import Profile
from aexdesk.workspace.token import NOBODY
from tests.services.worlds import APP_SECRET, NOON, SESSION, a_desk, a_token, draft, seeds

APP_KEY, OTHER_KEY = "500001", "500002"
LOAN = "buyer@loan.example"


def owners(desk: Desk, now: datetime = NOON, found: PracticeSeeds | None = None) -> SessionOwners:
    return SessionOwners(desk.tokens, desk.profiles, lambda: found, lambda: now)


async def a_profile(desk: Desk, name: str = "Shop", app_key: str = APP_KEY) -> Profile:
    return await desk.profiles.add(draft(name, app_key=app_key), APP_SECRET)


@pytest.mark.parametrize(
    ("later", "fault"),
    [(timedelta(seconds=-1), None), (timedelta(), SessionFault.EXPIRED), (timedelta(days=9), SessionFault.EXPIRED)],
)
async def test_a_session_counts_until_its_end(tmp_path: Path, later: timedelta, fault: SessionFault | None) -> None:
    async with a_desk(tmp_path) as desk:
        await a_token(desk, await a_profile(desk), LOAN, access_expires_at=NOON)
        owner = await owners(desk, NOON + later).owner_of(PRACTICE, SESSION, APP_KEY)
        assert owner == SessionOwner(LOAN, False, fault)


@pytest.mark.parametrize("app_key", [OTHER_KEY, "", f" {APP_KEY}", f"0{APP_KEY}"])
async def test_a_session_counts_for_its_own_app_alone(tmp_path: Path, app_key: str) -> None:
    async with a_desk(tmp_path) as desk:
        await a_token(desk, await a_profile(desk), LOAN)
        assert await owners(desk).owner_of(PRACTICE, SESSION, APP_KEY) == SessionOwner(LOAN, False)
        owner = await owners(desk).owner_of(PRACTICE, SESSION, app_key)
        assert owner == SessionOwner(LOAN, False, SessionFault.OTHER_APP)


async def test_a_session_that_is_bound_to_nobody_has_no_account_until_it_is_bound(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        token = await desk.tokens.add(await a_profile(desk), TokenGrant(NOBODY, SESSION))
        unbound = SessionOwner("", False, SessionFault.UNBOUND)
        assert await owners(desk).owner_of(PRACTICE, SESSION, APP_KEY) == unbound
        bound = await desk.tokens.bind(token, LOAN)
        assert await owners(desk).owner_of(PRACTICE, SESSION, APP_KEY) == SessionOwner(LOAN, False)
        await desk.tokens.unbind(bound)
        assert await owners(desk).owner_of(PRACTICE, SESSION, APP_KEY) == unbound


async def test_a_session_kept_twice_counts_where_all_agree(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await a_token(desk, await a_profile(desk), LOAN)
        other = await a_profile(desk, "Other", OTHER_KEY)
        nobodys = await desk.tokens.add(other, TokenGrant(NOBODY, SESSION))
        for app_key in (APP_KEY, OTHER_KEY):
            assert await owners(desk).owner_of(PRACTICE, SESSION, app_key) == SessionOwner(LOAN, False)
        await desk.tokens.bind(nobodys, "other@loan.example")
        for app_key in (APP_KEY, OTHER_KEY):
            assert await owners(desk).owner_of(PRACTICE, SESSION, app_key) is None, "two accounts are nobody"


async def test_where_one_of_two_says_that_it_is_over_it_is(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await a_token(desk, await a_profile(desk), LOAN, access_expires_at=NOON)
        await a_token(desk, await a_profile(desk, "Copy"), LOAN)
        owner = await owners(desk).owner_of(PRACTICE, SESSION, APP_KEY)
        assert owner == SessionOwner(LOAN, False, SessionFault.EXPIRED)


async def test_what_practice_was_seeded_with_has_an_app_and_an_end_too(tmp_path: Path) -> None:
    found = seeds()
    async with a_desk(tmp_path) as desk:
        knows = owners(desk, found=found)
        buyer = SessionOwner("buyer@practice.example", False)
        assert await knows.owner_of(PRACTICE, found.session, found.app_key) == buyer
        foreign = await knows.owner_of(PRACTICE, found.session, APP_KEY)
        assert foreign is not None
        assert foreign.fault is SessionFault.OTHER_APP
        assert await knows.owner_of(LIVE, found.session, found.app_key) is None
        late = await owners(desk, found.access_expires_at, found).owner_of(PRACTICE, found.session, found.app_key)
        assert late is not None
        assert late.fault is SessionFault.EXPIRED


@pytest.mark.parametrize("session", [None, Secret(""), Secret("another")])
async def test_nobody_knows_another_session(tmp_path: Path, session: Secret | None) -> None:
    async with a_desk(tmp_path) as desk:
        await a_token(desk, await a_profile(desk), LOAN)
        assert await owners(desk).owner_of(PRACTICE, session, APP_KEY) is None
