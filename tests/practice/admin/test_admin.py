"""The admin address: what it tells and takes, and whom it refuses."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import quote

import pytest

from aexdesk.practice import Rules, start_practice
from tests.practice.world import Client, FakeClock, error_of, fetch

PATHS = ["/object", "/log", "/orders"]


def test_the_object_is_the_contract(client: Client) -> None:
    told = client.admin("/object").json
    assert told == client.practice.object.to_json()
    assert list(told) == [
        "url",
        "sync_url",
        "rest_url",
        "authorize_url",
        "app_key",
        "app_secret",
        "callback_url",
        "buyer_email",
        "buyer_password",
        "access_token",
        "refresh_token",
        "test_case",
        "real_buyer_email",
        "real_buyer_password",
        "real_buyer_access_token",
        "expire_time",
        "refresh_token_valid_time",
    ]
    case = told["test_case"]
    assert list(case) == ["name", "loan_account_email", "item_id", "quantity", "country", "reason"]
    assert case["loan_account_email"] == told["buyer_email"]
    assert case["item_id"].isdigit()
    assert int(case["item_id"]) < 2**53
    assert isinstance(case["quantity"], int)
    assert case["country"] == "US"


def test_the_object_hides_its_secrets(client: Client) -> None:
    told = client.practice.object
    shown = f"{told!r} {told} {told.app_secret}"
    for name in ("app_secret", "buyer_password", "access_token", "refresh_token", "real_buyer_access_token"):
        assert told.to_json()[name] not in shown


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("origin", ["https://evil.example.test", "null", "http://127.0.0.1"])
def test_web_pages_are_refused(client: Client, path: str, origin: str) -> None:
    answer = client.admin(path, Origin=origin)
    assert answer.status == 403
    assert client.told["app_secret"] not in answer.body.decode()


@pytest.mark.parametrize("path", ["/reset", "/faults", "/apps"])
def test_web_pages_change_nothing(client: Client, path: str) -> None:
    client.order()
    assert client.admin(path, {"api": "*", "kind": "error"}, Origin="https://evil.example.test").status == 403
    assert len(client.orders()) == 1


@pytest.mark.parametrize("path", ["/_practice/object", "/sync", "/oauth/authorize", "/nothing"])
def test_a_rebound_host_is_refused(client: Client, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", int(client.practice.url.rpartition(":")[2]), timeout=10)
    connection.request("GET", path, headers={"Host": "evil.example.test"})
    response = connection.getresponse()
    assert response.status == 403
    assert client.told["app_secret"].encode() not in response.read()
    connection.close()


def test_the_log_holds_every_call(client: Client) -> None:
    client.order()
    client.order(quantity=2)
    client.rest("/auth/token/create", code="x")
    client.send(client.told["sync_url"], {"method": "m" * 5000})
    entries = client.admin("/log").json
    assert [(entry["verdict"], entry["error_code"]) for entry in entries] == [
        ("ok", ""),
        ("refused", "TEST_CASE_MISMATCH"),
        ("refused", "InvalidCode"),
        ("refused", "InvalidAppkey"),
    ]
    assert entries[0].keys() == {"time", "api", "verdict", "error_code"}
    assert entries[0]["time"] == "2026-01-01T12:00:00.000Z"
    assert entries[0]["api"] == "aliexpress.ds.order.create"
    assert entries[2]["api"] == "/auth/token/create"
    assert len(entries[3]["api"]) == 200


def test_the_log_is_bounded(clock: FakeClock) -> None:
    with start_practice(0, rules=Rules(max_log_entries=3), clock=clock) as practice:
        client = Client(practice, clock)
        for number in range(5):
            client.sync(f"api.{number}")
        assert [entry["api"] for entry in client.admin("/log").json] == ["api.2", "api.3", "api.4"]


def test_an_order_gets_another_state(client: Client) -> None:
    order_id = client.order()["order_list"]["number"][0]
    assert client.admin(f"/orders/{order_id}", {"state": "FINISH"}).json["state"] == "FINISH"
    assert client.orders()[0]["state"] == "FINISH"
    query = json.dumps({"order_id": order_id})
    answer = client.sync("aliexpress.trade.ds.order.get", single_order_query=query)
    assert answer["aliexpress_trade_ds_order_get_response"]["result"]["order_status"] == "FINISH"


@pytest.mark.parametrize("order_id", ["1", "x", "9" * 30, "-1", "١"])
def test_no_such_order(client: Client, order_id: str) -> None:
    assert client.admin(f"/orders/{quote(order_id)}", {"state": "FINISH"}).status == 404


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/apps", {}),
        ("/apps", {"app_key": "abc", "app_secret": "s"}),
        ("/apps", {"app_key": "600001"}),
        ("/apps", {"app_key": "600001", "app_secret": "s", "app_type": "other"}),
        ("/apps", {"app_key": "600001", "app_secret": "s", "app_state": "other"}),
        ("/apps", {"app_key": 600001, "app_secret": "s"}),
        ("/loan-accounts", {"email": "x", "password": "p"}),
        ("/loan-accounts", {"email": "a@example.test"}),
        ("/loan-accounts", {"email": "a@example.test", "password": "p", "until": "soon"}),
        ("/test-cases", {"name": "n"}),
        ("/test-cases", {"name": "n", "loan_account_email": "a", "item_id": "x", "quantity": 1, "country": "US"}),
        ("/test-cases", {"name": "n", "loan_account_email": "a", "item_id": "1", "quantity": 0, "country": "US"}),
        ("/test-cases", {"name": "n", "loan_account_email": "a", "item_id": "1", "quantity": 1, "country": "USA"}),
        ("/faults", {"api": "*", "kind": "other"}),
        ("/faults", {"api": "*", "kind": ["error"]}),
        ("/faults", {"api": "*", "kind": "error", "times": -1}),
        ("/apps", {"app_key": "600001", "app_secret": "s", "calls_per_day": -1}),
        ("/apps", {"app_key": "600001", "app_secret": "s", "ip_allow_list": "127.0.0.1"}),
        ("/apps", {"app_key": "600001", "app_secret": "s", "ip_allow_list": [1]}),
        ("/apps", {"app_key": "600001", "app_secret": "s", "ip_allow_list": ["a"] * 101}),
        ("/apps", {"app_key": "600001", "app_secret": "s", "is_publisher": "no"}),
        ("/loan-accounts", {"email": "a@example.test", "password": "p", "state": "other"}),
        ("/loan-accounts", {"email": "a@example.test", "password": "p", "state": ["active"]}),
        ("/faults", {"api": "*", "kind": "status", "value": 99}),
        ("/faults", {"api": "*", "kind": "latency", "value": "x"}),
        ("/faults", {"api": "*", "kind": "error", "value": "a b"}),
        ("/faults", {"kind": "error"}),
        ("/apps", {"app_key": "600001", "app_secret": "s", "callback_url": "http://["}),
        ("/apps", {"app_key": "600001", "app_secret": "half a character: \ud800"}),
        ("/faults", []),
        ("/faults", "x"),
    ],
)
def test_what_it_cannot_use(client: Client, path: str, body: Any) -> None:
    answer = client.admin(path, body)
    assert answer.status == 400
    assert answer.json["error"]


def test_bodies_that_are_no_json(client: Client) -> None:
    for body in (
        b"",
        b"{",
        b"\xff",
        b'{"api": "\xed\xa0\x80", "kind": "error"}',
        b"[" * 100_000,
        b"x" * (2 * 1024 * 1024),
    ):
        assert fetch(client.told["url"] + "/_practice/faults", body).status == 400


def test_the_seeded_app_stays(client: Client) -> None:
    assert client.admin("/apps", {"app_key": client.app_key, "app_secret": "s"}).status == 409


def test_reset_goes_back_to_the_seeds(client: Client) -> None:
    client.order()
    client.admin("/apps", {"app_key": "600007", "app_secret": "secret"})
    client.admin("/faults", {"api": "*", "kind": "error", "times": 9})
    client.admin("/test-cases", {**client.told["test_case"], "state": "ended"})
    refresh = client.told["refresh_token"]
    client.clock.now += 86_400 * 3
    client.admin("/reset", {})
    assert client.admin("/log").json == []
    assert client.orders() == []
    assert client.order()["is_success"] is True  # the sessions that were told are good again
    assert error_of(client.rest("/auth/token/refresh", refresh_token=refresh)) == ""
    gone = Client(client.practice, client.clock, "600007", "secret")
    assert error_of(gone.rest("/auth/token/create", code="x")) == "InvalidAppkey"


def test_what_matches_no_case_is_charged_or_refused_as_one_likes(client: Client) -> None:
    assert client.admin("/order-mismatch").json == {"order_mismatch": "refuse"}
    assert client.order(quantity=2)["error_code"] == "TEST_CASE_MISMATCH"
    assert client.admin("/order-mismatch", {"order_mismatch": "charge"}).json == {"order_mismatch": "charge"}
    assert client.order(quantity=2)["is_success"] is True
    assert [order["free"] for order in client.orders()] == [False]
    client.admin("/reset", {})
    assert client.admin("/order-mismatch").json == {"order_mismatch": "refuse"}
    assert client.order(quantity=2)["error_code"] == "TEST_CASE_MISMATCH"


@pytest.mark.parametrize(
    "body", [{}, {"order_mismatch": "free"}, {"order_mismatch": None}, {"order_mismatch": ["charge"]}]
)
def test_another_mismatch_is_refused(client: Client, body: Any) -> None:
    assert client.admin("/order-mismatch", body).status == 400
    assert client.admin("/order-mismatch").json == {"order_mismatch": "refuse"}


def test_a_reset_goes_back_to_the_mismatch_of_the_start(charging: Client) -> None:
    charging.admin("/order-mismatch", {"order_mismatch": "refuse"})
    charging.admin("/reset", {})
    assert charging.order(quantity=2)["is_success"] is True
