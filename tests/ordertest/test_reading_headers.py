"""Headers that change what a request means stand there once and plainly, or it is refused; the rest may be anything."""

from __future__ import annotations

import pytest

from aexdesk.ordertest.reading_headers import read_headers
from aexdesk.ordertest.unclear import UnclearRequestError
from aexdesk.workspace.exchange import Headers
from tests.ordertest.orders import FORM


def refused(headers: Headers, why: str, found: str = "", size: int = 0) -> None:
    with pytest.raises(UnclearRequestError) as raised:
        read_headers(headers, size)
    assert (raised.value.field, raised.value.why, raised.value.found) == (headers[-1][0], why, found)


def test_what_honest_programs_send() -> None:
    headers = (
        FORM, ("Host", "127.0.0.1:8918"), ("User-Agent", "Apache-HttpClient/4.5 (Java/1.8) \xfc\t手"),
        ("Accept", "*/*"),
        ("Connection", "Keep-Alive, Upgrade, HTTP2-Settings"), ("Upgrade", "h2c"), ("HTTP2-Settings", "AAMAAABkA"),
        ("Expect", "100-Continue"), ("Content-Length", "7"), ("Content-Encoding", "Identity"), ("Cookie", "a=b"),
        ("Cookie", "c=d"), ("X_Trace", "1"), ("content-transfer-encoding", "Binary"), ("Authorization", ""),
    )  # fmt: skip
    found = read_headers(headers, 7)
    assert found["content-type"] == FORM[1]
    assert found["cookie"] == "c=d"
    assert found["content-length"] == "7"


def test_a_name_that_only_looks_misleading() -> None:
    for name in ("X-Curl", "X-Url-Id", "X-Methods", "Xpath", "X-Pathology", "Trailers", "X-Transfer-Encoding", "TE"):
        assert read_headers(((name, "x"),), 0) == {name.lower(): "x"}


def test_a_connection_may_name_all_that_it_may_name() -> None:
    value = "close\t, keep-alive ,upgrade,\thttp2-settings"
    assert read_headers((("Connection", value),), 0) == {"connection": value}


def test_blanks_around_a_value_are_none_of_it() -> None:
    assert read_headers((("Content-Type", " \tX y X \t"),), 0) == {"content-type": "X y X"}
    refused((("Content-Length", "\x0b7"),), "odd_header", size=7)
    refused((("Content-Length", "\xa07"),), "odd_header", "\xa07", size=7)


@pytest.mark.parametrize(
    "name",
    ["accept", "Accept-Encoding", "accept-language", "Cache-Control", "CONNECTION", "cookie", "via", "X-Forwarded-For"],
)
def test_lists_may_be_written_in_several_lines(name: str) -> None:
    assert read_headers(((name, "close"), (name.title(), "close")), 0) == {name.lower(): "close"}


@pytest.mark.parametrize(
    "name", ["Content-Type", "Content-Length", "Content-Encoding", "Host", "X", "Upgrade", "Expect"]
)
def test_no_other_header_stands_there_twice(name: str) -> None:
    value = {"Content-Length": "0", "Content-Encoding": "identity", "Upgrade": "h2c", "Expect": "100-continue"}.get(
        name, "x"
    )
    refused(((name, value), (name.upper(), value)), "header_twice")


@pytest.mark.parametrize(
    "name",
    [
        "", " X", "X ", "X:", "X\t", "X\0", "X\r\nY", "Content Type", "Content-Type:", "Cöntent-Type", "(x)", "a,b",
        'a"b',
        "Transfer-Encoding", "transfer_encoding", "Trailer", "X-HTTP-Method", "x-http-method-override",
        "X-Method-Override",
        "X-Original-Method", "X-Original-URI", "X-Original-URL", "X-Rewrite-URL", "X_Rewrite_Url", "X-Forwarded-URI",
        "X-Forwarded-Path", "X-Forwarded-Prefix", "X-Override-URL", "X-Original-Path", "Request-URI", "URL", "Uri",
        "x_request_path", "X-Forwarded-Method", "X-Y-Method_Override", "Method", "Prefix", "Content_Type",
        "content_length", "Content_Encoding", "CONTENT_TYPE",
        "Content_Transfer_Encoding", "Content-Transfer_Encoding",
    ],
)  # fmt: skip
def test_names_that_mislead(name: str) -> None:
    refused(((name, "identity"),), "odd_header")


@pytest.mark.parametrize("letter", ["\0", "\x01", "\x08", "\n", "\r", "\x0b", "\x1f", "\x7f", "\r\nContent-Type: x"])
def test_control_characters_end_a_header_for_some(letter: str) -> None:
    for value in (letter, f"a{letter}b", f"{letter}a", f"a{letter}"):
        refused((("X", value),), "odd_header")


@pytest.mark.parametrize("value", ["gzip", "br", "", "identity, gzip", "identity;q=1", "x-gzip", "ıdentity"])
def test_compressed_bodies(value: str) -> None:
    refused((("content-encoding", value),), "compressed", value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Content-Transfer-Encoding", "base64"), ("Content-Transfer-Encoding", "7bit"), ("Expect", "x"), ("Expect", ""),
        ("Upgrade", "websocket"), ("Upgrade", "h2c, websocket"), ("Connection", "Content-Type"), ("Connection",
        "close\xa0"),
        ("Connection", ""),
        ("Connection", "keep-alive, content-type"), ("Connection", "close,"), ("Connection", "keep-alive content-type"),
    ],
)  # fmt: skip
def test_values_that_change_what_the_rest_means(name: str, value: str) -> None:
    refused(((name, value),), "odd_header", value)


@pytest.mark.parametrize("value", ["6", "07", "+7", "7.0", "7, 7", "７", "", "0x7", "-7", "7 7"])
def test_a_length_that_is_not_that_of_the_body(value: str) -> None:
    refused((("Content-Length", value),), "odd_header", value, size=7)
    assert read_headers((("Content-Length", "7"),), 7) == {"content-length": "7"}
