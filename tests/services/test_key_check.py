"""Is this key good? Asked of the real practice gateway while it goes wrong, and of profiles that change meanwhile."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.openplatform.request import SignedRequest
from aexdesk.services.calling import Calling
from aexdesk.services.key_check import KeyChecking
from aexdesk.services.practice_seeds import PracticeSeeds
from aexdesk.workspace.exchange import CallError, Exchange, SentRequest
from aexdesk.workspace.profile import AppType, Profile
from tests.services.worlds import APP_SECRET, NOON, a_desk, a_profile, draft
from tests.storage.things import exchange

TOKEN_CREATE = "/auth/token/create"
CATEGORIES = "aliexpress.ds.category.get"


async def _disturb(desk: Desk, **told: object) -> None:
    body = json.dumps({"times": 1, **told}).encode()
    request = urllib.request.Request(
        f"{desk.practising.state.url}/_practice/faults", body, {"Content-Type": "application/json"}
    )

    def ask() -> None:
        with urllib.request.urlopen(request, timeout=5):
            pass

    await asyncio.to_thread(ask)


def _seeds(desk: Desk) -> PracticeSeeds:
    assert desk.practising.seeds is not None
    return desk.practising.seeds


@pytest.mark.parametrize(
    ("told", "code", "detail"),
    [
        ({"api": TOKEN_CREATE, "kind": "error", "value": "AppWhiteIpLimit"}, "address_not_allowed", ""),
        ({"api": TOKEN_CREATE, "kind": "error", "value": "IncompleteSignature"}, "secret_wrong", ""),
        ({"api": TOKEN_CREATE, "kind": "error", "value": "InvalidAppkey"}, "key_wrong", ""),
        ({"api": TOKEN_CREATE, "kind": "throttle"}, "unclear", "ApiCallLimit"),
        ({"api": TOKEN_CREATE, "kind": "status", "value": 503}, "unclear", "HTTP 503"),
        ({"api": TOKEN_CREATE, "kind": "reset"}, "unreachable", "connection_lost"),
        ({"api": TOKEN_CREATE, "kind": "truncate"}, "unreachable", "connection_lost"),
        ({"api": TOKEN_CREATE, "kind": "garbage"}, "unreachable", "not_json"),
        ({"api": CATEGORIES, "kind": "error", "value": "InsufficientPermission"}, "not_permitted", ""),
        ({"api": CATEGORIES, "kind": "reset"}, "key_good", "connection_lost"),
        ({"api": CATEGORIES, "kind": "error", "value": "ServiceUnavailable"}, "key_good", "ServiceUnavailable"),
    ],
    ids=str,
)
async def test_whatever_the_gateway_does_the_check_says_what_it_saw(
    tmp_path: Path, told: dict[str, object], code: str, detail: str
) -> None:
    async with a_desk(tmp_path, now=lambda: datetime.now(UTC)) as desk:
        await desk.practising.start(port=0)
        held = _seeds(desk)
        profile = await desk.profiles.add(draft(app_key=held.app_key), held.app_secret)
        await _disturb(desk, **told)
        answer = await desk.key_checking.check(profile.id)
        assert (answer.code, answer.detail) == (code, detail)
        seen = await desk.history.get(answer.exchange_id)
        assert seen.api == (TOKEN_CREATE if told["api"] == TOKEN_CREATE else CATEGORIES)
        noted = (await desk.profiles.get(profile.id)).last_check
        assert (noted.code if noted else None) == (None if code == "unreachable" else code)


async def test_without_its_answer_the_made_up_code_is_all_that_was_sent_of_the_user(tmp_path: Path) -> None:
    async with a_desk(tmp_path, now=lambda: datetime.now(UTC)) as desk:
        await desk.practising.start(port=0)
        held = _seeds(desk)
        profile = await desk.profiles.add(draft(app_key=held.app_key), held.app_secret)
        await desk.key_checking.check(profile.id)
        made = [line.api for line in await desk.history.recent()]
        assert made == [CATEGORIES, TOKEN_CREATE], "one call for the key, one for the permission, and no more"


# ---------------------------------------------------------------- profiles that change meanwhile


class AnswersLater:
    """Says "invalid code", then "fine", once the gate is open."""

    def __init__(self) -> None:
        self.entered, self.gate = asyncio.Event(), asyncio.Event()

    def gateway(self) -> AnswersLater:
        """It is its own way out."""
        return self

    async def send(self, signed: SignedRequest, _sender: object) -> Exchange:
        self.entered.set()
        await self.gate.wait()
        error = CallError("platform", "InvalidCode") if signed.api == TOKEN_CREATE else None
        return exchange(request=SentRequest.of(signed), error=error, api=signed.api)


async def _check_while(desk: Desk, profile: Profile, change: Any) -> None:
    gateway: Any = AnswersLater()
    calling = Calling(gateway, desk.practising, desk.order_attempts, lambda: NOON)
    checking = KeyChecking(desk.profiles, desk.environments, desk.callers, calling)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(checking.check(profile.id))
        await gateway.entered.wait()
        await change
        gateway.gate.set()
        assert (await running).code == "permitted"


@pytest.mark.parametrize("changes", [{"app_key": "500002"}, {"app_type": AppType.AFFILIATE}])
async def test_an_answer_is_not_noted_on_a_key_that_took_the_place_of_the_one_asked_about(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk, environment="live")
        await _check_while(desk, profile, desk.profiles.edit(profile.id, draft("Shop", "live", **changes)))
        assert (await desk.profiles.get(profile.id)).last_check is None


async def test_a_new_name_meanwhile_keeps_the_answer_and_the_name(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk, environment="live")
        await _check_while(desk, profile, desk.profiles.edit(profile.id, draft("Renamed", "live", notes="new")))
        now = await desk.profiles.get(profile.id)
        assert (now.name, now.notes) == ("Renamed", "new")
        assert now.last_check is not None
        assert now.last_check.code == "permitted"


async def test_a_profile_that_is_removed_meanwhile_gets_its_answer_and_stays_removed(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk, environment="live")
        await _check_while(desk, profile, desk.profiles.remove(profile.id))
        assert await desk.profiles.list() == ()


async def test_a_note_and_an_edit_at_once_lose_nothing(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk)
        for number in range(20):
            edit = desk.profiles.edit(profile.id, draft(f"Shop {number}"))
            note = desk.profiles.note_check(profile.id, f"code {number}")
            await asyncio.gather(*((edit, note) if number % 2 else (note, edit)))
            now = await desk.profiles.get(profile.id)
            assert now.name == f"Shop {number}"
            assert now.last_check is not None
            assert now.last_check.code == f"code {number}"


@pytest.mark.parametrize(
    ("changes", "is_kept"),
    [
        ({"name": "Other"}, True), ({"notes": "n"}, True), ({"callback_url": "https://a.example/cb"}, True),
        ({"app_key": " 500001 "}, True), ({"app_key": "500002"}, False), ({"app_type": AppType.AFFILIATE}, False),
    ],
    ids=str,
)  # fmt: skip
async def test_an_edit_voids_the_last_check_only_where_the_answer_could_be_another(
    tmp_path: Path, changes: dict[str, Any], is_kept: bool
) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk)
        await desk.profiles.note_check(profile.id, "permitted")
        name = changes.get("name", "Shop")
        edited = await desk.profiles.edit(profile.id, draft(name, **{k: v for k, v in changes.items() if k != "name"}))
        assert (edited.last_check is not None) == is_kept
        assert await desk.profiles.app_secret(edited) == APP_SECRET


# ---------------------------------------------------------------- who wants a session


@pytest.mark.parametrize(
    ("api", "wants"),
    [
        ("/auth/token/create", False), ("/auth/token/refresh", False), ("aliexpress.ds.order.create", True),
        ("aliexpress.trade.ds.order.get", True), ("aliexpress.affiliate.category.get", False),
        ("aliexpress.ds.text.search", True), ("what.nobody.knows", True), ("", True),
    ],
)  # fmt: skip
async def test_a_session_goes_along_unless_the_catalogue_says_that_none_is_needed(
    tmp_path: Path, api: str, wants: bool
) -> None:
    async with a_desk(tmp_path) as desk:
        assert desk.callers.wants_session(api) is wants
