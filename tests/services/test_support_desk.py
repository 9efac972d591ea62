"""The support desk on calls that really went to a practice gateway: no secret is in any form of any channel."""

from __future__ import annotations

import base64
import email
import io
import json
import zipfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.policy import default
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import BadInput
from aexdesk.openplatform.request import Call
from aexdesk.ordertest.order_facts import ORDER_PARAMETER
from aexdesk.secret import Secret
from aexdesk.services.callers import Caller
from aexdesk.services.support_desk import FormWish
from aexdesk.support.channels import Channel, FormLanguage, Topic
from aexdesk.support.forms import SupportForm
from aexdesk.support.hours import BEIJING
from aexdesk.wording.support_texts import PRACTICE_NOTICE
from aexdesk.workspace.body import Body
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.exchange import CallError, Exchange, GuardVerdict, Origin, Parameter, SentRequest
from tests.ordertest.orders import order, text_of
from tests.services.worlds import a_desk, draft
from tests.storage import things

READ = "aliexpress.ds.product.get"
CODE = "3_500001_Canary/Code+0000000004=&"
GIVEN_SESSION = "5000Canary/Session+Token==0000000002&x"
DESCRIPTION = f"I sent session={GIVEN_SESSION} and password: Canary-Password-7 with access_token={CODE}"


@asynccontextmanager
async def practising(folder: Path) -> AsyncIterator[Desk]:
    """A desk with a gateway of its own."""
    async with a_desk(folder, now=lambda: datetime.now(UTC)) as desk:
        await desk.practising.start(port=0, is_announced=False)
        assert desk.practising.seeds is not None
        yield desk


def _caller(desk: Desk, api: str, session: str = "") -> Caller:
    assert desk.practising.seeds is not None
    caller = desk.callers.of_seeds(desk.practising.seeds, api)
    if not session:
        return caller
    return desk.callers.as_given(caller.credentials.app_key, caller.credentials.app_secret, Secret(session))


async def _send(desk: Desk, api: str, session: str = "", **values: str) -> Exchange:
    return await desk.calling.send(Call(api, tuple(values.items())), _caller(desk, api, session), PRACTICE)


async def _every_form(desk: Desk, exchange_id: str) -> dict[str, SupportForm]:
    return {
        f"{channel.value}, {topic.value}, {description[:6]}": await desk.support_desk.write_form(
            exchange_id, channel, topic, description
        )
        for channel in Channel
        for topic in Topic
        for description in ("", DESCRIPTION)
    }


def unpacked(pack: bytes) -> dict[str, str]:
    """The files of a zip."""
    with zipfile.ZipFile(io.BytesIO(pack)) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


def attached(mail: bytes) -> bytes:
    """The one file that a mail brings."""
    (file,) = email.message_from_bytes(mail, policy=default).iter_attachments()
    content: bytes = file.get_content()
    return content


def _forms_of(secret: str) -> Iterator[str]:
    yield from (secret, quote(secret, safe=""), quote_plus(secret), secret.encode().hex())
    yield base64.b64encode(secret.encode()).decode()


async def test_no_form_of_a_real_call_holds_a_secret(tmp_path: Path) -> None:
    async with practising(tmp_path) as desk:
        seeds = desk.practising.seeds
        assert seeds is not None
        item = {"product_id": int(seeds.test_case.item_id), "sku_attr": ""}
        sent = [
            await _send(desk, READ, product_id="1"),
            await _send(desk, READ, GIVEN_SESSION, product_id="1", ship_to_country="US"),
            await _send(desk, READ, session=GIVEN_SESSION, product_id=f"{GIVEN_SESSION} in the wrong place"),
            await _send(desk, "/auth/token/create", code=CODE),
            await _send(desk, "/auth/token/refresh", refresh_token=GIVEN_SESSION),
            await _send(desk, "aliexpress.ds.order.create", **{ORDER_PARAMETER: text_of(order(item=item))}),
            await _send(desk, "aliexpress.ds.order.create", **{ORDER_PARAMETER: text_of(order())}),
        ]
        assert {one.environment for one in sent} == {"practice"}
        for exchange in sent:
            recorded = await desk.history.get(exchange.id)
            secrets = {
                "the session": seeds.session.reveal(),
                "the app secret": seeds.app_secret.reveal(),
                "the signature": recorded.request.sign,
                "a session that was given": GIVEN_SESSION,
                "a code": CODE,
                "a password in the description": "Canary-Password-7",
            }
            assert all(secrets.values())
            for name, form in (await _every_form(desk, exchange.id)).items():
                text = f"{form.to}\n{form.subject}\n{form.body}"
                left = [secret for secret, value in secrets.items() if any(one in text for one in _forms_of(value))]
                assert left == [], (recorded.api, name, text)
                assert "{{" not in text
                assert PRACTICE_NOTICE in form.body
                assert f"app_key={seeds.app_key}" in form.body


