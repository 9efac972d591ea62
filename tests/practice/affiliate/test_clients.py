"""What python-aliexpress-api 3.1.0 reads in the answers to its calls: the same path, by attributes, and no other."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from aexdesk.practice.goods.shop import Shop
from tests.practice.affiliate.test_orders import ALL_TIME
from tests.practice.world import Client, sign

ITEM = "1005990000000001"
PRODUCT_ATTRIBUTES = {
    "app_sale_price", "app_sale_price_currency", "commission_rate", "discount", "evaluate_rate",
    "first_level_category_id", "first_level_category_name", "lastest_volume", "hot_product_commission_rate",
    "original_price", "original_price_currency", "product_detail_url", "product_id", "product_main_image_url",
    "product_small_image_urls", "product_title", "product_video_url", "promotion_link",
    "relevant_market_commission_rate", "sale_price", "sale_price_currency", "second_level_category_id",
    "second_level_category_name", "shop_id", "shop_url", "target_app_sale_price", "target_app_sale_price_currency",
    "target_original_price", "target_original_price_currency", "target_sale_price", "target_sale_price_currency",
}  # fmt: skip


def result_of(client: Client, name: str, **params: str) -> Any:
    """As the client does it: md5, no session, no simplify; the outer key made of the name, then resp_result, result."""
    api = f"aliexpress.affiliate.{name}"
    sent = {
        "app_key": client.app_key,
        "timestamp": str(int(client.clock.now * 1000)),
        "sign_method": "md5",
        "method": api,
        "format": "json",
        "v": "2.0",
        "partner_id": "top-apitools",
        **params,
    }
    sent["sign"] = sign(sent, client.app_secret)
    body = client.send(client.told["sync_url"], sent).json[f"{api.replace('.', '_')}_response"]["resp_result"]
    told: Any = json.loads(json.dumps(body), object_hook=lambda one: SimpleNamespace(**one))
    assert told.resp_code == 200, told.resp_msg
    return told.result


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("productdetail.get", {"product_ids": ITEM}),
        ("product.query", {"delivery_days": "None", "page_size": "50"}),
        ("hotproduct.query", {"delivery_days": "None"}),
        ("product.smartmatch", {"device_id": "adid", "app": "(None,)"}),
    ],
)
def test_products(client: Client, name: str, params: dict[str, str]) -> None:
    sent = {"target_currency": "EUR", "target_language": "EN", "tracking_id": "default", **params}
    result = result_of(client, name, **sent)
    assert result.current_record_count == len(result.products.product) > 0
    for product in result.products.product:
        assert isinstance(product.product_small_image_urls.string, list)
        missing = {one for one in PRODUCT_ATTRIBUTES if not hasattr(product, one)}
        is_in_first_level = product.product_id == 1005990000027352  # has no second
        assert bool(missing) is is_in_first_level, missing
        assert product.target_sale_price_currency == "EUR"


def test_links(client: Client) -> None:
    page = f"https://www.aliexpress.com/item/{ITEM}.html"
    result = result_of(client, "link.generate", source_values=page, promotion_link_type="0", tracking_id="me")
    assert result.total_result_count == 1
    (link,) = result.promotion_links.promotion_link
    assert (link.source_value, link.promotion_link[:8]) == (page, "https://")


def test_categories(client: Client) -> None:
    result = result_of(client, "category.get")
    parents = [one for one in result.categories.category if not hasattr(one, "parent_category_id")]
    children = [one for one in result.categories.category if hasattr(one, "parent_category_id")]
    assert {one.parent_category_id for one in children} == {one.category_id for one in parents}
    assert result.total_result_count == len(parents) + len(children) == len(Shop().categories)


def test_orders(client: Client) -> None:
    result = result_of(client, "order.list", status="Payment Completed", **ALL_TIME)
    assert result.current_record_count == len(result.orders.order) > 0
    assert (result.current_page_no, result.total_page_no) == (1, 1)
    assert result.total_record_count == result.current_record_count
