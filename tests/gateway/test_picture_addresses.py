"""A "picture" that is a call of the platform is not fetched, however its address is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aexdesk.faults import BadInput
from aexdesk.gateway.picture_addresses import check_address, check_redirect, is_near
from aexdesk.workspace.environment import LIVE, PRACTICE

OWN = replace(LIVE, base_url="https://calls.example:8443", sync_path="/open/v2", rest_path="/open/system")
PLACES = (PRACTICE, LIVE, OWN)


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("api-sg.aliexpress.com", "/sync"),
        ("API-SG.AliExpress.com.", "/SYNC"),
        ("api-sg.aliexpress.com", "//rest//auth/token/create"),
        ("api-sg.aliexpress.com", "/a/../sync"),
        ("api-sg.aliexpress.com", "/%73ync"),
        ("api-sg.aliexpress.com", "/%2573ync"),
        ("api-sg.aliexpress.com", "/x%2fsync"),
        ("api-sg.aliexpress.com", "/x\\sync"),
        ("api-sg.aliexpress.com", "/sync;jpg"),
        ("api-sg.aliexpress.com", "/sync/a.jpg"),
        ("api-cn.aliexpress.com", "/oauth/authorize"),
        ("gw.api.taobao.com", "/router/rest"),
        ("127.0.0.1", "/sync"),
        ("localhost", "/sync"),
        ("practice.localhost", "/rest"),
        ("[::1]", "/sync"),
        ("::ffff:127.0.0.1", "/sync"),
        ("127.1", "/sync"),
        ("0x7f000001", "/sync"),
        ("2130706433", "/sync"),
        ("0.0.0.0", "/sync"),
        ("127.9.9.9", "/_practice/reset"),
        ("calls.example", "/open/v2"),
        ("calls.example", "/open/./system/x"),
        ("calls.example", "/sync"),
    ],
)
def test_a_door_is_refused(host: str, path: str) -> None:
    with pytest.raises(BadInput) as caught:
        check_address("https", host, path, PLACES)
    assert caught.value.code == "picture_door"


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("ae01.alicdn.com", "/kf/S1.jpg"),
        ("ae01.alicdn.com", "/rest/S1.jpg"),
        ("api-sg.aliexpress.com", "/kf/synchro.jpg"),
        ("127.0.0.1", "/pictures/1.png"),
        ("calls.example", "/open/v20/a.png"),
        ("1and1.example", "/a.png"),
    ],
)
def test_a_picture_is_not(host: str, path: str) -> None:
    check_address("https", host, path, PLACES)


@pytest.mark.parametrize("scheme", ["file", "ftp", "data", "javascript", ""])
def test_only_http_is_asked(scheme: str) -> None:
    with pytest.raises(BadInput) as caught:
        check_address(scheme, "host", "/a.png", PLACES)
    assert caught.value.code == "picture_address"


@pytest.mark.parametrize(
    ("scheme", "host", "to_scheme", "to_host"),
    [
        ("https", "a.example", "http", "a.example"),
        ("http", "a.example", "file", ""),
        ("https", "a.example", "https", "192.168.1.1"),
        ("https", "a.example", "https", "169.254.169.254"),
        ("http", "a.example", "http", "localhost"),
    ],
)
def test_a_server_leads_nowhere_near(scheme: str, host: str, to_scheme: str, to_host: str) -> None:
    with pytest.raises(BadInput) as caught:
        check_redirect(scheme, host, to_scheme, to_host)
    assert caught.value.code == "picture_led_away"


def test_a_server_leads_on_as_servers_do() -> None:
    check_redirect("http", "a.example", "https", "b.example")
    check_redirect("http", "127.0.0.1", "http", "localhost")
    assert not is_near("8.8.8.8")
