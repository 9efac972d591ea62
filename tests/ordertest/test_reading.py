"""Requests that can be read in two ways, or in none: each is refused, and what is unclear is named."""

from __future__ import annotations

import gzip
import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.ordertest.reading import OutgoingRequest, Reading
from aexdesk.secret import Secret
from aexdesk.workspace.environment import LIVE
from tests.ordertest.orders import (
    CREATE,
    FORM,
    GUARD,
    ITEM,
    ORDER_PARAMETER,
    PRACTICE,
    READ,
    built,
    facts,
    get,
    order,
    parameters_of,
    post,
    reasons,
    text_of,
    verdict_on,
)

HONEST = parameters_of(order())
HONEST_TEXT = text_of(order())
DEAR = order(item={"product_count": 100})


def refused(request: OutgoingRequest, why: str) -> None:
    verdict = verdict_on(request)
    assert (verdict.allowed, verdict.reason) == (False, "unclear_request")
    assert [expected for _field, expected in reasons(verdict)] == [why]


# ---------------------------------------------------------------- layouts of honest clients


def _split(names: set[str]) -> OutgoingRequest:
    query = {name: value for name, value in HONEST.items() if name in names}
    body = {name: value for name, value in HONEST.items() if name not in names}
    return post(body, f"{PRACTICE.sync_url}?{urlencode(query)}")


SYSTEM = set(HONEST) - {ORDER_PARAMETER}
HONEST_LAYOUTS = {
    "all in the body": post(HONEST),
    "all in the query": get(HONEST),
    "POST with all in the query": post(b"", f"{PRACTICE.sync_url}?{urlencode(HONEST)}", ()),
    "system parameters in the query": _split(SYSTEM),
    "method in both, equal": post(HONEST, f"{PRACTICE.sync_url}?method={CREATE}"),
    "access_token": post({("access_token" if name == "session" else name): value for name, value in HONEST.items()}),
    "both session names, equal": post(HONEST | {"access_token": HONEST["session"]}),
    "blanks as %20": post(urlencode(HONEST, quote_via=quote).encode()),
    "content type in capitals": post(HONEST, headers=(("CONTENT-TYPE", "Application/X-WWW-Form-Urlencoded"),)),
    "charset in quotes": post(HONEST, headers=(("Content-Type", FORM[1].replace("UTF-8", '"utf-8"')),)),
    "identity, and a length": post(
        HONEST, headers=(FORM, ("Content-Encoding", "identity"), ("Content-Length", str(len(urlencode(HONEST)))))
    ),
    "a trailing &": post(urlencode(HONEST).encode() + b"&"),
    "other blanks in the JSON": post(HONEST | {ORDER_PARAMETER: json.dumps(order(), indent=2)}),
    "escapes in the JSON": post(HONEST | {ORDER_PARAMETER: text_of(order()).replace("product_id", "product\\u005fid")}),
    "extra parameters": post(
        HONEST | {"format": "json", "simplify": "true", "v": "2.0", "partner_id": "x", "debug": "1"}
    ),
    "extend request": post(HONEST | {"ds_extend_request": '{"payment":{"pay_currency":"USD","try_to_pay":"false"}}'}),
}


@pytest.mark.parametrize("name", HONEST_LAYOUTS)
def test_no_honest_layout_is_refused(name: str) -> None:
    assert verdict_on(HONEST_LAYOUTS[name]).reason == "matches_test_case"


def test_an_api_whose_names_differ_in_an_underscore_is_not_refused() -> None:
    pairs = {"method": "aliexpress.ds.product.specialinfo.get", "app_key": "1", "appKey": "1"}
    assert verdict_on(post(pairs)).reason == "reads"


# ---------------------------------------------------------------- parameters


def _twice(name: str, value: str, *, in_query: bool) -> OutgoingRequest:
    if in_query:
        return post(HONEST, f"{PRACTICE.sync_url}?{urlencode({name: value})}")
    return post([*HONEST.items(), (name, value)])


@pytest.mark.parametrize("in_query", [True, False])
@pytest.mark.parametrize(
    ("name", "value"),
    [("method", READ), (ORDER_PARAMETER, text_of(DEAR)), ("session", "another"), ("timestamp", "1")],
)
def test_a_parameter_twice_with_different_values(name: str, value: str, in_query: bool) -> None:
    refused(_twice(name, value, in_query=in_query), "parameter_twice")


