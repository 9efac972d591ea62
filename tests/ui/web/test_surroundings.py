"""What Chromium reads in the environment: nothing that opens it to debuggers, writes its keys down or blinds it."""

from __future__ import annotations

import logging

import pytest

from aexdesk.ui.web.surroundings import FLAGS, make_safe


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("--log-level=3", "--log-level=3"),
        ("--disable-gpu  --use-gl=egl", "--disable-gpu  --use-gl=egl"),
        ("--ignore-certificate-errors", ""),
        ("--disable-gpu --ignore-certificate-errors --log-level=3", "--disable-gpu --log-level=3"),
        ("--ignore-certificate-errors-spki-list=x --remote-debugging-port=9222 --remote-debugging-pipe", ""),
        ("--ssl-key-log-file=/tmp/x --log-net-log=/tmp/y --disable-web-security --load-extension=z", ""),
        ("--host-resolver-rules=\"MAP * 127.0.0.1\" --lang=ru", "--lang=ru"),
        ("--a-flag-of-next-year", ""),
        ("--disable-gpu-sandbox-and-all", ""),
    ],
)  # fmt: skip
def test_listed_flags_are_kept_and_no_other(given: str, kept: str) -> None:
    environ = {FLAGS: given, "HOME": "/h"}
    make_safe(environ)
    assert environ == {FLAGS: kept, "HOME": "/h"}


def test_keys_and_debuggers_go_and_the_log_tells_without_their_values(caplog: pytest.LogCaptureFixture) -> None:
    environ = {"QTWEBENGINE_REMOTE_DEBUGGING": "9222", "SSLKEYLOGFILE": "/tmp/CANARY", FLAGS: "--x=CANARY"}
    with caplog.at_level(logging.WARNING, "aexdesk"):
        make_safe(environ)
    assert environ == {FLAGS: ""}
    assert "QTWEBENGINE_REMOTE_DEBUGGING, SSLKEYLOGFILE, --x" in caplog.text
    assert "CANARY" not in caplog.text


def test_where_nothing_is_amiss_nothing_is_said(caplog: pytest.LogCaptureFixture) -> None:
    environ = {FLAGS: "--log-level=3"}
    make_safe(environ)
    make_safe({})
    assert caplog.records == []
