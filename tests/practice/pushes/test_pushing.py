"""Push messages, to a real receiver on this machine: order, signature, attempts, and an end that is quick."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from aexdesk.practice import Rules, start_practice
from tests.practice.pushes.receiver import Receiver, outcomes, pushes_when, receiving, settled
from tests.practice.world import NOON, Client, FakeClock, MemoryKeeper, MemorySecrets, fetch

HOUR = 3600
QUICK = Rules(push_retry_pauses=(0.01, 0.02, 0.03))


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@contextmanager
def gateway(rules: Rules = QUICK, **more: Any) -> Iterator[Client]:
    clock = FakeClock()
    with start_practice(0, rules=rules, clock=clock, **more) as practice:
        yield Client(practice, clock)


@pytest.fixture
def quick() -> Iterator[Client]:
    with gateway() as client:
        yield client


def register(client: Client, url: str, **more: str) -> None:
    assert client.admin("/webhook", {"url": url, **more}).status == 200


def order(client: Client, **changes: Any) -> int:
    return int(client.order(**changes)["order_list"]["number"][0])


def test_the_life_of_an_order(quick: Client, receiver: Receiver) -> None:
    """Each change is told, in order, with its own time, and signed as a receiver would check it."""
    register(quick, receiver.url)
    order_id = order(quick)
    quick.clock.now += 30 * HOUR
    quick.orders()
    received = receiver.take(4)
    told = [json.loads(one.body) for one in received]
    times = [NOON, NOON, NOON + HOUR, NOON + 25 * HOUR]
    statuses = ["OrderCreated", "PaymentAuthorized", "OrderShipped", "OrderConfirmed"]
    for message, status, at in zip(told, statuses, times, strict=True):
        assert message == {
            "data": {"buyerId": 5_099_000_001, "orderId": order_id, "orderStatus": status},
            "message_type": 53,
            "seller_id": "1990000001",
            "site": "ae_global",
            "timestamp": int(at),
        }
    for one in received:
        signed = hmac.new(quick.app_secret.encode(), quick.app_key.encode() + one.body, hashlib.sha256).hexdigest()
        assert one.headers["Authorization"] == signed
        assert one.path == "/push?from=practice"
        assert one.headers["Content-Type"] == "application/json"
    pushes = pushes_when(quick, lambda pushes: len(pushes) == 4 and settled(pushes))
    assert outcomes(pushes) == [(status, 1, "delivered", "") for status in statuses]
    assert pushes[2] == {
        "time": "2026-01-01T13:00:00.000Z",
        "order_id": order_id,
        "order_status": "OrderShipped",
        "url": receiver.url,
        "attempts": 1,
        "outcome": "delivered",
        "reason": "",
    }


def test_by_hand(quick: Client, receiver: Receiver) -> None:
    """The same state again is no change; a closed order that finishes was told before."""
    register(quick, receiver.url)
    order_id = order(quick)
    for state in ("WAIT_SELLER_SEND_GOODS", "RISK_CONTROL", "IN_CANCEL", "IN_CANCEL", "FINISH"):
        assert quick.admin(f"/orders/{order_id}", {"state": state}).status == 200
    pushes = pushes_when(quick, lambda pushes: len(pushes) == 3 and settled(pushes))
    assert [push["order_status"] for push in pushes] == ["OrderCreated", "PaymentAuthorized", "OrderClosed"]
    assert [one.status for one in receiver.take(3)] == ["OrderCreated", "PaymentAuthorized", "OrderClosed"]


def test_nobody_registered(quick: Client) -> None:
    order(quick)
    assert quick.admin("/pushes").json == []


def test_a_failed_attempt_is_made_again_and_holds_back_the_next(quick: Client, receiver: Receiver) -> None:
    register(quick, receiver.url)
    receiver.answers.extend([(500, {}), (404, {})])
    order(quick)
    received = [one.status for one in receiver.take(4)]
    assert received == ["OrderCreated", "OrderCreated", "OrderCreated", "PaymentAuthorized"]
    pushes = pushes_when(quick, lambda pushes: len(pushes) == 2 and settled(pushes))
    assert outcomes(pushes) == [("OrderCreated", 3, "delivered", ""), ("PaymentAuthorized", 1, "delivered", "")]


def test_given_up_in_the_end(quick: Client, receiver: Receiver) -> None:
    register(quick, receiver.url)
    receiver.answers.extend([(503, {})] * 4)
    order(quick)
    pushes = pushes_when(quick, lambda pushes: len(pushes) == 2 and settled(pushes))
    assert outcomes(pushes) == [
        ("OrderCreated", 4, "failed", "status_503"),
        ("PaymentAuthorized", 1, "delivered", ""),
    ]


def test_one_order_does_not_hold_back_another(receiver: Receiver) -> None:
    with gateway(Rules(push_retry_pauses=(3600,))) as client:
        register(client, receiver.url)
        receiver.answers.append((500, {}))
        first = order(client)
        receiver.take(1)
        second = order(client)
        assert {json.loads(one.body)["data"]["orderId"] for one in receiver.take(2)} == {second}
        pushes = pushes_when(client, lambda pushes: [push["outcome"] for push in pushes].count("delivered") == 2)
        waiting = [push for push in pushes if push["outcome"] == "waiting"]
        assert {push["order_id"] for push in waiting} == {first}
        assert [push["reason"] for push in waiting] == ["status_500", ""]


def test_a_redirect_is_not_followed(quick: Client, receiver: Receiver) -> None:
    with receiving() as elsewhere:
        register(quick, receiver.url)
        receiver.answers.extend([(307, {"Location": elsewhere.url})] * 8)
        order(quick)
        pushes = pushes_when(quick, lambda pushes: len(pushes) == 2 and settled(pushes))
        assert [one[1:] for one in outcomes(pushes)] == [(4, "failed", "status_307")] * 2
        assert elsewhere.arrived.empty()


def test_a_receiver_that_is_too_slow(receiver: Receiver) -> None:
    with gateway(Rules(push_answer_seconds=0.05, push_retry_pauses=())) as client:
        register(client, receiver.url)
        receiver.may_answer.clear()
        order(client)
        pushes = pushes_when(client, lambda pushes: len(pushes) == 2 and settled(pushes))
        assert [one[1:] for one in outcomes(pushes)] == [(1, "failed", "timed_out")] * 2


def test_a_receiver_that_is_not_there(quick: Client) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        register(quick, f"http://localhost:{taken.getsockname()[1]}/")
        order(quick)
        pushes = pushes_when(quick, lambda pushes: len(pushes) == 2 and settled(pushes))
    assert [one[1:] for one in outcomes(pushes)] == [(4, "failed", "unreachable")] * 2


def test_calls_are_answered_while_a_receiver_is_slow(receiver: Receiver) -> None:
    with gateway(Rules(push_answer_seconds=3600)) as client:
        register(client, receiver.url)
        receiver.may_answer.clear()
        ids = {order(client) for _ in range(20)}
        receiver.take(1)
        assert {one["order_id"] for one in client.orders()} == ids
        receiver.may_answer.set()
        pushes_when(client, lambda pushes: len(pushes) == 40 and settled(pushes))


def test_only_orders_of_the_webhooks_app(quick: Client, receiver: Receiver) -> None:
    quick.admin("/apps", {"app_key": "600001", "app_secret": "own"})
    register(quick, receiver.url, app_key="600001")
    order(quick)
    assert quick.admin("/pushes").json == []


@pytest.mark.parametrize("ending", ["webhook removed", "webhook replaced"])
def test_what_waits_goes_nowhere_once_the_webhook_is_another(receiver: Receiver, ending: str) -> None:
    with gateway(Rules(push_answer_seconds=3600)) as client, receiving() as other:
        register(client, receiver.url)
        receiver.may_answer.clear()
        order_id = order(client)
        receiver.take(1)
        if ending == "webhook removed":
            assert fetch(client.told["url"] + "/_practice/webhook", method="DELETE").status == 200
        else:
            register(client, other.url)
        dropped = [("OrderCreated", 1, "dropped", "webhook_changed")]
        dropped += [("PaymentAuthorized", 0, "dropped", "webhook_changed")]
        assert outcomes(client.admin("/pushes").json) == dropped
        client.admin(f"/orders/{order_id}", {"state": "FINISH"})
        if ending == "webhook replaced":
            assert [one.status for one in other.take(1)] == ["OrderConfirmed"]
        else:
            assert len(client.admin("/pushes").json) == 2


def test_a_reset_forgets(receiver: Receiver) -> None:
    with gateway(Rules(push_answer_seconds=3600)) as client:
        register(client, receiver.url)
        receiver.may_answer.clear()
        order(client)
        receiver.take(1)
        client.admin("/reset", {})
        assert client.admin("/pushes").json == []
        assert client.admin("/webhook").json == {"url": "", "app_key": ""}
        order(client)
        assert client.admin("/pushes").json == []


def test_too_many_wait(receiver: Receiver) -> None:
    with gateway(Rules(push_answer_seconds=3600, max_pushes_waiting=3)) as client:
        register(client, receiver.url)
        receiver.may_answer.clear()
        order(client)
        order(client)
        assert outcomes(client.admin("/pushes").json)[3] == ("PaymentAuthorized", 0, "dropped", "too_many")
        receiver.may_answer.set()
        pushes_when(client, settled)
        order(client)
        pushes = pushes_when(client, lambda pushes: len(pushes) == 6 and settled(pushes))
        assert [push["outcome"] for push in pushes] == ["delivered"] * 3 + ["dropped"] + ["delivered"] * 2


@pytest.mark.parametrize("moment", ["pause", "answer"])
def test_a_stop_waits_for_no_receiver(receiver: Receiver, moment: str, caplog: pytest.LogCaptureFixture) -> None:
    """An hour of pause or of silence: were the stop to wait for it, the test would run into its limit."""
    with gateway(Rules(push_answer_seconds=3600, push_retry_pauses=(3600,))) as client:
        register(client, receiver.url)
        if moment == "pause":
            receiver.answers.append((500, {}))
            order(client)
            pushes_when(client, lambda pushes: bool(pushes) and pushes[0]["reason"] == "status_500")
        else:
            receiver.may_answer.clear()
            order(client)
            receiver.take(1)
    assert not caplog.records


def test_orders_move_though_nobody_looks(receiver: Receiver) -> None:
    """By the timer, on the real clock."""
    rules = Rules(ship_after_seconds=0.05, finish_after_seconds=0.05)
    with start_practice(0, rules=rules, clock=time.time) as practice:
        client = Client(practice, FakeClock(time.time()))
        register(client, receiver.url)
        order(client)
        order(client)
        assert sorted(one.status for one in receiver.take(8))[-2:] == ["PaymentAuthorized"] * 2
    assert receiver.arrived.empty()


def test_each_order_wakes_the_timer(receiver: Receiver) -> None:
    """Orders a little apart: the first that moves is not the last."""
    with start_practice(0, rules=Rules(ship_after_seconds=0.05), clock=time.time) as practice:
        client = Client(practice, FakeClock(time.time()))
        register(client, receiver.url)
        ids = {order(client) for _ in range(5)}
        told = [json.loads(one.body)["data"] for one in receiver.take(15)]
    assert {one["orderId"] for one in told if one["orderStatus"] == "OrderShipped"} == ids


def test_what_fell_due_while_the_gateway_did_not_run(receiver: Receiver) -> None:
    keeper, secrets = MemoryKeeper(), MemorySecrets()
    with gateway(keeper=keeper, secret_keeper=secrets) as client:
        register(client, receiver.url)
        order_id = order(client)
        receiver.take(2)
        clock = client.clock
    clock.now += 26 * HOUR
    with start_practice(0, keeper=keeper, secret_keeper=secrets, clock=clock) as practice:
        told = [json.loads(one.body) for one in receiver.take(2)]
        client = Client(practice, clock)
        assert client.admin("/webhook").json == {"url": receiver.url, "app_key": client.app_key}
    assert [(one["data"]["orderId"], one["data"]["orderStatus"], one["timestamp"]) for one in told] == [
        (order_id, "OrderShipped", NOON + HOUR),
        (order_id, "OrderConfirmed", NOON + 25 * HOUR),
    ]
    assert keeper.saved is not None
    assert json.loads(keeper.saved)["orders"][0]["state"] == "FINISH"


def test_a_kept_webhook_that_leads_elsewhere(receiver: Receiver) -> None:
    """Whoever changed the file: nothing is sent away from this machine."""
    keeper, secrets = MemoryKeeper(), MemorySecrets()
    with gateway(keeper=keeper, secret_keeper=secrets) as client:
        register(client, receiver.url)
    assert keeper.saved is not None
    kept = json.loads(keeper.saved)
    kept["webhook"]["url"] = "http://192.0.2.1/"
    keeper.saved = json.dumps(kept).encode()
    with gateway(keeper=keeper, secret_keeper=secrets) as client:
        order(client)
        pushes = pushes_when(client, lambda pushes: len(pushes) == 2 and settled(pushes))
        assert [one[1:] for one in outcomes(pushes)] == [(0, "failed", "not_loopback")] * 2
