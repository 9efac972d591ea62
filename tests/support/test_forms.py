"""The forms: the platform's own lines, in their order, in every channel; nothing in them that no form could hold."""

from __future__ import annotations

import email
from dataclasses import replace
from datetime import UTC, datetime
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.redaction import for_leaving
from aexdesk.support.channels import Channel, FormLanguage, Topic
from aexdesk.support.concealed import begin, conceal
from aexdesk.support.forms import FormTexts, SupportForm, write_form
from aexdesk.support.mail import MAILTO_LIMIT, Attachment, to_eml, to_mailto
from aexdesk.support.request_text import BODY_LIMIT, VALUE_LIMIT, write_request
from aexdesk.wording.support_texts import PRACTICE_NOTICE, HowOften, suggest_description, write_texts
from aexdesk.workspace.exchange import (
    CallError,
    Difference,
    Exchange,
    GuardVerdict,
    Origin,
    Parameter,
    SentRequest,
)
from tests.storage import things

AT = datetime(2026, 11, 24, 1, 50, 3, tzinfo=UTC)
TEXTS = FormTexts("What happened", "A subject", ("none (why)",))


def call(api: str = "aliexpress.ds.product.get", *values: tuple[str, str], **changes: Any) -> Exchange:
    given_values = values or (("product_id", "1005001234567890"), ("sign", "AB" * 32))
    request = SentRequest(
        method="POST",
        url=changes.pop("url", "https://api.example.test/sync"),
        headers=(),
        body=b"",
        parameters=tuple(Parameter(name, value, Origin.USER) for name, value in given_values),
        string_to_sign="",
        sign="AB" * 32,
    )
    told: dict[str, Any] = {"api": api, "at": AT, "environment": "live", "request": request}
    return things.exchange(**(told | changes))


def write(exchange: Exchange, channel: Channel = Channel.DINGTALK, topic: Topic = Topic.TECHNICAL) -> SupportForm:
    return write_form([for_leaving(exchange)], channel, topic, TEXTS)


FOUR = [
    "Description: What happened",
    "RequestID for your request: 21021",
    "API path: aliexpress.ds.product.get (/sync)",
    "RequestBody:",
    "product_id=1005001234567890",
    "sign=••••",
]


@pytest.mark.parametrize("channel", [Channel.DINGTALK, Channel.TICKET])
def test_the_four_fields(channel: Channel) -> None:
    form = write(call(), channel)
    assert form.body.splitlines() == FOUR
    assert (form.to, form.subject) == ("", "")


@pytest.mark.parametrize(
    ("topic", "to"),
    [(Topic.BUSINESS, "ds-api@aliexpress.com"), (Topic.TECHNICAL, "ae_ds_supporter_team@aliexpress.com")],
)
def test_an_email_has_the_app_key_first(topic: Topic, to: str) -> None:
    form = write(call(), Channel.EMAIL, topic)
    assert form.body.splitlines() == ["Your AppKey: 12345678", *FOUR]
    assert (form.to, form.subject) == (to, "A subject")


@pytest.mark.parametrize(
    ("api", "url", "path"),
    [
        ("/auth/token/create", "https://api.example.test/rest/auth/token/create", "/rest/auth/token/create"),
        ("/auth/token/create", "https://api.example.test/rest/auth/token/create?code=x", "/rest/auth/token/create"),
        ("auth/token/create", "http://[broken", "/rest/auth/token/create"),
        ("a.b.c", "https://api.example.test/sync?method=a.b.c", "a.b.c (/sync)"),
        ("a.b.c", "http://[broken", "a.b.c (/sync)"),
    ],
)
def test_the_api_path(api: str, url: str, path: str) -> None:
    assert f"\nAPI path: {path}\n" in write(call(api, url=url)).body


def test_what_was_taken_out_is_dots() -> None:
    form = write(call("a.b", ("app_key", "1"), ("session", "{{session:t1}}"), ("sign", "AB" * 32), ("note", "fine")))
    assert "session=••••" in form.body
    assert "{{" not in form.body


def test_a_call_that_came_as_bytes_alone_shows_them() -> None:
    raw = call()
    raw = replace(raw, request=replace(raw.request, parameters=(), body=b"product_id=1&session=a-session-of-somebody"))
    assert write(raw).body.endswith("RequestBody:\nproduct_id=1&session=••••")


