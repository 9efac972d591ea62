"""Canaries of every kind in every place: none is in any form, mail, pack, HAR, case, log or file of the database."""

from __future__ import annotations

import base64
import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path
from urllib.parse import quote, quote_plus

import httpx
import pytest

from aexdesk.desk import Desk
from aexdesk.gateway.sent_calls import SentCalls
from aexdesk.openplatform.request import Call
from aexdesk.redaction import for_storage, hider_for
from aexdesk.secret import MASK, Secret
from aexdesk.services.evidence import name_of_pack
from aexdesk.services.support_desk import FormWish, SupportCase
from aexdesk.services.tokens import TokenGrant
from aexdesk.support.channels import Channel, FormLanguage, Topic
from aexdesk.support.mail import to_eml, to_mailto
from aexdesk.workspace.body import Body
from aexdesk.workspace.environment import LIVE
from aexdesk.workspace.exchange import CallError, Exchange, Origin, Parameter, ReceivedResponse, SentRequest
from tests.services.test_support_desk import attached, unpacked
from tests.services.worlds import FaultyVault, a_desk, a_profile, draft
from tests.storage import things

IN_VAULT: Mapping[str, str] = {
    "app_secret": "CanaryAppSecret01/+==x",
    "session": "50000Canary&Session=02",
    "refresh_token": '50001Canary Refresh"03"',
    "password": "Canary%Password\\04",
}
BY_NAME: Mapping[str, str] = {
    "access_token": "CanaryAccess05-unknown",
    "code": "3_500001_CanaryCode06",
    "Cookie": "CanaryCookie07",
    "Authorization": "CanaryAuthorization08",
}
ALL = {**IN_VAULT, **BY_NAME}
SIGNATURE = "CA4A9" * 12 + "ABCD"


def written(secret: str) -> Iterator[str]:
    """All that is claimed: plain, percent-encoded once and twice, in JSON, in JSON in JSON, hex, and base64, alone and
    after one or two other letters."""
    yield from (secret, quote(secret, safe=""), quote_plus(secret), quote(quote(secret, safe=""), safe=""))
    once = json.dumps(secret)[1:-1]
    yield from (once, json.dumps(once)[1:-1], secret.encode().hex())
    for offset in range(3):
        yield base64.b64encode(b"x" * offset + secret.encode()).decode()
    yield base64.urlsafe_b64encode(secret.encode()).decode()


def spellings(secret: str) -> Iterator[str]:
    """What would give it away: of base64, all but the ends already would."""
    for form in written(secret):
        is_base64 = "%" not in form and form not in (secret, secret.encode().hex())
        yield form[4:-4] if is_base64 and len(form) > len(secret) + 3 else form


def found_in(text: str) -> list[str]:
    return [name for name, secret in ALL.items() if any(form in text for form in spellings(secret))]


def pasted() -> str:
    """What a desperate person puts into a description: secrets of the vault bare, others as their names give them."""
    bare = [form for secret in IN_VAULT.values() for form in written(secret)]
    basic = base64.b64encode(f"user:{IN_VAULT['password']}".encode()).decode()
    named = [
        f"access_token={BY_NAME['access_token']}",
        f'"access_token": "{BY_NAME["access_token"]}"',
        f"https://app.example/cb?code={BY_NAME['code']}&state=1",
        f'Cookie: a=1; sid="{BY_NAME["Cookie"]}"; b={BY_NAME["Cookie"]}',
        f"curl -H 'Authorization: Bearer {BY_NAME['Authorization']}' -H 'Cookie: {BY_NAME['Cookie']}'",
        json.dumps({"headers": {"Authorization": BY_NAME["Authorization"], "Cookie": BY_NAME["Cookie"]}}),
        f"Authorization: Basic {basic}",
    ]
    return "\n".join((*bare, *named))


def a_recorded_call(number: int, api: str) -> Exchange:
    """A call with a canary in each of its places, as the gateway would store it."""
    nested = json.dumps({"a": [json.dumps(ALL, ensure_ascii=True)], **ALL})
    values = {**{name: value for name, value in ALL.items() if name != "code"}, "p": nested, "sign": SIGNATURE}
    if "auth" in api:
        values["code"] = BY_NAME["code"]
    else:
        nested_no_code = json.dumps({name: value for name, value in ALL.items() if name != "code"})
        values["p"] = json.dumps({"a": [nested_no_code], "b": json.loads(nested_no_code)})
    form = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in values.items())
    headers = (
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Cookie", f"sid={BY_NAME['Cookie']}"),
        ("Authorization", f"Bearer {BY_NAME['Authorization']}"),
    )
    answer = {"access_token": BY_NAME["access_token"], "echo": values["p"], "data": {"refreshToken": "CanaryCookie07"}}
    answered = (("Set-Cookie", f"sid={BY_NAME['Cookie']}"), ("Location", f"/cb?code={BY_NAME['code']}"))
    recorded = things.exchange(
        number,
        api=api,
        environment="live",
        request=SentRequest(
            "POST",
            f"https://api.example.test/sync?{form}",
            headers,
            form.encode(),
            tuple(Parameter(name, value, Origin.USER) for name, value in values.items()),
            "".join(name + value for name, value in values.items()),
            SIGNATURE,
        ),
        response=ReceivedResponse(200, answered, Body.of(json.dumps(answer).encode()), 12.0),
        error=CallError("platform", "15", f"bad session {IN_VAULT['session']}", "ISV", "isv.x", IN_VAULT["app_secret"]),
    )
    known = {Secret(value): f"{{{{{name}:t1}}}}" for name, value in IN_VAULT.items()}
    return for_storage(recorded, hider_for(recorded.request, api, known))


