"""Which page may be visited, and which may be filled in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl

from aexdesk.ui.web.origins import host_of, is_listed, may_visit, origin_of

LISTED = ("http://127.0.0.1:8917", "https://api-sg.aliexpress.com", "https://*.aliexpress.com", "*.alibaba.com")


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Login.AliExpress.com/x?y#z", "https://login.aliexpress.com"),
        ("https://login.aliexpress.com:443/", "https://login.aliexpress.com"),
        ("http://127.0.0.1:80/", "http://127.0.0.1"),
        ("http://127.0.0.1:8917/oauth", "http://127.0.0.1:8917"),
        ("http://[::1]:8917/", "http://[::1]:8917"),
        ("https://login.aliexpress.com@evil.example/", "https://evil.example"),
        ("about:blank", ""),
        ("file:///etc/passwd", ""),
        ("data:text/html,x", ""),
        ("", ""),
    ],
)
def test_an_origin_is_scheme_host_and_port(url: str, origin: str) -> None:
    assert origin_of(QUrl(url)) == origin


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8917/oauth/authorize",
        "https://aliexpress.com/",
        "https://login.aliexpress.com/a",
        "https://a.b.aliexpress.com/",
        "https://passport.alibaba.com/mini_login.htm",
    ],
)
def test_what_is_listed_may_be_filled_in(url: str) -> None:
    assert is_listed(origin_of(QUrl(url)), LISTED)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8918/",
        "https://127.0.0.1:8917/",
        "http://localhost:8917/",
        "http://login.aliexpress.com/",
        "https://login.aliexpress.com:8443/",
        "https://evilaliexpress.com/",
        "https://aliexpress.com.evil.example/",
        "https://login.aliexpress.com@evil.example/",
        "https://аliexpress.com/",  # a Cyrillic letter
        "about:blank",
        "data:text/html,x",
        "",
    ],
)
def test_what_only_looks_like_it_may_not(url: str) -> None:
    assert not is_listed(origin_of(QUrl(url)), LISTED)


def test_no_list_and_no_name_allow_nothing() -> None:
    assert not is_listed("https://aliexpress.com", ())
    assert not is_listed("https://aliexpress.com", ("*.", "https://*.", "http://*.aliexpress.com"))
    assert not is_listed("", ("",))


def test_a_name_that_only_looks_like_another_is_shown_as_it_is() -> None:
    assert host_of(QUrl("https://аliexpress.com/")).startswith("xn--")


LIVE, PRACTICE = QUrl("https://api-sg.aliexpress.com/oauth"), QUrl("http://127.0.0.1:8917/oauth")


@pytest.mark.parametrize("start", [LIVE, PRACTICE])
@pytest.mark.parametrize("url", ["https://login.example.test/", "about:blank", "about:srcdoc"])
def test_a_login_goes_by_https(url: str, start: QUrl) -> None:
    assert may_visit(QUrl(url), start)


@pytest.mark.parametrize("start", [LIVE, PRACTICE])
@pytest.mark.parametrize(
    "url",
    [
        "http://login.example.test/", "file:///etc/passwd", "data:text/html,x", "blob:https://x/1", "javascript:1",
        "chrome://version", "about:version", "view-source:https://a.example/", "mailto:a@example.test", "intent://x",
        "",
    ],
)  # fmt: skip
def test_and_nowhere_else(url: str, start: QUrl) -> None:
    assert not may_visit(QUrl(url), start)


def test_this_machine_answers_practice_alone() -> None:
    assert may_visit(QUrl("http://127.0.0.1:9000/"), PRACTICE)
    assert not may_visit(QUrl("http://127.0.0.1:9000/"), LIVE)
    assert not may_visit(QUrl("http://127.0.0.1.example.test/"), PRACTICE)
