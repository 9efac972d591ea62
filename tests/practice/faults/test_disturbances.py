"""Faults on demand: each kind, as often as asked, for whom it is meant."""

from __future__ import annotations

import http.client
import json
import socket
from urllib.parse import urlencode

import pytest

from aexdesk.practice import start_practice
from tests.practice.world import ORDER_PARAM, Client, FakeClock, error_of, order_payload

CATEGORIES = "aliexpress.ds.category.get"


def fault(client: Client, kind: str, **more: object) -> None:
    assert client.admin("/faults", {"api": CATEGORIES, "kind": kind, **more}).status == 200


def test_an_error(client: Client) -> None:
    fault(client, "error", value="isp.service-unavailable", times=2)
    for _ in range(2):
        error = client.sync(CATEGORIES)["error_response"]
        assert (error["code"], error["sub_code"]) == ("15", "isp.service-unavailable")
    assert error_of(client.sync(CATEGORIES)) == ""
    assert client.admin("/log").json[0]["verdict"] == "disturbed"


def test_an_error_of_a_system_call_is_flat(client: Client) -> None:
    client.admin("/faults", {"api": "*", "kind": "error"})
    answer = client.rest("/auth/token/create", code="x")
    assert answer["code"] == "ServiceUnavailable"


def test_throttle(client: Client) -> None:
    fault(client, "throttle")
    error = client.sync(CATEGORIES)["error_response"]
    assert error["code"] == "ApiCallLimit"
    assert "1 seconds" in error["msg"]


def test_status_and_garbage(client: Client) -> None:
    fault(client, "status", value=503)
    fault(client, "garbage")
    answer = client.send(client.told["sync_url"], client.params(CATEGORIES), unchecked="a status of its own")
    assert answer.status == 503
    answer = client.send(client.told["sync_url"], client.params(CATEGORIES), unchecked="garbage")
    assert answer.status == 200
    with pytest.raises(json.JSONDecodeError):
        _ = answer.json


def test_reset_breaks_the_connection(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    fault(client, "reset")
    with pytest.raises(ConnectionResetError):
        client.sync(CATEGORIES)
    assert error_of(client.sync(CATEGORIES)) == ""
    assert not caplog.records


def test_truncate_ends_in_the_middle(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    fault(client, "truncate")
    with pytest.raises(http.client.IncompleteRead):
        client.sync(CATEGORIES)
    assert not caplog.records


def test_a_fault_meets_only_its_api(client: Client) -> None:
    fault(client, "error")
    assert client.order()["is_success"] is True
    assert error_of(client.sync(CATEGORIES)) == "ServiceUnavailable"


def test_latency_then_the_right_answer(client: Client) -> None:
    fault(client, "latency", value=1)
    assert error_of(client.sync(CATEGORIES)) == ""


def test_an_order_whose_answer_never_comes(client: Client) -> None:
    client.admin("/faults", {"api": "*", "kind": "timeout_after_order", "value": 1})
    assert error_of(client.sync(CATEGORIES)) == ""  # for any API: the next order
    with pytest.raises(ConnectionResetError):
        client.order(out_order_id="AEX-9")
    assert len(client.orders()) == 1
    assert client.order(out_order_id="AEX-9")["error_code"] == "REPEATED_ORDER_ERROR"


@pytest.mark.parametrize("kind", ["latency", "timeout_after_order"])
def test_stop_during_a_slow_call(clock: FakeClock, kind: str, caplog: pytest.LogCaptureFixture) -> None:
    """Both would wait for ten minutes; a stop that waited with them would meet the test's time limit."""
    practice = start_practice(0, clock=clock)
    client = Client(practice, clock)
    client.admin("/faults", {"api": "*", "kind": kind, "value": 600_000})
    with begin_order(client) as under_way:
        client.orders()  # answered after the order was read: one loop, in order
        practice.stop()
        with pytest.raises(ConnectionResetError):
            read_all(under_way)
    assert not caplog.records


def begin_order(client: Client) -> socket.socket:
    """Sends the whole order, and reads nothing."""
    sent = {"session": client.told["access_token"], ORDER_PARAM: json.dumps(order_payload(client.told))}
    body = urlencode(client.params("aliexpress.ds.order.create", **sent)).encode()
    head = "POST /sync HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    connection = socket.create_connection(("127.0.0.1", int(client.practice.url.rpartition(":")[2])), timeout=10)
    connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    return connection


def read_all(connection: socket.socket) -> bytes:
    found = b""
    while chunk := connection.recv(65_536):
        found += chunk
    return found