def test_what_is_long_is_cut_with_a_note() -> None:
    one = write_request(call("a.b", ("picture", "x" * (VALUE_LIMIT + 1234)), ("after", "1")))
    assert "[cut here: 1,234 more characters]\nafter=1" in one
    many = write_request(call("a.b", *((f"p{number}", "y" * 3_000) for number in range(9))))
    assert len(many) < BODY_LIMIT + 60
    assert many.endswith("more characters]")


def test_no_control_or_half_character_reaches_a_form() -> None:
    texts = replace(TEXTS, description="a\x00b\r\nc\x1b[31m\ud83d", subject="one\r\nBcc: all@example.test\ttwo")
    form = write_form([call("a.b", ("p", "\x07\udc00"))], Channel.EMAIL, Topic.BUSINESS, texts)
    assert "Description: a�b\nc�[31m�\n" in form.body
    assert form.body.endswith("p=��")
    assert form.subject == "one Bcc: all@example.test two"


def test_practice_says_so_in_the_first_line_of_the_description() -> None:
    recorded = call(environment="practice")
    texts = write_texts([recorded], "It fails.\nSince yesterday.", is_practice=True)
    form = write_form([recorded], Channel.EMAIL, Topic.TECHNICAL, texts)
    assert f"\nDescription: It fails. {PRACTICE_NOTICE}\nSince yesterday.\nRequestID" in form.body
    assert form.subject.startswith("[PRACTICE] ")
    live = write_form([recorded], Channel.EMAIL, Topic.TECHNICAL, write_texts([recorded], "It fails."))
    assert "PRACTICE" not in live.body + live.subject


@given(things.exchanges(Path("/nowhere")), things.ANY_TEXT, st.booleans(), st.sampled_from(FormLanguage))
def test_any_exchange_has_a_form_in_every_channel(
    recorded: Exchange, description: str, is_practice: bool, language: FormLanguage
) -> None:
    recorded = conceal(for_leaving(replace(recorded, response=None)), begin([recorded], ()))
    for channel in Channel:
        said = description or suggest_description([recorded], language)
        texts = write_texts([recorded], said, language, is_practice=is_practice)
        form = write_form([recorded], channel, Topic.TECHNICAL, texts)
        form.body.encode()
        assert "\n" not in form.subject
        if form.to:
            to_mailto(form).encode("ascii")
            mail = email.message_from_bytes(to_eml(form), policy=default)
            assert mail.get_content().replace("\r\n", "\n").rstrip("\n") == form.body.rstrip("\n")


# ---------------------------------------------------------------- what it says by itself

NOWHERE = GuardVerdict(False, "differs_from_test_case", (Difference("quantity", "1", "2"),), "First order")


@pytest.mark.parametrize(
    ("changes", "said", "no_request_id"),
    [
        (
            {"error": CallError("platform", "15", "Remote service error", "ISP", "isv.no-stock", "No stock")},
            'failed with error code 15, type ISP, sub code isv.no-stock, "Remote service error", "No stock".',
            "none (the answer held none)",
        ),
        (
            {"error": CallError("network", "connect_timeout"), "response": None},
            "got no answer that could be used (connect_timeout).",
            "none (the call got no answer)",
        ),
        (
            {"error": CallError("guard", "GuardRefused"), "response": None, "guard": NOWHERE},
            "was not sent: the order check of AExDesk kept it back (quantity: expected 1, found 2).",
            "none (the call was not sent)",
        ),
        ({"error": CallError("no_results", "405")}, "answered that there are no results (code 405).", "held none"),
        ({}, "Question about aliexpress.ds.product.get, which answered without an error.", "held none"),
    ],
)
def test_the_description_of_a_call(changes: dict[str, Any], said: str, no_request_id: str) -> None:
    recorded = call(**({"request_id": ""} | changes))
    text = suggest_description([recorded])
    assert said in text
    assert "Called at 2026-11-24 09:50:03 (UTC+8), environment live" in text
    assert ("HTTP status 200" in text) == (recorded.response is not None)
    assert ("Expected: " in text) == (recorded.error is not None)
    assert "\n" not in text
    assert no_request_id in write_texts([recorded], text).no_request_ids[0]


def test_an_order_that_left_names_its_test_case() -> None:
    verdict = GuardVerdict(True, "matches_test_case", test_case="First order")
    assert "The order matches the order test case First order." in suggest_description([call(guard=verdict)])


