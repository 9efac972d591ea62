"""Wholesale prices: the same product as product.get shows, with tiers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from aexdesk.practice.goods.shop import Shop
from tests.practice.world import Client, error_of

GET, WHOLESALE = "aliexpress.ds.product.get", "aliexpress.ds.product.wholesale.get"
SOLD_OUT = "1005990000027352"
SHOP = Shop()


def ask(client: Client, api: str, item: str, **more: str) -> Any:
    answer = client.sync(api, **{"product_id": item, "ship_to_country": "DE", "simplify": "true", **more})
    return answer[api.replace(".", "_") + "_response"]


def test_the_same_product_with_tiers(client: Client) -> None:
    sold_wholesale = []
    for item in SHOP.products.keys() - {SOLD_OUT}:
        plain = ask(client, GET, item, target_currency="EUR")["result"]
        whole = ask(client, WHOLESALE, item, target_currency="EUR")["result"]
        sold_wholesale.append(whole["has_whole_sale"])
        for sku in whole["ae_item_sku_info_dtos"] if whole["has_whole_sale"] else ():
            tiers = sku.pop("wholesale_price_tiers")
            assert [tier["min_quantity"] for tier in tiers] == ["10", "50"]
            prices = [Decimal(sku["offer_sale_price"]), *(Decimal(tier["wholesale_price"]) for tier in tiers)]
            assert prices == sorted(prices, reverse=True)
            assert sku["offer_bulk_sale_price"] == tiers[0]["wholesale_price"]
            assert sku.pop("sku_bulk_order") == 10
            sku["offer_bulk_sale_price"] = sku["offer_sale_price"]
        assert whole == plain
    assert set(sold_wholesale) == {True, False}


def test_tiers_are_the_percentage_they_say(client: Client) -> None:
    (sku,) = ask(client, WHOLESALE, "1005990000000001")["result"]["ae_item_sku_info_dtos"]
    assert [(tier["discount"], tier["wholesale_price"]) for tier in sku["wholesale_price_tiers"]] == [
        ("5%", "7.98"),
        ("10%", "7.56"),
    ]


def test_nothing_left(client: Client) -> None:
    answer = ask(client, WHOLESALE, SOLD_OUT)
    assert (answer["rsp_code"], answer["rsp_msg"], "result" in answer) == (604, "All SKU Unsaleable", False)
    assert ask(client, GET, SOLD_OUT)["rsp_code"] == 200
    assert client.admin("/log").json[-2]["error_code"] == "604"


def test_nothing_left_after_an_order(charging: Client) -> None:
    item, stock = "1005990000019248", SHOP.products["1005990000019248"].skus[0].stock
    assert charging.order(item_id=item, quantity=stock - 1)["is_success"] is True
    assert ask(charging, WHOLESALE, item)["rsp_code"] == 200
    assert charging.order(item_id=item, quantity=1)["is_success"] is True
    assert ask(charging, WHOLESALE, item)["rsp_code"] == 604


def test_not_there_or_not_for_the_country(client: Client) -> None:
    assert ask(client, WHOLESALE, "1")["rsp_code"] == 605
    assert ask(client, WHOLESALE, SOLD_OUT, ship_to_country="ZZ")["rsp_code"] == 602


def test_wrappers(client: Client) -> None:
    plain = ask(client, WHOLESALE, "1005990000000001")["result"]
    wrapped = ask(client, WHOLESALE, "1005990000000001", simplify="false")["result"]
    assert wrapped["ae_item_properties"] == {"ae_item_property": plain["ae_item_properties"]}
    (sku,) = wrapped["ae_item_sku_info_dtos"]["ae_item_sku_info_d_t_o"]
    properties = plain["ae_item_sku_info_dtos"][0]["ae_sku_property_dtos"]
    assert sku["ae_sku_property_dtos"] == {"ae_sku_property_d_t_o": properties}


def test_a_wrong_currency(client: Client) -> None:
    asked = {"product_id": SOLD_OUT, "ship_to_country": "DE", "target_currency": "XXX"}
    assert error_of(client.sync(WHOLESALE, **asked)) == "InvalidParameter"