_SPELLINGS = [
    str.upper, str.title, lambda name: f" {name}", lambda name: f"{name} ", lambda name: f"{name}\0",
    lambda name: f"{name}\u200b", lambda name: f"\ufeff{name}", lambda name: quote(f"%{ord(name[0]):02x}{name[1:]}"),
    lambda name: f"{name}[]", lambda name: f"{name}[0]", lambda name: name.replace("s", "ſ").replace("d", "ｄ"),
    lambda name: f"{name}.", lambda name: name[0] + "\u00ad" + name[1:],
    lambda name: f"%25{ord(name[0]):02x}{name[1:]}",
]  # fmt: skip


@pytest.mark.parametrize("spell", _SPELLINGS, ids=range(len(_SPELLINGS)))
@pytest.mark.parametrize("name", ["method", "session", ORDER_PARAMETER])
def test_a_parameter_beside_another_spelling_of_it(name: str, spell: Any) -> None:
    for value in (HONEST[name], "another"):
        verdict = verdict_on(_twice(spell(name), value, in_query=False))
        assert (verdict.allowed, verdict.reason) == (False, "unclear_request")


@pytest.mark.parametrize("spell", _SPELLINGS, ids=range(len(_SPELLINGS)))
def test_any_parameter_in_two_spellings(spell: Any) -> None:
    refused(post({"method": READ, "discount": "1", spell("discount"): "1"}), "parameter_twice")


@pytest.mark.parametrize("spell", _SPELLINGS, ids=range(len(_SPELLINGS)))
def test_a_call_that_reads_hides_no_second_name(spell: Any) -> None:
    for environment in (PRACTICE, LIVE):
        token = environment.rest_url + "/auth/token/create"
        for request in (
            post([("code", "1"), (spell("method"), CREATE)], token),
            get([("code", "1"), (spell("method"), CREATE)], token),
        ):
            verdict = verdict_on(request, facts(environment=environment))
            assert (verdict.allowed, verdict.reason) == (False, "unclear_request")


@pytest.mark.parametrize("name", ["paramPlaceOrderRequest4OpenApiDTO", ORDER_PARAMETER.upper(), f"{ORDER_PARAMETER}[]"])
def test_the_order_under_another_name(name: str) -> None:
    verdict = verdict_on(post(HONEST | {name: text_of(DEAR)}))
    assert reasons(verdict)[0][1] in ("odd_spelling", "parameter_twice")
    without = {key: value for key, value in HONEST.items() if key != ORDER_PARAMETER}
    assert not verdict_on(post(without | {name: text_of(order())})).allowed


@pytest.mark.parametrize("name", ["product_items", "productItems", "product_id", "country", "LogisticsAddress"])
def test_the_facts_of_an_order_beside_the_order(name: str) -> None:
    refused(post(HONEST | {name: "[]"}), "key_elsewhere")


def test_two_sessions() -> None:
    refused(post(HONEST | {"access_token": "another"}), "session_twice")
    refused(post(HONEST | {"access_token": ""}), "session_twice")
    refused(post(HONEST | {"accessToken": "another"}), "odd_spelling")


def test_no_refusal_repeats_a_session() -> None:
    for request in (
        _twice("session", "CANARY-session", in_query=True),
        post(HONEST | {"access_token": "CANARY"}),
        post(HONEST, headers=(FORM, ("X", "1"), ("x", "CANARY"))),
        get(f"session=CANARY;x&{urlencode(HONEST)}"),
        post(HONEST, f"{PRACTICE.base_url}/elsewhere?session=CANARY"),
    ):
        assert "CANARY" not in repr(verdict_on(request))


# ---------------------------------------------------------------- bytes


