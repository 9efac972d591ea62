"""Refreshing on the real practice gateway: what is due, once among many, and what a fault must not cost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import AexError, BadInput, NetworkFault, PlatformError, VaultUnavailable
from aexdesk.openplatform.oauth import TokenAnswer
from aexdesk.secret import Secret
from aexdesk.services import token_refreshing
from aexdesk.services.token_refreshing import EARLY, LEASE
from aexdesk.services.tokens import TokenGrant
from aexdesk.wording import describe
from aexdesk.workspace.token import Binding, Token
from tests.services.logins import Arrival, LoginWorld, a_login_world
from tests.services.worlds import REFRESH, SESSION, a_desk, a_profile, a_token
from tests.test_redaction import every_text, forms_of

API = "/auth/token/refresh"


async def _held(world: LoginWorld, **changes: Any) -> Token:
    """The seeded buyer's token, as a profile has it; it ends soon."""
    grant = TokenGrant(
        world.seeds.buyer_email,
        world.seeds.session,
        world.seeds.refresh_token,
        access_expires_at=world.ours.now() + timedelta(minutes=29),
        refresh_expires_at=world.seeds.refresh_expires_at,
    )
    return await world.desk.tokens.add(world.profile, replace(grant, **changes))


@asynccontextmanager
async def _another_process(world: LoginWorld) -> AsyncIterator[Desk]:
    """A command's desk over the same folder and vault."""
    desk = Desk(world.home, for_window=False, vault=world.vault, now=world.ours.now)
    try:
        await desk.open()
        assert await desk.practising.join(world.gateway.url)
        yield desk
    finally:
        await desk.close()


# ---------------------------------------------------------------- it refreshes


