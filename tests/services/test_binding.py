"""Whose a token is: told, said by hand, or not at all; and what a login, a refresh and an undo make of it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from aexdesk.faults import BadInput
from aexdesk.openplatform.oauth import TokenAnswer
from aexdesk.secret import Secret
from aexdesk.services.token_calls import check_account, grant_of
from aexdesk.services.tokens import TokenGrant
from aexdesk.storage.schema import migrate, shipped
from aexdesk.workspace.token import NOBODY, Binding, Token
from tests.services.worlds import NOON, REFRESH, SESSION, a_desk, a_profile, a_token
from tests.storage.things import TOKEN

LOAN = "buyer@loan.example"


def answer(account: str) -> TokenAnswer:
    return TokenAnswer(SESSION, REFRESH, account, "buyerApp", 3600, 7200)


@pytest.mark.parametrize(
    ("told", "binding"), [(LOAN, Binding.TOLD), ("buyer01", Binding.UNBOUND), ("", Binding.UNBOUND)]
)
async def test_only_an_email_tells_whose_a_token_is(tmp_path: Path, told: str, binding: Binding) -> None:
    async with a_desk(tmp_path) as desk:
        grant = grant_of(answer(told), NOON, account=told or NOBODY, is_real=False)
        token = await desk.tokens.add(await a_profile(desk), grant)
        assert (token.account, token.binding, token.told_account) == (told or NOBODY, binding, told)
        assert token.is_real is (binding is Binding.UNBOUND), "nobody's counts as a real account's"
        assert await desk.tokens.list() == (token,)


async def test_what_the_user_gives_is_bound_by_hand(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk)
        assert (await a_token(desk, profile)).binding is Binding.BY_HAND
        assert (await desk.tokens.add(profile, TokenGrant(NOBODY, SESSION))).binding is Binding.UNBOUND


async def test_a_token_is_bound_by_hand_and_the_binding_is_undone(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk)
        grant = grant_of(answer("buyer01"), NOON, account="buyer01", is_real=True)
        token = await desk.tokens.add(profile, grant)
        changes: list[int] = []
        desk.tokens.token_changed.append(lambda: changes.append(1))
        bound = await desk.tokens.bind(token, f" {LOAN} ")
        assert bound == replace(token, account=LOAN, binding=Binding.BY_HAND, is_real=False)
        assert await desk.tokens.list() == (bound,)
        assert await desk.tokens.session(bound) == SESSION
        unbound = await desk.tokens.unbind(bound)
        assert await desk.tokens.list() == (unbound,)
        assert unbound == replace(token, binding=Binding.UNBOUND, is_real=True)
        assert len(changes) == 2


async def test_only_a_binding_by_hand_is_undone_and_only_the_unbound_is_bound(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        told = await desk.tokens.add(await a_profile(desk), grant_of(answer(LOAN), NOON, account=LOAN, is_real=False))
        with pytest.raises(BadInput, match="token_not_by_hand"):
            await desk.tokens.unbind(told)
        with pytest.raises(BadInput, match="token_bound"):
            await desk.tokens.bind(told, "other@loan.example")
        assert await desk.tokens.list() == (told,)
        await desk.tokens.remove(told)
        for change in (desk.tokens.unbind(told), desk.tokens.bind(told, LOAN)):
            with pytest.raises(BadInput, match="token_gone"):
                await change


@pytest.mark.parametrize("account", ["", NOBODY, "buyer01"])
async def test_nothing_but_an_email_binds(tmp_path: Path, account: str) -> None:
    async with a_desk(tmp_path) as desk:
        token = await desk.tokens.add(await a_profile(desk), TokenGrant(NOBODY, SESSION))
        with pytest.raises(BadInput, match="bad_email"):
            await desk.tokens.bind(token, account)


async def test_binding_takes_the_place_of_the_accounts_earlier_token(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk)
        earlier = await a_token(desk, profile, session=Secret("CANARY-earlier"))
        token = await desk.tokens.add(profile, TokenGrant(NOBODY, SESSION))
        bound = await desk.tokens.bind(token, earlier.account.upper())
        assert await desk.tokens.list() == (bound,)
        assert await desk.tokens.session(earlier) is None


async def test_a_session_that_another_process_refreshes_meanwhile_is_not_taken_back_by_a_binding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_desk(tmp_path) as desk:
        token = await desk.tokens.add(await a_profile(desk), TokenGrant(NOBODY, SESSION, REFRESH))

        async def read_before(_token: Token) -> Token:
            return token

        newer = TokenGrant(NOBODY, Secret("CANARY-newer"), access_expires_at=NOON)
        await desk.tokens.renew(token, newer, keeps_refresh_token=True)
        monkeypatch.setattr(desk.tokens, "_current", read_before)
        await desk.tokens.bind(token, LOAN)
        (found,) = await desk.tokens.list()
        assert (found.account, found.binding, found.access_expires_at) == (LOAN, Binding.BY_HAND, NOON)
        assert await desk.tokens.session(found) == Secret("CANARY-newer")


async def test_what_is_signed_out_meanwhile_stays_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_desk(tmp_path) as desk:
        token = await desk.tokens.add(await a_profile(desk), TokenGrant(NOBODY, SESSION))

        async def read_before(_token: Token) -> Token:
            return token

        monkeypatch.setattr(desk.tokens, "_current", read_before)
        await desk.tokens._tokens.mark_removed(token.id, NOON)
        with pytest.raises(BadInput, match="token_gone"):
            await desk.tokens.bind(token, LOAN)
        assert await desk.tokens.list() == ()


async def test_what_the_platform_told_later_binds_to_no_other_account(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        token = await desk.tokens.add(await a_profile(desk), TokenGrant(NOBODY, SESSION, REFRESH))
        told = grant_of(answer(LOAN), NOON, account=NOBODY, is_real=True)
        renewed = await desk.tokens.renew(token, told, keeps_refresh_token=True)
        assert (renewed.account, renewed.binding, renewed.told_account) == (NOBODY, Binding.UNBOUND, LOAN)
        with pytest.raises(BadInput, match="account_differs"):
            await desk.tokens.bind(renewed, "other@loan.example")
        assert (await desk.tokens.bind(renewed, LOAN)).binding is Binding.TOLD


def held(account: str, binding: Binding, told: str = "") -> Token:
    return replace(TOKEN, account=account, binding=binding, told_account=told)


@pytest.mark.parametrize(
    ("token", "told", "is_same"),
    [
        (held(LOAN, Binding.TOLD, LOAN), LOAN.upper(), True),
        (held(LOAN, Binding.TOLD, LOAN), "other@loan.example", False),
        (held(LOAN, Binding.TOLD, LOAN), "", True),
        (held(LOAN, Binding.BY_HAND), "other@loan.example", False),
        (held(LOAN, Binding.BY_HAND), "200042", True),
        (held(LOAN, Binding.BY_HAND, "200042"), "200042", True),
        (held(LOAN, Binding.BY_HAND, "200042"), "200043", False),
        (held(LOAN, Binding.BY_HAND, "200042"), LOAN, True),
        (held(NOBODY, Binding.UNBOUND), LOAN, True),
        (held("200042", Binding.UNBOUND, "200042"), "200043", False),
        (held(NOBODY, Binding.UNBOUND, LOAN), "other@loan.example", False),
    ],
)
def test_a_refresh_gives_the_same_accounts_token(token: Token, told: str, is_same: bool) -> None:
    if is_same:
        check_account(token, answer(told))
        return
    with pytest.raises(BadInput, match="account_differs"):
        check_account(token, answer(told))


async def test_older_tokens_are_sorted_by_what_is_known_of_them(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "before.sqlite", isolation_level=None)
    connection.row_factory = sqlite3.Row
    without = next(step.number for step in shipped() if "binding" in step.sql)
    migrate(connection, [step for step in shipped() if step.number < without])
    connection.execute("INSERT INTO profiles VALUES ('p', 'live', 'P', 'dropshipping', '1', '', '', NULL, NULL, NULL)")
    ends = (NOON + timedelta(days=1)).isoformat()
    for name, account, end in (("told", LOAN, ends), ("by_hand", "b@x", None), ("unbound", NOBODY, ends)):
        connection.execute(
            "INSERT INTO tokens VALUES (?, 'live', 'p', ?, 0, ?, '', ?, NULL, NULL)",
            (name, account, NOON.isoformat(), end),
        )
    migrate(connection, shipped())
    rows = connection.execute("SELECT id, binding, told_account, is_real FROM tokens ORDER BY id").fetchall()
    connection.close()
    assert [tuple(row) for row in rows] == [
        ("by_hand", "by_hand", "", 0), ("told", "told", LOAN, 0), ("unbound", "unbound", "", 1),
    ]  # fmt: skip
