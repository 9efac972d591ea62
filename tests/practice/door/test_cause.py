"""A wrong signature is refused with its cause: what any SDK prints names the mistake."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any
from urllib.parse import quote

from aexdesk import i18n
from tests.practice.world import Client, error_of

_API = "aliexpress.ds.text.search"


def _joined(params: dict[str, str]) -> str:
    return "".join(name + params[name] for name in sorted(params))


def _hmac(client: Client, message: str) -> str:
    return hmac.new(client.told["app_secret"].encode(), message.encode(), "sha256").hexdigest().upper()


def _answer(client: Client, params: dict[str, str], sign: str) -> Any:
    return client.send(client.told["sync_url"], {**params, "sign": sign}, unchecked="wrong on purpose").json


def _unsigned(client: Client) -> dict[str, str]:
    params = client.params(_API, keyWord="usb cable", countryCode="US", currency="USD", local="en_US")
    del params["sign"]
    return params


def test_a_single_mistake_is_named_in_the_message(client: Client) -> None:
    params = _unsigned(client)
    encoded = {name: quote(value, safe="") for name, value in params.items()}
    answer = _answer(client, params, _hmac(client, _joined(encoded)))
    assert error_of(answer) == "IncompleteSignature"
    assert (
        "[values-percent-encoded] Values were percent-encoded before they were signed."
        in answer["error_response"]["msg"]
    )


def test_a_cause_is_told_in_english(client: Client) -> None:
    params = _unsigned(client)
    secret = client.told["app_secret"]
    wrapped = hashlib.md5((secret + _joined(params) + secret).encode(), usedforsecurity=False).hexdigest().upper()
    i18n.use_language(i18n.PSEUDO)
    try:
        answer = _answer(client, params, wrapped)
    finally:
        i18n.use_language("en")
    assert "[md5-wrapped] MD5 of app secret" in answer["error_response"]["msg"]
    assert secret not in answer["error_response"]["msg"]


def test_what_nothing_explains_is_said_so_after_a_moment(client: Client) -> None:
    answer = _answer(client, _unsigned(client), "A1" * 32)
    assert "aexdesk doctor searches on" in answer["error_response"]["msg"]


def test_a_system_call_that_was_sent_to_sync_is_told_its_place(client: Client) -> None:
    params = client.params("/auth/token/create", code="3_500_x")
    params.pop("sign", None)
    sign = _hmac(client, "/auth/token/create" + _joined(params))
    answer = _answer(client, params, sign)
    assert error_of(answer) == "IncompleteSignature"
    assert "right for /auth/token/create at /rest" in answer["error_response"]["msg"]