async def test_a_real_answer_gives_its_request_id(tmp_path: Path) -> None:
    async with practising(tmp_path) as desk:
        exchange = await _send(desk, READ, product_id="1")
        assert exchange.request_id
        form = await desk.support_desk.write_form(exchange.id, Channel.TICKET)
        assert f"\nRequestID for your request: {exchange.request_id}\n" in form.body
        assert "failed with error code MissingParameter" in form.body
        assert [(one.kind, one.where) for one in form.hidings] == [("secret", "session"), ("signature", "sign")]


async def test_the_last_that_failed_is_found(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        assert await desk.support_desk.find_failed() is None
        failed = CallError("platform", "15")
        await desk.history.record(things.exchange(1, error=failed))
        await desk.history.record(things.exchange(2, error=failed))
        await desk.history.record(things.exchange(3, error=CallError("no_results", "405")))
        await desk.history.record(things.exchange(4))
        await desk.history.record(things.exchange(5, error=failed, environment="live"))
        found = await desk.support_desk.find_failed("practice")
        assert found is not None
        assert found.id == "e2"
        newest = await desk.support_desk.find_failed()
        assert newest is not None
        assert newest.id == "e5"
        assert [line.id for line in await desk.history.recent(failed_only=True)] == ["e5", "e2", "e1"]

        async def listed(search: str, *, failed_only: bool) -> list[str]:
            calls = await desk.support_desk.find_calls("practice", 10, search, failed_only=failed_only)
            return [line.id for line in calls]

        assert await listed("15", failed_only=True) == ["e2", "e1"]
        assert await listed(" ", failed_only=True) == ["e2", "e1"]
        assert await listed("15 is:failed", failed_only=False) == ["e2", "e1"]
        assert await listed("status:often", failed_only=False) == [], "it means nothing, and stands nowhere"


async def test_nobody_knows_such_an_exchange(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        with pytest.raises(BadInput, match="unknown_exchange"):
            await desk.support_desk.write_form("nope", Channel.EMAIL)


async def test_a_secret_that_this_process_knows_is_hidden_without_its_name(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.history.record(things.exchange(1, environment="live"))
        profile = await desk.profiles.add(draft("Shop", "live"), Secret("canary-app-secret-5"))
        assert await desk.profiles.app_secret(profile) is not None
        form = await desk.support_desk.write_form("e1", Channel.EMAIL, description="is canary-app-secret-5 right?")
        assert "Description: is •••• right?" in form.body
        assert "PRACTICE" not in form.body + form.subject


async def test_a_body_that_has_gone_is_not_missed(tmp_path: Path) -> None:
    """No form quotes an answer: a long one in a file is not read."""
    async with a_desk(tmp_path) as desk:
        response = things.exchange().response
        assert response is not None
        file = desk.home / "bodies" / "gone.body"
        await desk.history.record(things.exchange(1, response=replace(response, body=Body(5_000_000, file=file))))
        form = await desk.support_desk.write_form("e1", Channel.DINGTALK)
        assert "HTTP status 200" in form.body


async def test_the_address_is_hidden_until_a_person_shows_it(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        parameters = (Parameter("p", text_of(order()), Origin.USER),)
        request = SentRequest("POST", "http://127.0.0.1:1/sync", (), b"", parameters, "", "")
        await desk.history.record(things.exchange(1, request=request, guard=GuardVerdict(True, "reads")))
        case = await desk.support_desk.open_case("e1")
        hidden = desk.support_desk.fill_in(case, FormWish(Channel.TICKET))
        assert not [one for one in ("Vineland", "Test Street", "Test Person", "5550100000") if one in hidden.body]
        assert '"country": "US"' in hidden.body
        (city,) = [one.id for one in hidden.hidings if one.kind == "city"]
        shown = desk.support_desk.fill_in(case, FormWish(Channel.TICKET, shown=frozenset({city})))
        assert "Vineland" in shown.body
        assert "Test Street" not in shown.body
        assert [one.id for one in shown.hidings] == [one.id for one in hidden.hidings]
        assert [one.id for one in shown.hidings if one.is_shown] == [city]


async def test_a_signature_is_shown_in_that_form_alone(tmp_path: Path) -> None:
    async with practising(tmp_path) as desk:
        sent = [await _send(desk, READ, product_id="1"), await _send(desk, READ, product_id="2")]
        signs = [(await desk.history.get(one.id)).request.sign for one in sent]
        case = await desk.support_desk.open_case(*(one.id for one in sent))
        wish = FormWish(Channel.EMAIL, shown=frozenset({"signature call 2: sign", "secret call 1: session"}))
        form = desk.support_desk.fill_in(case, wish)
        assert (signs[0] in form.body, signs[1] in form.body) == (False, True)
        assert form.body.count("session=••••") == 2, "a session is never shown"
        pack, mail = await desk.evidence.pack(case, wish), await desk.evidence.mail(case, wish)
        texts = [*unpacked(pack).values(), *unpacked(attached(mail)).values(), mail.decode()]
        assert not [text for text in texts if signs[1] in text]


async def test_calls_of_two_environments_are_no_case(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.history.record(things.exchange(1))
        await desk.history.record(things.exchange(2, environment="live"))
        with pytest.raises(BadInput, match="mixed_environments"):
            await desk.support_desk.open_case("e1", "e2")


async def test_how_often_it_ends_so_is_counted_over_a_day(tmp_path: Path) -> None:
    failed = CallError("platform", "15")
    async with a_desk(tmp_path) as desk:
        await desk.history.record(things.exchange(1, error=failed, at=things.NOON - timedelta(days=1)))
        await desk.history.record(things.exchange(2, error=failed))
        await desk.history.record(things.exchange(3))
        await desk.history.record(things.exchange(4, error=failed, api="aliexpress.ds.order.create"))
        await desk.history.record(things.exchange(5, error=failed))
        await desk.history.record(things.exchange(6, error=failed))
        case = await desk.support_desk.open_case("e5")
        assert "recorded 3 calls of this API; 2 of them, this one included, ended the same way." in case.suggested()


async def test_a_pack_holds_all_that_support_may_ask_for(tmp_path: Path) -> None:
    async with practising(tmp_path) as desk:
        exchange = await _send(desk, READ, product_id="1")
        case = await desk.support_desk.open_case(exchange.id)
        pack = await desk.evidence.pack(case, FormWish(Channel.TICKET, language=FormLanguage.CHINESE))
        assert pack == await desk.evidence.pack(case, FormWish(Channel.TICKET, language=FormLanguage.CHINESE))
        files = unpacked(pack)
        assert list(files) == [
            "README.txt",
            "form.txt",
            "facts.json",
            "call-1/request.txt",
            "call-1/parameters.txt",
            "call-1/string-to-sign.txt",
            "call-1/response.txt",
            "calls.har",
        ]
        assert "模拟网关" in files["README.txt"]
        (facts,) = json.loads(files["facts.json"])["calls"]
        assert (facts["request_id"], facts["error"]["code"]) == (exchange.request_id, "MissingParameter")
        assert facts["at_utc8"].endswith("+08:00")
        assert files["call-1/request.txt"].startswith(f"POST {exchange.request.url.partition('?')[0]}")
        assert files["call-1/string-to-sign.txt"].startswith("app_key")
        assert "MissingParameter" in files["call-1/response.txt"]
        assert json.loads(files["calls.har"])["log"]["entries"][0]["response"]["status"] == 200
        assert desk.support_desk.fill_in(case, FormWish(Channel.TICKET)).fields[1][1] in files["form.txt"]


async def test_an_answer_that_no_mail_can_carry_stays_out_of_the_pack(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        response = things.exchange().response
        assert response is not None
        file = desk.home / "bodies" / "gone.body"
        await desk.history.record(things.exchange(1, response=replace(response, body=Body(5_000_000, file=file))))
        case = await desk.support_desk.open_case("e1")
        files = unpacked(await desk.evidence.pack(case, FormWish(Channel.TICKET)))
        assert "[left out: the answer has 5,000,000 bytes]" in files["call-1/response.txt"]


async def test_the_hours_are_those_of_now(tmp_path: Path) -> None:
    at = datetime(2026, 10, 1, 4, 0, tzinfo=UTC)
    async with a_desk(tmp_path, now=lambda: at) as desk:
        now = desk.support_desk.hours()
        assert (now.is_open, now.opens_at) == (False, datetime(2026, 10, 8, 10, tzinfo=BEIJING))
        assert desk.support_desk.hours(at + timedelta(days=7)).is_open