def test_how_often_is_told_of_failures_alone() -> None:
    failed = call(error=CallError("platform", "15"))
    assert "recorded 5 calls of this API; 2 of them" in suggest_description([failed], how_often=[HowOften(2, 5)])
    assert "calls of this API" not in suggest_description([call()], how_often=[HowOften(2, 5)])


@pytest.mark.parametrize(("count", "told"), [(HowOften(1, 1), "no other call"), (HowOften(1, 4), "only this one")])
def test_how_often_speaks_of_the_call_itself_where_no_other_ended_so(count: HowOften, told: str) -> None:
    text = suggest_description([call(error=CallError("platform", "15"))], how_often=[count])
    assert told in text
    assert " 1 of " not in text


def test_the_description_in_chinese() -> None:
    error = CallError("platform", "15", "Remote service error", "ISP", "isv.no-stock")
    text = suggest_description([call(error=error)], FormLanguage.CHINESE, [HowOften(2, 5)])
    assert text == (
        "接口 aliexpress.ds.product.get 调用失败，错误码 15，类型 ISP，子错误码 isv.no-stock，“Remote service error”。"
        "期望结果：接口正常返回，不报错。调用时间：2026-11-24 09:50:03（UTC+8），环境 live，HTTP 状态码 200。"
        "截至本次调用的 24 小时内，AExDesk 共记录该接口调用 5 次，其中 2 次（含本次）结果相同。"
    )


def test_a_form_of_several_calls() -> None:
    first, second = for_leaving(call()), for_leaving(call("/auth/token/create", id="e2", request_id=""))
    texts = write_texts([first, second], suggest_description([first, second]))
    form = write_form([first, second], Channel.EMAIL, Topic.TECHNICAL, texts)
    lines = form.body.splitlines()
    assert lines[0] == "Your AppKey: 12345678", "one key, told once"
    assert lines[1].startswith("Description: (1) Question about aliexpress.ds.product.get")
    assert " (2) Question about /auth/token/create" in lines[1]
    assert lines[2] == "RequestID for your request: 21021; none (the answer held none)"
    assert lines[4:6] == ["RequestBody:", "--- 1 of 2: aliexpress.ds.product.get, RequestID 21021"]
    assert "(and 1 more)" in form.subject
    assert dict(form.fields)["API path"] == "aliexpress.ds.product.get (/sync); /sync"


# ---------------------------------------------------------------- as mail

MAIL = SupportForm("a@example.test", "50% & more? #1", "Your AppKey: 1\nDescription: a+b = 订单 & 100%\n")


def test_a_mail_address_carries_everything() -> None:
    url = to_mailto(MAIL)
    parts = urlsplit(url)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "a@example.test")
    fields = parse_qs(parts.query, strict_parsing=True)
    assert fields == {"subject": [MAIL.subject], "body": [MAIL.body.replace("\n", "\r\n")]}
    assert "+" not in url  # a mail program takes it for a plus
    assert len(url) < MAILTO_LIMIT


def test_a_mail_file_opens_as_a_mail_to_be_sent() -> None:
    mail = email.message_from_bytes(to_eml(MAIL), policy=default)
    assert (mail["To"], mail["Subject"], mail["X-Unsent"]) == (MAIL.to, MAIL.subject, "1")
    assert mail.get_content().replace("\r\n", "\n") == MAIL.body
    assert mail["From"] is None


def test_a_draft_with_an_attachment_is_the_same_every_time() -> None:
    pack = Attachment("support.zip", b"PK\x05\x06" + b"\0" * 18)
    draft = to_eml(replace(MAIL, subject="订单 failed"), [pack], AT)
    assert draft == to_eml(replace(MAIL, subject="订单 failed"), [pack], AT)
    assert b"\n" not in draft.replace(b"\r\n", b""), "every line ends as RFC 5322 has it"
    draft.decode("ascii")
    mail = email.message_from_bytes(draft, policy=default)
    assert (mail["Subject"], mail["X-Unsent"], mail["MIME-Version"]) == ("订单 failed", "1", "1.0")
    assert mail["Date"].datetime == AT
    body = mail.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == MAIL.body
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == (pack.name, pack.data)
    assert max(map(len, draft.split(b"\r\n"))) <= 998
