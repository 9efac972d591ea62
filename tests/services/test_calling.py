"""Calls and the key check, against the real practice gateway and against answers made up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import BadInput, NetworkFault, VaultUnavailable
from aexdesk.gateway.client import Sender
from aexdesk.openplatform.request import Call, Credentials, SignedRequest
from aexdesk.ordertest.order_facts import ORDER_PARAMETER
from aexdesk.secret import Secret
from aexdesk.services.callers import Caller
from aexdesk.services.calling import Calling
from aexdesk.services.key_check import KeyChecking
from aexdesk.services.practice_seeds import PracticeSeeds
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.exchange import CallError, Exchange, SentRequest
from aexdesk.workspace.profile import AppType
from tests.ordertest.orders import order, text_of
from tests.services.worlds import APP_SECRET, NOON, SESSION, FaultyVault, a_desk, a_profile, a_token, draft
from tests.storage.things import exchange
from tests.test_redaction import every_text


def _seeds(desk: Desk) -> PracticeSeeds:
    assert desk.practising.seeds is not None
    return desk.practising.seeds


async def test_a_free_order_leaves_and_any_other_does_not(tmp_path: Path) -> None:
    async with a_desk(tmp_path, now=lambda: datetime.now(UTC)) as desk:
        await desk.practising.start(port=0)
        seeds = _seeds(desk)
        item = int(seeds.test_case.item_id)
        answers = []
        for quantity in (1, 2):
            document = order(item={"product_id": item, "product_count": quantity, "sku_attr": ""})
            call = Call("aliexpress.ds.order.create", ((ORDER_PARAMETER, text_of(document)),))
            answers.append(await desk.calling.send(call, desk.callers.of_seeds(seeds, call.api), PRACTICE))
        matched, refused = answers
        assert matched.guard.reason == "matches_test_case"
        assert matched.response is not None
        assert (refused.guard.reason, refused.response) == ("differs_from_test_case", None)
        assert [one.field for one in refused.guard.differences] == ["quantity"]
        assert [line.id for line in await desk.history.recent()] == [refused.id, matched.id]
        assert await desk.history.get(matched.id) == matched
        for one in answers:
            assert seeds.session.reveal().encode() not in b"".join(every_text(one))
            assert seeds.app_secret.reveal().encode() not in b"".join(every_text(one))


# ---------------------------------------------------------------- who calls


async def test_a_profile_calls_with_its_newest_token_where_the_api_wants_one(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk)
        token = await a_token(desk, profile)
        caller = await desk.callers.of_profile(profile, "aliexpress.ds.order.create")
        assert caller.credentials.session == SESSION
        assert caller.references == {
            APP_SECRET: f"{{{{app_secret:{profile.id}}}}}",
            SESSION: f"{{{{session:{token.id}}}}}",
        }
        assert (await desk.callers.of_profile(profile, "/auth/token/create")).credentials.session is None
        assert (await desk.callers.of_profile(profile, "some.unknown.api")).credentials.session == SESSION
        given = await desk.callers.of_profile(profile, "aliexpress.ds.order.create", Secret("given"))
        assert given.credentials.session == Secret("given")
        assert Secret("given") not in given.references


async def test_without_a_secret_nobody_calls(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        profile = await desk.profiles.add(draft(), None)
        with pytest.raises(BadInput, match="app_secret_missing"):
            await desk.callers.of_profile(profile, "a.b")
        vault.fault = "vault_locked"
        with pytest.raises(VaultUnavailable):
            await desk.callers.of_profile(profile, "a.b")


async def test_every_secret_that_is_used_is_hidden_from_the_log(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk)
        await a_token(desk, profile)
        await desk.callers.of_profile(profile, "x.y")
        desk.callers.as_given("1", Secret("CANARY-given-secret"), Secret("CANARY-given-session"))
        text = f"{APP_SECRET.reveal()} {SESSION.reveal()} CANARY-given-secret CANARY-given-session"
        assert "CANARY" not in desk.redact(text)


# ---------------------------------------------------------------- is this key good?


class MadeUpGateway:
    """Answers each call with the next of `errors`; remembers what was called."""

    def __init__(self, *errors: CallError | None) -> None:
        self.errors = list(errors)
        self.called: list[tuple[str, str]] = []

    def gateway(self) -> MadeUpGateway:
        """It is its own way out."""
        return self

    async def send(self, signed: SignedRequest, sender: Sender) -> Exchange:
        values = {parameter.name: parameter.value for parameter in signed.parameters}
        self.called.append((signed.api, values.get("code", "")))
        return exchange(len(self.called), request=SentRequest.of(signed), error=self.errors.pop(0), api=signed.api)


def _platform(code: str, sub_code: str = "") -> CallError:
    return CallError("platform", code, sub_code=sub_code)


_GOOD = _platform("InvalidCode")
CHECKS: list[tuple[list[CallError | None], str, str]] = [
    ([_GOOD, None], "permitted", ""),
    ([_platform("invalidcode"), CallError("no_results", "405")], "permitted", ""),
    ([_GOOD, _platform("InsufficientPermission")], "not_permitted", ""),
    ([_GOOD, _platform("15", "isv.insufficient-permission")], "not_permitted", ""),
    ([_GOOD, _platform("ApiCallLimit")], "key_good", "ApiCallLimit"),
    ([_GOOD, CallError("network", "silent")], "key_good", "silent"),
    ([_platform("IncompleteSignature")], "secret_wrong", ""),
    ([_platform("InvalidAppKey")], "key_wrong", ""),
    ([_platform("InvalidAppkey")], "key_wrong", ""),
    ([_platform("AppWhiteIpLimit")], "address_not_allowed", ""),
    ([_platform("ServiceUnavailable")], "unclear", "ServiceUnavailable"),
    ([_platform("HTTP 502")], "unclear", "HTTP 502"),
    ([None], "unclear", ""),
    ([CallError("network", "connect_failed")], "unreachable", "connect_failed"),
    ([CallError("storage", "disk_full")], "unreachable", "disk_full"),
]


@pytest.mark.parametrize(("errors", "code", "detail"), CHECKS, ids=lambda one: str(one)[:50])
async def test_what_each_answer_says_of_the_key(
    tmp_path: Path, errors: list[CallError | None], code: str, detail: str
) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk, environment="live")
        await desk.profiles.note_check(profile.id, "before")
        gateway: Any = MadeUpGateway(*errors)
        calling = Calling(gateway, desk.practising, desk.order_attempts, lambda: NOON)
        checking = KeyChecking(desk.profiles, desk.environments, desk.callers, calling)
        answer = await checking.check(profile.id)
        assert (answer.code, answer.detail, answer.app_type) == (code, detail, AppType.DROPSHIPPING)
        assert answer.exchange_id == f"e{len(errors)}"
        assert gateway.called[0][0] == "/auth/token/create"
        assert gateway.called[0][1].startswith("3_500001_")
        assert [api for api, _code in gateway.called[1:]] == ["aliexpress.ds.category.get"] * (len(errors) - 1)
        noted = (await desk.profiles.get(profile.id)).last_check
        assert noted is not None
        assert noted.code == ("before" if code == "unreachable" else code)


async def test_an_affiliate_app_is_checked_with_an_affiliate_call(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await desk.profiles.add(draft("Shop", "live", app_type=AppType.AFFILIATE), APP_SECRET)
        gateway: Any = MadeUpGateway(_GOOD, None)
        calling = Calling(gateway, desk.practising, desk.order_attempts, lambda: NOON)
        checking = KeyChecking(desk.profiles, desk.environments, desk.callers, calling)
        assert (await checking.check(profile.id)).app_type is AppType.AFFILIATE
        assert gateway.called[1][0] == "aliexpress.affiliate.category.get"


_Change = Callable[[PracticeSeeds], tuple[str, Secret]]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda seeds: (seeds.app_key, seeds.app_secret), "permitted"),
        (lambda seeds: (seeds.app_key, Secret(seeds.app_secret.reveal() + "x")), "secret_wrong"),
        (lambda seeds: (seeds.app_key + "1", seeds.app_secret), "key_wrong"),
    ],
)
async def test_the_practice_gateway_says_so_too(tmp_path: Path, change: _Change, code: str) -> None:
    async with a_desk(tmp_path, now=lambda: datetime.now(UTC)) as desk:
        await desk.practising.start(port=0)
        app_key, app_secret = change(_seeds(desk))
        profile = await desk.profiles.add(draft(app_key=app_key), app_secret)
        assert (await desk.key_checking.check(profile.id)).code == code
        await desk.practising.stop()
        gone = await desk.key_checking.check(profile.id)
        assert (gone.code, gone.detail) == ("unreachable", "practice_off")
        with pytest.raises(NetworkFault, match="practice_off"):
            await desk.calling.send(Call("a.b"), desk.callers.as_given("1", APP_SECRET, None), PRACTICE)


async def test_a_caller_is_shown_without_its_secrets() -> None:
    caller = Caller("Shop", Credentials("1", APP_SECRET, SESSION), {APP_SECRET: "{{app_secret:1}}"})
    assert "CANARY" not in repr(caller)
