"""OAuth by the letter: what is the callback and what only looks like it, and what an answer tells of tokens."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.faults import BadInput
from aexdesk.openplatform.oauth import (
    TOKEN_CALLS,
    build_authorize_url,
    create_token_call,
    is_callback,
    read_address,
    read_callback,
    read_token_answer,
    refresh_token_call,
)
from aexdesk.secret import MASK, Secret

CALLBACK = "http://127.0.0.1:8919/callback"
WITH_QUERY = "https://shop.example.test/ali/cb?env=a%2Fb&x=1"
STATE = "the-state"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


# ---------------------------------------------------------------- the authorize URL


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text(st.characters(exclude_categories=["Cs"])))
def test_every_value_is_encoded_once(state: str, more: str) -> None:
    callback = f"{CALLBACK}?a={more}"
    url = build_authorize_url("https://api.example.test/oauth/authorize", "500001", callback, state)
    assert url.isascii()
    parts = urlsplit(url)
    assert parts._replace(query="").geturl() == "https://api.example.test/oauth/authorize"
    assert dict(parse_qsl(parts.query, keep_blank_values=True)) == {
        "response_type": "code",
        "client_id": "500001",
        "redirect_uri": callback,
        "state": state,
        "force_auth": "true",
    }


def test_a_login_may_use_the_session_that_the_browser_has() -> None:
    assert "force_auth" not in build_authorize_url("http://h/a", "1", CALLBACK, "s", force_auth=False)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(BadInput, match="not_utf8"):
        build_authorize_url("http://h/a", "1", CALLBACK + "\ud800", "s")


# ---------------------------------------------------------------- what is the callback

IS_IT: list[tuple[str, str]] = [
    (CALLBACK, CALLBACK),
    (CALLBACK, CALLBACK + "?code=1&state=2"),
    (CALLBACK, CALLBACK + "?error=access_denied&error_description=no&state=2&anything=else"),
    (CALLBACK, CALLBACK + "?code=1#carried-over"),
    (CALLBACK, CALLBACK + "#/login"),
    (CALLBACK, CALLBACK + "?"),
    (CALLBACK, "HTTP://127.0.0.1:8919/callback?code=1"),
    (CALLBACK, "http://127.0.0.1:08919/callback?code=1"),
    ("http://Shop.Example.test/cb", "http://sHOP.example.test:80/cb?code=1"),
    ("https://shop.example.test:443/cb", "https://shop.example.test/cb?code=1"),
    ("https://shop.example.test:/cb", "https://shop.example.test/cb?code=1"),
    ("https://shop.example.test", "https://shop.example.test/?code=1"),
    ("https://shop.example.test/cb?", "https://shop.example.test/cb?code=1"),
    ("https://shop.example.test/c%61ll%2fback", "https://shop.example.test/c%61ll%2fback?code=1"),
    ("https://shop.example.test/zurück?a=ü", "https://shop.example.test/zur%C3%BCck?a=%C3%BC&code=1"),
    (WITH_QUERY, WITH_QUERY + "&code=1&state=2"),
    (WITH_QUERY, "https://shop.example.test/ali/cb?code=1&x=1&state=2&env=a%2Fb"),
    ("http://[::1]:8919/cb", "http://[::1]:8919/cb?code=1"),
    ("myapp://login/cb", "myapp://login/cb?code=1"),
]
IS_IT_NOT: list[tuple[str, str]] = [
    (CALLBACK, "https://127.0.0.1:8919/callback?code=1"),
    (CALLBACK, "http://localhost:8919/callback?code=1"),
    (CALLBACK, "http://127.0.0.1.:8919/callback?code=1"),
    (CALLBACK, "http://127.0.0.1/callback?code=1"),
    (CALLBACK, "http://127.0.0.1:8920/callback?code=1"),
    (CALLBACK, "http://127.0.0.1:89190/callback?code=1"),
    (CALLBACK, "http://127.0.0.1:8919/callback/?code=1"),
    (CALLBACK, "http://127.0.0.1:8919/Callback?code=1"),
    (CALLBACK, "http://127.0.0.1:8919/callbackx?code=1"),
    (CALLBACK, "http://127.0.0.1:8919/c%61llback?code=1"),
    (CALLBACK, "http://127.0.0.1:8919/x/../callback?code=1"),
    (CALLBACK, "http://127.0.0.1:8919//callback?code=1"),
    (CALLBACK, "http://me@127.0.0.1:8919/callback?code=1"),
    (CALLBACK, "http://127.0.0.1:8919@evil.example.test/callback?code=1"),
    (CALLBACK, "http://evil.example.test/?x=http://127.0.0.1:8919/callback&code=1"),
    (CALLBACK, "http://evil.example.test/#http://127.0.0.1:8919/callback?code=1"),
    (CALLBACK, "http://127.0.0.1:8919\\callback?code=1"),
    (CALLBACK, "http:\\\\127.0.0.1:8919/callback?code=1"),
    ("http://h.example.test/a\\b", "http://h.example.test/a\\b?code=1"),
    ("http://h\\x.example.test/a", "http://h\\x.example.test/a?code=1"),
    (CALLBACK, "http://127.0.0.1:8919/call\tback?code=1"),
    (CALLBACK, "http://127.0.0.1:8919/callback?code=1\n"),
    (CALLBACK, " " + CALLBACK),
    (CALLBACK, "//127.0.0.1:8919/callback?code=1"),
    (CALLBACK, "/callback?code=1"),
    (CALLBACK, "http:127.0.0.1:8919/callback?code=1"),
    (CALLBACK, ""),
    (CALLBACK, "javascript:alert(1)//127.0.0.1:8919/callback"),
    ("", ""),
    ("not a url", "not a url"),
    ("http://h:70000/cb", "http://h:70000/cb"),
    ("http://k.example.test/cb", "http://\u212a.example.test/cb?code=1"),
    (WITH_QUERY, "https://shop.example.test/ali/cb?code=1&state=2"),
    (WITH_QUERY, "https://shop.example.test/ali/cb?env=a%2Fb&code=1"),
    (WITH_QUERY, "https://shop.example.test/ali/cb?env=a/b&x=1&code=1"),
    (WITH_QUERY, WITH_QUERY + "&x=2&code=1"),
    (WITH_QUERY, WITH_QUERY + "&x=1&code=1"),
    (WITH_QUERY, WITH_QUERY + "&%78=2&code=1"),
    ("myapp://login/cb", "myapp://login/cb/?code=1"),
]


@pytest.mark.parametrize(("callback", "url"), IS_IT)
def test_it_is_the_callback(callback: str, url: str) -> None:
    assert is_callback(url, callback)


@pytest.mark.parametrize(("callback", "url"), IS_IT_NOT)
def test_it_is_not_the_callback(callback: str, url: str) -> None:
    assert not is_callback(url, callback)


@given(st.text(st.sampled_from("http:/@.127localhost890calbk?&=#%\\[]x \t")))
def test_nothing_but_the_registered_place_is_the_callback(url: str) -> None:
    """Whatever we take for it, Python's own reader of URLs takes to the same place."""
    if is_callback(url, CALLBACK):
        parts = urlsplit(url)
        assert (parts.scheme, parts.hostname, parts.port, parts.path) == ("http", "127.0.0.1", 8919, "/callback")
        assert parts.username is None


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        (CALLBACK, "http://127.0.0.1:8919"),
        ("https://Shop.Example.test:443/x", "https://shop.example.test"),
        ("http://shop.example.test:443/x", "http://shop.example.test:443"),
        ("http://[::1]:1/", "http://[::1]:1"),
    ],
)
def test_origins(url: str, origin: str) -> None:
    address = read_address(url)
    assert address is not None
    assert address.origin == origin


