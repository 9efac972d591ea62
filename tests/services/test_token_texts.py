"""A token's texts are replaced: whoever is killed in the middle leaves a session that vault and database agree on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import BadInput, VaultUnavailable
from aexdesk.secret import Secret
from aexdesk.services.tokens import TokenGrant
from aexdesk.workspace.token import Token
from tests.services.worlds import REFRESH, SESSION, FaultyVault, a_desk, a_profile, a_token


class Killed(BaseException):
    """The program ends here."""


def _killing_at(desk: Desk, vault: FaultyVault, patch: pytest.MonkeyPatch, number: int) -> list[str]:
    """Ends the program before the `number`th step that writes; what was written until then."""
    written: list[str] = []

    def step(name: str) -> None:
        if len(written) == number:
            raise Killed
        written.append(name)

    set_, delete, renew, save = vault.set, vault.delete, desk.tokens._tokens.renew, desk.tokens._tokens.save

    async def a_set(entry: Any, secret: Secret) -> None:
        step(f"set {entry.kind}")
        await set_(entry, secret)

    async def a_delete(entry: Any) -> None:
        step(f"delete {entry.kind}")
        await delete(entry)

    async def a_renew(token: Token) -> bool:
        step("row")
        return await renew(token)

    async def a_save(token: Token) -> None:
        step("row")
        await save(token)

    patch.setattr(vault, "set", a_set)
    patch.setattr(vault, "delete", a_delete)
    patch.setattr(desk.tokens._tokens, "renew", a_renew)
    patch.setattr(desk.tokens._tokens, "save", a_save)
    return written


@pytest.mark.parametrize("how", ["renew", "add"])
@pytest.mark.parametrize("number", range(6))
@pytest.mark.fault("kill -9")
async def test_whenever_it_is_killed_a_session_that_the_database_knows_is_left(
    tmp_path: Path, how: str, number: int
) -> None:
    vault, new = FaultyVault(), Secret("CANARY-new")
    grant = TokenGrant("buyer@loan.example", new, Secret("CANARY-new-refresh"))
    is_killed = False
    async with a_desk(tmp_path, vault) as desk:
        profile = await a_profile(desk)
        token = await a_token(desk, profile, refresh_token=REFRESH)
        with pytest.MonkeyPatch.context() as patch:
            written = _killing_at(desk, vault, patch, number)
            try:
                if how == "renew":
                    await desk.tokens.renew(token, grant, keeps_refresh_token=True)
                else:
                    await desk.tokens.add(profile, grant)
            except Killed:
                is_killed = True
    assert is_killed is (number < 5), written
    async with a_desk(tmp_path, vault) as desk:
        (left,) = await desk.tokens.list()
        session = await desk.tokens.session(left)
        assert session == (new if "row" in written else SESSION)
        assert await desk.tokens.owners_of("practice", session or Secret("")) == (left,)
        assert await desk.tokens.owners_of("practice", SESSION if session == new else new) == ()
        refresh_token = await desk.tokens.refresh_token(left)
        assert refresh_token == (REFRESH if number == 0 else Secret("CANARY-new-refresh"))
        # Whoever comes next can go on, and a sign-out leaves nothing behind.
        last = await desk.tokens.renew(left, replace(grant, session=Secret("CANARY-last")), keeps_refresh_token=True)
        assert await desk.tokens.session(last) == Secret("CANARY-last")
        await desk.tokens.remove(last)
    assert not any(text.startswith("CANARY-") and "app" not in text for text in vault.texts())


async def test_a_session_that_could_not_move_to_its_place_is_used_from_where_it_waits(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        token = await a_token(desk, await a_profile(desk), refresh_token=REFRESH)
        before, steps = vault.set, list[str]()

        async def fail_at_the_last(entry: Any, secret: Secret) -> None:
            steps.append(entry.kind)
            if entry.kind == "session":
                raise VaultUnavailable("vault_silent")
            await before(entry, secret)

        vault.set = fail_at_the_last  # type: ignore[method-assign]
        renewed = await desk.tokens.renew(token, TokenGrant("x", Secret("CANARY-new")), keeps_refresh_token=True)
        assert steps == ["next_session", "session"]
        assert await desk.tokens.session(renewed) == Secret("CANARY-new")
        assert await desk.tokens.refresh_token(renewed) == REFRESH


async def test_one_that_another_process_signs_out_at_the_last_moment_stays_out(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        token = await a_token(desk, await a_profile(desk), refresh_token=REFRESH)
        before = vault.set

        async def signed_out_meanwhile(entry: Any, secret: Secret) -> None:
            await before(entry, secret)
            await desk.tokens._tokens.purge(token.id)

        vault.set = signed_out_meanwhile  # type: ignore[method-assign]
        with pytest.raises(BadInput, match="token_gone"):
            await desk.tokens.renew(token, TokenGrant("x", Secret("CANARY-new")), keeps_refresh_token=True)
        assert await desk.tokens.list() == ()
        assert await desk.tokens._tokens.removed() == []
        assert not {SESSION.reveal(), REFRESH.reveal(), "CANARY-new"} & vault.texts()
