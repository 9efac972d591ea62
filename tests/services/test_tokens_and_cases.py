"""Tokens, loan accounts, test cases, environments, history: the user's things, and what the guard hears of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from aexdesk.faults import BadInput, VaultUnavailable
from aexdesk.ordertest.guard import SessionOwner
from aexdesk.secret import Secret
from aexdesk.services.guard_facts import WorkspaceFacts
from aexdesk.services.session_owners import SessionOwners
from aexdesk.services.test_cases import OrderTestCaseDraft
from aexdesk.services.tokens import TokenGrant
from aexdesk.workspace.environment import LIVE, PRACTICE
from aexdesk.workspace.order_test_case import OrderTestCaseState
from tests.services.worlds import NOON, REFRESH, SESSION, FaultyVault, a_desk, a_profile, a_token, seeds
from tests.storage.things import exchange

# ---------------------------------------------------------------- tokens


async def test_a_token_is_kept_with_its_texts_in_the_vault(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        profile = await a_profile(desk)
        token = await a_token(desk, profile, " Buyer@loan.example ", refresh_token=REFRESH, access_expires_at=NOON)
        assert (token.account, token.profile_id, token.environment) == ("Buyer@loan.example", profile.id, "practice")
    async with a_desk(tmp_path, vault) as desk:
        assert await desk.tokens.list("practice") == (token,)
        assert await desk.tokens.session(token) == SESSION
        assert await desk.tokens.of_account(profile.id, "BUYER@LOAN.example") == token
        assert await desk.tokens.owners_of("practice", SESSION) == (token,)
        assert await desk.tokens.owners_of("live", SESSION) == ()
        assert await desk.tokens.owners_of("practice", Secret("another")) == ()
        await desk.tokens.remove(token)
        assert await desk.tokens.list() == ()
    assert SESSION.reveal() not in vault.texts()
    assert REFRESH.reveal() not in vault.texts()


async def test_a_new_token_of_an_account_takes_the_place_of_the_old(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk)
        first = await a_token(desk, profile, refresh_token=REFRESH)
        other = await a_token(desk, profile, "other@loan.example", session=Secret("CANARY-2"))
        assert await desk.tokens.newest_of(profile.id) == other
        second = await a_token(desk, profile, "BUYER@loan.example", session=Secret("CANARY-3"))
        assert second.id == first.id
        assert await desk.tokens.newest_of(profile.id) == second
        assert len(await desk.tokens.list()) == 2
        assert await desk.tokens.session(second) == Secret("CANARY-3")
        assert await desk.tokens.owners_of("practice", SESSION) == ()


@pytest.mark.parametrize(
    ("grant", "field"), [(TokenGrant(" ", SESSION), "account"), (TokenGrant("a@b", Secret("")), "session")]
)
async def test_a_token_needs_account_and_session(tmp_path: Path, grant: TokenGrant, field: str) -> None:
    async with a_desk(tmp_path) as desk:
        with pytest.raises(BadInput) as caught:
            await desk.tokens.add(await a_profile(desk), grant)
        assert (caught.value.code, caught.value.values["field"]) == ("field_missing", field)


async def test_half_a_character_in_a_session_breaks_nothing(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        token = await a_token(desk, await a_profile(desk), session=Secret("half \ud800 of it"))
        assert await desk.tokens.owners_of("practice", Secret("half \ud800 of it")) == (token,)


async def test_a_token_whose_removal_fails_in_the_vault_is_gone_from_sight_and_purged_later(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        token = await a_token(desk, await a_profile(desk))
        vault.fault, vault.failing = "vault_silent", {"delete"}
        with pytest.raises(VaultUnavailable):
            await desk.tokens.remove(token)
        assert await desk.tokens.list() == ()
        assert SESSION.reveal() in vault.texts()
        vault.fault = ""
        await desk.tokens.purge_removed()
        assert SESSION.reveal() not in vault.texts()


# ---------------------------------------------------------------- loan accounts and test cases


async def test_loan_accounts(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        account = await desk.loan_accounts.add("practice", " Buyer@loan.example ", "seller", date(2026, 12, 31))
        assert account.email == "Buyer@loan.example"
        assert await desk.loan_accounts.find("practice", "buyer@LOAN.example") == account
        assert await desk.loan_accounts.find("live", "Buyer@loan.example") is None
        await desk.loan_accounts.add("live", "Buyer@loan.example")
        with pytest.raises(BadInput, match="email_taken"):
            await desk.loan_accounts.add("practice", "BUYER@loan.example")
        with pytest.raises(BadInput, match="bad_email"):
            await desk.loan_accounts.add("practice", "nobody")
        await desk.loan_accounts.remove(account)
        assert [one.environment for one in await desk.loan_accounts.list()] == ["live"]
        await desk.loan_accounts.add("practice", "Buyer@loan.example")


CASE = OrderTestCaseDraft("practice", "First", "Buyer@loan.example", "1005001234567890", 1, "US")


async def test_test_cases(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        case = await desk.test_cases.add(replace(CASE, name=" First "))
        assert (case.name, case.state, case.activated_at) == ("First", OrderTestCaseState.DRAFT, None)
        active = await desk.test_cases.add(replace(CASE, name="Second", state=OrderTestCaseState.ACTIVE))
        assert active.activated_at is not None
        assert await desk.test_cases.find("practice", "Second") == active
        with pytest.raises(BadInput, match="name_taken"):
            await desk.test_cases.add(CASE)
        await desk.test_cases.add(replace(CASE, environment="live"))
        await desk.test_cases.remove(case)
        assert [one.name for one in await desk.test_cases.list("practice")] == ["Second"]
        await desk.test_cases.add(CASE)


_NO_ITEMS = ("", "0", "01", " 1", "1 ", "1.0", "１", "1" * 21, "-1", "x", "1\n")


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"name": " "}, "field_missing", "name"),
        ({"loan_account_email": "x"}, "bad_email", "loan_account_email"),
        *[({"item_id": item}, "bad_item_id", "item_id") for item in _NO_ITEMS],
        *[({"quantity": number}, "bad_quantity", "quantity") for number in (0, -1, 10_001)],
        *[({"country": code}, "bad_country", "country") for code in ("", "us", "USA", " US", "ＵＳ", "US\n")],
        ({"environment": "nowhere"}, "unknown_environment", None),
    ],
)  # fmt: skip
async def test_a_test_case_that_the_guard_could_never_match_is_refused(
    tmp_path: Path, changes: dict[str, Any], code: str, field: str | None
) -> None:
    async with a_desk(tmp_path) as desk:
        with pytest.raises(BadInput) as caught:
            await desk.test_cases.add(replace(CASE, **changes))
        assert (caught.value.code, caught.value.values.get("field")) == (code, field)
        assert await desk.test_cases.list() == ()


@pytest.mark.parametrize("item", [str(2**31), str(2**53 + 1), str(2**63 - 1), str(2**64 - 1)])
async def test_ids_of_any_size_stay_what_they_are(tmp_path: Path, item: str) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.test_cases.add(replace(CASE, item_id=item))
    async with a_desk(tmp_path) as desk:
        assert (await desk.test_cases.list())[0].item_id == item


# ---------------------------------------------------------------- environments


@pytest.mark.parametrize(
    ("name", "url", "kept"),
    [
        ("practice", "http://127.0.0.1:1234", None), ("practice", " http://localhost:1234/ ", "http://localhost:1234"),
        ("practice", "http://[::1]:1234", None), ("practice", "http://127.0.0.1:1/a/b/", "http://127.0.0.1:1/a/b"),
        ("live", "https://api-de.aliexpress.com", None), ("live", "http://127.0.0.1:9000", None),
        ("live", "https://api.example:8443/v1.0", None),
    ],
)  # fmt: skip
async def test_a_base_url_that_may_be_is_kept(tmp_path: Path, name: str, url: str, kept: str | None) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.environments.set_base_url(name, url)
    async with a_desk(tmp_path) as desk:
        assert (await desk.environments.get(name)).base_url == (kept or url)


@pytest.mark.parametrize(
    ("name", "url", "code"),
    [
        *[("live", url, "bad_url") for url in (
            "", "api.example", "ftp://api.example", "https://", "https:///x", "https://a.example?x=1", "https://a.example?",
            "https://a.example#", "https://a.example/#x", "https://user@a.example", "https://user:pw@a.example",
            "https://@a.example", "https://a.example:0", "https://a.example:99999", "https://a.example:x", "https://[a",
            "https://a b.example", "https://a.ex\nample", "https://a.example\\@b.example", "https://a.example/x y",
            "https://a.example/%73ync", "https://a.example/../x", "https://a.example//x", "javascript:alert(1)",
            "https://a.example/x;y", "https://a.exam\u200bple", "file:///etc/passwd",
        )],
        ("live", "http://api.example", "live_without_tls"), ("live", "HTTP://api.example", "live_without_tls"),
        *[("practice", url, "practice_not_loopback") for url in (
            "http://api.example", "https://api-sg.aliexpress.com", "http://127.0.0.1.example", "http://0.0.0.0:8917",
            "http://10.0.0.1", "http://localhost.example",
        )],
        ("nowhere", "https://a.example", "unknown_environment"),
    ],
)  # fmt: skip
async def test_a_base_url_that_may_not_be_is_refused(tmp_path: Path, name: str, url: str, code: str) -> None:
    async with a_desk(tmp_path) as desk:
        before = await desk.environments.list()
        with pytest.raises(BadInput) as caught:
            await desk.environments.set_base_url(name, url)
        assert caught.value.code == code
        assert await desk.environments.list() == before


@pytest.mark.parametrize(
    "path",
    [
        "",
        "sync",
        "/",
        "//sync",
        "/sync/",
        "/a b",
        "/a?b",
        "/a#b",
        "/%73",
        "/../x",
        "/./x",
        "/ü",
        "/a\n",
        "/a;b",
        "/a\\b",
    ],
)
async def test_a_path_that_servers_might_read_in_two_ways_is_refused(tmp_path: Path, path: str) -> None:
    async with a_desk(tmp_path) as desk:
        for paths in ((path, "/rest", "/o"), ("/sync", path, "/o"), ("/sync", "/rest", path)):
            with pytest.raises(BadInput, match="bad_path"):
                await desk.environments.set_paths("practice", *paths)
        moved = await desk.environments.set_paths("practice", "/v1.0/sync", "/rest-2", "/oauth/authorize")
        assert (moved.sync_url, moved.rest_url) == ("http://127.0.0.1:8917/v1.0/sync", "http://127.0.0.1:8917/rest-2")


# ---------------------------------------------------------------- where the user stands


async def test_the_choice_is_remembered_for_each_environment(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        assert (desk.standing.environment.name, desk.standing.profile, desk.standing.token) == ("practice", None, None)
        first, second = await a_profile(desk, "A"), await a_profile(desk, "B")
        live = await a_profile(desk, "L", "live")
        token = await a_token(desk, second)
        await desk.standing.load()
        assert desk.standing.profile == first
        await desk.standing.choose_profile(second.id)
        assert (desk.standing.profile, desk.standing.token) == (second, token)
        await desk.standing.choose_environment("live")
        assert (desk.standing.environment.name, desk.standing.profile, desk.standing.token) == ("live", live, None)
        with pytest.raises(BadInput, match="unknown_environment"):
            await desk.standing.choose_environment("nowhere")
    async with a_desk(tmp_path) as desk:
        assert desk.standing.environment.name == "live"
        await desk.standing.choose_environment("practice")
        assert desk.standing.profile == second
        await desk.profiles.remove(second.id)
        await desk.standing.load()
        assert (desk.standing.profile, desk.standing.token) == (first, None)


# ---------------------------------------------------------------- what the guard hears


APP_KEY = "500001"


def _facts(desk: Any, with_seeds: bool = False) -> WorkspaceFacts:
    found = seeds() if with_seeds else None
    owners = SessionOwners(desk.tokens, desk.profiles, lambda: found, lambda: NOON)
    return WorkspaceFacts(owners, desk.test_cases, desk.loan_accounts, lambda: found, lambda: NOON)


async def test_the_guard_hears_whose_a_session_is(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk)
        await a_token(desk, profile, "Buyer@loan.example")
        facts = _facts(desk)
        assert (await facts.facts(PRACTICE, SESSION, APP_KEY)).owner == SessionOwner("buyer@loan.example", False)
        assert (await facts.facts(LIVE, SESSION, APP_KEY)).owner is None
        for unknown in (None, Secret(""), Secret("another")):
            assert (await facts.facts(PRACTICE, unknown, APP_KEY)).owner is None
        await a_token(desk, profile, "real@shop.example", session=Secret("CANARY-real"), is_real=True)
        assert (await facts.facts(PRACTICE, Secret("CANARY-real"), APP_KEY)).owner == SessionOwner(
            "real@shop.example", True
        )


async def test_the_guard_hears_what_is_unlocked_and_what_is_harmless(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        facts = await _facts(desk).facts(LIVE, None, APP_KEY)
        assert (facts.is_unlocked, facts.harmless) == (False, frozenset())
        owners = SessionOwners(desk.tokens, desk.profiles, lambda: None, lambda: NOON)

        async def harmless(name: str) -> frozenset[str]:
            return frozenset({f"aliexpress.{name}.orders"})

        told = WorkspaceFacts(
            owners, desk.test_cases, desk.loan_accounts, lambda: None, lambda: NOON,
            is_unlocked=lambda environment: environment.is_live,
            harmless=harmless,
        )  # fmt: skip
        live, practice = [await told.facts(one, None, APP_KEY) for one in (LIVE, PRACTICE)]
        assert (live.is_unlocked, practice.is_unlocked) == (True, False)
        assert live.harmless == frozenset({"aliexpress.live.orders"})
        assert practice.harmless == frozenset({"aliexpress.practice.orders"})


async def test_a_session_with_two_owners_has_none(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        first, second = await a_profile(desk, "A"), await a_profile(desk, "B")
        await a_token(desk, first, "buyer@loan.example")
        await a_token(desk, second, "BUYER@loan.example")
        facts = _facts(desk)
        assert (await facts.facts(PRACTICE, SESSION, APP_KEY)).owner is not None, "the same account twice is one"
        await a_token(desk, await a_profile(desk, "C"), "other@loan.example")
        assert (await facts.facts(PRACTICE, SESSION, APP_KEY)).owner is None
        await a_token(desk, await a_profile(desk, "D"), "x@y", session=Secret("CANARY-9"))
        await a_token(desk, await a_profile(desk, "E"), "x@y", session=Secret("CANARY-9"), is_real=True)
        assert (await facts.facts(PRACTICE, Secret("CANARY-9"), APP_KEY)).owner is None, (
            "loaned and real is a contradiction"
        )


async def test_practice_adds_what_it_was_seeded_with_and_live_does_not(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.test_cases.add(CASE)
        facts = _facts(desk, with_seeds=True)
        practice, live = (
            await facts.facts(PRACTICE, seeds().session, seeds().app_key),
            await facts.facts(LIVE, seeds().session, seeds().app_key),
        )
        assert [case.name for case in practice.test_cases] == ["First", "Practice order"]
        assert [loan.email for loan in practice.loan_accounts] == ["Buyer@practice.example"]
        assert practice.owner == SessionOwner("buyer@practice.example", False)
        assert (live.test_cases, live.loan_accounts, live.owner) == ((), (), None)
        assert (await facts.facts(PRACTICE, seeds().real_session, seeds().app_key)).owner == SessionOwner(
            "real@practice.example", True
        )
        assert practice.today == NOON.date()


# ---------------------------------------------------------------- history


async def test_the_history_gives_back_what_was_recorded_newest_first(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        heard: list[int] = []
        desk.history.changed.append(lambda: heard.append(1))
        for number in range(5):
            at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
            await desk.history.record(exchange(number, at=at, environment="live" if number == 4 else "practice"))
        assert len(heard) == 5
    async with a_desk(tmp_path) as desk:
        assert [line.id for line in await desk.history.recent()] == ["e4", "e3", "e2", "e1", "e0"]
        assert [line.id for line in await desk.history.recent("practice", limit=2, offset=1)] == ["e2", "e1"]
        assert await desk.history.count("practice") == 4
        assert (await desk.history.get("e2")).request_id == "21022"
        with pytest.raises(BadInput, match="unknown_exchange"):
            await desk.history.get("nothing")