@pytest.mark.parametrize(
    "tail",
    [
        b"&x=1;method=" + CREATE.encode(), b"&x=%zz", b"&x=%u0041", b"&x=%", b"&x=%4", b"&x=\0", b"&x=\r\n", b"&x=a b",
        b"&x=\xff", b"&x=\xc3\xa9", b"&x=%ff", b"&x=%c0%ae", b"&x=%ed%a0%80", b"&justaname", b"&x=1#&y=2", b"&x=\x7f",
    ],
    ids=repr,
)  # fmt: skip
def test_bytes_that_servers_read_in_different_ways(tail: bytes) -> None:
    refused(post(urlencode(HONEST).encode() + tail), "not_a_form")
    as_text = tail.decode("latin-1")
    refused(OutgoingRequest("GET", f"{PRACTICE.sync_url}?{urlencode(HONEST)}{as_text}", (), b""), "not_a_form")


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ((FORM, ("Content-Encoding", "gzip")), "compressed"),
        ((FORM, ("content-encoding", "br")), "compressed"),
        ((FORM, ("Content-Encoding", "identity, gzip")), "compressed"),
        ((), "unknown_content_type"),
        ((("Content-Type", "application/json"),), "unknown_content_type"),
        ((("Content-Type", "multipart/form-data"),), "unknown_content_type"),
        ((("Content-Type", "multipart/mixed; boundary=x"),), "unknown_content_type"),
        ((("Content-Type", "multipart/form-data; boundary=x"),), "odd_multipart"),
        ((("Content-Type", "text/plain"),), "unknown_content_type"),
        ((("Content-Type", f"{FORM[1]}, application/json"),), "unknown_content_type"),
        ((("Content-Type", "application/x-www-form-urlencoded;charset=GBK"),), "unknown_content_type"),
        ((("Content-Type", "application/x-www-form-urlencoded; Charset = 'utf-16'"),), "unknown_content_type"),
        ((FORM, ("content-type", "application/json")), "header_twice"),
        ((FORM, FORM), "header_twice"),
        ((FORM, ("Transfer-Encoding", "chunked")), "odd_header"),
        ((FORM, ("Content-Length", "3")), "odd_header"),
        ((FORM, ("X-HTTP-Method-Override", "GET")), "odd_header"),
        ((FORM, ("X-Original-URL", "/sync?method=x")), "odd_header"),
        ((FORM, ("Content-Encoding ", "gzip")), "odd_header"),
    ],
    ids=str,
)
def test_headers_that_change_what_the_body_means(headers: Any, why: str) -> None:
    refused(post(HONEST, headers=headers), why)


def test_bodies_that_are_no_form() -> None:
    refused(post(gzip.compress(urlencode(HONEST).encode())), "not_a_form")
    refused(post(json.dumps(HONEST).encode()), "not_a_form")
    refused(post("method=a".encode("utf-16")), "not_a_form")
    refused(OutgoingRequest("GET", f"{PRACTICE.sync_url}?{urlencode(HONEST)}", (FORM,), b"x=1"), "body_of_get")


@pytest.mark.parametrize(
    "method", ["PUT", "post", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "", "POST "]
)
def test_other_http_methods(method: str) -> None:
    refused(post(HONEST, method=method), "unknown_method")


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "path",
    [
        "/sync/", "//sync", "/SYNC", "/%73ync", "/sync;x=1", "/./sync", "/x/../sync", "/sync%20", "/sync%00", "/syn c",
        "/rest/", "/rest//auth/token/create", "/rest/auth//token", "/rest/../sync", "/rest/auth/token/create/",
        "/rest/auth/token/create;x=1", "/rest/auth/token/%63reate", "/rest/auth/token/create#x", "/rest/auth\\token",
        "/rest/./auth/token/create", "/rest/auth/token/create\t", "/router/rest", "/gw/aliexpress", "/", "", "/restx/a",
        "/rest/ünknown", "/rest/a\u200bb", "/sync#",
    ],
)  # fmt: skip
def test_other_spellings_of_the_path(path: str) -> None:
    for request in (post({"code": "1"}, PRACTICE.base_url + path), get({"method": READ}, PRACTICE.base_url + path)):
        verdict = verdict_on(request)
        assert (verdict.allowed, verdict.reason) == (False, "unclear_request")


