"""The checks, and their order: app key, timestamp, signature, API, permission, session, parameters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aexdesk.practice import Rules, start_practice
from tests.practice.world import Client, FakeClock, error_of, sign

PRODUCT_GET = "aliexpress.ds.product.get"
HOUR = 3600


def sent(client: Client, params: dict[str, str]) -> str:
    return error_of(client.send(client.told["sync_url"], params).json)


def resigned(client: Client, params: dict[str, str]) -> dict[str, str]:
    return {**params, "sign": sign(params, client.app_secret)}


Break = Callable[[Client, dict[str, str]], None]


def wrong_key(_: Client, params: dict[str, str]) -> None:
    params["app_key"] = "500009"


def wrong_time(_: Client, params: dict[str, str]) -> None:
    params["timestamp"] = "1517820392000"


def unknown_api(_: Client, params: dict[str, str]) -> None:
    params["method"] = "aliexpress.postproduct.redefining.nothing"


def no_permission(_: Client, params: dict[str, str]) -> None:
    params["app_key"] = "600001"  # an affiliate app, made in the test


def bad_session(_: Client, params: dict[str, str]) -> None:
    params["session"] = "placeholder"


def no_parameter(_: Client, params: dict[str, str]) -> None:
    params.pop("product_id")


CHECKS: list[tuple[str, Break | None]] = [
    ("InvalidAppkey", wrong_key),
    ("IllegalTimestamp", wrong_time),
    ("IncompleteSignature", None),
    ("InvalidApiPath", unknown_api),
    ("InsufficientPermission", no_permission),
    ("IllegalAccessToken", bad_session),
    ("MissingParameter", no_parameter),
]


@pytest.mark.parametrize("first", range(len(CHECKS)), ids=[code for code, _ in CHECKS])
def test_the_order_of_checks(client: Client, first: int) -> None:
    """With everything from one check on wrong, that check answers."""
    app = {"app_key": "600001", "app_secret": client.app_secret, "app_type": "affiliate"}
    client.admin("/apps", app)
    params = client.params(PRODUCT_GET, session=client.told["access_token"], product_id="1", ship_to_country="US")
    for code, breaks in reversed(CHECKS[first:]):
        if breaks is not None and not (code == "InsufficientPermission" and first < 3):
            breaks(client, params)
    params["sign"] = "0" * 64 if first <= 2 else sign(params, client.app_secret)
    assert sent(client, params) == CHECKS[first][0]


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("{now}", True),
        ("{early}", True),
        ("{late}", True),
        ("{too_early}", False),
        ("{too_late}", False),
        ("{seconds}", False),
        ("2026-01-01T12:00:00Z", False),
        ("2026-01-01 20:00:00", False),
        ("", False),
        ("soon", False),
        ("-1", False),
        ("1767268800000.0", False),
        ("１７６７２６８８０００００", False),
        ("9" * 400, False),
    ],
)
def test_timestamps(client: Client, text: str, good: bool) -> None:
    now = int(client.clock.now)
    times = {
        "now": now * 1000,
        "early": (now - 2 * HOUR) * 1000,
        "late": (now + 2 * HOUR) * 1000,
        "too_early": (now - 2 * HOUR) * 1000 - 1,
        "too_late": (now + 2 * HOUR) * 1000 + 1,
        "seconds": now,
    }
    params = client.params("aliexpress.ds.category.get")
    params["timestamp"] = text.format(**times)
    assert sent(client, resigned(client, params)) == ("" if good else "IllegalTimestamp")


@pytest.mark.parametrize("text", ["2026-01-01T12:00:00Z", "2026-01-01 20:00:00"])
def test_timestamps_as_text_where_a_rule_allows_them(clock: FakeClock, text: str) -> None:
    with start_practice(0, rules=Rules(accept_text_timestamps=True), clock=clock) as practice:
        client = Client(practice, clock)
        params = client.params("aliexpress.ds.category.get")
        params["timestamp"] = text
        assert sent(client, resigned(client, params)) == ""


def test_missing_app_key(client: Client) -> None:
    params = client.params("aliexpress.ds.category.get")
    del params["app_key"]
    assert sent(client, params) == "InvalidAppkey"


@pytest.mark.parametrize("method", ["", "aliexpress.ds.product.GET", "/auth/token/create", "aliexpress"])
def test_names_that_sync_does_not_know(client: Client, method: str) -> None:
    assert sent(client, client.params(method)) == "InvalidApiPath"


@pytest.mark.parametrize("path", ["/auth/token", "/aliexpress.ds.product.get", "/order/get", "/auth/token/create/"])
def test_paths_that_rest_does_not_know(client: Client, path: str) -> None:
    assert error_of(client.rest(path, code="x")) == "InvalidApiPath"


def test_system_interface_named_by_method(client: Client) -> None:
    """The second form: POST to /rest itself; the official Python and PHP SDKs do only this."""
    path = "/auth/token/create"
    params = client.params(path, path, method=path, code="x")
    assert error_of(client.send(client.told["rest_url"], params).json) == "InvalidCode"


def test_a_session_on_a_system_call_is_signed_not_checked(client: Client) -> None:
    assert error_of(client.rest("/auth/token/create", code="x", session="nonsense")) == "InvalidCode"


def test_a_call_without_a_session_where_one_is_needed(client: Client) -> None:
    params = client.params(PRODUCT_GET, product_id="1", ship_to_country="US")
    assert sent(client, params) == "InsufficientPermission"


def test_session_wins_over_access_token(client: Client) -> None:
    asked = {"product_id": client.told["test_case"]["item_id"], "ship_to_country": "US"}
    good, bad = client.told["access_token"], "placeholder"
    for session, access_token, code in ((good, bad, ""), (bad, good, "IllegalAccessToken")):
        params = client.params(PRODUCT_GET, session=session, access_token=access_token, **asked)
        assert sent(client, params) == code
    assert sent(client, client.params(PRODUCT_GET, access_token=good, **asked)) == ""


def test_a_session_of_another_app(client: Client) -> None:
    client.admin("/apps", {"app_key": "600002", "app_secret": "other-secret"})
    other = Client(client.practice, client.clock, "600002", "other-secret")
    assert error_of(other.sync(PRODUCT_GET, product_id="1", ship_to_country="US")) == "IllegalAccessToken"


def test_a_refresh_token_is_no_session(client: Client) -> None:
    answer = client.sync(PRODUCT_GET, client.told["refresh_token"], product_id="1", ship_to_country="US")
    assert error_of(answer) == "IllegalAccessToken"


def test_what_is_not_simulated_says_so(client: Client) -> None:
    for api in ("aliexpress.freight.redefining.listfreighttemplate", "aliexpress.solution.product.info.get"):
        answer = client.sync(api)
        assert error_of(answer) == "PracticeNotSimulated"
        assert answer["error_response"]["type"] == "ISP"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"product_id": "x", "ship_to_country": "US"}, "InvalidParameter"),
        ({"product_id": "1", "ship_to_country": ""}, "MissingParameter"),
        ({"product_id": "1", "ship_to_country": "US", "remove_personal_benefit": "True"}, "InvalidParameter"),
        ({"product_id": "1", "ship_to_country": "US", "format": "xml"}, "InvalidParameter"),
        ({"product_id": "1", "ship_to_country": "US", "target_currency": "XXX"}, "InvalidParameter"),
    ],
)
def test_parameters(client: Client, more: dict[str, str], code: str) -> None:
    assert error_of(client.sync(PRODUCT_GET, **more)) == code


def test_envelopes(client: Client) -> None:
    """Business errors are wrapped, system errors are flat; both with HTTP 200 and a request id."""
    wrapped = client.sync("no.such.api")["error_response"]
    assert {"type", "code", "msg", "request_id"} <= wrapped.keys()
    flat = client.rest("/no/such/path")
    assert flat.keys() == {"type", "code", "message", "request_id"}
    assert wrapped["request_id"].startswith("2199")
    assert client.send(client.told["sync_url"], {}).status == 200
