"""Logging in below the window, on the real practice gateway: from authorize URL to token, and each way of failing."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from aexdesk.faults import BadInput, NetworkFault, PlatformError, StorageFault, VaultUnavailable
from aexdesk.secret import Secret
from aexdesk.services.login import LoginAttempt, LoginOutcome, is_same_account
from aexdesk.services.secret_store import refresh_entry, session_entry
from aexdesk.services.tokens import TokenGrant
from aexdesk.wording import describe
from aexdesk.workspace.environment import LIVE
from tests.services.logins import Arrival, LoginWorld, a_login_world, open_page, walk
from tests.services.worlds import APP_SECRET, SESSION, a_desk, a_profile, a_token, draft
from tests.test_redaction import every_text, forms_of

CREATE = "/auth/token/create"


async def _log_in(world: LoginWorld, account: str = "", **walked: str) -> LoginOutcome:
    attempt = await world.desk.login.begin(world.profile, account or world.seeds.buyer_email)
    received = world.desk.login.receive(attempt, await world.come_back(attempt, **walked))
    return await world.desk.login.exchange(attempt, received)


def _query(attempt: LoginAttempt) -> dict[str, list[str]]:
    return parse_qs(urlsplit(attempt.authorize_url).query)


# ---------------------------------------------------------------- it begins


async def test_an_attempt_begins_where_the_practice_gateway_really_runs(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        attempt = await world.desk.login.begin(world.profile, " Buyer@x.test ")
        assert attempt.authorize_url.startswith(f"{world.gateway.url}/oauth/authorize?")
        assert _query(attempt) == {
            "response_type": ["code"],
            "client_id": [world.seeds.app_key],
            "redirect_uri": [world.seeds.callback_url],
            "state": [attempt.state],
            "force_auth": ["true"],
        }
        assert (attempt.account, attempt.callback_url) == ("Buyer@x.test", world.seeds.callback_url)
        assert (attempt.is_own_server, attempt.can_listen) == (False, True)
        assert attempt.fill_origins == (world.gateway.url,)
        again = await world.desk.login.begin(world.profile, force_auth=False)
        assert "force_auth" not in _query(again)
        assert again.id != attempt.id
        assert again.state != attempt.state
        assert len(attempt.state) >= 32


async def test_without_practice_or_callback_none_begins(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await desk.profiles.add(draft(callback_url="http://127.0.0.1:1/c"), APP_SECRET)
        with pytest.raises(NetworkFault, match="practice_off"):
            await desk.login.begin(profile)
        with pytest.raises(BadInput, match="callback_missing"):
            await desk.login.begin(replace(profile, callback_url=""))
        with pytest.raises(BadInput, match="bad_callback_url"):
            await desk.login.begin(replace(profile, callback_url="somewhere:else"))


@pytest.mark.parametrize(
    ("callback", "is_own_server", "can_listen"),
    [
        ("http://127.0.0.1:8919/cb", False, True),
        ("http://LOCALHOST:8919/cb?x=1", False, True),
        ("http://localhost/cb", False, False),
        ("https://127.0.0.1:8919/cb", False, False),
        ("http://[::1]:8919/cb", False, False),
        ("https://shop.example.test/cb", True, False),
        ("http://shop.example.test:8919/cb", True, False),
        ("http://127.0.0.1.example.test:8919/cb", True, False),
        ("myapp://login/cb", False, False),
    ],
)
async def test_what_the_callback_allows(tmp_path: Path, callback: str, is_own_server: bool, can_listen: bool) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await desk.profiles.add(draft("Shop", LIVE.name, callback_url=callback), APP_SECRET)
        attempt = await desk.login.begin(profile)
        assert (attempt.is_own_server, attempt.can_listen) == (is_own_server, can_listen)


async def test_live_pages_that_may_be_filled_in(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await desk.profiles.add(draft("Shop", LIVE.name, callback_url="https://a.test/"), APP_SECRET)
        attempt = await desk.login.begin(profile)
        assert attempt.authorize_url.startswith("https://api-sg.aliexpress.com/oauth/authorize?")
        assert attempt.fill_origins == (
            "https://api-sg.aliexpress.com",
            "https://*.aliexpress.com",
            "https://*.alibaba.com",
        )


# ---------------------------------------------------------------- it succeeds


async def test_a_login_ends_in_a_token_of_the_loaned_buyer(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        outcome = await _log_in(world, world.seeds.buyer_email.upper())
        assert (outcome.is_expected, outcome.account) == (True, world.seeds.buyer_email)
        assert await world.desk.tokens.list() == ()
        token = await world.desk.login.bind(outcome)
        assert (token.account, token.is_real, token.profile_id) == (world.seeds.buyer_email, False, world.profile.id)
        session = await world.desk.tokens.session(token)
        assert session == outcome.grant.session
        assert await world.desk.tokens.refresh_token(token) == outcome.grant.refresh_token
        assert token.access_expires_at is not None
        assert token.refresh_expires_at is not None
        assert token.refresh_expires_at - token.access_expires_at == timedelta(days=1)
        assert await world.desk.tokens.owners_of("practice", outcome.grant.session) == (token,)
        assert await world.desk.tokens.newest_of(world.profile.id) == token


async def test_logging_in_again_takes_the_place_of_the_token(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        first = await world.desk.login.bind(await _log_in(world))
        second = await world.desk.login.bind(await _log_in(world))
        assert second.id == first.id
        assert await world.desk.tokens.list() == (second,)
        assert second.session_digest != first.session_digest


# ---------------------------------------------------------------- it fails, and says why


async def test_denied_consent(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        attempt = await world.desk.login.begin(world.profile)
        with pytest.raises(BadInput, match="access_denied") as caught:
            world.desk.login.receive(attempt, await world.come_back(attempt, decision="deny"))
        assert "consent" in describe(caught.value).message
        # The attempt was not used: the person may change their mind on the page.
        assert world.desk.login.receive(attempt, await world.come_back(attempt)).code


async def test_an_unknown_client_or_another_callback_never_comes_back(tmp_path: Path) -> None:
    """The platform shows a page of its own: no callback, no code, and the attempt stays as it was."""
    async with a_login_world(tmp_path) as world:
        for profile in (
            replace(world.profile, app_key="599999"),
            replace(world.profile, callback_url="http://127.0.0.1:8919/other"),
        ):
            attempt = await world.desk.login.begin(profile)
            page = await open_page(attempt.authorize_url)
            assert page.status_code == 400
            assert not world.desk.login.is_callback(attempt, str(page.url))
            with pytest.raises(BadInput, match="callback_differs"):
                world.desk.login.receive(attempt, str(page.url))


async def test_a_callback_that_is_another(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        attempt = await world.desk.login.begin(world.profile)
        url = await world.come_back(attempt)
        assert world.desk.login.is_callback(attempt, url)
        wrong = url.replace("/callback", "/callback/")
        assert not world.desk.login.is_callback(attempt, wrong)
        with pytest.raises(BadInput, match="callback_differs"):
            world.desk.login.receive(attempt, wrong)
        assert world.desk.login.receive(attempt, f"  {url}\n").code  # as it is pasted


async def test_a_state_that_is_missing_or_another(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        attempt, other = await world.desk.login.begin(world.profile), await world.desk.login.begin(world.profile)
        url = await world.come_back(attempt)
        with pytest.raises(BadInput, match="state_differs"):
            world.desk.login.receive(other, url)
        stateless = attempt.authorize_url.replace(f"&state={attempt.state}", "")
        with pytest.raises(BadInput, match="state_missing"):
            world.desk.login.receive(attempt, await walk(stateless, world.seeds))
        assert await world.calls_of(CREATE) == []
        assert world.desk.login.receive(attempt, url).code


async def test_a_code_is_taken_once(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        attempt = await world.desk.login.begin(world.profile, world.seeds.buyer_email)
        url = await world.come_back(attempt)
        received = world.desk.login.receive(attempt, url)
        with pytest.raises(BadInput, match="login_used"):
            world.desk.login.receive(attempt, url)
        await world.desk.login.exchange(attempt, received)
        with pytest.raises(PlatformError) as caught:
            await world.desk.login.exchange(attempt, received)
        assert caught.value.code == "InvalidCode"
        exchange = await world.desk.history.get(str(caught.value.values["exchange_id"]))
        assert exchange is not None
        assert exchange.api == CREATE
        assert "used already" in describe(caught.value).hint


@pytest.mark.fault("clock jumps")
async def test_a_code_too_old_by_our_own_clock_is_not_sent(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        attempt = await world.desk.login.begin(world.profile)
        received = world.desk.login.receive(attempt, await world.come_back(attempt))
        assert received.good_until - received.received_at == timedelta(minutes=3)
        world.ours.ahead = timedelta(minutes=3)
        with pytest.raises(BadInput, match="code_too_old"):
            await world.desk.login.exchange(attempt, received)
        assert await world.calls_of(CREATE) == []


async def test_a_code_too_old_by_the_platforms_clock(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        attempt = await world.desk.login.begin(world.profile)
        received = world.desk.login.receive(attempt, await world.come_back(attempt))
        world.theirs.ahead = timedelta(minutes=4)
        with pytest.raises(PlatformError, match="InvalidCode"):
            await world.desk.login.exchange(attempt, received)


async def test_a_wrong_secret_and_an_unknown_key(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        wrong = await world.desk.profiles.add(
            draft("Wrong", app_key=world.seeds.app_key, callback_url=world.seeds.callback_url), APP_SECRET
        )
        attempt = await world.desk.login.begin(wrong)
        received = world.desk.login.receive(attempt, await world.come_back(attempt))
        with pytest.raises(PlatformError, match="IncompleteSignature") as caught:
            await world.desk.login.exchange(attempt, received)
        assert "app secret" in describe(caught.value).hint
        unknown = replace(attempt, profile=replace(wrong, app_key="599999"))
        with pytest.raises(PlatformError, match="InvalidAppkey"):  # whatever case the platform writes it in
            await world.desk.login.exchange(unknown, received)
        # Neither has spent the code.
        right = replace(attempt, profile=world.profile)
        assert (await world.desk.login.exchange(right, received)).account == world.seeds.buyer_email


async def test_practice_stopped_during_the_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_login_world(tmp_path) as world:
        arrived = Arrival(monkeypatch)
        attempt = await world.desk.login.begin(world.profile)
        received = world.desk.login.receive(attempt, await world.come_back(attempt))
        await world.disturb(CREATE, "latency", 60_000)
        asking = asyncio.get_running_loop().create_task(world.desk.login.exchange(attempt, received))
        await arrived()
        await asyncio.to_thread(world.gateway.stop)
        with pytest.raises(NetworkFault, match="connection_lost") as caught:
            await asking
        assert caught.value.values["exchange_id"]
        with pytest.raises(NetworkFault, match="connect_failed"):
            await world.desk.login.exchange(attempt, received)


@pytest.mark.parametrize(
    ("kind", "code"), [("reset", "connection_lost"), ("garbage", "not_json"), ("status", "http_error")]
)
async def test_a_fault_may_be_tried_again_with_the_same_code(tmp_path: Path, kind: str, code: str) -> None:
    async with a_login_world(tmp_path) as world:
        attempt = await world.desk.login.begin(world.profile, world.seeds.buyer_email)
        received = world.desk.login.receive(attempt, await world.come_back(attempt))
        await world.disturb(CREATE, kind)
        with pytest.raises(NetworkFault, match=code) as caught:
            await world.desk.login.exchange(attempt, received)
        assert "–" not in describe(caught.value).message
        assert (await world.desk.login.exchange(attempt, received)).is_expected


async def test_an_answer_that_breaks_off_costs_the_code_alone(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        before = await a_token(world.desk, world.profile, world.seeds.buyer_email)
        attempt = await world.desk.login.begin(world.profile, world.seeds.buyer_email)
        received = world.desk.login.receive(attempt, await world.come_back(attempt))
        await world.disturb(CREATE, "truncate")
        with pytest.raises(NetworkFault):
            await world.desk.login.exchange(attempt, received)
        with pytest.raises(PlatformError, match="InvalidCode"):
            await world.desk.login.exchange(attempt, received)
        assert await world.desk.tokens.list() == (before,)
        assert await world.desk.tokens.session(before) == SESSION


async def test_a_shut_vault_is_told_before_the_code_is_spent(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        attempt = await world.desk.login.begin(world.profile, world.seeds.buyer_email)
        received = world.desk.login.receive(attempt, await world.come_back(attempt))
        world.vault.fault = "vault_locked"
        with pytest.raises(VaultUnavailable):
            await world.desk.login.exchange(attempt, received)
        assert await world.calls_of(CREATE) == []
        world.vault.fault = ""
        assert (await world.desk.login.exchange(attempt, received)).is_expected


# ---------------------------------------------------------------- whose is it?


async def test_another_account_than_chosen_is_never_bound(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        password = world.gateway.object.real_buyer_password.reveal()
        outcome = await _log_in(world, email=world.seeds.real_buyer_email, password=password)
        assert (outcome.is_expected, outcome.account) == (False, world.seeds.real_buyer_email)
        with pytest.raises(BadInput) as caught:
            await world.desk.login.bind(outcome)
        assert caught.value.code == "account_differs"
        assert caught.value.values == {"expected": world.seeds.buyer_email, "found": world.seeds.real_buyer_email}
        assert await world.desk.tokens.list() == ()
        token = await world.desk.login.keep_as_real(outcome)
        assert (token.account, token.is_real) == (world.seeds.real_buyer_email, True)


async def test_with_no_account_chosen_no_token_is_expected(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        attempt = await world.desk.login.begin(world.profile, " ")
        received = world.desk.login.receive(attempt, await world.come_back(attempt))
        outcome = await world.desk.login.exchange(attempt, received)
        assert (outcome.is_expected, outcome.account) == (False, world.seeds.buyer_email)
        with pytest.raises(BadInput, match="account_differs"):
            await world.desk.login.bind(outcome)


@pytest.mark.parametrize(
    ("chosen", "found", "is_same"),
    [
        ("Buyer@loan.test", " buyer@LOAN.test", True),
        ("buyer@loan.test", "buyer@loan.tes", False),
        ("strasse@loan.test", "stra\u00dfe@loan.test", False),
        ("buyer@loan.test", "", False),
        ("", "buyer@loan.test", False),
        ("", "", False),
        (" ", "", False),
    ],
)
def test_whose_account_is_the_chosen_one(chosen: str, found: str, is_same: bool) -> None:
    assert is_same_account(chosen, found) is is_same


async def test_a_login_in_live_goes_where_live_is(tmp_path: Path) -> None:
    """A second practice gateway stands for the platform; nothing of it is the practice environment's."""
    async with a_login_world(tmp_path) as world:
        await world.desk.environments.set_base_url(LIVE.name, world.gateway.url)
        profile = await world.desk.profiles.add(
            draft("Live", LIVE.name, app_key=world.seeds.app_key, callback_url=world.seeds.callback_url),
            world.seeds.app_secret,
        )
        attempt = await world.desk.login.begin(profile, world.seeds.buyer_email)
        assert attempt.fill_origins == (world.gateway.url, "https://*.aliexpress.com", "https://*.alibaba.com")
        received = world.desk.login.receive(attempt, await world.come_back(attempt))
        token = await world.desk.login.bind(await world.desk.login.exchange(attempt, received))
        assert token.environment == LIVE.name
        assert await world.desk.tokens.list("practice") == ()
        (line,) = await world.desk.history.recent(LIVE.name)
        assert line.guard_allowed
        await world.desk.token_refreshing.refresh(token)
        assert len(await world.desk.history.recent(LIVE.name)) == 2
        assert await world.desk.history.recent("practice") == ()


