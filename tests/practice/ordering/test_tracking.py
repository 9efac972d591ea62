"""Tracking: nothing before shipping, then a way that grows."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.practice.ordering.orders_of import DAY, HOUR, place, refreshed, track
from tests.practice.world import NOON, Client, error_of

NOTHING = {"ret": False, "code": "1001", "msg": "TRACKING DATA NOT FOUND"}


def test_nothing_yet(client: Client) -> None:
    assert track(client, place(client)) == NOTHING
    assert client.admin("/log").json[-1]["error_code"] == "1001"


def test_not_theirs(client: Client) -> None:
    order_id = place(client)
    client.clock.now += HOUR
    assert track(client, order_id)["ret"] is True
    assert track(client, order_id, client.told["real_buyer_access_token"]) == NOTHING
    assert track(client, order_id + 2) == NOTHING
    assert track(client, 0) == NOTHING


@pytest.mark.parametrize("order_id", ["x", "1.5", "-1", "9" * 30, "٣"])
def test_no_order_id(client: Client, order_id: str) -> None:
    assert error_of(track(client, order_id)) == "UnsupportedParamMapping"


def test_the_shape(client: Client) -> None:
    """As documented, wrapped and whole."""
    order_id = place(client)
    client.clock.now += HOUR
    answer = client.sync("aliexpress.ds.order.tracking.get", ae_order_id=str(order_id), language="en")
    result = answer["aliexpress_ds_order_tracking_get_response"]["result"]
    (line,) = result["data"]["tracking_detail_line_list"]["tracking_detail"]
    (node,) = line["detail_node_list"]["detail_node"]
    (item,) = line["package_item_list"]["package_item"]
    assert {name: result[name] for name in ("ret", "code", "msg")} == {"ret": True, "code": "", "msg": ""}
    assert re.fullmatch(r"LP[0-9]{14}PRACTICE", line["mail_no"])
    assert line["carrier_name"] == "Practice Standard Shipping"
    shipped = int(client.clock.now) * 1000
    assert line["eta_time_stamps"] == shipped + 16 * DAY * 1000
    assert node["time_stamp"] == shipped
    assert item == {
        "item_id": int(client.told["test_case"]["item_id"]),
        "item_title": "Stoneware mug with lid, 350 ml",
        "sku_id": 12_000_990_000_000_001,
        "sku_desc": "Color:Black",
        "quantity": 1,
    }


def test_the_way_grows(client: Client) -> None:
    """Newest first; what was told stays; the number stays; after the arrival, nothing."""
    order_id = place(client)
    seen: list[list[int]] = []
    numbers = set()
    session = client.told["access_token"]
    for hours in (1, 4, 9, 15, 21, 25):
        client.clock.now = NOON + hours * HOUR
        if hours == 25:  # the first one lived for a day
            session = refreshed(client)
        (line,) = track(client, order_id, session)["data"]["tracking_detail_line_list"]
        numbers.add(line["mail_no"])
        times = [node["time_stamp"] for node in line["detail_node_list"]]
        assert times == sorted(times, reverse=True)
        assert max(times) <= client.clock.now * 1000
        if seen:
            assert times[len(times) - len(seen[-1]) :] == seen[-1]
        seen.append(times)
    counts = [len(times) for times in seen]
    assert counts == sorted(counts)
    assert len(set(counts)) > 3
    assert len(numbers) == 1
    assert line["detail_node_list"][0]["tracking_name"] == "Delivered"
    assert line["eta_time_stamps"] == seen[-1][0]
    client.clock.now += 2 * HOUR
    assert [node["time_stamp"] for node in tracked(client, order_id, session)] == seen[-1]


def tracked(client: Client, order_id: int, session: str | None = None) -> list[Any]:
    (line,) = track(client, order_id, session)["data"]["tracking_detail_line_list"]
    nodes: list[Any] = line["detail_node_list"]
    return nodes


def test_finished_early(client: Client) -> None:
    """Nothing happens to a parcel after it was delivered."""
    order_id = place(client)
    client.admin(f"/orders/{order_id}", {"state": "WAIT_BUYER_ACCEPT_GOODS"})
    client.clock.now += 60
    client.admin(f"/orders/{order_id}", {"state": "FINISH"})
    client.clock.now += 10 * HOUR
    assert [node["tracking_name"] for node in tracked(client, order_id)] == ["Delivered", "Package shipped out"]


def test_cancelled_on_its_way(client: Client) -> None:
    order_id = place(client)
    client.clock.now += HOUR
    tracked(client, order_id)
    client.admin(f"/orders/{order_id}", {"state": "IN_CANCEL"})
    client.clock.now += 10 * HOUR
    assert len(tracked(client, order_id)) == 1


def test_each_order_has_a_number_of_its_own(client: Client) -> None:
    ids = [place(client) for _ in range(5)]
    client.clock.now += HOUR
    lines = [track(client, one)["data"]["tracking_detail_line_list"][0] for one in ids]
    assert len({line["mail_no"] for line in lines}) == 5