async def a_workspace(desk: Desk) -> None:
    profile = await desk.profiles.add(draft("Shop", "live"), Secret(IN_VAULT["app_secret"]))
    grant = TokenGrant(
        "buyer@loan.example", session=Secret(IN_VAULT["session"]), refresh_token=Secret(IN_VAULT["refresh_token"])
    )
    await desk.tokens.add(profile, grant)
    account = await desk.loan_accounts.add("live", "buyer@loan.example")
    await desk.loan_accounts.set_password(account, Secret(IN_VAULT["password"]))
    await desk.history.record(a_recorded_call(1, "aliexpress.ds.order.create"))
    await desk.history.record(a_recorded_call(2, "/auth/token/create"))


async def outputs_of(desk: Desk, case: SupportCase, text: str) -> dict[str, str]:
    """All that can leave, opened as far as it goes."""
    out: dict[str, str] = {}
    for channel in Channel:
        for language in FormLanguage:
            wish = FormWish(channel, Topic.TECHNICAL, text, language)
            form = desk.support_desk.fill_in(case, wish)
            name = f"{channel.value} {language.value}"
            out[name] = "\n".join((form.to, form.subject, form.body, repr(form)))
            out[f"{name} mailto"] = to_mailto(form)
            out[f"{name} eml alone"] = to_eml(form).decode()
            pack, mail = await desk.evidence.pack(case, wish), await desk.evidence.mail(case, wish)
            for file, content in (*unpacked(pack).items(), *unpacked(attached(mail)).items()):
                out[f"{name} {file}"] = content
            out[f"{name} eml"] = mail.decode()
    return out


@pytest.mark.parametrize("text", ["", pasted()], ids=["suggested", "pasted"])
async def test_no_canary_leaves(tmp_path: Path, text: str) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as first:
        await a_workspace(first)
    async with a_desk(tmp_path, vault) as desk:  # a process that has not read one of the secrets yet
        case = await desk.support_desk.open_case("e1", "e2")
        outputs = await outputs_of(desk, case, text)
        left = {name: found for name, content in outputs.items() if (found := found_in(content))}
        assert left == {}
        assert not [name for name, content in outputs.items() if SIGNATURE in content]
        assert not [name for name, content in outputs.items() if "{{" in content]


