"""Searching affiliate products: pages, filters, sorting, fields, currencies, and the same goods as everywhere."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from aexdesk.practice.affiliate.programme import load_programme
from aexdesk.practice.goods.prices import cheapest
from aexdesk.practice.goods.shop import Product, Shop
from tests.practice.affiliate.calls import answer_of, is_empty, product_ids, refusal_of, result_of, walk
from tests.practice.world import Client

SHOP = Shop()
PROGRAMME = load_programme()
QUERY = "product.query"
TEXTS = {
    "app_sale_price", "app_sale_price_currency", "commission_rate", "discount", "evaluate_rate",
    "first_level_category_name", "hot_product_commission_rate", "original_price", "original_price_currency",
    "platform_product_type", "product_detail_url", "product_main_image_url", "product_title", "product_video_url",
    "promotion_link", "sale_price", "sale_price_currency", "second_level_category_name", "shop_name", "shop_url",
    "target_app_sale_price", "target_app_sale_price_currency", "target_original_price",
    "target_original_price_currency", "target_sale_price", "target_sale_price_currency", "tax_rate",
    "relevant_market_commission_rate",
}  # fmt: skip
NUMBERS = {
    "first_level_category_id", "lastest_volume", "product_id", "second_level_category_id", "shop_id", "sku_id",
}  # fmt: skip


def expected_ids(keep: Any) -> list[str]:
    return [one.product_id for one in SHOP.products.values() if keep(one)]


def price_of(product_id: str) -> Decimal:
    return cheapest(SHOP.products[product_id]).sale_price


def cents(product: Product) -> Decimal:
    return 100 * cheapest(product).sale_price


def all_of(client: Client, **params: str) -> list[str]:
    return product_ids(result_of(client, QUERY, page_size="50", **params))


def test_a_product_has_the_documented_fields(client: Client) -> None:
    (product,) = result_of(client, "productdetail.get", product_ids="1005990000003040")["products"]
    assert {name for name, value in product.items() if isinstance(value, str)} == TEXTS
    assert {name for name, value in product.items() if isinstance(value, int)} == NUMBERS
    assert set(product) == TEXTS | NUMBERS | {"product_small_image_urls"}
    assert all(isinstance(url, str) for url in product["product_small_image_urls"])
    assert (product["sale_price"], product["original_price"], product["discount"]) == ("13.25", "16.56", "20%")
    assert (product["evaluate_rate"], product["commission_rate"]) == ("90.0%", "7.0%")
    assert product["hot_product_commission_rate"] == "12.0%"
    assert (product["first_level_category_id"], product["second_level_category_id"]) == (509901, 509912)
    assert product["product_detail_url"] == "https://shops.example.test/item/1005990000003040.html"


@pytest.mark.parametrize(
    ("name", "params"),
    [
        (QUERY, {}),
        ("hotproduct.query", {}),
        ("hotproduct.download", {"category_id": "509901"}),
        ("productdetail.get", {"product_ids": "1005990000000001"}),
        ("product.smartmatch", {"device_id": "d"}),
        ("featuredpromo.products.get", {}),
    ],
)
def test_lists_are_wrapped_unless_simplified(client: Client, name: str, params: dict[str, str]) -> None:
    plain = result_of(client, name, **params)
    wrapped = result_of(client, name, simplify="false", **params)
    products = wrapped["products"].pop("product")
    assert wrapped["products"] == {}
    for product in products:
        product["product_small_image_urls"] = product["product_small_image_urls"]["string"]
    assert products == plain["products"]


@pytest.mark.parametrize("size", ["", "1", "7", "20", "28", "50"])
def test_pages_lose_and_repeat_nothing(client: Client, size: str) -> None:
    found = product_ids({"products": walk(client, QUERY, "products", page_size=size)})
    assert found == list(SHOP.products)
    assert len(result_of(client, QUERY)["products"]) == 20


def test_hot_products_are_those_that_pay_more(client: Client) -> None:
    for product in walk(client, QUERY, "products", page_size="9"):
        usual, hot = (Decimal(product[f"{name}_rate"][:-1]) for name in ("commission", "hot_product_commission"))
        assert (hot > usual) is PROGRAMME.is_hot(str(product["product_id"]))
    found = walk(client, "hotproduct.query", "products", page_size="5")
    assert product_ids({"products": found}) == expected_ids(lambda one: PROGRAMME.is_hot(one.product_id))


@pytest.mark.parametrize(
    ("params", "keep"),
    [
        ({"keywords": "CABLE charging"}, lambda one: "charging cable" in one.subject),
        ({"category_ids": "509921,509931"}, lambda one: one.facts["category_id"] in (509921, 509931)),
        ({"category_ids": "509903"}, lambda one: one.facts["category_id"] in (509931, 509932)),
        ({"min_sale_price": "840", "max_sale_price": "1190"}, lambda one: 840 <= cents(one) <= 1190),
        ({"ship_to_country": "GB"}, lambda one: "GB" in one.ship_to),
        ({"platform_product_type": "TMALL"}, lambda one: one.facts["store_id"] in (1990000002, 1990000004)),
        ({"platform_product_type": "PLAZA"}, lambda one: one.facts["store_id"] not in (1990000002, 1990000004)),
        ({"platform_product_type": "ALL"}, lambda one: True),
        ({"promotion_name": "Home Refresh"}, lambda one: one.product_id <= "1005990000007092"),
        ({"delivery_days": "7", "ship_to_country": "DE"}, lambda one: "AE_PRACTICE_PREMIUM" in one.freight),
        ({"delivery_days": "None"}, lambda one: True),  # sent by python-aliexpress-api where none is asked for
    ],
)  # fmt: skip
def test_filters(client: Client, params: dict[str, str], keep: Any) -> None:
    expected = expected_ids(keep)
    assert expected
    assert all_of(client, **params) == expected


@pytest.mark.parametrize(
    "params",
    [
        {"keywords": "no such thing"},
        {"category_ids": "1"},
        {"category_ids": "none"},
        {"min_sale_price": "5000", "max_sale_price": "100"},
        {"ship_to_country": "ZZ"},
        {"delivery_days": "3"},
        {"promotion_name": "Nobody's"},
        {"page_no": "1000000000"},
    ],
)
def test_nothing_found_is_405(client: Client, params: dict[str, str]) -> None:
    assert is_empty(client, QUERY, **params)
    assert is_empty(client, "hotproduct.query", **params)
    assert client.admin("/log").json[-1]["error_code"] == "405"


def test_bounds_of_the_price_are_in_the_currency_asked_for(client: Client) -> None:
    blanket = "1005990000027352"  # 32.00 USD, 4768.00 JPY
    assert all_of(client, target_currency="JPY", min_sale_price="476800", max_sale_price="476800") == [blanket]
    assert all_of(client, min_sale_price="3200") == [blanket]
    assert is_empty(client, QUERY, min_sale_price="3201")


@pytest.mark.parametrize("key", ["SALE_PRICE", "LAST_VOLUME"])
def test_sorting(client: Client, key: str) -> None:
    def value(product: Any) -> Decimal:
        return Decimal(product["sale_price"] if key == "SALE_PRICE" else product["lastest_volume"])

    rising = walk(client, QUERY, "products", sort=f"{key}_ASC", page_size="10")
    falling = walk(client, QUERY, "products", sort=f"{key}_DESC", page_size="10")
    assert [value(one) for one in rising] == sorted(value(one) for one in rising)
    assert [value(one) for one in falling] == sorted((value(one) for one in falling), reverse=True)
    assert value(rising[0]) < value(rising[-1])
    assert sorted(product_ids({"products": rising})) == sorted(SHOP.products)


def test_fields_are_chosen(client: Client) -> None:
    for name, more in ((QUERY, {}), ("productdetail.get", {"product_ids": "1005990000000001"})):
        result = result_of(client, name, fields="product_id, sale_price,unknown,", **more)
        assert all(set(one) == {"product_id", "sale_price"} for one in result["products"])
        assert result["current_record_count"] == len(result["products"])
    told = result_of(client, QUERY, fields="ship_to_days", ship_to_country="US")["products"]
    assert {text for one in told for text in one.values()} == {"ship to US in 7 days", "ship to US in 16 days"}


@pytest.mark.parametrize("currency", sorted(SHOP.rates))
def test_prices_are_those_of_the_dropshipping_api(client: Client, currency: str) -> None:
    for product in walk(client, QUERY, "products", target_currency=currency, ship_to_country="DE", page_size="50"):
        sent = {"product_id": str(product["product_id"]), "ship_to_country": "DE", "target_currency": currency}
        told = client.sync("aliexpress.ds.product.get", simplify="true", **sent)
        result = told["aliexpress_ds_product_get_response"]["result"]
        skus = {one["sku_id"]: one for one in result["ae_item_sku_info_dtos"]}
        sku = skus[str(product["sku_id"])]
        assert product["target_sale_price"] == sku["offer_sale_price"] == product["target_app_sale_price"]
        assert product["target_original_price"] == sku["sku_price"]
        assert product["target_sale_price_currency"] == sku["currency_code"] == currency
        assert product["sale_price_currency"] == "USD"
        assert Decimal(product["sale_price"]) == price_of(str(product["product_id"]))
        base = result["ae_item_base_info_dto"]
        assert product["product_title"] == base["subject"]
        assert base["category_id"] in (product.get("second_level_category_id"), product["first_level_category_id"])
        if currency != "USD":
            break


def test_a_download_is_of_one_category_and_does_not_count(client: Client) -> None:
    result = result_of(client, "hotproduct.download", category_id="509901", page_size="2")
    assert set(result) == {"current_page_no", "current_record_count", "products"}
    second = result_of(client, "hotproduct.download", category_id="509901", page_size="2", page_no="2")
    found = product_ids(result) + product_ids(second)
    assert found == ["1005990000003040", "1005990000005066", "1005990000006079"]
    assert is_empty(client, "hotproduct.download", category_id="509901", page_size="2", page_no="3")
    assert is_empty(client, "hotproduct.download", category_id="1")
    only = result_of(client, "hotproduct.download", category_id="509903", country="US")
    assert "1005990000017222" not in product_ids(only)
    assert refusal_of(client, "hotproduct.download") == "MissingParameter"


def test_details_come_in_the_order_of_the_ids(client: Client) -> None:
    ids = "1005990000003040, 1,1005990000000001,x,1005990000003040"
    result = result_of(client, "productdetail.get", product_ids=ids)
    assert product_ids(result) == ["1005990000003040", "1005990000000001"]
    assert (result["current_record_count"], set(result)) == (2, {"current_record_count", "products"})
    abroad = "1005990000017222"  # not for the US
    assert is_empty(client, "productdetail.get", product_ids=abroad, country="US")
    assert product_ids(result_of(client, "productdetail.get", product_ids=abroad, country="DE")) == [abroad]
    for nobody in ("", "1", ",", "-1", "9" * 400):
        assert is_empty(client, "productdetail.get", product_ids=nobody)


def test_a_match_is_like_the_product(client: Client) -> None:
    model = "1005990000000001"
    result = result_of(client, "product.smartmatch", device_id="adid", product_id=model)
    assert set(result) == {"current_page_no", "current_record_count", "products"}
    assert model not in product_ids(result)
    assert {one["first_level_category_id"] for one in result["products"]} == {509901}
    lamps = result_of(client, "product.smartmatch", device_id="adid", keywords="lamp")
    assert len(lamps["products"]) == 2
    first = result_of(client, "product.smartmatch", device_id="adid")
    second = result_of(client, "product.smartmatch", device_id="other", page_no="2")
    assert sorted(product_ids(first) + product_ids(second)) == sorted(SHOP.products)
    assert first["products"][0]["lastest_volume"] == max(one.facts["sales"] for one in SHOP.products.values())
    assert is_empty(client, "product.smartmatch", device_id="adid", product_id="1")
    assert is_empty(client, "product.smartmatch", device_id="adid", page_no="3")
    assert refusal_of(client, "product.smartmatch") == "MissingParameter"


def test_categories(client: Client) -> None:
    result = result_of(client, "category.get")
    assert result == {"categories": SHOP.categories, "total_result_count": len(SHOP.categories)}
    wrapped = result_of(client, "category.get", simplify="false")
    assert wrapped["categories"] == {"category": SHOP.categories}


def test_a_promo_code_has_its_days(client: Client) -> None:
    ids = "1005990000000001,1005990000001014"
    with_code, without = result_of(client, "productdetail.get", product_ids=ids)["products"]
    code = with_code["promo_code_info"]
    assert (code["promo_code"], code["code_mini_spend"]) == ("PRACTICE2", "10")
    assert (code["code_availabletime_start"], code["code_availabletime_end"]) == (
        "2025-12-25 00:00:00",
        "2026-01-22 00:00:00",
    )
    assert all(isinstance(value, str) for value in code.values())
    assert "promo_code_info" not in without


def test_no_session_is_needed_and_one_that_is_sent_must_be_good(client: Client) -> None:
    assert answer_of(client, "category.get")["resp_result"]["resp_code"] == 200
    good = client.sync("aliexpress.affiliate.category.get", client.told["access_token"])
    assert good["aliexpress_affiliate_category_get_response"]["resp_result"]["resp_code"] == 200
    bad = client.sync("aliexpress.affiliate.category.get", "50009nobody")
    assert bad["error_response"]["code"] == "IllegalAccessToken"
