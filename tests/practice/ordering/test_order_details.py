"""Details of an order: the documented fields, what they say in each state, and for whom."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aexdesk.practice import Rules, start_practice
from tests.practice.login.login import authorize
from tests.practice.ordering.orders_of import HOUR, details, place
from tests.practice.world import NOON, Client, FakeClock, error_of

NOTHING = {"amount": "0.00", "currency_code": "USD"}


def usd(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency_code": "USD"}


def test_every_documented_field(client: Client) -> None:
    order_id = place(client)
    client.clock.now += HOUR
    result = details(client, order_id)
    number = result["logistics_info_list"][0]["logistics_no"]
    assert number.startswith("LP")
    assert result == {
        "order_status": "WAIT_BUYER_ACCEPT_GOODS",
        "logistics_status": "SELLER_SEND_GOODS",
        "gmt_create": "2026-01-01 04:00:00",
        "order_paidtime_string": "2026-01-01 04:00:00",
        "pay_timeout_second": "0",
        "order_amount": usd("10.39"),
        "user_order_amount": usd("10.39"),
        "child_order_list": [
            {
                "product_id": 1_005_990_000_000_001,
                "product_name": "Stoneware mug with lid, 350 ml",
                "product_count": 1,
                "product_price": usd("8.40"),
                "sku_id": "12000990000000001",
                "sale_fee": usd("8.40"),
                "sale_discount_fee": NOTHING,
                "shipping_fee": usd("1.99"),
                "shipping_discount_fee": NOTHING,
                "actual_shipping_fee": usd("1.99"),
                "actual_tax_fee": NOTHING,
                "actual_fee": usd("10.39"),
                "already_include_tax": "false",
                "price_include_tax": "false",
                "end_reason": "",
            }
        ],
        "logistics_info_list": [{"logistics_no": number, "logistics_service": "CAINIAO_STANDARD"}],
        "store_info": {
            "store_id": 1_990_000_001,
            "store_name": "Harbour Lane Goods",
            "store_url": "https://shops.example.test/1990000001",
        },
    }


@pytest.mark.parametrize(
    ("state", "facts"),
    [
        ("PLACE_ORDER_SUCCESS", ("DEFAULT", "", "1728000", "", 0)),
        ("WAIT_SELLER_SEND_GOODS", ("WAIT_SELLER_SEND_GOODS", "2026-01-01 04:00:00", "0", "", 0)),
        ("SELLER_PART_SEND_GOODS", ("SELLER_SEND_PART_GOODS", "2026-01-01 04:00:00", "0", "", 1)),
        ("FINISH", ("BUYER_ACCEPT_GOODS", "2026-01-01 04:00:00", "0", "", 1)),
        ("IN_CANCEL", ("NO_LOGISTICS", "2026-01-01 04:00:00", "0", "CANCELED", 0)),
    ],
)
def test_in_each_state(client: Client, state: str, facts: tuple[Any, ...]) -> None:
    order_id = place(client)
    client.clock.now += 60
    client.admin(f"/orders/{order_id}", {"state": state})
    result = details(client, order_id)
    found = [result[name] for name in ("logistics_status", "order_paidtime_string", "pay_timeout_second")]
    assert result["order_status"] == state
    assert (*found, result["child_order_list"][0]["end_reason"], len(result["logistics_info_list"])) == facts


def member_order(client: Client, order_id: object, session: str | None = None) -> Any:
    return client.sync("aliexpress.ds.member.order.get", session, order_id=str(order_id))


def test_the_member_order(client: Client) -> None:
    order_id = place(client)
    result = member_order(client, order_id)["aliexpress_ds_member_order_get_response"]["result"]
    assert result == {
        "order_id": str(order_id),
        "order_status": "WAIT_SELLER_SEND_GOODS",
        "logistics_status": "WAIT_SELLER_SEND_GOODS",
        "logistics_info": [],
    }
    client.clock.now += HOUR
    result = member_order(client, order_id)["aliexpress_ds_member_order_get_response"]["result"]
    assert result["order_status"] == "WAIT_BUYER_ACCEPT_GOODS"
    assert result["logistics_info"][0]["logistics_no"].startswith("LP")


def test_the_member_order_of_strangers(client: Client) -> None:
    order_id = place(client)
    for asked, session in ((order_id, client.told["real_buyer_access_token"]), (order_id + 2, None)):
        error = member_order(client, asked, session)["error_response"]
        assert (error["code"], error["sub_code"]) == ("15", "isv.insufficient-permission")
    assert error_of(member_order(client, "x")) == "UnsupportedParamMapping"


def test_details_some_time_after_the_creation(clock: FakeClock) -> None:
    """Documented: some ten seconds. Off unless a rule says so."""
    with start_practice(0, rules=Rules(details_after_seconds=10), clock=clock) as practice:
        client = Client(practice, clock)
        order_id = place(client)
        for seconds, is_there in ((0, False), (9, False), (10, True)):
            clock.now = NOON + seconds
            assert ("order_status" in details(client, order_id)) is is_there
            assert error_of(member_order(client, order_id)) == ("" if is_there else "15")


def test_an_order_of_another_app(client: Client) -> None:
    """The same buyer, another app: data that is not that app's."""
    order_id = place(client)
    client.admin("/apps", {"app_key": "600001", "app_secret": "own", "callback_url": client.told["callback_url"]})
    other = Client(client.practice, client.clock, "600001", "own")
    code = authorize(other)
    session = other.rest("/auth/token/create", code=code)["access_token"]
    error = details(other, order_id, session)["error_response"]
    assert (error["code"], error["sub_code"]) == ("15", "isv.invalid-authorization")


@pytest.mark.parametrize("asked", [[], {}, None, True, 1.5, -1, 2**64, "x", "", [1], "1" * 5000])
def test_any_order_id(client: Client, asked: object) -> None:
    answer = client.sync("aliexpress.trade.ds.order.get", single_order_query=json.dumps({"order_id": asked}))
    assert error_of(answer) in ("MissingParameter", "UnsupportedParamMapping")