async def test_no_canary_is_kept(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as first:
        await a_workspace(first)
    async with a_desk(tmp_path, vault, for_window=True) as desk:
        about = await desk.support_desk.open_case("e1", "e2")
        form = desk.support_desk.fill_in(about, FormWish(Channel.EMAIL, description=pasted()))
        case = await desk.support_cases.file(about, form, Channel.EMAIL, Topic.TECHNICAL, notes=pasted())
    async with a_desk(tmp_path, vault, for_window=True) as desk:  # again one that knows none of them yet
        await desk.support_cases.note(case.id, f"{pasted()}\nagain")
        await desk.preferences.set("support.descriptions", {"e1": desk.support_desk.hide_prose(pasted())})
        (kept,) = await desk.support_cases.find("live")
        assert found_in(repr(kept)) == []
        assert kept.notes.endswith("again")
    read = [file for file in (tmp_path / "data").rglob("*") if file.is_file()]
    assert any(file.read_bytes().startswith(b"SQLite format 3") for file in read)
    for file in read:
        assert found_in(file.read_bytes().decode("utf-8", "replace")) == [], file
    assert found_in(caplog.text) == []


async def test_encoded_secrets_of_a_recorded_answer_do_not_leave(tmp_path: Path) -> None:
    """A history of before may hold what base64 and hex carry: it was not looked for when a call was recorded."""
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        await a_workspace(desk)
        carried = "\n".join(form for secret in IN_VAULT.values() for form in written(secret))
        call = things.exchange(3, environment="live")
        assert call.response is not None
        response = replace(call.response, body=Body.of(carried.encode()))
        await desk.history.record(replace(call, response=response))
        case = await desk.support_desk.open_case("e3")
        outputs = await outputs_of(desk, case, "")
        assert {name: found for name, content in outputs.items() if (found := found_in(content))} == {}


async def test_a_shut_vault_keeps_nobody_from_asking(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        await a_workspace(desk)
        vault.fault = "locked"
        case = await desk.support_desk.open_case("e1")
        assert desk.support_desk.fill_in(case, FormWish(Channel.TICKET)).body.startswith("Description: ")


class Echo:
    """A platform that says all that it is told to, in its body and a header."""

    def __init__(self, body: str) -> None:
        self.body = body

    def __call__(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"X-Echo": self.body.partition("\n")[0]}, content=self.body.encode())


@pytest.mark.parametrize("size", [0, 2 * 1024 * 1024], ids=["in the row", "in a file"])
async def test_no_known_secret_reaches_a_row_in_whatever_encoding(tmp_path: Path, size: int) -> None:
    """Of this call, of another app and of an account: what the desk knows when the call is made."""
    carried = [form for secret in IN_VAULT.values() for form in (*spelled_deeper(secret), *written(secret))]
    body = json.dumps({"data": "\n".join(carried), "more": "x " * (size // 2)}) + "\n".join(carried)
    async with a_desk(tmp_path) as desk:
        await a_workspace(desk)
        profile = await a_profile(desk, "Another", "live")
        way_out = desk._way_out.gateway()
        way_out._sent = SentCalls(httpx.MockTransport(Echo(body)))
        call = Call("aliexpress.ds.product.get", (("product_id", "1"), ("note", "\n".join(carried))))
        caller = await desk.callers.of_profile(profile, call.api)
        exchange = await desk.calling.send(call, caller, LIVE)
        assert exchange.response is not None
        assert (exchange.response.body.file is not None) is bool(size)
        assert found_in(repr(exchange)) == []
        await desk.finding.find(desk.finding.read("is:failed"), 10)  # what waits is indexed
        read = [file for file in (tmp_path / "data").rglob("*") if file.is_file()]
        assert [file for file in read if file.name.endswith("-wal") and file.stat().st_size]
        for file in read:
            assert found_in(file.read_bytes().decode("utf-8", "replace")) == [], file


def spelled_deeper(secret: str) -> Iterator[str]:
    """In base64 as JSON and as a form carry it, and that in an address and in JSON."""
    whole = base64.b64encode(json.dumps({"password": secret}).encode()).decode()
    yield from (whole, quote(whole, safe=""), json.dumps(whole).replace("/", "\\/"))
    yield base64.b64encode(f"a=1&b={quote(secret, safe='')}".encode()).decode()


async def test_a_word_that_is_somebodys_password_leaves_the_records_of_others_readable(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        account = await desk.loan_accounts.add("live", "buyer@loan.example")
        profile = await a_profile(desk, "Shop", "live")
        for password in ("aliexpress", "100500"):
            await desk.loan_accounts.set_password(account, Secret(password))
        way_out = desk._way_out.gateway()
        way_out._sent = SentCalls(httpx.MockTransport(Echo('{"id": "1005001", "password": "aliexpress"}')))
        call = Call("aliexpress.ds.product.get", (("product_id", "1005001"),))
        exchange = await desk.calling.send(call, await desk.callers.of_profile(profile, call.api), LIVE)
        assert (exchange.api, exchange.request.parameters[-1].name) == (call.api, "sign")
        assert exchange.response is not None
        assert exchange.response.body.data.decode() == f'{{"id": "1005001", "password": "{MASK}"}}'


@pytest.mark.parametrize(
    "api",
    [
        f"aliexpress.{IN_VAULT['session']}",
        f"x/{quote(IN_VAULT['app_secret'], safe='')}\r\nBcc: a@b.example",
        "/../订单/" + "x" * 300,
    ],
)
async def test_what_was_typed_as_an_api_names_no_file_and_no_mail_with_a_secret(tmp_path: Path, api: str) -> None:
    """The same for a call that was recorded before the secret was known."""
    async with a_desk(tmp_path) as desk:
        await a_workspace(desk)
        await desk.history.record(things.exchange(5, environment="live", api=api))
        case = await desk.support_desk.open_case("e5")
        outputs = await outputs_of(desk, case, "")
        assert {name: found for name, content in outputs.items() if (found := found_in(content))} == {}
        name = name_of_pack(case)
        assert found_in(name) == []
        assert re.fullmatch(r"support-[A-Za-z0-9._-]{0,80}-\d{8}-\d{6}\.zip", name)
        mail = message_from_bytes(await desk.evidence.mail(case, FormWish(Channel.EMAIL)))
        assert "Bcc" not in mail


async def test_a_token_that_has_gone_since_is_hidden_in_each_encoding(tmp_path: Path) -> None:
    """The vault no longer holds it; this process has seen it."""
    async with a_desk(tmp_path) as desk:
        await a_workspace(desk)
        (token,) = await desk.tokens.list()
        await desk.tokens.remove(token)
        await desk.tokens.purge_removed()
        about = await desk.support_desk.open_case("e1")
        pasted_text = " 请看 ".join((*written(IN_VAULT["session"]), *spelled_deeper(IN_VAULT["session"])))
        form = desk.support_desk.fill_in(about, FormWish(Channel.EMAIL, description=pasted_text))
        kept = await desk.support_cases.file(about, form, Channel.EMAIL, Topic.TECHNICAL, notes=pasted_text)
        assert found_in(repr(kept)) == []
        assert "0000Canary" not in repr(kept), "a name within a secret took half of it, and left the rest"
