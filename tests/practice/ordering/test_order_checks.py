"""What an order needs beside its lines, and which fault comes first."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aexdesk.practice.ordering.order_checks import is_sku_attr
from tests.practice.world import ORDER_PARAM, Client, error_of, order_payload

ORDER = "aliexpress.ds.order.create"


def ordered(client: Client, extension: Any, **changes: Any) -> Any:
    payload = json.dumps(order_payload(client.told, **changes))
    return client.sync(ORDER, ds_extend_request=json.dumps(extension), **{ORDER_PARAM: payload})


def code_of(answer: Any) -> str:
    return str(answer["aliexpress_ds_order_create_response"]["result"].get("error_code", ""))


def set_state(client: Client, state: str) -> None:
    account = {"email": client.told["buyer_email"], "password": "password", "state": state}
    assert client.admin("/loan-accounts", account).json["state"] == state


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("active", ""),
        ("blocked", "BLACKLIST_BUYER_IN_LIST"),
        ("disabled", "USER_ACCOUNT_DISABLED"),
        ("suspicious", "A003_SUSPICIOUS_BUYER"),
    ],
)
def test_the_state_of_the_account(client: Client, state: str, code: str) -> None:
    set_state(client, state)
    assert client.order().get("error_code", "") == code
    assert client.order(quantity=7)["error_code"] == "TEST_CASE_MISMATCH"  # money first
    assert error_of(client.sync("aliexpress.ds.category.get")) == ""


def test_an_account_that_is_not_migrated_can_do_nothing(client: Client) -> None:
    set_state(client, "not_migrated")
    for api in (ORDER, "aliexpress.ds.product.get", "aliexpress.ds.category.get"):
        error = client.sync(api)["error_response"]
        assert (error["code"], error["sub_code"]) == ("15", "isv.account-migration-check-fail")
    assert error_of(client.sync("aliexpress.ds.category.get", "")) == ""
    set_state(client, "active")
    assert client.order()["is_success"] is True


@pytest.mark.parametrize(
    ("extension", "code"),
    [
        ({"promotion": {"promotion_code": "TEST10"}}, "A004_CANNOT_USER_COUPON"),
        ({"promotion": {"promotion_activity_id": "7"}}, "A004_CANNOT_USER_COUPON"),
        ({"promotion": {"promotion_code": " ", "promotion_channel_info": "x"}}, ""),
        ({"promotion": None, "payment": None}, ""),
        ({"payment": {"pay_currency": "USD"}}, ""),
        ({"payment": {"pay_currency": ""}}, ""),
        ({"payment": {"pay_currency": "EUR"}}, "PRICE_PAY_CURRENCY_ERROR"),
    ],
)
def test_coupons_and_currency(client: Client, extension: Any, code: str) -> None:
    assert code_of(ordered(client, extension)) == code


@pytest.mark.parametrize(
    "extension",
    [
        {"promotion": "x"},
        {"promotion": [1]},
        {"promotion": {"promotion_code": 5}},
        {"payment": 5},
        {"payment": {"pay_currency": ["USD"]}},
        {"payment": {"pay_currency": {}}},
    ],
    ids=str,
)
def test_an_extension_of_a_wrong_shape(client: Client, extension: Any) -> None:
    assert error_of(ordered(client, extension)) == "UnsupportedParamMapping"


def test_the_mismatch_comes_first(client: Client) -> None:
    extension = {"payment": {"pay_currency": "EUR"}, "promotion": {"promotion_code": "TEST10"}}
    assert code_of(ordered(client, extension, country="ZZ", address={"city": ""})) == "TEST_CASE_MISMATCH"


@pytest.mark.parametrize("text", ["14:193#Black", "14:193", "14:193#Black;5:361386", "14:29#;5:1#a#b c", "1:2;3:4;5:6"])
def test_property_texts(text: str) -> None:
    assert is_sku_attr(text)


@pytest.mark.parametrize("text", ["12000990000000001", "Black", "14:#Black", ":1", "14:193;", "14;193", "none", "1:x"])
def test_what_is_no_property_text(text: str) -> None:
    assert not is_sku_attr(text)