async def test_a_token_that_names_nobody_is_nobodys(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        outcome = await _log_in(world)
        nobody = replace(outcome, account="", is_expected=False, grant=replace(outcome.grant, account="?"))
        token = await world.desk.login.keep_as_real(nobody)
        assert (token.account, token.is_real) == ("?", True)


async def test_what_is_kept_as_real_is_real_whatever_was_found(tmp_path: Path) -> None:
    async with a_login_world(tmp_path) as world:
        assert (await world.desk.login.keep_as_real(await _log_in(world))).is_real


# ---------------------------------------------------------------- I already have a token


async def test_a_token_that_one_has(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk)
        token = await desk.login.take_token(profile, TokenGrant("A@loan.test", SESSION), "a@LOAN.test")
        assert await desk.tokens.session(token) == SESSION
        with pytest.raises(BadInput, match="account_differs"):
            await desk.login.take_token(profile, TokenGrant("b@loan.test", SESSION), "a@loan.test")
        real = await desk.login.take_token(profile, TokenGrant("b@loan.test", SESSION, is_real=True), "a@loan.test")
        assert real.is_real
        for grant, code in (
            (TokenGrant(" ", SESSION), "field_missing"),
            (TokenGrant("c@loan.test", Secret("")), "field_missing"),
            (TokenGrant("c@loan.test", Secret("two\nlines")), "secret_multiline"),
            (TokenGrant("c@loan.test", SESSION, Secret("x" * 1201)), "secret_too_long"),
        ):
            with pytest.raises(BadInput, match=code):
                await desk.login.take_token(profile, grant)
        assert {one.account for one in await desk.tokens.list()} == {"A@loan.test", "b@loan.test"}


# ---------------------------------------------------------------- and nobody else hears of it


async def test_no_code_and_no_token_is_found_anywhere(tmp_path: Path) -> None:
    """Through a login that is bound, one that is discarded and two that fail: database, log, record, errors."""
    async with a_login_world(tmp_path, for_window=True) as world:
        login, secrets, told = world.desk.login, set[Secret](), list[bytes]()
        attempt = await login.begin(world.profile, world.seeds.buyer_email)
        received = login.receive(attempt, await world.come_back(attempt))
        outcome = await login.exchange(attempt, received)
        secrets |= {received.code, outcome.grant.session, outcome.grant.refresh_token or SESSION}
        token = await login.bind(outcome)
        with pytest.raises(PlatformError) as caught:
            await login.exchange(attempt, received)
        errors: list[BaseException] = [caught.value]

        attempt = await login.begin(world.profile, "somebody@else.test")
        received = login.receive(attempt, await world.come_back(attempt))
        await world.disturb(CREATE, "reset")
        with pytest.raises(NetworkFault) as fault:
            await login.exchange(attempt, received)
        errors.append(fault.value)
        discarded = await login.exchange(attempt, received)
        secrets |= {received.code, discarded.grant.session, discarded.grant.refresh_token or SESSION}
        with pytest.raises(BadInput) as differs:
            await login.bind(discarded)
        errors.append(differs.value)

        for error in errors:
            told += [repr(error).encode(), str(error).encode(), repr(error.__cause__).encode()]
            told += [repr(describe(error)).encode()]
        told += [repr(one).encode() for one in (attempt, received, outcome, discarded, token)]
        for line in await world.desk.history.recent():
            told += every_text(await world.desk.history.get(line.id))
        for secret in secrets:  # even who writes them to the log on purpose does not get them there
            logging.getLogger("aexdesk.test").warning("here is %s", secret.reveal())
        assert SESSION not in secrets
        assert len(secrets) == 6
        seen = b"\0".join(told) + world.written()
    seen += world.written()
    assert b"aexdesk.test" in seen, "the log is part of the search"
    assert b"SQLite format 3" in seen
    assert b"/auth/token/create" in seen
    for secret in secrets:
        for name, form in forms_of(secret.reveal()).items():
            assert form not in seen, name


@pytest.mark.fault("disk full")
async def test_a_full_disk_at_the_binding_keeps_the_token_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_login_world(tmp_path) as world:
        before = await world.desk.login.bind(await _log_in(world))
        session = await world.desk.tokens.session(before)
        outcome = await _log_in(world)

        async def full(*_args: object) -> None:
            raise StorageFault("disk_full", path="x")

        monkeypatch.setattr(world.desk.tokens._tokens, "save", full)
        with pytest.raises(StorageFault):
            await world.desk.login.bind(outcome)
        assert await world.desk.tokens.list() == (before,)
        assert await world.desk.tokens.session(before) == session
        assert await world.vault.get(session_entry(before)) == session
        assert await world.vault.get(refresh_entry(before)) == outcome.grant.refresh_token
