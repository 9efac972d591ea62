"""proxying, with the real services and a practice gateway: sessions learned, records kept, off and on again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlencode

import pytest

from aexdesk.desk import Desk
from aexdesk.openplatform.endpoints import Endpoints
from aexdesk.openplatform.request import Call, Credentials, build_request
from aexdesk.practice import Rules, start_practice
from aexdesk.secret import Secret
from aexdesk.services.profiles import ProfileDraft
from aexdesk.workspace.environment import PRACTICE
from tests.practice import world
from tests.practice.login.login import authorize
from tests.services.worlds import FaultyVault, a_desk


class World:
    """A desk whose proxy runs before a practice gateway of its own."""

    def __init__(self, desk: Desk, told: Mapping[str, Any]) -> None:
        self.desk = desk
        self.told = told

    @property
    def url(self) -> str:
        return self.desk.proxying.state.url or ""

    @property
    def trouble(self) -> str:
        trouble = self.desk.proxying.state.trouble
        return trouble.code if trouble else ""

    async def ask(self, call: Call, session: str = "") -> Any:
        url = self.url
        credentials = Credentials(
            self.told["app_key"], Secret(self.told["app_secret"]), Secret(session) if session else None
        )
        timestamp = str(int(datetime.now(UTC).timestamp() * 1000))
        made = build_request(call, credentials, Endpoints(f"{url}/sync", f"{url}/rest"), timestamp)
        answer = await asyncio.to_thread(world.fetch, made.url, made.body)
        return json.loads(answer.body)

    async def log_in(self) -> Any:
        client = cast(world.Client, SimpleNamespace(told=self.told, app_key=self.told["app_key"]))
        code = await asyncio.to_thread(authorize, client)
        return await self.ask(Call("/auth/token/create", (("code", code),)))

    async def order(self, session: str) -> Any:
        case = self.told["test_case"]
        item = {"product_id": int(case["item_id"]), "product_count": 1, "sku_attr": "14:193#Black"}
        item["logistics_service_name"] = "CAINIAO_STANDARD"
        address = {
            "contact_person": "A B", "full_name": "A B", "address": "1 Test Street", "city": "Vineland",
            "province": "New Jersey", "zip": "08360", "country": "US", "phone_country": "+1", "mobile_no": "5550100000",
        }  # fmt: skip
        asked = {"product_items": [item], "logistics_address": address}
        pairs = (("param_place_order_request4_open_api_d_t_o", json.dumps(asked)),)
        return await self.ask(Call("aliexpress.ds.order.create", pairs), session)


def now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def a_world(folder: Path, vault: FaultyVault | None = None) -> AsyncIterator[World]:
    running = start_practice(0, rules=Rules(throttle=False))
    try:
        async with a_desk(folder, vault, now=now) as desk:
            assert await desk.practising.join(running.url)
            await desk.proxying.start(PRACTICE, 0)
            yield World(desk, running.object.to_json())
    finally:
        running.stop()


async def a_profile_of(here: World) -> None:
    draft = ProfileDraft("practice", "Shop", here.told["app_key"])
    await here.desk.profiles.add(draft, Secret(here.told["app_secret"]))


async def test_a_login_and_a_refresh_that_pass_are_learned_for_the_profile(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_world(tmp_path, vault) as here:
        await a_profile_of(here)
        created = await here.log_in()
        (token,) = await here.desk.tokens.list("practice")
        assert (token.account, token.is_real) == (here.told["buyer_email"], False)
        asked = Call("/auth/token/refresh", (("refresh_token", created["refresh_token"]),))
        renewed = await here.ask(asked)
        (after,) = await here.desk.tokens.list("practice")
        assert after.id == token.id
        assert after.session_digest != token.session_digest
        assert {renewed["access_token"], renewed["refresh_token"]} <= vault.texts()
        assert created["access_token"] not in vault.texts()
        placed = await here.order(renewed["access_token"])
        assert placed["aliexpress_ds_order_create_response"]["result"]["is_success"] is True, placed


async def test_without_an_account_in_the_answer_a_refresh_is_known_by_its_refresh_token(tmp_path: Path) -> None:
    async with a_world(tmp_path) as here:
        await a_profile_of(here)
        created = await here.log_in()
        asked = Call("/auth/token/security/refresh", (("refresh_token", created["refresh_token"]),))
        await here.ask(asked)
        (token,) = await here.desk.tokens.list("practice")
        assert token.account == here.told["buyer_email"]


@pytest.mark.parametrize("has_vault", [True, False])
async def test_where_nothing_can_be_kept_the_guard_knows_the_session_for_this_run(
    has_vault: bool, tmp_path: Path
) -> None:
    vault = FaultyVault()
    async with a_world(tmp_path, vault) as here:
        if not has_vault:
            await a_profile_of(here)
            vault.fault = "vault_missing"
        created = await here.log_in()
        placed = await here.order(created["access_token"])
        assert placed["aliexpress_ds_order_create_response"]["result"]["is_success"] is True, placed
        assert (await here.order("5000somebody"))["error_response"]["code"] == "GuardRefused"
        vault.fault = ""


async def test_an_order_is_noted_on_its_test_case_and_reads_are_in_the_access_log(tmp_path: Path) -> None:
    async with a_world(tmp_path) as here:
        told: list[None] = []
        here.desk.access_log.changed.append(lambda: told.append(None))
        await here.ask(Call("aliexpress.ds.product.get", (("product_id", "1"),)), here.told["access_token"])
        await here.order("5000somebody")
        await here.desk.proxying.stop()
        log = await here.desk.access_log.recent("practice", 10)
        assert {(one.api, one.guard_allowed, one.door) for one in log} == {
            ("aliexpress.ds.order.create", False, "proxy"),
            ("aliexpress.ds.product.get", True, "proxy"),
        }
        assert told
        (refused,) = await here.desk.access_log.find("practice", 10, refused_only=True)
        assert refused.error_code == "GuardRefused"
        assert [one.api for one in await here.desk.access_log.find("practice", 10, search="api:product")] == [
            "aliexpress.ds.product.get"
        ]
        assert await here.desk.access_log.recent("live", 10) == ()


async def test_the_secret_of_a_profile_that_is_added_later_is_known(tmp_path: Path) -> None:
    async with a_world(tmp_path) as here:
        draft = ProfileDraft("practice", "Late", "424242")
        await here.desk.profiles.add(draft, Secret("its-secret"))
        await here.desk.proxying._acquaintance.look()
        url = here.url
        wrong = urlencode({"method": "aliexpress.ds.product.get", "app_key": "424242", "sign_method": "sha256"})
        await asyncio.to_thread(world.fetch, f"{url}/sync?{wrong}&sign=00")
        await here.desk.proxying.stop()
        (line,) = await here.desk.access_log.recent("practice", 10)
        kept = await here.desk.history.get(line.id)
        assert (kept.profile, kept.guard.notes) == ("Late", ("signature_wrong",))


async def test_off_and_on_again_and_a_taken_port(tmp_path: Path) -> None:
    async with a_world(tmp_path) as here:
        proxying = here.desk.proxying
        states: list[tuple[bool, bool]] = []
        proxying.changed.append(lambda: states.append((proxying.state.is_starting, proxying.state.url is not None)))
        url = here.url
        await proxying.start(PRACTICE, 0)
        assert here.url == url != ""
        await proxying.stop()
        await proxying.stop()
        assert not here.url
        port = int(here.told["url"].rpartition(":")[2])
        await proxying.start(PRACTICE, port)
        assert here.trouble == "port_taken"
        await proxying.start(PRACTICE, 0)
        assert states == [(False, False), (True, False), (False, False), (True, False), (False, True)]


async def test_without_practice_there_is_nowhere_to_go(tmp_path: Path) -> None:
    async with a_world(tmp_path) as here:
        await here.desk.practising.stop()
        answer = await here.ask(Call("aliexpress.ds.product.get", (("product_id", "1"),)))
        assert answer["error_response"]["code"] == "NoAnswer"


async def test_the_profile_whose_secret_made_the_signature_is_named_among_those_of_one_app_key(tmp_path: Path) -> None:
    async with a_world(tmp_path) as here:
        key = here.told["app_key"]
        for name, secret in (("Right", here.told["app_secret"]), ("Spent", "of-last-year"), ("Stale", "of-before")):
            await here.desk.profiles.add(ProfileDraft("practice", name, key), Secret(secret))
        await here.desk.proxying._acquaintance.look()
        await here.ask(Call("aliexpress.ds.product.get", (("product_id", "1"),)), here.told["access_token"])
        here.told = {**here.told, "app_secret": "of-nobody"}
        await here.ask(Call("aliexpress.ds.product.get", (("product_id", "2"),)), here.told["access_token"])
        await here.desk.proxying.stop()
        log = await here.desk.access_log.recent("practice", 10)
        kept = [await here.desk.history.get(line.id) for line in log]
    assert [(one.profile, one.app_key, one.guard.notes) for one in kept] == [
        ("", key, ("signature_wrong",)),
        ("Right", key, ()),
    ]
    assert [(line.profile, line.app_key) for line in log] == [("", key), ("Right", key)]
