"""What stands out beside the signature: each note where it belongs, with its values, and none of a right request."""

from __future__ import annotations

import pytest

from aexdesk.doctor.finding import Note
from aexdesk.doctor.notes import notes_on
from aexdesk.doctor.received import Received
from aexdesk.wording.doctor_words import describe_note

NOW = 1_772_366_400_000
TWO_HOURS, MINUTE = 7_200_000, 60_000
COMMON = {"method": "aliexpress.ds.product.get", "app_key": "500001", "sign_method": "sha256", "timestamp": str(NOW)}
SYNC, REST = "https://api-sg.aliexpress.com/sync", "https://api-sg.aliexpress.com/rest/auth/token/create"


def business(url: str = SYNC, **pairs: str) -> Received:
    return Received(COMMON["method"], tuple({**COMMON, **pairs}.items()), url=url)


def system(url: str = REST, **pairs: str) -> Received:
    common = {name: text for name, text in COMMON.items() if name != "method"}
    return Received("/auth/token/create", tuple({**common, **pairs}.items()), url=url)


def told(received: Received, now_ms: int | None = NOW) -> list[Note]:
    found = list(notes_on(received, now_ms))
    for note in found:
        assert "{" not in describe_note(note).message
    return found


def test_of_a_right_request_nothing_is_said() -> None:
    assert told(business(query='{"a": [1]}', list="[1, 2]", text="plain {", sign=" A1 ")) == []
    assert told(system(code="3_x")) == []


# ---------------------------------------------------------------- which parameters


@pytest.mark.parametrize("name", ["app_key", "timestamp", "sign_method", "method"])
def test_a_common_parameter_that_is_missing_or_empty_is_named(name: str) -> None:
    missing = [Note("parameters-missing", (("names", name),))]
    assert told(business(**{name: ""})) == missing
    without = tuple(pair for pair in COMMON.items() if pair[0] != name)
    assert told(Received(COMMON["method"], without, url=SYNC)) == missing


def test_those_that_are_missing_are_named_in_one_note_and_a_system_interface_needs_no_method() -> None:
    names = ("names", "app_key, timestamp, sign_method, method")
    assert told(Received("aliexpress.ds.product.get", ())) == [Note("parameters-missing", (names,))]
    names = ("names", "app_key, timestamp, sign_method")
    assert told(Received("/auth/token/create", ())) == [Note("parameters-missing", (names,))]


def test_a_parameter_that_came_twice_is_named_where_the_values_are_two() -> None:
    twice = Received(COMMON["method"], (*COMMON.items(), ("page", "1"), ("page", "1"), ("page", "2")), url=SYNC)
    assert told(twice) == [Note("parameter-doubled", (("name", "page"),))]
    alike = Received(COMMON["method"], (*COMMON.items(), ("method", COMMON["method"])), url=SYNC)
    assert told(alike) == []


def test_two_sessions_are_told_where_they_are_not_the_same() -> None:
    assert told(business(session="a", access_token="b")) == [Note("two-sessions")]
    assert told(business(session="a", access_token="a")) == []
    assert told(business(session="a", access_token="")) == []
    assert told(business(session="", access_token="a")) == []


# ---------------------------------------------------------------- the time


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (NOW - TWO_HOURS, []),
        (NOW - TWO_HOURS - 1, [Note("timestamp-old", (("minutes", "120"),))]),
        (NOW - 200 * MINUTE, [Note("timestamp-old", (("minutes", "200"),))]),
        (NOW + TWO_HOURS, []),
        (NOW + TWO_HOURS + 1, [Note("timestamp-ahead", (("minutes", "120"),))]),
        (NOW + 200 * MINUTE, [Note("timestamp-ahead", (("minutes", "200"),))]),
    ],
)
def test_two_hours_either_way_are_taken(sent: int, said: list[Note]) -> None:
    assert told(business(timestamp=str(sent))) == said


def test_the_age_of_a_request_that_was_recorded_says_nothing() -> None:
    assert told(business(timestamp=str(NOW - 999 * TWO_HOURS)), None) == []