# ---------------------------------------------------------------- what it tells


def test_a_callback_gives_its_code() -> None:
    code = read_callback(f"{CALLBACK}?code=3_500001_a%2Bb+c&state={STATE}", CALLBACK, STATE)
    assert code == Secret("3_500001_a+b c")
    assert read_callback(f"{WITH_QUERY}&state={STATE}&code=x#y", WITH_QUERY, STATE) == Secret("x")


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("code=CANARY", "state_missing"),
        ("code=CANARY&state=", "state_missing"),
        ("error=access_denied", "state_missing"),
        ("code=CANARY&state=another", "state_differs"),
        ("code=CANARY&state=the-State", "state_differs"),
        ("code=CANARY&state=the-state%00", "state_differs"),
        ("error=access_denied&state=another", "state_differs"),
        ("code=CANARY&state=%ED%A0%80", "state_differs"),
        ("state=the-state", "code_missing"),
        ("code=&state=the-state", "code_missing"),
        ("code=%20&state=the-state", "code_missing"),
        ("error=&state=the-state", "code_missing"),
        ("error=access_denied&error_description=x&state=the-state", "access_denied"),
        ("error=access_denied&code=CANARY&state=the-state", "access_denied"),
        ("error=server_error&state=the-state", "login_error"),
        ("code=CANARY&code=CANARY&state=the-state", "callback_parameter_twice"),
        ("code=CANARY&state=the-state&%73tate=the-state", "callback_parameter_twice"),
        ("error=a&error=b&state=the-state", "callback_parameter_twice"),
    ],
)
def test_what_a_callback_lacks_is_said(query: str, error: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_callback(f"{CALLBACK}?{query}", CALLBACK, STATE)
    assert caught.value.code == error
    assert "CANARY" not in str(caught.value)


def test_another_place_gives_no_code_and_without_a_state_of_ours_none_is_right() -> None:
    with pytest.raises(BadInput, match="callback_differs"):
        read_callback(f"https://127.0.0.1:8919/callback?code=1&state={STATE}", CALLBACK, STATE)
    with pytest.raises(BadInput, match="state_missing"):
        read_callback(f"{CALLBACK}?code=1&state=", CALLBACK, "")
    with pytest.raises(BadInput, match="state_differs"):
        read_callback(f"{CALLBACK}?code=1&state=x", CALLBACK, "")


def test_an_error_of_the_platform_is_shown_short_and_without_what_could_be_a_token() -> None:
    token = "CANARY" + "x" * 40
    query = f"error=bad%0Athing&error_description=It+is+{token}+{'word+' * 100}&state={STATE}"
    with pytest.raises(BadInput) as caught:
        read_callback(f"{CALLBACK}?{query}", CALLBACK, STATE)
    assert caught.value.values["found"] == "bad thing"
    reason = str(caught.value.values["reason"])
    assert reason.startswith(f"It is {MASK} word word")
    assert len(reason) <= 160


# ---------------------------------------------------------------- the calls and their answer


def test_the_token_calls_carry_the_secret_and_nothing_else() -> None:
    create, refresh = create_token_call(Secret("c")), refresh_token_call(Secret("r"))
    assert (create.api, create.parameters) == ("/auth/token/create", (("code", "c"),))
    assert (refresh.api, refresh.parameters) == ("/auth/token/refresh", (("refresh_token", "r"),))
    assert {create.api, refresh.api} <= TOKEN_CALLS


FLAT: dict[str, Any] = {
    "access_token": "5000access",
    "refresh_token": "5001refresh",
    "expires_in": 86400,
    "refresh_expires_in": 172800,
    "expire_time": 1772452800000,
    "refresh_token_valid_time": 1772539200000,
    "account": "Buyer@loan.example",
    "account_platform": "buyerApp",
    "user_nick": "buyer",
    "user_id": "5099000001",
    "code": "0",
}


def _read(**changes: Any) -> Any:
    answer = {name: value for name, value in {**FLAT, **changes}.items() if value is not None}
    return read_token_answer(json.dumps(answer).encode())


def test_a_flat_answer() -> None:
    answer = _read()
    assert (answer.access_token, answer.refresh_token) == (Secret("5000access"), Secret("5001refresh"))
    assert (answer.account, answer.account_platform) == ("Buyer@loan.example", "buyerApp")
    assert (answer.expires_in, answer.refresh_expires_in) == (86400, 172800)
    assert (answer.expires_at_ms, answer.refresh_expires_at_ms) == (1772452800000, 1772539200000)
    assert answer.can_refresh
    assert "5000access" not in repr(answer)


def test_numbers_as_texts_and_the_answer_in_a_wrapper() -> None:
    as_texts = {name: str(value) for name, value in FLAT.items()}
    wrapped = {"request_id": "1", "aliexpress_system_oauth_token_refresh_response": as_texts}
    assert read_token_answer(json.dumps(wrapped).encode()) == _read()


@pytest.mark.parametrize(
    ("changes", "account"),
    [
        ({}, "Buyer@loan.example"),
        ({"account": None}, "buyer"),
        ({"account": " "}, "buyer"),
        ({"account": None, "user_nick": None}, "5099000001"),
        ({"account": None, "user_nick": None, "user_id": 5099000001}, "5099000001"),
        ({"account": None, "user_nick": None, "user_id": None}, ""),
        ({"account": ["x"], "user_nick": {}, "user_id": None}, ""),
    ],
)
def test_whose_it_is(changes: dict[str, Any], account: str) -> None:
    assert _read(**changes).account == account


@pytest.mark.parametrize("number", [None, "", "soon", "1e9", True, [1], "1.5", "9" * 30])
def test_a_life_that_is_no_number_is_unknown(number: Any) -> None:
    answer = _read(expires_in=number, expire_time=number)
    assert answer.expires_in is None
    assert answer.access_ends(NOON) is None


def test_lifetimes_run_from_the_answer_on() -> None:
    answer = _read()
    assert answer.access_ends(NOON) == NOON + timedelta(days=1)
    assert answer.refresh_ends(NOON) == NOON + timedelta(days=2)
    only_ends = _read(expires_in=None, refresh_expires_in=None)
    assert only_ends.access_ends(NOON) == datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert only_ends.refresh_ends(NOON) == datetime(2026, 3, 3, 12, tzinfo=UTC)
    assert _read(expires_in=10**15).access_ends(NOON) is None
    assert _read(expires_in=-5).access_ends(NOON) == NOON - timedelta(seconds=5)


@pytest.mark.parametrize(
    ("changes", "can"),
    [({"refresh_expires_in": 0}, False), ({"refresh_expires_in": "0"}, False), ({"refresh_token": None}, False),
     ({"refresh_token": ""}, False), ({"refresh_expires_in": None}, True)],
)  # fmt: skip
def test_whether_it_can_be_refreshed(changes: dict[str, Any], can: bool) -> None:
    assert _read(**changes).can_refresh is can


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"null", b"\xff", b"<html>", b'{"access_token": "CANARY', b'{"access_token": ""}',
        b'{"access_token": ["CANARY"]}', b'{"access_token": null}', b'{"code":"InvalidCode","message":"x"}',
        b'{"x_response": {"access_token": ""}}', b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_token_answer_is_said_without_its_text(body: bytes) -> None:
    with pytest.raises(BadInput, match="token_answer_unreadable") as caught:
        read_token_answer(body)
    assert "CANARY" not in str(caught.value)
    assert caught.value.__cause__ is None
