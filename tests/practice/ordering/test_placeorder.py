"""The older twin of order.create: the same orders, with the extension inside."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.practice.ordering.orders_of import state_of
from tests.practice.world import ORDER_PARAM, Client, error_of, order_payload

API = "aliexpress.trade.buy.placeorder"
OUTER = "aliexpress_trade_buy_placeorder_response"


def send(client: Client, **changes: Any) -> Any:
    return client.sync(API, **{ORDER_PARAM: json.dumps(order_payload(client.told, **changes))})


def test_an_order(client: Client) -> None:
    result = send(client)[OUTER]["result"]
    (order_id,) = result["order_list"]
    assert result["is_success"] is True
    (order,) = client.orders()
    assert (order["order_id"], order["free"]) == (order_id, True)


def test_the_same_refusals(client: Client) -> None:
    result = send(client, country="CA")[OUTER]["result"]
    assert (result["is_success"], result["error_code"]) == (False, "TEST_CASE_MISMATCH")
    assert client.orders() == []


def test_the_twins_know_each_others_orders(client: Client) -> None:
    assert client.order(out_order_id="AEX-1")["is_success"] is True
    assert send(client, out_order_id="AEX-1")[OUTER]["result"]["error_code"] == "REPEATED_ORDER_ERROR"


def test_the_extension_is_inside(client: Client) -> None:
    payment = {"payment": {"try_to_pay": "true"}}
    result = send(client, ds_extend_request=payment)[OUTER]["result"]
    assert result["error_msg"] == "OrderCreated, autoPay fail:APIPayFail"
    assert state_of(client, result["order_list"][0]) == "PLACE_ORDER_SUCCESS"


def test_the_extension_beside_it_does_not_count(client: Client) -> None:
    order = json.dumps(order_payload(client.told))
    beside = json.dumps({"payment": {"try_to_pay": "true"}})
    result = client.sync(API, **{ORDER_PARAM: order}, ds_extend_request=beside)[OUTER]["result"]
    assert "error_msg" not in result


@pytest.mark.parametrize("extension", [[], "x", 5, True, {"payment": []}])
def test_a_wrong_shape(client: Client, extension: object) -> None:
    assert error_of(send(client, ds_extend_request=extension)) == "UnsupportedParamMapping"
    assert client.orders() == []


@pytest.mark.parametrize("inner", ["1e999", "[" * 500 + "]" * 500, '"\\ud800"', "1" * 4000])
def test_numbers_and_texts_of_any_kind(client: Client, inner: str) -> None:
    """Whatever it is, it is an answer of the platform's, and not a failure of the gateway."""
    order = json.dumps(order_payload(client.told, ds_extend_request="@")).replace('"@"', f'{{"x": {inner}}}')
    answer = client.sync(API, **{ORDER_PARAM: order})
    assert error_of(answer) in ("", "UnsupportedParamMapping")