@pytest.mark.parametrize("sent", [str(NOW // 1000), "2026-03-01 12:00:00", "20260301120000"])
def test_a_timestamp_of_another_form_is_told_and_read_all_the_same(sent: str) -> None:
    other_form = Note("timestamp-not-milliseconds", (("timestamp", sent),))
    assert told(business(timestamp=sent)) == [other_form]
    late = told(business(timestamp=sent), NOW + 200 * MINUTE)
    assert late == [other_form, Note("timestamp-old", (("minutes", "200"),))]


def test_what_is_no_moment_is_shown_and_a_long_one_in_part() -> None:
    assert told(business(timestamp="now")) == [Note("timestamp-malformed", (("timestamp", "now"),))]
    assert told(business(timestamp="x" * 90)) == [Note("timestamp-malformed", (("timestamp", "x" * 40),))]


# ---------------------------------------------------------------- the sign method


@pytest.mark.parametrize("method", ["sha256", "md5", "hmac"])
def test_a_sign_method_of_the_documentation_is_taken(method: str) -> None:
    assert told(business(sign_method=method)) == []


def test_another_sign_method_is_shown_and_a_long_one_in_part() -> None:
    assert told(business(sign_method="sha-256")) == [Note("sign-method-unknown", (("sign_method", "sha-256"),))]
    assert told(business(sign_method="s" * 90)) == [Note("sign-method-unknown", (("sign_method", "s" * 40),))]


@pytest.mark.parametrize("method", ["md5", "hmac"])
def test_a_sign_method_of_the_older_protocol_is_told_of_a_system_interface(method: str) -> None:
    assert told(system(sign_method=method)) == [Note("old-sign-method-on-system", (("sign_method", method),))]


# ---------------------------------------------------------------- the address


@pytest.mark.parametrize("url", [SYNC, SYNC + "/"])
def test_a_system_interface_at_the_address_of_the_others_is_told(url: str) -> None:
    assert told(system(url)) == [Note("system-through-sync", (("api", "/auth/token/create"),))]


def test_a_business_interface_at_the_address_of_the_system_is_told() -> None:
    api = ("api", "aliexpress.ds.product.get")
    assert told(business("https://api-sg.aliexpress.com/rest")) == [Note("business-through-rest", (api,))]
    assert told(business("https://api-sg.aliexpress.com/rest/x")) == [Note("business-through-rest", (api,))]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://gw.api.taobao.com/router/rest", "gw.api.taobao.com"),
        ("https://eco.taobao.com/sync", "eco.taobao.com"),
        ("https://proxy.example/router/rest/", "proxy.example"),
    ],
)
def test_the_old_gateway_is_told_by_its_host_or_its_path(url: str, host: str) -> None:
    assert told(business(url)) == [Note("old-gateway", (("host", host),))]


def test_without_tls_the_platform_is_warned_of_and_a_gateway_of_this_machine_is_not() -> None:
    assert told(business("http://api-sg.aliexpress.com/sync")) == [Note("plain-http")]
    assert told(business("http://127.0.0.1:8917/sync")) == []


@pytest.mark.parametrize("url", ["", "http://[", "no address", "file:///sync"])
def test_of_an_address_that_is_none_nothing_is_said(url: str) -> None:
    assert told(business(url)) == []


# ---------------------------------------------------------------- values


@pytest.mark.parametrize("value", ["[object Object]", "Array", "undefined", "None", "null", "NaN"])
def test_what_a_program_writes_in_place_of_a_value_is_told(value: str) -> None:
    assert told(business(query=value)) == [Note("value-is-no-text", (("name", "query"), ("value", value)))]


@pytest.mark.parametrize("value", ["{'a': 1}", '{"a": 1', "[1,]", '  {"a": 1,}', "[" * 100_000])
def test_json_that_nobody_can_read_is_told_before_its_blanks(value: str) -> None:
    assert told(business(query=value)) == [Note("json-broken", (("name", "query"),))]


@pytest.mark.parametrize("value", [" x", "x ", "x\n", '{"a": 1} '])
def test_blanks_around_a_value_are_told(value: str) -> None:
    assert told(business(query=value)) == [Note("blanks-around-value", (("name", "query"),))]


def test_each_value_is_told_and_that_of_the_sign_is_passed_over() -> None:
    notes = told(business(sign="null", first=" x", last="y "))
    assert notes == [Note("blanks-around-value", (("name", name),)) for name in ("first", "last")]
    assert told(business(sign="{")) == []
