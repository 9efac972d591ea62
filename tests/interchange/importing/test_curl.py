"""cURL command lines, as people and browsers write them."""

from __future__ import annotations

import shlex
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.interchange.importing.curl import import_curl
from aexdesk.interchange.importing.imported import Dropped, ImportedRequest, Skipped
from aexdesk.interchange.importing.shell_words import Shell, shell_of, split_commands

URL = "https://api-sg.aliexpress.com/sync"


def only(text: str) -> ImportedRequest:
    found = import_curl(text)
    assert not found.skipped
    (request,) = found.requests
    return request


def test_what_is_computed_or_secret_does_not_come_along() -> None:
    request = only(
        f"curl '{URL}?method=aliexpress.ds.product.get&app_key=1&timestamp=2&sign=AB&session=CANARY' "
        "-H 'Authorization: Bearer CANARY' -b 'a=CANARY' -u me:CANARY "
        "--data-urlencode 'product_id=1005' -d 'simplify=true&sign_method=md5&app_secret=CANARY'"
    )
    assert request.api == request.name == "aliexpress.ds.product.get"
    assert request.parameters == (("product_id", "1005"),)
    assert request.settings == (("simplify", "true"),)
    assert (request.http_method, request.sign_method) == ("POST", "md5")
    assert "CANARY" not in repr(request)
    assert {one.name: one.why for one in request.dropped} == {
        "app_key": "computed", "timestamp": "computed", "sign": "computed", "session": "secret",
        "app_secret": "secret", "Cookie": "secret", "user": "secret", "Authorization": "secret",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (r"--data-urlencode 'p={\"a\": \"b\"}'", r"{\"a\": \"b\"}"),
        ("--data-urlencode 'p=a b&c'", "a b&c"),
        (r"""-d $'p=it\'s\u00e9\x41\n\101'""", "it'séA\nA"),
        (r'-d "p=a\"b\$c\\d\e"', r'a"b$c\d\e'),
        ("-d p=a%20b+c", "a b c"),
        ("-d 'p=1'\\\n -d x=2", "1"),
        ("-dp=1", "1"),
        ("-F p=1 ", "1"),
        ("-F 'p=a=b;c'", "a=b;c"),
        ("--data-raw 'p=@x'", "@x"),
        ("-d 'p={{x}}'", "{{{{x}}"),  # braces mean nothing to cURL
    ],
)
def test_quoting(line: str, value: str) -> None:
    assert dict(only(f"curl {URL}?method=a.b {line}").parameters)["p"] == value


def test_get_puts_the_data_into_the_query() -> None:
    request = only(f"curl -sSGL {URL} -d method=a.b --data-urlencode 'q=a b'")
    assert (request.http_method, request.parameters) == ("GET", (("q", "a b"),))


def test_files_are_named_and_not_opened() -> None:
    request = only(f"curl {URL}?method=a.b -F 'image=@/home/me/cat.png;type=image/png' -F 'n=<x' -d @body")
    assert request.files == (("image", "cat.png"),)
    assert set(request.dropped) == {Dropped("n", "file_not_read"), Dropped("@body", "file_not_read")}
    assert request.http_method == "POST"


def test_system_and_old_addresses() -> None:
    assert only("curl https://x/rest/auth/token/create -d code=3_1_CANARY -d uuid=1").parameters == (("uuid", "1"),)
    assert only("curl https://x/rest/auth/token/create -d uuid=1").api == "/auth/token/create"
    assert only("curl https://x/rest -d method=/auth/token/refresh -d uuid=1").api == "/auth/token/refresh"
    assert only("curl http://gw.api.taobao.com/router/rest -d method=a.b").api == "a.b"


def test_others_are_left_aside_with_the_reason() -> None:
    found = import_curl(f"curl https://example.com/; echo hi && curl {URL}; curl {URL}?method=a.b | jq .; curl")
    assert [one.why for one in found.skipped] == ["other_address", "no_api", "no_url"]
    assert [one.api for one in found.requests] == ["a.b"]
    assert isinstance(found.skipped[0], Skipped)


def test_windows_prompt() -> None:
    text = (
        f'curl ^"{URL}?method=a.b^" ^\r\n  -H ^"content-type: application/x-www-form-urlencoded^" ^\r\n'
        '  --data-raw ^"p=^%^7B^\\^"x^\\^":1^%^7D^&q=2^"\r\n'
    )
    assert shell_of(text) is Shell.PROMPT
    assert only(text).parameters == (("p", '{"x":1}'), ("q", "2"))


def test_power_shell() -> None:
    text = f'curl.exe "{URL}?method=a.b" `\n  --data-raw "p=`"x`"" `\n -d \'q=it\'\'s\'\n'
    assert shell_of(text) is Shell.POWERSHELL
    assert only(text).parameters == (("p", '"x"'), ("q", "it's"))


WORDS = st.lists(st.text(string.printable, max_size=12), min_size=1, max_size=6)


@given(WORDS)
def test_what_a_shell_would_read(words: list[str]) -> None:
    """Held against Python's own quoting, which says what bash takes as one word."""
    line = shlex.join(words)
    if shell_of(line) is Shell.BASH:
        assert split_commands(line.replace("\r\n", "\n")) == [[word.replace("\r\n", "\n") for word in words]]