async def test_a_refresh_gives_a_new_session_and_the_end_of_the_refresh_token_does_not_move(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        desk = world.desk
        token = await _held(world)
        told: list[bool] = []
        desk.token_refreshing.changed.append(lambda: told.append(desk.token_refreshing.is_running(token.id)))
        renewed = await desk.token_refreshing.refresh(token)
        assert told == [True, False]
        assert await desk.tokens.list() == (renewed,)
        unchanged = replace(renewed, session_digest=token.session_digest, access_expires_at=token.access_expires_at)
        # What the user had said of the account, the answer says too.
        assert unchanged == replace(
            token, binding=Binding.TOLD, told_account=token.account
        )  # the account, since when, and the end of the refresh token too
        assert renewed.access_expires_at is not None
        assert renewed.access_expires_at - world.ours.now() > timedelta(hours=23)
        session = await desk.tokens.session(renewed)
        assert session is not None
        assert session != world.seeds.session
        assert await desk.tokens.owners_of("practice", session) == (renewed,)
        assert await desk.tokens.refresh_token(renewed) not in (None, world.seeds.refresh_token)
        again = await desk.token_refreshing.refresh(renewed)
        assert again.session_digest != renewed.session_digest
        assert len(await world.calls_of(API)) == 2


async def test_only_what_is_due_is_refreshed(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        desk = world.desk
        token = await _held(world, access_expires_at=world.ours.now() + EARLY + timedelta(minutes=5))
        for grant in (
            TokenGrant("unknown-end@loan.test", Secret("CANARY-2"), REFRESH),
            TokenGrant("no-refresh@loan.test", Secret("CANARY-3"), None, access_expires_at=world.ours.now()),
            TokenGrant("past@loan.test", Secret("CANARY-4"), REFRESH, False, world.ours.now(), world.ours.now()),
        ):
            await desk.tokens.add(world.profile, grant)
        before = await desk.tokens.list()
        await desk.token_refreshing.refresh_due()
        assert await world.calls_of(API) == []
        assert await desk.tokens.list() == before
        world.ours.ahead = timedelta(minutes=6)
        await desk.token_refreshing.refresh_due()
        await desk.token_refreshing.refresh_due()
        assert len(await world.calls_of(API)) == 1
        renewed = await desk.tokens.get(token.id)
        assert renewed is not None
        assert renewed.session_digest != token.session_digest
        assert [desk.token_refreshing.trouble_of(one.id) for one in before] == [None] * 4


async def test_one_that_ended_while_nobody_looked_is_refreshed(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        token = await _held(world, access_expires_at=world.ours.now() - timedelta(hours=9), refresh_expires_at=None)
        await world.desk.token_refreshing.refresh_due()
        renewed = await world.desk.tokens.get(token.id)
        assert renewed is not None
        assert renewed.session_digest != token.session_digest
        assert renewed.refresh_expires_at is not None  # the answer told


async def test_a_background_refresh_does_not_change_as_whom_a_profile_calls(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        await _held(world)
        newest = await a_token(world.desk, world.profile, "other@loan.test")
        await world.desk.token_refreshing.refresh_due()
        assert len(await world.calls_of(API)) == 1
        assert await world.desk.tokens.newest_of(world.profile.id) == newest


async def test_while_practice_is_off_its_tokens_wait(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk)
        token = await a_token(
            desk, profile, refresh_token=REFRESH, access_expires_at=datetime.fromtimestamp(0).astimezone()
        )
        await desk.token_refreshing.refresh_due()
        assert desk.token_refreshing.trouble_of(token.id) is None
        with pytest.raises(NetworkFault, match="practice_off"):
            await desk.token_refreshing.refresh(token)
        assert await desk.tokens.session(token) == SESSION


# ---------------------------------------------------------------- what the answer may lack


class AnswersWith:
    """Stands for the platform: answers a refresh with what it is given."""

    def __init__(self, patch: pytest.MonkeyPatch, answer: TokenAnswer) -> None:
        self.answer = answer

        async def ask(*_args: object, **_more: object) -> tuple[None, TokenAnswer]:
            return None, self.answer

        patch.setattr(token_refreshing, "ask_for_tokens", ask)


def _answer(**changes: Any) -> TokenAnswer:
    plain = TokenAnswer(Secret("CANARY-new-session"), Secret("CANARY-new-refresh"), "", "", 60, None)
    return replace(plain, **changes)


@pytest.mark.parametrize(
    ("changes", "refresh_token", "end"),
    [
        ({}, "CANARY-new-refresh", "before"),
        ({"refresh_token": None}, "before", "before"),
        ({"refresh_expires_in": 0}, None, None),
        ({"refresh_token": None, "refresh_expires_in": 0}, None, None),
        ({"refresh_expires_in": 7200}, "CANARY-new-refresh", timedelta(hours=2)),
    ],
)
async def test_what_becomes_of_the_refresh_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: Any, refresh_token: str | None, end: Any
) -> None:
    async with a_login_world(tmp_path) as world:
        token = await _held(world)
        AnswersWith(monkeypatch, _answer(**changes))
        renewed = await world.desk.token_refreshing.refresh(token)
        assert await world.desk.tokens.session(renewed) == Secret("CANARY-new-session")
        kept = await world.desk.tokens.refresh_token(renewed)
        wanted = world.seeds.refresh_token if refresh_token == "before" else refresh_token and Secret(refresh_token)
        assert kept == wanted
        if isinstance(end, timedelta):
            assert renewed.refresh_expires_at is not None
            assert abs(renewed.refresh_expires_at - world.ours.now() - end) < timedelta(minutes=5)
        else:
            assert renewed.refresh_expires_at == (token.refresh_expires_at if end else None)


async def test_a_session_of_another_account_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_login_world(tmp_path) as world:
        token = await _held(world)
        AnswersWith(monkeypatch, _answer(account="else@loan.test"))
        with pytest.raises(BadInput, match="account_differs"):
            await world.desk.token_refreshing.refresh(token)
        assert await world.desk.tokens.list() == (token,)
        assert await world.desk.tokens.session(token) == world.seeds.session
        assert await world.desk.tokens.owners_of("practice", Secret("CANARY-new-session")) == ()


# ---------------------------------------------------------------- what a fault does not cost


@pytest.mark.parametrize("kind", ["reset", "truncate", "garbage", "status", "throttle"])
async def test_a_lost_answer_leaves_the_session_in_use(tmp_path: Path, kind: str) -> None:
    async with a_login_world(tmp_path) as world:
        desk, token = world.desk, await _held(world)
        await world.disturb(API, kind)
        await desk.token_refreshing.refresh_due()
        trouble = desk.token_refreshing.trouble_of(token.id)
        assert isinstance(trouble, NetworkFault | PlatformError)
        assert describe(trouble).message
        assert await desk.tokens.list() == (token,)
        assert await desk.tokens.session(token) == world.seeds.session
        assert await desk.tokens.owners_of("practice", world.seeds.session) == (token,)
        assert not desk.token_refreshing.is_running(token.id)
        world.ours.ahead = timedelta(minutes=1)
        await desk.token_refreshing.refresh_due()
        trouble = desk.token_refreshing.trouble_of(token.id)
        if kind == "truncate":  # the platform has carried it out: the refresh token is spent
            assert isinstance(trouble, PlatformError)
            assert trouble.code == "IllegalRefreshToken"
            assert await desk.tokens.session(token) == world.seeds.session
        else:
            assert trouble is None
            assert await desk.tokens.session(token) != world.seeds.session


async def test_a_spent_refresh_token_is_asked_once_until_somebody_logs_in(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        refreshing, token = world.desk.token_refreshing, await _held(world, refresh_token=Secret("CANARY-spent"))
        for hours in range(3):
            world.ours.ahead = timedelta(hours=hours)
            await refreshing.refresh_due()
        world.ours.ahead = timedelta()
        with pytest.raises(PlatformError, match="IllegalRefreshToken"):
            await refreshing.refresh(token)
        assert len(await world.calls_of(API)) == 1
        trouble = refreshing.trouble_of(token.id)
        assert trouble is not None
        assert "Log in again" in describe(trouble).hint
        told: list[AexError | None] = []
        refreshing.changed.append(lambda: told.append(refreshing.trouble_of(token.id)))
        attempt = await world.desk.login.begin(world.profile, world.seeds.buyer_email)
        received = world.desk.login.receive(attempt, await world.come_back(attempt))
        fresh = await world.desk.login.bind(await world.desk.login.exchange(attempt, received))
        assert fresh.id == token.id
        assert told == [None]
        assert (await refreshing.refresh(fresh)).session_digest != fresh.session_digest


@pytest.mark.fault("clock jumps")
async def test_a_failure_from_a_clock_that_ran_ahead_puts_off_nothing(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        refreshing, token = world.desk.token_refreshing, await _held(world)
        world.ours.ahead = timedelta(hours=1)
        await world.disturb(API, "status")
        await refreshing.refresh_due()
        assert refreshing.trouble_of(token.id) is not None
        world.ours.ahead = timedelta()
        await refreshing.refresh_due()
        assert refreshing.trouble_of(token.id) is None


async def test_what_fails_is_tried_less_and_less_but_at_once_where_a_person_asks(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        refreshing, token = world.desk.token_refreshing, await _held(world)
        await world.ask("/faults", {"api": API, "kind": "status", "times": 100})
        tried: list[int] = []
        for minute in range(60):
            world.ours.ahead = timedelta(minutes=minute, seconds=minute)
            await refreshing.refresh_due()
            if len(await world.calls_of(API)) > len(tried):
                tried.append(minute)
        assert tried == [0, 1, 3, 7, 15, 25, 35, 45, 55]
        with pytest.raises(NetworkFault, match="http_error"):
            await refreshing.refresh(token)
        assert len(await world.calls_of(API)) == len(tried) + 1


async def test_without_a_refresh_token_there_is_nothing_to_ask_with(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        token = await _held(world, refresh_token=None)
        with pytest.raises(BadInput, match="refresh_token_missing"):
            await world.desk.token_refreshing.refresh(token)
        assert await world.calls_of(API) == []


@pytest.mark.fault("keyring locked")
async def test_a_vault_that_would_not_take_the_new_tokens_is_asked_before_the_old_are_spent(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        token = await _held(world)
        world.vault.fault, world.vault.failing = "vault_locked", {"set"}
        with pytest.raises(VaultUnavailable):
            await world.desk.token_refreshing.refresh(token)
        assert await world.calls_of(API) == []
        world.vault.fault = ""
        assert (await world.desk.token_refreshing.refresh(token)).session_digest != token.session_digest


@pytest.mark.fault("keyring locked")
async def test_in_a_window_new_tokens_stay_in_memory_where_the_vault_fails(tmp_path: Path) -> None:
    async with a_login_world(tmp_path, for_window=True) as world:
        token = await _held(world)
        world.vault.fault, world.vault.failing = "vault_locked", {"set", "delete"}
        renewed = await world.desk.token_refreshing.refresh(token)
        session = await world.desk.tokens.session(renewed)
        assert session is not None
        assert session != world.seeds.session
        assert await world.desk.tokens.owners_of("practice", session) == (renewed,)
        caller = await world.desk.callers.of_profile(world.profile, "aliexpress.ds.order.create")
        assert caller.credentials.session == session
        assert (world.desk.vault_status.is_persistent, world.desk.vault_status.name) == (False, "memory")
        trouble = world.desk.vault_status.trouble
        assert trouble is not None
        assert trouble.code == "vault_locked"
        assert (await world.desk.token_refreshing.refresh(renewed)).session_digest != renewed.session_digest
        world.vault.fault = ""  # the keyring is unlocked: what memory had to keep moves there
        await world.desk.profiles.app_secret(world.profile)
        assert world.desk.vault_status.is_persistent
        kept = await world.desk.tokens.newest_of(world.profile.id)
        assert kept is not None
        held = await world.desk.tokens.session(kept)
        assert held is not None
        assert held.reveal() in world.vault.texts()


# ---------------------------------------------------------------- once among many


async def test_many_that_ask_at_once_in_one_process_refresh_once(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        token = await _held(world)
        await world.disturb(API, "latency", 100)
        refreshing = world.desk.token_refreshing
        asked = (
            refreshing.refresh(token),
            refreshing.refresh_due(),
            refreshing.refresh(token),
            refreshing.refresh_due(),
        )
        results = await asyncio.gather(*asked)
        assert len(await world.calls_of(API)) == 1
        assert results[0] == results[2] == await world.desk.tokens.get(token.id)
        assert not refreshing.is_running(token.id)


@pytest.mark.fault("two windows on one folder")
async def test_two_processes_refresh_once_between_them(tmp_path: Path) -> None:
    """Two desks over one folder, each with a database connection of its own; real processes are in tests/e2e."""
    async with a_login_world(tmp_path) as world, _another_process(world) as other:
        token = await _held(world)
        await world.disturb(API, "latency", 500)
        first, second = await asyncio.gather(
            world.desk.token_refreshing.refresh(token), other.token_refreshing.refresh(token)
        )
        assert len(await world.calls_of(API)) == 1
        assert first == second
        assert first.session_digest != token.session_digest
        assert await world.desk.tokens.session(first) == await other.tokens.session(second)


async def test_who_waits_for_one_that_fails_asks_itself(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world, _another_process(world) as other:
        token = await _held(world)
        await world.disturb(API, "latency", 400)
        await world.disturb(API, "reset")
        asked = (world.desk.token_refreshing.refresh(token), other.token_refreshing.refresh(token))
        results = await asyncio.gather(*asked, return_exceptions=True)
        assert {type(one) for one in results} <= {Token, NetworkFault}
        assert any(isinstance(one, Token) for one in results)


@pytest.mark.fault("kill -9")
async def test_the_lease_of_a_process_that_died_runs_out(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        token = await _held(world)
        now = world.ours.now()
        assert await world.desk.token_refreshing._leases.take(f"refresh {token.id}", "dead", now, now + LEASE)
        refreshing = asyncio.get_running_loop().create_task(world.desk.token_refreshing.refresh(token))
        await asyncio.sleep(0.5)
        assert not refreshing.done()
        assert await world.calls_of(API) == []
        world.ours.ahead = LEASE
        assert (await asyncio.wait_for(refreshing, 10)).session_digest != token.session_digest


async def test_who_is_cancelled_gives_the_lease_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_login_world(tmp_path) as world:
        arrived, token = Arrival(monkeypatch), await _held(world)
        await world.disturb(API, "latency", 60_000)
        refreshing = asyncio.get_running_loop().create_task(world.desk.token_refreshing.refresh(token))
        await arrived()
        refreshing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await refreshing
        assert not world.desk.token_refreshing.is_running(token.id)
        assert await world.desk.tokens.session(token) == world.seeds.session
        assert (await world.desk.token_refreshing.refresh(token)).session_digest != token.session_digest


async def test_a_platform_that_says_nothing_is_given_up_before_the_lease_runs_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert LEASE.total_seconds() > token_refreshing.ANSWER_LIMIT_S
    monkeypatch.setattr(token_refreshing, "ANSWER_LIMIT_S", 0.3)
    async with a_login_world(tmp_path) as world:
        token = await _held(world)
        await world.disturb(API, "latency", 60_000)
        with pytest.raises(NetworkFault, match="silent"):
            await world.desk.token_refreshing.refresh(token)
        assert await world.desk.tokens.session(token) == world.seeds.session


async def test_one_that_was_signed_out_meanwhile_stays_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_login_world(tmp_path) as world, _another_process(world) as other:
        for desk in (world.desk, other):
            arrived, token = Arrival(monkeypatch), await _held(world)
            await world.disturb(API, "latency", 300)
            refreshing = asyncio.get_running_loop().create_task(world.desk.token_refreshing.refresh(token))
            await arrived()
            await desk.tokens.remove(token)
            with pytest.raises(BadInput, match="token_gone"):
                await refreshing
            assert await world.desk.tokens.list() == ()
            left = world.vault.texts()
            assert left == {world.seeds.app_secret.reveal()}
            await world.ask("/reset", {})


async def test_who_is_cancelled_while_keeping_has_kept(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        token = await _held(world)
        refreshing: asyncio.Task[Token] | None = None
        before = world.desk.tokens.renew

        async def cancelled_meanwhile(*args: Any, **more: Any) -> Token:
            assert refreshing is not None
            refreshing.cancel()
            await asyncio.sleep(0)
            return await before(*args, **more)

        world.desk.tokens.renew = cancelled_meanwhile  # type: ignore[method-assign]
        refreshing = asyncio.get_running_loop().create_task(world.desk.token_refreshing.refresh(token))
        with pytest.raises(asyncio.CancelledError):
            await refreshing
        renewed = await world.desk.tokens.get(token.id)
        assert renewed is not None
        assert renewed.session_digest != token.session_digest
        assert await world.desk.tokens.session(renewed) is not None


# ---------------------------------------------------------------- and nobody else hears of it


async def test_no_token_is_found_anywhere(tmp_path: Path) -> None:
    async with a_login_world(tmp_path, for_window=True) as world:
        token = await _held(world)
        secrets = {world.seeds.session, world.seeds.refresh_token}
        for kind in ("reset", "garbage", "", ""):
            if kind:
                await world.disturb(API, kind)
            try:
                token = await world.desk.token_refreshing.refresh(token)
            except NetworkFault as fault:
                logging.getLogger("aexdesk.test").warning("a fault", exc_info=fault)
            held = (await world.desk.tokens.session(token), await world.desk.tokens.refresh_token(token))
            secrets |= {one for one in held if one is not None}
        for secret in secrets:
            logging.getLogger("aexdesk.test").warning("here is %s", secret.reveal())
        texts = [repr(token).encode()]
        for line in await world.desk.history.recent():
            texts += every_text(await world.desk.history.get(line.id))
        assert len(secrets) == 6
        seen = b"\0".join(texts) + world.written()
    seen += world.written()
    assert b"SQLite format 3" in seen
    assert b"aexdesk.test" in seen
    assert b"{{refresh_token:" in seen
    for secret in secrets:
        for name, form in forms_of(secret.reveal()).items():
            assert form not in seen, name
