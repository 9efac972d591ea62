"""Learning from refreshes that pass the proxy: the same account's token, whatever the answer calls it, or nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import BadInput
from aexdesk.openplatform.oauth import TokenAnswer
from aexdesk.secret import Secret
from aexdesk.services.token_learning import TokenLearning
from aexdesk.services.tokens import TokenGrant
from aexdesk.workspace.token import NOBODY, Binding, Token
from tests.services.worlds import NOON, REFRESH, SESSION, a_desk, a_profile

LOAN, OTHER = "buyer@loan.example", "other@loan.example"
NEW = Secret("CANARY-new-session")


def answer(account: str) -> TokenAnswer:
    return TokenAnswer(NEW, Secret("CANARY-new-refresh"), account, "", 86_400, 172_800)


def learning_of(desk: Desk) -> TokenLearning:
    return TokenLearning(desk.profiles, desk.tokens, desk.loan_accounts, lambda: NOON)


async def held(desk: Desk, account: str, binding: Binding, told: str = "") -> Token:
    grant = TokenGrant(account, SESSION, REFRESH, binding=binding, told_account=told)
    return await desk.tokens.add(await a_profile(desk), grant)


@pytest.mark.parametrize(
    ("binding", "told", "answered"),
    [
        (Binding.TOLD, LOAN, LOAN),
        (Binding.TOLD, LOAN, f" {LOAN.upper()}"),
        (Binding.TOLD, LOAN, ""),
        (Binding.BY_HAND, "", "200042"),
        (Binding.BY_HAND, "200042", "200042"),
    ],
)
async def test_the_token_that_was_refreshed_stays_the_same_accounts(
    binding: Binding, told: str, answered: str, tmp_path: Path
) -> None:
    async with a_desk(tmp_path) as desk:
        token = await held(desk, LOAN, binding, told)
        await learning_of(desk).learn("practice", "500001", answer(answered), REFRESH)
        (after,) = await desk.tokens.list()
        assert (after.id, after.account, after.is_real) == (token.id, LOAN, False)
        assert await desk.tokens.session(after) == NEW


@pytest.mark.parametrize(("told", "answered"), [("", OTHER), (LOAN, OTHER), ("200042", "200043")])
async def test_of_a_refresh_that_answers_for_another_account_nothing_is_learned(
    told: str, answered: str, tmp_path: Path
) -> None:
    async with a_desk(tmp_path) as desk:
        token = await held(desk, LOAN, Binding.BY_HAND, told)
        learning = learning_of(desk)
        with pytest.raises(BadInput, match="account_differs"):
            await learning.learn("practice", "500001", answer(answered), REFRESH)
        assert await desk.tokens.list() == (token,)
        assert await desk.tokens.session(token) == SESSION
        assert learning.sessions.owner_of("practice", "500001", NEW) is None
        assert await desk.tokens.owners_of("practice", NEW) == ()


async def test_a_token_that_was_nobodys_does_not_become_somebodys_by_a_refresh(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        token = await held(desk, NOBODY, Binding.UNBOUND)
        await learning_of(desk).learn("practice", "500001", answer(LOAN), REFRESH)
        ours, new = sorted(await desk.tokens.list(), key=lambda one: one.account != NOBODY)
        assert ours == replace(token, obtained_at=ours.obtained_at)
        assert (new.account, new.binding) == (LOAN, Binding.TOLD)


async def test_without_an_account_in_the_answer_nobodys_token_is_renewed(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        token = await held(desk, NOBODY, Binding.UNBOUND)
        await learning_of(desk).learn("practice", "500001", answer(""), REFRESH)
        (after,) = await desk.tokens.list()
        assert (after.id, after.is_bound) == (token.id, False)
        assert await desk.tokens.session(after) == NEW
