"""Orders move by time and by hand."""

from __future__ import annotations

import pytest

from aexdesk.practice import Rules, start_practice
from tests.practice.ordering.orders_of import DAY, HOUR, details, place, refreshed, state_of, track
from tests.practice.world import NOON, Client, FakeClock

LIFE = [
    (0, "WAIT_SELLER_SEND_GOODS"),
    (HOUR - 1, "WAIT_SELLER_SEND_GOODS"),
    (HOUR, "WAIT_BUYER_ACCEPT_GOODS"),
    (HOUR + DAY - 1, "WAIT_BUYER_ACCEPT_GOODS"),
    (HOUR + DAY, "FINISH"),
    (400 * DAY, "FINISH"),
]


@pytest.mark.parametrize(("seconds", "state"), LIFE)
def test_by_time(client: Client, seconds: int, state: str) -> None:
    order_id = place(client)
    client.clock.now += seconds
    assert state_of(client, order_id) == state


def test_a_look_at_one_order_brings_it_up_to_date(client: Client) -> None:
    """The steps are dated as they fell due, however late somebody looks."""
    order_id = place(client)
    client.clock.now += 30 * HOUR
    session = refreshed(client)
    assert details(client, order_id, session)["order_status"] == "FINISH"
    (line,) = track(client, order_id, session)["data"]["tracking_detail_line_list"]
    nodes = line["detail_node_list"]
    assert nodes[-1]["time_stamp"] == int(NOON + HOUR) * 1000
    assert nodes[0]["time_stamp"] == int(NOON + HOUR + DAY) * 1000


def test_a_move_by_hand_starts_the_time_anew(client: Client) -> None:
    order_id = place(client)
    client.clock.now += HOUR - 1
    client.admin(f"/orders/{order_id}", {"state": "RISK_CONTROL"})
    client.clock.now += DAY
    assert state_of(client, order_id) == "RISK_CONTROL"
    client.admin(f"/orders/{order_id}", {"state": "WAIT_SELLER_SEND_GOODS"})
    client.clock.now += HOUR - 1
    assert state_of(client, order_id) == "WAIT_SELLER_SEND_GOODS"
    client.clock.now += 1
    assert state_of(client, order_id) == "WAIT_BUYER_ACCEPT_GOODS"


def test_the_same_state_again_changes_nothing(client: Client) -> None:
    order_id = place(client)
    client.clock.now += HOUR - 1
    answer = client.admin(f"/orders/{order_id}", {"state": "WAIT_SELLER_SEND_GOODS"})
    assert answer.json["state"] == "WAIT_SELLER_SEND_GOODS"
    client.clock.now += 1
    assert state_of(client, order_id) == "WAIT_BUYER_ACCEPT_GOODS"


@pytest.mark.parametrize("state", ["", "finish", "PAID", None, 5, ["FINISH"], "x" * 65])
def test_a_state_that_is_none(client: Client, state: object) -> None:
    order_id = place(client)
    assert client.admin(f"/orders/{order_id}", {"state": state}).status == 400
    assert state_of(client, order_id) == "WAIT_SELLER_SEND_GOODS"


def test_what_is_cancelled_can_be_bought_again(client: Client) -> None:
    item = client.told["test_case"]["item_id"]

    def stock() -> int:
        answer = client.sync("aliexpress.ds.product.get", product_id=item, ship_to_country="US", simplify="true")
        result = answer["aliexpress_ds_product_get_response"]["result"]
        return int(result["ae_item_sku_info_dtos"][0]["sku_available_stock"])

    before = stock()
    order_id = place(client)
    for state, left in (("IN_CANCEL", 0), ("FINISH", 0), ("WAIT_SELLER_SEND_GOODS", 1), ("IN_CANCEL", 0)):
        client.admin(f"/orders/{order_id}", {"state": state})
        assert stock() == before - left


@pytest.mark.parametrize("never", [0, None])
def test_orders_that_never_move(clock: FakeClock, never: int | None) -> None:
    rules = Rules(ship_after_seconds=never, finish_after_seconds=never)
    with start_practice(0, rules=rules, clock=clock) as practice:
        client = Client(practice, clock)
        order_id = place(client)
        clock.now += 100 * DAY
        assert state_of(client, order_id) == "WAIT_SELLER_SEND_GOODS"
        client.admin(f"/orders/{order_id}", {"state": "WAIT_BUYER_ACCEPT_GOODS"})
        clock.now += 100 * DAY
        assert state_of(client, order_id) == "WAIT_BUYER_ACCEPT_GOODS"