@pytest.mark.parametrize(
    "url",
    [
        LIVE.sync_url, "http://127.0.0.1:8918/sync", "https://127.0.0.1:8917/sync", "http://localhost:8917/sync",
        "http://user@127.0.0.1:8917/sync", "http://127.0.0.1:8917@evil.example/sync", "HTTP://127.0.0.1:8917/sync",
        "/sync", "http://127.0.0.1:8917\\@evil.example/sync", "http://127.0.0.1:8917.evil.example/sync",
    ],
)  # fmt: skip
def test_an_address_of_another_place_is_no_address_of_this_environment(url: str) -> None:
    refused(post(HONEST, url), "unknown_path")


@pytest.mark.parametrize("letter", [chr(0xDCFF), chr(0xD800), "\xff", "\u624b", "\U0001f389"])
def test_a_byte_of_the_address_that_is_not_ascii_is_refused_however_it_is_told(letter: str) -> None:
    """A replacement would be a question mark, which may stand in a query."""
    refused(OutgoingRequest("GET", f"{PRACTICE.sync_url}?method={READ}&x={letter}", (), b""), "not_a_form")
    refused(OutgoingRequest("GET", f"{PRACTICE.sync_url}{letter}?method={READ}", (), b""), "unknown_path")


@pytest.mark.parametrize(
    ("request_", "field", "found"),
    [
        (post(HONEST, method="PUT"), "method", "PUT"),
        (post({"method": "a b"}), "method", "a b"),
        (post({"method": ""}), "method", ""),
        (post({"x": "1"}), "method", ""),
        (post({"x": "1"}, PRACTICE.base_url + "/x"), "url", PRACTICE.base_url + "/x"),
        (post({"method": READ}, PRACTICE.rest_url + "/x"), "method", READ),
        (post(HONEST | {"access_token": "another"}), "session", ""),
        (post(HONEST | {"METHOD": READ}), "METHOD", ""),
        (post(HONEST | {"AccessToken": READ}), "access_token", "AccessToken"),
        (OutgoingRequest("GET", PRACTICE.sync_url, (FORM,), b"x=1"), "body", ""),
        (post({"x": "1"}, headers=(("Content-Type", "text/plain"),)), "Content-Type", "text/plain"),
        (post({"x": "1"}, headers=()), "Content-Type", ""),
        (post({"_input_charset": "gbk"}), "_input_charset", "gbk"),
        (post(b"x"), "body", ""),
        (get("x"), "query", ""),
        (post({"method": READ}, f"{PRACTICE.sync_url}?x"), "query", ""),
    ],
    ids=range(16),
)
def test_a_refusal_names_the_field_and_what_stood_there(request_: OutgoingRequest, field: str, found: str) -> None:
    (difference,) = verdict_on(request_).differences
    assert (difference.field, difference.found) == (field, found)


@pytest.mark.parametrize("name", ["charset", "_input_charset", "Input_Charset", "_charset_", "ie", "input_encoding"])
def test_a_parameter_by_which_some_servers_decode_the_others(name: str) -> None:
    for value in ("gbk", "", "utf-16", "ISO-8859-1", "utf-7"):
        refused(post(HONEST | {name: value}), "odd_charset")
    for value in ("utf-8", "UTF8", "Utf-8"):
        assert verdict_on(post(HONEST | {name: value})).reason == "matches_test_case"


@pytest.mark.parametrize("name", ["session", "access_token"])
def test_a_reading_tells_the_call_its_parameters_and_whose_it_is(name: str) -> None:
    reading = GUARD.read(post({"method": READ, name: "s e", "a": ""}, f"{PRACTICE.sync_url}?b=%C3%BC"), PRACTICE)
    assert reading == Reading(READ, {"method": READ, name: "s e", "a": "", "b": "ü"}, Secret("s e"), frozenset())
    without = GUARD.read(get({"method": READ}), PRACTICE)
    assert without == Reading(READ, {"method": READ}, None)


def test_two_api_names() -> None:
    refused(post({"method": CREATE}, PRACTICE.rest_url + "/auth/token/create"), "two_api_names")
    refused(post({"method": "/auth/token/refresh"}, PRACTICE.rest_url + "/auth/token/create"), "two_api_names")
    refused(post({"x": "1"}), "no_api_name")
    refused(post({"method": ""}), "no_api_name")
    refused(post({"method": "a b"}), "odd_api_name")
    refused(post({"method": ""}, PRACTICE.rest_url), "no_api_name")
    refused(post({"x": "1"}, PRACTICE.rest_url), "unknown_path")


