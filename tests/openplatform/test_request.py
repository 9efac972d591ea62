"""Requests: what is sent is what was signed, byte for byte, in every layout."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.faults import BadInput
from aexdesk.openplatform.endpoints import Endpoints
from aexdesk.openplatform.request import (
    Call,
    Credentials,
    Origin,
    SignedRequest,
    build_request,
    endpoint_of,
)
from aexdesk.openplatform.signing import SIGN_METHODS, build_string_to_sign, digest_of, sign
from aexdesk.secret import Secret
from aexdesk.workspace.exchange import SentRequest

ENDPOINTS = Endpoints("https://h.example/sync", "https://h.example/rest")
SECRET = Secret("AExDeskVectorSecret0123456789abc")
KEYS = Credentials("500001", SECRET, Secret("50000101session"))
AT = "1767225600000"

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
COMMON = {"app_key", "method", "timestamp", "sign_method", "session", "access_token", "sign"}
PAIRS = st.dictionaries(TEXTS.filter(lambda name: name not in COMMON), TEXTS, max_size=6).map(
    lambda found: tuple(found.items())
)
APIS = st.sampled_from(["aliexpress.ds.product.get", "/auth/token/create", "/a b/ü"])


def build(api: str = "a.b", parameters: tuple[tuple[str, str], ...] = (), **call: object) -> SignedRequest:
    return build_request(Call(api, parameters, **call), KEYS, ENDPOINTS, AT)  # type: ignore[arg-type]


def sent_pairs(signed: SignedRequest) -> list[tuple[str, str]]:
    query = urlsplit(signed.url).query if signed.http_method == "GET" else signed.body.decode("ascii")
    return parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))


@given(APIS, PAIRS, st.sampled_from(["GET", "POST"]), st.sampled_from(sorted(SIGN_METHODS)))
def test_what_is_sent_gives_the_parameters_back_and_is_what_was_signed(
    api: str, pairs: tuple[tuple[str, str], ...], http_method: str, sign_method: str
) -> None:
    signed = build(api, pairs, http_method=http_method, sign_method=sign_method)
    sent = sent_pairs(signed)
    assert sent == [(parameter.name, parameter.value) for parameter in signed.parameters]
    assert sent[-1] == ("sign", signed.sign)
    again = build_string_to_sign(api, dict(sent), digest_of(dict(sent)["sign_method"]))
    assert sign(again, SECRET) == signed.sign
    assert again == signed.string_to_sign
    assert set(pairs) <= set(sent)


@pytest.mark.parametrize(
    ("api", "method", "url", "session"),
    [
        ("aliexpress.ds.product.get", "POST", "https://h.example/sync", "session"),
        ("aliexpress.ds.product.get", "GET", "https://h.example/sync?", "session"),
        ("/auth/token/create", "POST", "https://h.example/rest/auth/token/create", "access_token"),
        ("/auth/token/create", "GET", "https://h.example/rest/auth/token/create?", "access_token"),
    ],
)
def test_each_interface_goes_where_the_documentation_says(api: str, method: str, url: str, session: str) -> None:
    signed = build(api, http_method=method)
    assert (signed.api, signed.http_method, signed.endpoint) == (api, method, url.removesuffix("?"))
    names = [parameter.name for parameter in signed.parameters]
    assert signed.url.startswith(url)
    assert (signed.url == url) == (method == "POST")
    assert bool(signed.body) == (method == "POST")
    form = (("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8"),) if method == "POST" else ()
    assert signed.headers == (("User-Agent", "AExDesk"), *form)
    assert session in names
    assert ("method" in names) == (not api.startswith("/"))
    assert "client_secret" not in names


def test_each_parameter_tells_where_it_came_from() -> None:
    signed = build("a.b", (("x", "1"), ("timestamp", "2")), settings=(("format", "json"),))
    assert {one.name: one.origin for one in signed.parameters} == {
        "app_key": Origin.PROFILE, "method": Origin.API, "timestamp": Origin.USER, "sign_method": Origin.SETTING,
        "format": Origin.SETTING, "session": Origin.TOKEN, "x": Origin.USER, "sign": Origin.COMPUTED,
    }  # fmt: skip
    by_clock = next(one for one in build().parameters if one.name == "timestamp")
    assert (by_clock.value, by_clock.origin) == (AT, Origin.CLOCK)


def test_nothing_is_trimmed_or_dropped_but_the_sign_that_is_computed() -> None:
    signed = build("a.b", ((" x ", " 1 "), ("empty", ""), ("sign", "forged"), ("line", "a\r\nb")))
    values = {parameter.name: parameter.value for parameter in signed.parameters}
    assert values[" x "] == " 1 "
    assert values["empty"] == ""
    assert values["line"] == "a\r\nb"
    assert values["sign"] == signed.sign != "forged"


def test_a_parameter_given_by_hand_wins_over_the_computed_one() -> None:
    signed = build("a.b", (("app_key", "1"), ("sign_method", "md5"), ("session", "mine"), ("method", "other")))
    values = [(parameter.name, parameter.value) for parameter in signed.parameters]
    assert values[:2] == [("app_key", "1"), ("method", "other")]
    assert ("session", "mine") in values
    assert len({name for name, _value in values}) == len(values)
    assert len(signed.sign) == 32


@pytest.mark.parametrize("api", ["a.b", "/a/b"])
@pytest.mark.parametrize("name", ["session", "access_token"])
def test_a_session_given_by_hand_under_either_name_is_the_only_one(api: str, name: str) -> None:
    signed = build(api, ((name, "mine"),))
    assert [one.value for one in signed.parameters if one.name in ("session", "access_token")] == ["mine"]


@pytest.mark.parametrize("api", ["a.b", "/a/b"])
def test_a_session_can_be_given_by_hand_where_there_is_no_token(api: str) -> None:
    signed = build_request(Call(api, (("session", "mine"),)), Credentials("1", SECRET), ENDPOINTS, AT)
    assert [one.value for one in signed.parameters if one.name in ("session", "access_token")] == ["mine"]


def test_both_session_names_can_be_sent_by_hand() -> None:
    signed = build("a.b", (("session", "1"), ("access_token", "2")))
    assert [one.value for one in signed.parameters if one.name in ("session", "access_token")] == ["1", "2"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (Call("a.b", (("x", "1"), ("x", "1"))), "parameter_twice (name='x')"),
        (Call("a.b", settings=(("format", "json"), ("format", "xml"))), "parameter_twice (name='format')"),
        (Call("a.b", settings=(("app_key", "2"),)), "parameter_twice (name='app_key')"),
        (Call("a.b", http_method="PUT"), "unknown_http_method (name='PUT')"),
        (Call("a.b", http_method="post"), "unknown_http_method (name='post')"),
        (
            Call("a.b", sign_method="rot13"),
            "unknown_sign_method (name='rot13', known='sha256, md5, hmac, hmac-sha256, HmacSHA256')",
        ),
        (Call("a.b", (("x", "\ud800"),)), "not_utf8"),
        (Call("/\ud800", sign_method="md5"), "not_utf8"),
        (Call("a.b\ud800", sign_method="hmac"), "not_utf8"),
    ],
)
def test_what_cannot_be_signed_is_bad_input_and_says_what(call: Call, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        build_request(call, KEYS, ENDPOINTS, AT)
    assert str(caught.value) == said


def test_a_sign_among_the_settings_does_not_get_signed() -> None:
    signed = build("a.b", settings=(("sign", "forged"),))
    assert [one.value for one in signed.parameters if one.name == "sign"] == [signed.sign]


@pytest.mark.parametrize(
    ("api", "path"),
    [("/a/b", "/a/b"), ("a/b", "/a/b"), ("/a//b/", "/a//b/"), ("/a b", "/a+b"), ("/ü", "/%C3%BC"), ("/XX", "/XX")],
)
def test_a_path_is_quoted_as_the_sdk_does(api: str, path: str) -> None:
    assert endpoint_of(api, ENDPOINTS) == ENDPOINTS.rest_url + path


def test_a_path_stays_in_its_place_whatever_is_in_it() -> None:
    for api in ("/a?b=c", "/a#b", "/a b", "/../x", "/ü", "/a%2Fb"):
        parts = urlsplit(endpoint_of(api, ENDPOINTS))
        assert (parts.netloc, parts.query, parts.fragment) == ("h.example", "", "")
        assert parts.path.startswith("/rest/")


@pytest.mark.parametrize("sign_method", SIGN_METHODS)
def test_neither_request_nor_its_record_holds_the_app_secret(sign_method: str) -> None:
    signed = build("a.b", sign_method=sign_method)
    assert SECRET.reveal() not in repr(signed)
    assert SECRET.reveal() not in repr(SentRequest.of(signed))
