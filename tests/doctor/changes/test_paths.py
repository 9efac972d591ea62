"""What stands in front of the string to sign: the path of a system interface, and what people put there instead."""

from __future__ import annotations

import pytest

from aexdesk.doctor.changes import paths
from aexdesk.doctor.changes.change import Stage
from aexdesk.doctor.draft import baseline
from aexdesk.doctor.received import Received
from tests.doctor.changes.reading import signed

PAIRS = (("app_key", "1"), ("code", "2"))
PLATFORM = ("https://api-sg.aliexpress.com", "http://api-sg.aliexpress.com")
HOST = "api-sg.aliexpress.com"


def made(received: Received) -> dict[tuple[str, str], list[str]]:
    return signed(paths.changes(received), baseline(received))


def test_the_path_of_a_system_interface_is_missing_or_another() -> None:
    assert made(Received("/auth/token/create", PAIRS)) == {
        ("path-missing", ""): ["app_key1code2"],
        ("path-without-slash", ""): ["auth/token/createapp_key1code2"],
        ("path-with-slash", "after"): ["/auth/token/create/app_key1code2"],
        ("path-with-rest", "rest"): ["/rest/auth/token/createapp_key1code2"],
        ("path-with-rest", "rest-without-slash"): ["rest/auth/token/createapp_key1code2"],
        ("path-with-rest", "rest-alone"): ["/restapp_key1code2"],
        ("path-with-rest", "sync"): ["/syncapp_key1code2"],
        ("path-with-rest", "host"): [
            f"https://{HOST}/rest/auth/token/createapp_key1code2",
            f"{HOST}/rest/auth/token/createapp_key1code2",
            f"http://{HOST}/rest/auth/token/createapp_key1code2",
            f"{HOST}/rest/auth/token/createapp_key1code2",
        ],
        ("path-with-rest", "host-without-rest"): [
            f"https://{HOST}/auth/token/createapp_key1code2",
            f"http://{HOST}/auth/token/createapp_key1code2",
        ],
        ("path-with-rest", "host-alone"): [f"https://{HOST}/restapp_key1code2", f"http://{HOST}/restapp_key1code2"],
        ("system-signed-as-business", ""): ["app_key1code2method/auth/token/create"],
        ("system-signed-as-business", "without-slash"): ["app_key1code2methodauth/token/create"],
    }


def test_a_path_that_came_without_its_slash_is_signed_with_it() -> None:
    found = made(Received("auth/token/create", PAIRS))
    assert found["path-with-slash", "after"] == ["/auth/token/create/app_key1code2"]
    assert found["path-with-rest", "rest"] == ["/rest/auth/token/createapp_key1code2"]


def test_a_system_interface_that_was_sent_as_method_was_signed_without_a_path() -> None:
    found = made(Received("/auth/token/create", (*PAIRS, ("method", "/auth/token/create"))))
    wanted = {"method-sent": ["app_key1code2method/auth/token/create"]}
    assert {how: texts for (kind, how), texts in found.items() if kind == "system-signed-as-business"} == wanted


def test_a_business_interface_gets_a_path_that_it_has_not() -> None:
    assert made(Received("aliexpress.x", (("app_key", "1"), ("method", "aliexpress.x")))) == {
        ("path-added", "name"): ["aliexpress.xapp_key1methodaliexpress.x"],
        ("path-added", "slash-name"): ["/aliexpress.xapp_key1methodaliexpress.x"],
        ("path-added", "sync"): ["/syncapp_key1methodaliexpress.x"],
        ("path-added", "sync-without-slash"): ["syncapp_key1methodaliexpress.x"],
        ("path-added", "rest"): ["/restapp_key1methodaliexpress.x"],
        ("path-added", "rest-name"): ["/rest/aliexpress.xapp_key1methodaliexpress.x"],
        ("path-added", "sync-name"): ["/sync/aliexpress.xapp_key1methodaliexpress.x"],
        ("path-added", "host"): [
            f"{host}{rest}app_key1methodaliexpress.x" for host in PLATFORM for rest in ("/sync", "/sync?", "/rest")
        ],
        ("path-added", "method-verb"): ["POSTapp_key1methodaliexpress.x"],
        ("business-signed-as-system", ""): ["/aliexpress.xapp_key1"],
    }


def test_a_slash_and_nothing_else_is_missing_in_front() -> None:
    found = made(Received("/Xpress", PAIRS))
    assert found["path-without-slash", ""] == ["Xpressapp_key1code2"]
    assert found["system-signed-as-business", "without-slash"] == ["app_key1code2methodXpress"]


def test_the_host_of_a_business_request_is_its_own_first() -> None:
    found = made(Received("x", PAIRS, url="http://gw.example.org/sync"))
    assert found["path-added", "host"][0] == "http://gw.example.org/syncapp_key1code2"


def test_the_verb_is_that_of_the_request() -> None:
    found = made(Received("x", PAIRS, http_method="GET"))
    assert found["path-added", "method-verb"] == ["GETapp_key1code2"]


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("http://gw.example.org:8443/sync", ("http://gw.example.org:8443", *PLATFORM)),
        ("https://api-sg.aliexpress.com/rest/x", PLATFORM),
        ("http://[", PLATFORM),
        ("//gw.example.org/x", PLATFORM),
        ("mailto:x", PLATFORM),
    ],
)
def test_the_host_is_that_of_the_request_and_the_platform_s(url: str, hosts: tuple[str, ...]) -> None:
    found = made(Received("/auth/token/create", PAIRS, url=url))
    assert found["path-with-rest", "host-alone"] == [f"{host}/restapp_key1code2" for host in hosts]
    assert found["path-with-rest", "host"][1] == f"{hosts[0].partition('//')[2]}/rest/auth/token/createapp_key1code2"


@pytest.mark.parametrize("api", ["/auth/token/create", "aliexpress.x"])
def test_one_path_excludes_another_and_stands_in_front_of_all_that_is_joined(api: str) -> None:
    for change in paths.changes(Received(api, PAIRS)):
        takes_parameters = change.mistake.kind in ("business-signed-as-system", "system-signed-as-business")
        assert (change.group, change.stage) == ("path", Stage.PARAMETERS if takes_parameters else Stage.PATH)
