"""State files of earlier versions are read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aexdesk.faults import StorageFault
from aexdesk.practice import Rules, start_practice
from aexdesk.practice.saving import unpack
from tests.practice.ordering.orders_of import DAY, details, place, state_of
from tests.practice.world import NOON, Client, FakeClock, MemoryKeeper, MemorySecrets

NEW_IN_ORDERS = ("moved_at", "paid_at", "shipped_at", "end_reason")
OLD_ORDER = {
    "order_id": 9_100_000_000_000_101,
    "account": "loan.buyer@example.test",
    "app_key": "509900",
    "free": True,
    "state": "WAIT_SELLER_SEND_GOODS",
    "test_case": "Practice order",
    "item_id": "1005990000000001",
    "sku_id": "12000990000000001",
    "quantity": 1,
    "country": "US",
    "service": "CAINIAO_STANDARD",
    "amount": "10.39",
    "shipping": "1.99",
    "out_order_id": "AEX-1",
    "created_at": NOON,
}


def version_1(*states: str) -> bytes:
    """As the first version wrote it."""
    orders = [{**OLD_ORDER, "order_id": 9_100_000_000_000_101 + 2 * at, "state": one} for at, one in enumerate(states)]
    kept: dict[str, Any] = {
        "version": 1,
        "next_order_id": 9_100_000_000_000_201,
        "apps": [
            {
                "app_key": "509900",
                "callback_url": "http://127.0.0.1:8919/callback",
                "app_type": "dropshipping",
                "app_state": "test",
            }
        ],
        "accounts": [],
        "grants": [],
        "cases": [],
        "orders": orders,
        "sold": {"12000990000000001": len(orders)},
    }
    return json.dumps(kept).encode()


@pytest.mark.parametrize(
    ("state", "facts"),
    [
        ("WAIT_SELLER_SEND_GOODS", (NOON, None, "")),
        ("WAIT_BUYER_ACCEPT_GOODS", (NOON, NOON, "")),
        ("FINISH", (NOON, NOON, "")),
        ("PLACE_ORDER_SUCCESS", (None, None, "")),
        ("IN_CANCEL", (NOON, None, "CANCELED")),
        ("A word of one's own", (NOON, None, "")),  # version 1 took any text for a state
    ],
)
def test_an_order_of_version_1(state: str, facts: tuple[float | None, float | None, str]) -> None:
    state_read = unpack(version_1(state))
    order = state_read.orders[9_100_000_000_000_101]
    assert (order.paid_at, order.shipped_at, order.end_reason) == facts
    assert (order.state, order.moved_at, order.amount) == (state, NOON, "10.39")
    assert state_read.webhook is None
    assert state_read.auto_payers == set()


def test_a_gateway_goes_on_with_it() -> None:
    keeper, clock = MemoryKeeper(), FakeClock(NOON + 60)
    keeper.saved = version_1("WAIT_SELLER_SEND_GOODS", "A word of one's own")
    with start_practice(0, keeper=keeper, secret_keeper=MemorySecrets(), clock=clock) as practice:
        client = Client(practice, clock)
        first, second = (one["order_id"] for one in client.orders())
        assert details(client, first)["gmt_create"] == "2026-01-01 04:00:00"
        assert details(client, second)["logistics_status"] == "DEFAULT"
        assert client.order(out_order_id="AEX-1")["error_code"] == "REPEATED_ORDER_ERROR"
        place(client)
        clock.now += 2 * DAY
        assert [one["state"] for one in client.orders()] == ["FINISH", "A word of one's own", "FINISH"]
    kept = json.loads(keeper.saved)
    assert kept["version"] == 2
    assert all(name in order for order in kept["orders"] for name in NEW_IN_ORDERS)


@pytest.mark.parametrize("version", [0, 3, "1", None, [], 1.5])
def test_another_version(version: object) -> None:
    kept = json.loads(version_1())
    kept["version"] = version
    with pytest.raises(StorageFault) as caught:
        unpack(json.dumps(kept).encode())
    assert caught.value.code == "practice_state_version"


@pytest.mark.parametrize("broken", ["orders", "no moved_at", "moved_at"])
def test_a_file_of_a_wrong_shape(broken: str) -> None:
    kept = json.loads(version_1("FINISH"))
    if broken == "orders":
        kept["orders"] = [5]
    else:
        kept = {**kept, "version": 2, "auto_payers": [], "webhook": None}
        if broken == "moved_at":
            kept["orders"][0] |= dict.fromkeys(NEW_IN_ORDERS, "noon")
    with pytest.raises(StorageFault) as caught:
        unpack(json.dumps(kept).encode())
    assert caught.value.code == "practice_state_unreadable"


def test_what_version_2_keeps() -> None:
    keeper, secrets, clock = MemoryKeeper(), MemorySecrets(), FakeClock()
    rules = Rules(ship_after_seconds=60)
    with start_practice(0, keeper=keeper, secret_keeper=secrets, rules=rules, clock=clock) as practice:
        client = Client(practice, clock)
        client.admin(f"/buyers/{client.told['buyer_email']}", {"auto_pay": True})
        order_id = place(client)
        clock.now += 59
    with start_practice(0, keeper=keeper, secret_keeper=secrets, rules=rules, clock=clock) as practice:
        client = Client(practice, clock)
        assert state_of(client, order_id) == "WAIT_SELLER_SEND_GOODS"
        clock.now += 1
        assert state_of(client, order_id) == "WAIT_BUYER_ACCEPT_GOODS"
        assert keeper.saved is not None
        assert json.loads(keeper.saved)["auto_payers"] == [client.told["buyer_email"]]
