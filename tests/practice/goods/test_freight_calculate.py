"""The older freight question: the same services, fees and refusals as freight.query."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aexdesk.practice.goods.shop import Shop
from tests.practice.world import Client, error_of

CALCULATE = "aliexpress.logistics.buyer.freight.calculate"
PARAM = "param_aeop_freight_calculate_for_buyer_d_t_o"
LIST = "aeop_freight_calculate_result_for_buyer_d_t_o_list"
ITEM = "1005990000000001"
SHOP = Shop()


def send(client: Client, simplify: str = "true", **changes: Any) -> Any:
    asked = {"product_id": int(ITEM), "product_num": 1, "country_code": "US", "send_goods_country_code": "CN"}
    text = json.dumps({name: value for name, value in {**asked, **changes}.items() if value is not None})
    return client.sync(CALCULATE, **{PARAM: text, "simplify": simplify})


def calculate(client: Client, simplify: str = "true", **changes: Any) -> Any:
    return send(client, simplify, **changes)["aliexpress_logistics_buyer_freight_calculate_response"]["result"]


def query(client: Client, item: str, country: str, quantity: int, currency: str) -> Any:
    asked = {
        "quantity": quantity,
        "shipToCountry": country,
        "productId": item,
        "selectedSkuId": SHOP.products[item].skus[0].sku_id,
        "language": "en",
        "locale": "en_US",
        "currency": currency,
    }
    answer = client.sync("aliexpress.ds.freight.query", queryDeliveryReq=json.dumps(asked), simplify="true")
    return answer["aliexpress_ds_freight_query_response"]["result"]


@pytest.mark.parametrize(("country", "currency"), [("US", "USD"), ("DE", "EUR"), ("BR", "BRL"), ("IL", "JPY")])
def test_it_agrees_with_the_newer_question(client: Client, country: str, currency: str) -> None:
    for item in (ITEM, "1005990000007092", "1005990000017222"):  # all countries, North America and Europe, Europe
        product = SHOP.products[item]
        new = query(client, item, country, 3, currency)
        old = calculate(client, product_id=item, product_num="3", country_code=country, price_currency=currency)
        assert new["success"] is old["success"] is (country in product.ship_to)
        if not old["success"]:
            assert old["error_desc"] == new["msg"]
            continue
        assert [
            (
                one["service_name"],
                one["freight"]["amount"],
                one["freight"]["currency_code"],
                one["tracking_available"],
                one["estimated_delivery_time"],
            )
            for one in old[LIST]
        ] == [
            (
                one["code"],
                one["shipping_fee_cent"],
                one["shipping_fee_currency"],
                "true" if one["tracking"] else "false",
                f"{one['min_delivery_days']}-{one['max_delivery_days']}",
            )
            for one in new["delivery_options"]
        ]


def test_cents_are_the_amount(client: Client) -> None:
    freights = [one["freight"] for one in calculate(client, product_num=7)[LIST]]
    assert {"amount": "4.99", "cent": 499, "currency_code": "USD"} in freights


def test_the_wrapper(client: Client) -> None:
    assert calculate(client, "false")[LIST] == {"aeop_freight_calculate_result_for_buyer_dto": calculate(client)[LIST]}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"product_id": 1}, "DELIVERY_INFO_EMPTY"),
        ({"product_id": 2**64 - 1}, "DELIVERY_INFO_EMPTY"),
        ({"sku_id": "1"}, "DELIVERY_INFO_EMPTY"),
        ({"country_code": "ZZ"}, "DELIVERY_NOT_AVAILABLE_TO_YOUR_ADDRESS"),
        ({"send_goods_country_code": "US"}, "DELIVERY_NOT_AVAILABLE_TO_YOUR_ADDRESS"),
    ],
)
def test_what_cannot_be_delivered(client: Client, changes: dict[str, Any], why: str) -> None:
    assert calculate(client, **changes) == {"success": False, "error_desc": why}
    assert client.admin("/log").json[-1]["error_code"] == why


def test_a_sku_as_text_and_as_number(client: Client) -> None:
    sku_id = SHOP.products[ITEM].skus[0].sku_id
    assert calculate(client, sku_id=sku_id) == calculate(client, sku_id=int(sku_id)) == calculate(client)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"country_code": None}, "MissingParameter"),
        ({"send_goods_country_code": ""}, "MissingParameter"),
        ({"product_id": None}, "MissingParameter"),
        ({"product_num": None}, "MissingParameter"),
        ({"product_num": 0}, "InvalidParameter"),
        ({"product_num": 100_001}, "InvalidParameter"),
        ({"product_num": 1.5}, "InvalidParameter"),
        ({"product_num": "-1"}, "InvalidParameter"),
        ({"product_num": True}, "InvalidParameter"),
        ({"product_num": []}, "InvalidParameter"),
        ({"product_id": "x"}, "InvalidParameter"),
        ({"product_id": 10**400}, "InvalidParameter"),
        ({"product_id": {}}, "InvalidParameter"),
        ({"sku_id": ["1"]}, "InvalidParameter"),
        ({"country_code": 1.5}, "InvalidParameter"),
        ({"country_code": {"US": 1}}, "InvalidParameter"),
        ({"price_currency": "XXX"}, "InvalidParameter"),
        ({"price_currency": []}, "InvalidParameter"),
    ],
)
def test_a_question_of_a_wrong_shape(client: Client, changes: dict[str, Any], code: str) -> None:
    assert error_of(send(client, **changes)) == code


@pytest.mark.parametrize(("text", "code"), [("", "MissingParameter"), ("[]", "UnsupportedParamMapping")])
def test_no_question(client: Client, text: str, code: str) -> None:
    assert error_of(client.sync(CALCULATE, **{PARAM: text})) == code
