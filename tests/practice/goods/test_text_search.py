"""Search by words: filters, sorting, paging, and products that product.get knows."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from aexdesk.practice.goods.shop import Shop
from tests.practice.world import Client, error_of

SEARCH = "aliexpress.ds.text.search"
SHOP = Shop()


def send(client: Client, **more: str) -> Any:
    asked = {"local": "en_US", "countryCode": "US", "currency": "USD", "simplify": "true", **more}
    return client.sync(SEARCH, **asked)


def search(client: Client, **more: str) -> Any:
    answer = send(client, **more)["aliexpress_ds_text_search_response"]
    assert answer["code"] == "00"
    return answer["data"]


def found(client: Client, **more: str) -> list[str]:
    return [one["itemId"] for one in search(client, pageSize="50", **more)["products"]]


def extend(*entries: dict[str, Any]) -> dict[str, str]:
    return {"searchExtend": json.dumps(entries)}


def test_words_find_titles_in_any_case(client: Client) -> None:
    assert found(client, keyWord="MUG lid") == ["1005990000000001"]
    assert found(client, keyWord="mug spaceship") == []
    assert len(found(client)) == len([one for one in SHOP.products.values() if "US" in one.ship_to])


def test_what_is_found_can_be_looked_at(client: Client) -> None:
    for one in search(client, countryCode="DE", currency="EUR", pageSize="50")["products"]:
        answer = client.sync(
            "aliexpress.ds.product.get",
            product_id=one["itemId"],
            ship_to_country="DE",
            target_currency="EUR",
            simplify="true",
        )["aliexpress_ds_product_get_response"]
        assert answer["rsp_code"] == 200
        skus = answer["result"]["ae_item_sku_info_dtos"]
        lowest = min(skus, key=lambda sku: Decimal(sku["offer_sale_price"]))
        assert (one["targetSalePrice"], one["targetOriginalPrice"]) == (lowest["offer_sale_price"], lowest["sku_price"])
        base = answer["result"]["ae_item_base_info_dto"]
        assert (one["title"], one["cateId"]) == (base["subject"], str(base["category_id"]))


def test_prices_in_the_currency_asked_for_and_in_that_of_the_shop(client: Client) -> None:
    (one,) = search(client, keyWord="mug", currency="EUR")["products"]
    assert (one["targetSalePrice"], one["targetOriginalPriceCurrency"]) == ("7.73", "EUR")
    assert (one["salePrice"], one["salePriceCurrency"], one["salePriceFormat"]) == ("8.40", "USD", "EUR 7.73")
    assert (one["discount"], one["orders"], one["score"], one["evaluateRate"]) == ("20%", "3,000+", "4.4", "88.0%")


def test_lists_have_a_wrapper_unless_simplified(client: Client) -> None:
    plain = search(client, keyWord="cup")["products"]
    wrapped = search(client, keyWord="cup", simplify="false")["products"]
    assert plain
    assert wrapped == {"selection_search_product": plain}


@pytest.mark.parametrize("size", [1, 5, 27, 50])
def test_pages_lose_and_repeat_nothing(client: Client, size: int) -> None:
    seen: list[str] = []
    first = search(client, pageSize=str(size), sortBy="orders,desc")
    for number in range(1, -(-first["totalCount"] // size) + 1):
        page = search(client, pageSize=str(size), pageIndex=str(number), sortBy="orders,desc")
        assert (page["pageIndex"], page["pageSize"], page["totalCount"]) == (number, size, first["totalCount"])
        seen += [one["itemId"] for one in page["products"]]
    assert len(seen) == len(set(seen)) == first["totalCount"]
    assert search(client, pageSize=str(size), pageIndex=str(number + 1))["products"] == []


def test_sorting(client: Client) -> None:
    def column(name: str, sort: str) -> list[Decimal]:
        return [Decimal(one[name]) for one in search(client, sortBy=sort, pageSize="50")["products"]]

    prices = column("targetSalePrice", "min_price,asc")
    assert prices == sorted(prices)
    assert column("targetSalePrice", "min_price,desc") == prices[::-1]
    sales = [SHOP.products[item].facts["sales"] for item in found(client, sortBy="orders,desc")]
    assert sales == sorted(sales, reverse=True)
    reviews = [SHOP.products[item].facts["evaluations"] for item in found(client, sortBy="comments,asc")]
    assert reviews == sorted(reviews)


def test_a_category_holds_those_below_it(client: Client) -> None:
    below = found(client, categoryId="509911") + found(client, categoryId="509912") + found(client, categoryId="509913")
    assert set(found(client, categoryId="509901")) == {*below, "1005990000027352"}
    assert found(client, categoryId="1") == []


def test_only_what_ships_to_the_country(client: Client) -> None:
    assert "1005990000017222" not in found(client)  # Europe only
    assert "1005990000017222" in found(client, countryCode="DE")
    assert found(client, countryCode="ZZ") == []


def test_prices_are_bounded_as_they_are_shown(client: Client) -> None:
    price = {"searchKey": "price", "min": "7.73", "max": "7.73", "searchValue": ""}
    assert "1005990000000001" in found(client, currency="EUR", **extend(price))
    for one in search(client, currency="EUR", **extend({"searchKey": "price", "min": 5, "max": "9.5"}))["products"]:
        assert 5 <= Decimal(one["targetSalePrice"]) <= Decimal("9.5")
    assert found(client, **extend({"searchKey": "price", "min": "9", "max": "5"})) == []
    assert len(found(client, **extend({"searchKey": "price", "min": "", "max": ""}))) == len(found(client))


def test_other_filters(client: Client) -> None:
    everything = found(client)
    choice = found(client, **extend({"searchKey": "item_tag", "searchValue": "choice"}))
    assert choice == [item for item in everything if "CAINIAO_FULFILLMENT_STD" in SHOP.products[item].freight]
    assert found(client, **extend({"searchKey": "free_ship_to", "searchValue": "US"})) == [
        item for item in everything if any(not zone.fee(1) for _, zone in SHOP.deliveries(SHOP.products[item], "US"))
    ]
    assert found(client, **extend({"searchKey": "free_ship_to", "searchValue": "ZZ"})) == []
    assert found(client, **extend({"searchKey": "ship_from", "searchValue": "CN"})) == everything
    assert found(client, **extend({"searchKey": "ship_from", "searchValue": "US"})) == []
    assert found(client, **extend({"searchKey": "seller_online", "searchValue": "48"}, {})) == everything


def test_inside_a_selection(client: Client) -> None:
    inside = found(client, selectionName="DS_Garden_bestsellers", countryCode="DE")
    assert set(inside) == set(found(client, categoryId="509903", countryCode="DE"))
    assert found(client, selectionName="nobody's") == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"currency": ""}, "MissingParameter"),
        ({"currency": "XXX"}, "InvalidParameter"),
        ({"countryCode": ""}, "MissingParameter"),
        ({"local": ""}, "MissingParameter"),
        ({"pageSize": "0"}, "InvalidParameter"),
        ({"pageSize": "51"}, "InvalidParameter"),
        ({"pageIndex": "0"}, "InvalidParameter"),
        ({"pageIndex": "1.5"}, "InvalidParameter"),
        ({"pageIndex": "9" * 20}, "InvalidParameter"),
        ({"sortBy": "price"}, "InvalidParameter"),
        ({"sortBy": "min_price,up"}, "InvalidParameter"),
        ({"sortBy": ",asc"}, "InvalidParameter"),
        ({"categoryId": "x"}, "InvalidParameter"),
        ({"searchExtend": "{}"}, "UnsupportedParamMapping"),
        ({"searchExtend": "[" * 5000}, "UnsupportedParamMapping"),
        ({"searchExtend": "[1]"}, "InvalidParameter"),
        ({"searchExtend": "[null]"}, "InvalidParameter"),
        ({"searchExtend": '[{"searchKey": []}]'}, "InvalidParameter"),
        ({"searchExtend": '[{"searchKey": "price", "min": {}}]'}, "InvalidParameter"),
        ({"searchExtend": '[{"searchKey": "price", "min": "NaN"}]'}, "InvalidParameter"),
        ({"searchExtend": '[{"searchKey": "price", "max": true}]'}, "InvalidParameter"),
        ({"searchExtend": '[{"searchKey": "price", "max": 1e999}]'}, "InvalidParameter"),
        ({"searchExtend": '[{"searchKey": "price", "max": %s}]' % ("9" * 4000)}, "InvalidParameter"),
        ({"searchExtend": '[{"searchKey": "item_tag", "searchValue": 1.5}]'}, "InvalidParameter"),
        ({"searchExtend": '[{"searchKey": "item_tag", "searchValue": "\\ud800"}]'}, "UnsupportedParamMapping"),
    ],
)
def test_what_does_not_fit(client: Client, more: dict[str, str], code: str) -> None:
    assert error_of(send(client, **more)) == code