def test_an_order_call_through_rest_is_an_order_call() -> None:
    assert verdict_on(post(HONEST, PRACTICE.rest_url)).reason == "matches_test_case"
    assert verdict_on(post(parameters_of(DEAR), PRACTICE.rest_url)).reason == "differs_from_test_case"
    without = {name: value for name, value in parameters_of(order()).items() if name != "method"}
    refused(post(without, f"{PRACTICE.rest_url}/{CREATE}"), "unknown_order_api")
    (difference,) = verdict_on(post(without, f"{PRACTICE.rest_url}/{CREATE}")).differences
    assert (difference.field, difference.found) == ("method", f"/{CREATE}")


# ---------------------------------------------------------------- whatever else


def _json(text: str) -> OutgoingRequest:
    return post(HONEST | {ORDER_PARAMETER: text})


_ALPHABET = st.sampled_from(
    [*'{}[]":,0159.eE+-% &=;', "product_id", "product_count", "country", "US", ITEM, "\\u0031", "null"]
)


@given(st.integers(0, len(HONEST_TEXT)), st.integers(0, 12), st.lists(_ALPHABET, max_size=4).map("".join))
def test_a_changed_order_text_is_the_same_order_or_refused(at: int, cut: int, inserted: str) -> None:
    """Judged by another reader: what the guard allows, plain Python reads as the order of the test case."""
    text = HONEST_TEXT[:at] + inserted + HONEST_TEXT[at + cut :]
    if verdict_on(_json(text)).allowed:
        found = json.loads(text)
        (item,) = found["product_items"]
        facts_found = (str(item["product_id"]), str(item["product_count"]), found["logistics_address"]["country"])
        assert facts_found == (ITEM, "1", "US")


@given(
    st.sampled_from(["GET", "POST"]),
    st.sampled_from([PRACTICE.sync_url, PRACTICE.rest_url, LIVE.sync_url]) | st.text(max_size=20),
    st.text(max_size=30),
    st.binary(max_size=80),
    st.lists(st.tuples(st.text(max_size=10), st.text(max_size=10)), max_size=3),
)
def test_nothing_breaks_the_guard(
    method: str, url: str, query: str, body: bytes, headers: list[tuple[str, str]]
) -> None:
    verdict = verdict_on(OutgoingRequest(method, f"{url}?{query}", tuple(headers), body))
    assert verdict.reason in ("unclear_request", "reads", "writes_in_practice", "differs_from_test_case")


@given(st.data())
def test_however_an_order_call_is_dressed_up_only_the_honest_order_leaves(data: st.DataObject) -> None:
    document = data.draw(
        st.sampled_from([order(), DEAR, order(address={"country": "FR"}), order(item={"product_id": 7})])
    )
    pairs = list(parameters_of(document).items())
    for name, value in data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(["method", "METHOD", "session", "access_token", ORDER_PARAMETER, "x", "product_items"]),
                st.sampled_from([READ, CREATE, HONEST_TEXT, text_of(DEAR), "50000101session", "other", ""]),
            ),
            max_size=3,
        )
    ):
        pairs.insert(data.draw(st.integers(0, len(pairs))), (name, value))
    cut = data.draw(st.integers(0, len(pairs)))
    request = post(pairs[cut:], f"{PRACTICE.sync_url}?{urlencode(pairs[:cut])}")
    verdict = verdict_on(request)
    if verdict.allowed:
        values: dict[str, set[str]] = {}
        for name, value in pairs:
            values.setdefault(name, set()).add(value)
        assert values["method"] in ({READ}, {CREATE})
        assert values["method"] == {READ} or values[ORDER_PARAMETER] == {HONEST_TEXT}


def test_the_builder_and_the_reader_agree_on_every_text() -> None:
    for text in ("a b", "a+b", "ü", "%41", "a&b=c;d", "\0", "\r\n", "訂單", "🎉"):
        assert verdict_on(built(order(root={"memo": text}))).allowed
        assert verdict_on(built(order(root={"memo": text}), http_method="GET")).allowed
