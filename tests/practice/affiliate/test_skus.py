"""SKUs of a product for affiliates, and their shipping: as the dropshipping APIs say it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from aexdesk.practice.goods.shop import Shop
from aexdesk.practice.platform import Platform
from tests.practice.affiliate.calls import answer_of, carry_out, is_empty, make_platform, refusal_of, result_of
from tests.practice.goods.test_goods import freight, product
from tests.practice.world import Client

SHOP = Shop()
RULERS = "1005990000021274"
SHIPPING = {
    "product_id": "1005990000000001",
    "sku_id": "12000990000000001",
    "ship_to_country": "US",
    "target_currency": "USD",
    "target_sale_price": "8.40",
    "target_language": "EN",
    "tax_rate": "0.2",
}


@pytest.fixture
def platform() -> Platform:
    return make_platform()


def skus(client: Client, product_id: str, **more: str) -> Any:
    sent = {"product_id": product_id, "ship_to_country": "US", "target_currency": "USD", "target_language": "EN"}
    return answer_of(client, "product.sku.detail.get", **{**sent, **more})["result"]


def test_skus_are_those_of_the_dropshipping_api(client: Client) -> None:
    for item_id, one in SHOP.products.items():
        country = sorted(one.ship_to)[-1]
        result = skus(client, item_id, ship_to_country=country, target_currency="EUR")
        assert (result["success"], result["code"]) == (True, 200)
        told = product(client, item_id, ship_to_country=country, target_currency="EUR")["result"]
        found = {
            str(sku["sku_id"]): (sku["price_with_tax"], sku["sale_price_with_tax"], sku["currency"])
            for sku in result["result"]["ae_item_sku_info"]
        }
        assert found == {
            sku["sku_id"]: (sku["sku_price"], sku["offer_sale_price"], "EUR") for sku in told["ae_item_sku_info_dtos"]
        }
        assert result["result"]["ae_item_info"]["title"] == told["ae_item_base_info_dto"]["subject"]


def test_the_form_of_skus(client: Client) -> None:
    result = skus(client, RULERS)["result"]
    info, first = result["ae_item_info"], result["ae_item_sku_info"][0]
    assert [one["sku_id"] for one in result["ae_item_sku_info"]] == [2**31, 2**53 + 1, 2**63 - 1, 2**64 - 1]
    assert json.loads(first["sku_properties"]) == [
        {one["name"]: one["value"] for one in SHOP.products[RULERS].facts["skus"][0]["properties"]}
    ]
    assert (info["product_id"], info["display_category_id_l2"]) == (RULERS, 509942)
    assert "shipping_fees" not in first
    texts = {
        name: value for name, value in (info | first).items() if not name.startswith(("display_category_id", "sku_id"))
    }
    assert all(isinstance(value, str) for name, value in texts.items() if name != "additional_image_links")
    wrapped = skus(client, RULERS, simplify="false")["result"]
    assert wrapped["ae_item_sku_info"] == {"traffic_sku_info_list": result["ae_item_sku_info"]}
    assert wrapped["ae_item_info"]["additional_image_links"] == {"string": info["additional_image_links"]}


def test_some_skus_only(client: Client) -> None:
    found = skus(client, RULERS, sku_ids=f"{2**64 - 1},1, {2**31}")["result"]["ae_item_sku_info"]
    assert [one["sku_id"] for one in found] == [2**31, 2**64 - 1]
    assert refusal_of(
        client, "product.sku.detail.get", product_id="1", ship_to_country="US", target_currency="USD",
        target_language="EN", sku_ids="1," * 20,
    ) == "InvalidParameter"  # fmt: skip


def test_at_most_twenty_skus(platform: Platform) -> None:
    """More than any product of the shop has."""
    rulers = platform.shop.products[RULERS]
    many = tuple(replace(rulers.skus[0], sku_id=str(number)) for number in range(1, 26))
    platform.shop.__dict__["products"] = {RULERS: replace(rulers, skus=many)}
    sent = {"product_id": RULERS, "ship_to_country": "US", "target_currency": "USD", "target_language": "EN"}
    found = carry_out(platform, "aliexpress.affiliate.product.sku.detail.get", sent)["result"]["result"]
    assert [one["sku_id"] for one in found["ae_item_sku_info"]] == list(range(1, 21))


@pytest.mark.parametrize(
    "more",
    [
        {"product_id": "1"},
        {"ship_to_country": "ZZ"},
        {"sku_ids": "1"},
        {"product_id": "1005990000017222"},
        {"product_id": "x"},
    ],
)
def test_no_skus(client: Client, more: dict[str, str]) -> None:
    assert skus(client, **{"product_id": RULERS, **more}) == {"success": False, "code": 405}
    assert client.admin("/log").json[-1]["error_code"] == "405"


def test_delivery_is_the_cheapest_of_the_freight_api(client: Client) -> None:
    for item_id, one in list(SHOP.products.items())[::3]:
        country, sku = sorted(one.ship_to)[-1], one.skus[0].sku_id
        told = freight(client, item_id, sku, shipToCountry=country, currency="EUR")
        ways = told["aliexpress_ds_freight_query_response"]["result"]["delivery_options"]
        found = skus(client, item_id, ship_to_country=country, target_currency="EUR", need_deliver_info="Yes")
        shipping = result_of(
            client, "product.shipping.get",
            **{**SHIPPING, "product_id": item_id, "sku_id": sku, "ship_to_country": country, "target_currency": "EUR"},
        )  # fmt: skip
        cheapest = min(ways, key=lambda way: (float(way["shipping_fee_cent"]), way["max_delivery_days"]))
        assert shipping == {
            "shipping_fee": cheapest["shipping_fee_cent"],
            "min_delivery_days": str(cheapest["min_delivery_days"]),
            "max_delivery_days": str(cheapest["max_delivery_days"]),
            "delivery_days": str(cheapest["max_delivery_days"]),
            "ship_from_country": "CN",
        }
        assert shipping["shipping_fee"] == found["result"]["ae_item_sku_info"][0]["shipping_fees"]


@pytest.mark.parametrize(
    "more", [{"product_id": "1"}, {"sku_id": "1"}, {"sku_id": "1.5"}, {"ship_to_country": "ZZ"}, {"product_id": "-1"}]
)
def test_no_shipping(client: Client, more: dict[str, str]) -> None:
    assert is_empty(client, "product.shipping.get", **{**SHIPPING, **more})


@pytest.mark.parametrize(
    "more",
    [
        {"target_sale_price": "cheap"},
        {"tax_rate": "-1"},
        {"tax_rate": "1e9"},
        {"target_currency": "XXX"},
        {"sku_id": "x"},
    ],
)
def test_shipping_of_a_wrong_form(client: Client, more: dict[str, str]) -> None:
    assert refusal_of(client, "product.shipping.get", **{**SHIPPING, **more}) == "InvalidParameter"


def test_delivery_is_asked_for_by_yes_or_no(client: Client) -> None:
    sent = {"product_id": RULERS, "ship_to_country": "US", "target_currency": "USD", "target_language": "EN"}
    assert refusal_of(client, "product.sku.detail.get", **sent, need_deliver_info="true") == "InvalidParameter"
    assert skus(client, RULERS, need_deliver_info="No") == skus(client, RULERS)
