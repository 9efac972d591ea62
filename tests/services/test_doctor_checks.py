"""What the doctor finds in calls that a practice gateway really refused, beside and before the masking of secrets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlencode

import pytest

from aexdesk.desk import Desk
from aexdesk.openplatform.request import Call
from aexdesk.practice import Rules, start_practice
from aexdesk.secret import Secret
from aexdesk.services.diagnosing import SearchProgress
from aexdesk.services.doctor_desk import Examination
from aexdesk.services.profiles import ProfileDraft
from aexdesk.services.tokens import TokenGrant
from aexdesk.wording.doctor_words import describe_note
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.profile import AppType, Profile
from tests.practice import world
from tests.practice.login.login import authorize, open_page
from tests.services.worlds import a_desk

PRODUCT = "aliexpress.ds.product.get"
ITEM = {"product_id": "1005000000000001", "ship_to_country": "US"}
CREATE = "/auth/token/create"
STRANGE = "CANARY-session-of-nobody-0123456789"


@dataclass
class Moved:
    """A clock that can be set: the desk's, or the practice gateway's."""

    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Shop:
    """A desk whose proxy runs before a practice gateway of its own, with the seeded app as its profile."""

    desk: Desk
    told: Mapping[str, Any]
    profile: Profile
    clock: Moved
    platform_clock: Moved

    async def ask(self, api: str, secret: str = "", break_: str = "", at: str = "", **params: str) -> Any:
        """Signs by hand, and rightly unless told otherwise; through the proxy, to its right address or to `at`."""
        base = self.desk.proxying.state.url
        path = api if api.startswith("/") else ""
        sent = {"app_key": self.told["app_key"], "timestamp": str(round(datetime.now(UTC).timestamp() * 1000)),
                "sign_method": "sha256", **({} if path else {"method": api}), **params}  # fmt: skip
        signed = {name: value for name, value in sent.items() if name != break_}
        sent["sign"] = world.sign(signed, secret or self.told["app_secret"], path)
        if at:
            sent = {"method": api, **sent}
            sent["sign"] = world.sign(sent, self.told["app_secret"], path)
        url = f"{base}{at}" if at else f"{base}/rest{path}" if path else f"{base}/sync"
        return json.loads((await asyncio.to_thread(world.fetch, url, urlencode(sent).encode())).body)

    async def diagnose_last(self, code: str) -> Examination:
        """Of the newest call, which must have ended so."""
        for _turn in range(200):
            lines = await self.desk.history.recent(limit=1)
            if lines and lines[0].error_code == code:
                case = await self.desk.diagnosing.open_exchange(lines[0].id)
                return await self.desk.diagnosing.examine(case, SearchProgress())
            await asyncio.sleep(0.01)
        raise AssertionError([line.error_code for line in await self.desk.history.recent(limit=5)])

    async def code(self) -> str:
        client = cast(world.Client, SimpleNamespace(told=self.told, app_key=self.told["app_key"]))
        return await asyncio.to_thread(authorize, client)


@asynccontextmanager
async def a_shop(folder: Path) -> AsyncIterator[Shop]:
    clock, platform_clock = Moved(), Moved()
    running = start_practice(0, rules=Rules(throttle=False), clock=lambda: platform_clock.now().timestamp())
    try:
        async with a_desk(folder, now=clock.now) as desk:
            assert await desk.practising.join(running.url)
            told = running.object.to_json()
            shop = ProfileDraft("practice", "Shop", told["app_key"], callback_url=told["callback_url"])
            profile = await desk.profiles.add(shop, Secret(told["app_secret"]))
            await desk.proxying.start(PRACTICE, 0)
            yield Shop(desk, told, profile, clock, platform_clock)
    finally:
        running.stop()


def ids(found: Examination) -> list[str]:
    return [one.id for one in found.finding.mistakes]


def notes(found: Examination) -> list[str]:
    return [one.id for one in found.finding.notes]


def all_that_lies_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_a_wrong_signature_over_a_session_of_nobody_is_found_before_the_session_is_hidden(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        await shop.ask(PRODUCT, session=STRANGE, break_="ship_to_country", **ITEM)
        found = await shop.diagnose_last("IncompleteSignature")
        assert ids(found) == ["param-left-out:ship_to_country"]
        assert found.is_noted
        assert "masked-values" not in notes(found)
    held = all_that_lies_in(tmp_path)
    assert STRANGE.encode() not in held
    assert shop.told["app_secret"].encode() not in held


async def test_a_wrong_code_of_a_login_is_examined_too(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        await shop.ask(CREATE, secret=shop.told["app_secret"] + "\n", code="3_CANARY_never_given_000")
        found = await shop.diagnose_last("IncompleteSignature")
        assert ids(found) == ["secret-whitespace"]


async def test_a_call_of_the_console_with_the_secret_of_another_profile(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        wrong = Secret("CANARY-of-the-other-app")
        await shop.desk.profiles.add(ProfileDraft("practice", "Other", "777"), wrong)
        caller = shop.desk.callers.as_given(shop.told["app_key"], wrong, None)
        exchange = await shop.desk.calling.send(Call(PRODUCT, tuple(ITEM.items())), caller, PRACTICE)
        assert exchange.request.noted is not None
        assert [one.kind for one in exchange.request.noted.mistakes] == ["secret-of-other-profile"]
        found = await shop.diagnose_last("IncompleteSignature")
        assert ids(found) == ["secret-of-other-profile"]
        assert not found.is_noted  # nothing was masked: it is examined again, and shows both strings
        assert found.finding.received.string_to_sign


@pytest.mark.parametrize(("hours", "note"), [(3, "clock-ahead"), (-3, "clock-behind")])
async def test_a_clock_that_is_wrong(hours: int, note: str, tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        shop.platform_clock.ahead = -timedelta(hours=hours)  # as it is told by the Date header of its answers
        await shop.ask(PRODUCT, **ITEM)
        found = await shop.diagnose_last("IllegalTimestamp")
        (told,) = [one for one in found.finding.notes if one.id.startswith("clock-")]
        assert (told.id, dict(told.values)["minutes"]) == (note, "180")


async def test_a_timestamp_that_is_wrong_under_a_clock_that_is_right(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        shop.clock.ahead = timedelta(hours=8)  # what the console signs with; records and answers are of now
        caller = await shop.desk.callers.of_app(shop.profile)
        await shop.desk.calling.send(Call(PRODUCT, tuple(ITEM.items())), caller, PRACTICE)
        found = await shop.diagnose_last("IllegalTimestamp")
        assert "timestamp-off-server" in notes(found)
        assert not {"clock-ahead", "clock-behind"} & {*notes(found)}


async def test_a_token_of_another_app(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        other = await shop.desk.profiles.add(ProfileDraft("practice", "Other", "777"), Secret("CANARY-777"))
        await shop.desk.tokens.add(other, TokenGrant("buyer@loan.example", Secret(STRANGE)))
        await shop.ask(PRODUCT, session=STRANGE, **ITEM)
        assert "token-of-other-app" in notes(await shop.diagnose_last("IllegalAccessToken"))


async def test_a_token_of_another_environment(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        live = await shop.desk.profiles.add(ProfileDraft("live", "Live", shop.told["app_key"]), Secret("CANARY-live"))
        await shop.desk.tokens.add(live, TokenGrant("buyer@loan.example", Secret(STRANGE)))
        await shop.ask(PRODUCT, session=STRANGE, **ITEM)
        assert "token-of-other-environment" in notes(await shop.diagnose_last("IllegalAccessToken"))


async def test_a_token_that_has_ended(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        ended = datetime.now(UTC) - timedelta(minutes=30)
        await shop.desk.tokens.add(
            shop.profile, TokenGrant("buyer@loan.example", Secret(STRANGE), access_expires_at=ended)
        )
        await shop.ask(PRODUCT, session=STRANGE, **ITEM)
        assert "token-expired" in notes(await shop.diagnose_last("IllegalAccessToken"))


async def test_a_session_that_nobody_here_knows(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        await shop.ask(PRODUCT, session=STRANGE, **ITEM)
        found = await shop.diagnose_last("IllegalAccessToken")
        assert "token-unknown" in notes(found)
        assert not found.can_judge  # its signature cannot be examined, and is not blamed


async def an_affiliate(shop: Shop) -> dict[str, str]:
    """Another app, of the gateway and of a profile; its key and secret as `ask` takes them."""
    app = {"app_key": "500777", "app_secret": "made-up-affiliate-secret", "callback_url": "http://127.0.0.1/cb",
           "app_type": "affiliate", "app_state": "test"}  # fmt: skip
    url, head = f"{shop.told['url']}/_practice/apps", {"Content-Type": "application/json"}
    assert (await asyncio.to_thread(world.fetch, url, json.dumps(app).encode(), head)).status < 300
    draft = ProfileDraft("practice", "Affiliate", app["app_key"], AppType.AFFILIATE)
    await shop.desk.profiles.add(draft, Secret(app["app_secret"]))
    return {"app_key": app["app_key"], "secret": app["app_secret"]}


async def test_an_api_of_the_other_app_type(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        await shop.ask(PRODUCT, **await an_affiliate(shop), **ITEM)
        found = await shop.diagnose_last("InsufficientPermission")
        assert "permission-other-app-type" in notes(found)
        assert found.finding.verdict == "valid"


async def test_an_api_that_nobody_granted(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        api = next(one.name for one in shop.desk.catalogue.definitions if one.group == "seller" and not one.is_system)
        as_whom = await an_affiliate(shop)
        caller = shop.desk.callers.as_given(as_whom["app_key"], Secret(as_whom["secret"]), Secret(STRANGE))
        await shop.desk.calling.send(Call(api), caller, PRACTICE)
        assert "permission-not-granted" in notes(await shop.diagnose_last("InsufficientPermission"))


async def test_a_session_that_is_needed_and_was_not_sent(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        await shop.ask("aliexpress.ds.freight.query", queryDeliveryReq="{}")
        assert "session-missing" in notes(await shop.diagnose_last("InsufficientPermission"))


@pytest.mark.parametrize(
    ("api", "at", "note"),
    [(CREATE, "/sync", "system-through-sync"), (PRODUCT, "/rest", "business-through-rest")],
)
async def test_an_interface_at_the_address_of_the_other_kind(api: str, at: str, note: str, tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        answer = await shop.ask(api, at=at, product_id="1", ship_to_country="US")
        said = answer.get("error_response", answer)
        assert note in notes(await shop.diagnose_last(said["code"]))


async def test_a_system_interface_through_sync_as_it_is_pasted(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        sent = {"app_key": shop.told["app_key"], "timestamp": str(round(datetime.now(UTC).timestamp() * 1000)),
                "sign_method": "sha256", "method": CREATE, "code": "3_x"}  # fmt: skip
        sent["sign"] = world.sign(sent, shop.told["app_secret"], CREATE)
        answer = await asyncio.to_thread(world.fetch, shop.told["sync_url"], urlencode(sent).encode())
        assert answer.json["error_response"]["code"] in ("InvalidApiPath", "IncompleteSignature")
        case = await shop.desk.diagnosing.read_text(f"{shop.told['sync_url']}?{urlencode(sent)}", "practice")
        assert "system-through-sync" in notes(await shop.desk.diagnosing.examine(case, SearchProgress()))


async def test_an_api_name_that_is_misspelt(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        caller = await shop.desk.callers.of_app(shop.profile)
        await shop.desk.calling.send(Call("aliexpress.ds.product.gett", ()), caller, PRACTICE)
        found = await shop.diagnose_last("InvalidApiPath")
        (note,) = [one for one in found.finding.notes if one.id == "api-unknown"]
        assert dict(note.values)["nearest"] == PRODUCT


async def test_a_redirect_uri_that_is_not_the_callback(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        given = shop.told["callback_url"] + "/"
        client = cast(world.Client, SimpleNamespace(told=shop.told, app_key=shop.told["app_key"]))
        assert (await asyncio.to_thread(open_page, client, redirect_uri=given)).status == 400
        asked = {"response_type": "code", "client_id": shop.told["app_key"], "redirect_uri": given}
        case = await shop.desk.diagnosing.read_text(f"{shop.told['authorize_url']}?{urlencode(asked)}", "live")
        found = await shop.desk.diagnosing.examine(case, SearchProgress())
        (note,) = [one for one in found.finding.notes if one.id == "callback-differs"]
        assert dict(note.values)["why"] == "slash"
        assert int(dict(note.values)["place"]) == len(given)
        assert "authorize-needs-no-signature" in notes(found)


async def test_a_code_that_was_used_before(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        given = await shop.code()
        assert "access_token" in await shop.ask(CREATE, code=given)
        assert (await shop.ask(CREATE, code=given))["code"] == "InvalidCode"
        assert "code-used-before" in notes(await shop.diagnose_last("InvalidCode"))
        assert (await shop.ask(CREATE, code=given + "x"))["code"] == "InvalidCode"
        assert "code-used-before" not in notes(await shop.diagnose_last("InvalidCode"))


async def test_a_code_that_has_outlived_its_three_minutes(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        given, later = await shop.code(), timedelta(minutes=4)
        await shop.ask(CREATE, secret="wrong", code=given)  # the first try, which did not spend it
        await shop.diagnose_last("IncompleteSignature")
        await _record_earlier(shop, later)
        shop.platform_clock.ahead = later
        assert (await shop.ask(CREATE, code=given))["code"] == "InvalidCode"
        found = await shop.diagnose_last("InvalidCode")
        (note,) = [one for one in found.finding.notes if one.id.startswith("code-")]
        assert (note.id, dict(note.values)["minutes"]) == ("code-too-old", "4")
        assert "lives three minutes" in describe_note(note).message + describe_note(note).hint


async def _record_earlier(shop: Shop, ago: timedelta) -> None:
    """The newest call once more, as of some time ago: the times of records are the machine's own."""
    (line,) = await shop.desk.history.recent(limit=1)
    exchange = await shop.desk.history.get(line.id)
    await shop.desk.history.record(replace(exchange, id="earlier", at=exchange.at - ago))


async def test_a_uuid_beside_the_code(tmp_path: Path) -> None:
    async with a_shop(tmp_path) as shop:
        assert (await shop.ask(CREATE, code=await shop.code(), uuid="u1"))["code"] == "InvalidCode"
        assert "code-with-uuid" in notes(await shop.diagnose_last("InvalidCode"))
