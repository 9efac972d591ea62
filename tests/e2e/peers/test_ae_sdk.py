"""ae_sdk 0.6.0 (npm): sha256, POST with everything in the query, always simplified. Its host is a constant, so the
requests are turned to the practice gateway under it (host.mjs): scheme and host, nothing else.

Some of its methods read answers of another shape than the documented one, or go to APIs that are gone. Then what was
asked for is asked of its own `callAPIDirectly`, which signs and sends alike, and the test says so.
"""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from tests.e2e.peers.running import last_weeks, log_in, run_node, with_node_peers
from tests.e2e.processes import ORDER_PARAMETER, Practice

pytestmark = with_node_peers

DIRECTLY = "callAPIDirectly"
US = {"ship_to_country": "US", "target_currency": "USD", "target_language": "EN"}
SEARCH = {"local": "en_US", "countryCode": "US", "currency": "USD"}


def ask(practice: Practice, client: str, *calls: tuple[Any, ...], **other: str) -> list[Any]:
    """Each call is (method, argument, ...); `other`: what is to be another in the practice object."""
    return list(run_node("ae_sdk.mjs", practice, [(client, *call) for call in calls], **other))


def ask_well(practice: Practice, client: str, *calls: tuple[Any, ...], **other: str) -> list[Any]:
    """The data of calls that must all succeed, without the outer key where there is one."""
    answers = ask(practice, client, *calls, **other)
    for call, answer in zip(calls, answers, strict=True):
        assert answer.get("ok"), (call, answer)
    return [
        next(iter(answer["data"].values())) if _is_wrapped(answer["data"]) else answer["data"] for answer in answers
    ]


def _is_wrapped(data: dict[str, Any]) -> bool:
    return next(iter(data)).endswith("_response")


# ---------------------------------------------------------------- dropshipping


def test_a_product_and_what_it_costs_to_send(practice: Practice) -> None:
    """Its productDetails takes off list wrappers that `simplify`, which it always sends, has left out: no SKU remains.
    Directly they are all there."""
    item = practice.case["item_id"]
    shipping = {"product_id": item, "country_code": "US", "product_num": 1, "send_goods_country_code": "CN"}
    product, plain, shipped = ask_well(
        practice,
        "dropshipper",
        ("productDetails", {"product_id": item, **US}),
        (DIRECTLY, "aliexpress.ds.product.get", {"product_id": item, **US}),
        ("shippingInfo", {**shipping, "price": "10.00", "price_currency": "USD"}),
    )
    assert str(product["result"]["ae_item_base_info_dto"]["product_id"]) == item
    sku = plain["result"]["ae_item_sku_info_dtos"][0]
    assert sku["sku_attr"]
    assert shipped["result"]["success"] is True, shipped
    freight = {
        "productId": item,
        "selectedSkuId": sku["sku_id"],
        "quantity": "1",
        "shipToCountry": "US",
        "currency": "USD",
        "language": "en_US",
        "locale": "en_US",
    }
    (quoted,) = ask_well(
        practice, "dropshipper", (DIRECTLY, "aliexpress.ds.freight.query", {"queryDeliveryReq": json.dumps(freight)})
    )
    assert any(option["code"] == "CAINIAO_STANDARD" for option in quoted["result"]["delivery_options"])


def test_an_order_from_beginning_to_end(practice: Practice) -> None:
    """Its createOrder places the order, then looks for the answer of an older API and falls over it. The number is
    taken from the gateway: JavaScript's JSON.parse rounds one as long."""
    (answer,) = ask(practice, "dropshipper", ("createOrder", practice.order()))
    assert "result" in answer["threw"], answer
    (order,) = practice.ask("/orders")
    assert order["free"] is True
    number = str(order["order_id"])
    (details,) = ask_well(
        practice, "dropshipper", ("orderDetails", {"single_order_query": json.dumps({"order_id": number})})
    )
    assert details["result"]["order_status"]
    (tracked,) = ask(
        practice,
        "dropshipper",
        (DIRECTLY, "aliexpress.ds.order.tracking.get", {"ae_order_id": number, "language": "en_US"}),
    )
    assert tracked["ok"], tracked


def test_an_order_that_matches_no_case(practice: Practice) -> None:
    given = {ORDER_PARAMETER: json.dumps(practice.order(quantity=2))}
    (answer,) = ask_well(practice, "dropshipper", (DIRECTLY, "aliexpress.ds.order.create", given))
    assert answer["result"]["is_success"] is False
    assert answer["result"]["error_code"] == "TEST_CASE_MISMATCH"


def test_categories_feeds_and_searches(practice: Practice) -> None:
    """Its queryFeaturedPromos looks for the names in another place: asked directly."""
    categories, names = ask_well(
        practice, "dropshipper", ("getCategories", {}), (DIRECTLY, "aliexpress.ds.feedname.get", {})
    )
    assert categories["resp_result"]["result"]["categories"]
    feed = names["resp_result"]["result"]["promos"][0]["promo_name"]
    recommended, found = ask(
        practice,
        "dropshipper",
        (DIRECTLY, "aliexpress.ds.recommend.feed.get", {"feed_name": feed, "country": "US", "page_size": "3"}),
        (DIRECTLY, "aliexpress.ds.text.search", {"keyWord": "bottle", "pageSize": 5, "pageIndex": 1, **SEARCH}),
    )
    assert recommended["ok"], recommended
    assert found["ok"], found


def test_a_search_by_picture(practice: Practice) -> None:
    """It has no way to send a file: the picture travels as base64 in the JSON of image.searchV2."""
    picture = base64.b64encode(bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")).decode()
    asked = {"image_base64": picture, "currency": "USD", "lang": "en", "sort_type": "orders", "ship_to": "US"}
    (found,) = ask(practice, "dropshipper", (DIRECTLY, "aliexpress.ds.image.searchV2", {"param0": json.dumps(asked)}))
    assert found["ok"], found
    (entry,) = practice.log_of("aliexpress.ds.image.searchV2")
    assert entry["error_code"] not in ("IncompleteSignature", "PracticeNotSimulated")


# ---------------------------------------------------------------- affiliate


def test_affiliate_products_and_links(practice: Practice) -> None:
    item = practice.case["item_id"]
    queried, hot, detail, matched, links, categories, promotions = ask_well(
        practice,
        "affiliate",
        ("queryProducts", {"page_no": 1, "page_size": 3, "target_currency": "USD"}),
        ("getHotProducts", {"page_no": 1, "page_size": 3}),
        ("productDetails", {"product_ids": item, "target_currency": "USD", "country": "US"}),
        ("smartMatchProducts", {"device_id": "a-device", "product_id": item}),
        (
            "generateAffiliateLinks",
            {
                "promotion_link_type": 0,
                "source_values": f"https://www.aliexpress.com/item/{item}.html",
                "tracking_id": "default",
            },
        ),
        ("getCategories", {}),
        ("featuredPromoInfo", {}),
    )
    for page in (queried, hot, detail, matched, links, categories, promotions):
        assert page["resp_result"]["resp_code"] == 200, page
    assert queried["resp_result"]["result"]["current_record_count"] == 3
    assert links["resp_result"]["result"]["promotion_links"][0]["promotion_link"].startswith("http")
    assert categories["resp_result"]["result"]["categories"]
    promotion = promotions["resp_result"]["result"]["promos"][0]["promo_name"]
    (promoted,) = ask_well(
        practice, "affiliate", ("featuredPromoProducts", {"promotion_name": promotion, "page_size": 2})
    )
    assert promoted["resp_result"]["resp_code"] == 200


def test_affiliate_orders(practice: Practice) -> None:
    """By pages and by index: the same, as many as there are."""
    window = {**last_weeks(), "status": "Payment Completed", "page_size": 50}
    answers = ask_well(practice, "affiliate", ("ordersList", window), ("ordersListByIndex", window))
    by_page, by_index = (
        sorted(order["order_id"] for order in answer["resp_result"]["result"]["orders"]) for answer in answers
    )
    assert by_page
    assert by_index == by_page


# ---------------------------------------------------------------- tokens and errors


def test_a_token_is_refreshed_and_used(practice: Practice) -> None:
    """It sends session and simplify along on /rest."""
    token = practice.told["refresh_token"]
    refreshed, spent = ask(
        practice, "dropshipper", ("refreshToken", {"refresh_token": token}), ("refreshToken", {"refresh_token": token})
    )
    assert refreshed["data"]["code"] == "0", refreshed
    assert refreshed["data"]["account"] == practice.told["buyer_email"]
    # It knows an error by `error_response` alone; the flat one of /rest passes for data.
    assert spent["data"]["code"] == "IllegalRefreshToken", spent
    call = ("productDetails", {"product_id": practice.case["item_id"], **US})
    ask_well(practice, "dropshipper", call, access_token=refreshed["data"]["access_token"])


@pytest.mark.parametrize("kind", ["", "Security"])
def test_a_code_becomes_a_token_that_is_refreshed(kind: str, practice: Practice) -> None:
    (made,) = ask_well(practice, "affiliate", (f"generate{kind}Token", {"code": log_in(practice)}))
    assert made["code"] == "0", made
    given = {"refresh_token": made["refresh_token"]}
    (refreshed,) = ask_well(practice, "affiliate", (f"refresh{kind}Token", given))
    assert refreshed["access_token"] not in (made["access_token"], ""), refreshed


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("freightInfo", {"product_id": 1, "product_num": 1, "sku_id": "1", "country_code": "US"}),
        ("addDropshippingInfo", {"ds_id": "1"}),
        ("submitOrderData", {"ae_product_id": "1", "ae_orderid": "1"}),
    ],
)
def test_what_is_not_simulated_says_so(method: str, given: dict[str, Any], practice: Practice) -> None:
    """Its methods for APIs that the platform has taken away: the signature is right, and a request id comes."""
    (answer,) = ask(practice, "dropshipper", (method, given))
    assert answer["error_response"]["code"] == "PracticeNotSimulated", answer
    assert answer["request_id"]


def test_a_wrong_secret_and_a_rate_too_high(practice: Practice) -> None:
    call = ("productDetails", {"product_id": practice.case["item_id"], **US})
    (answer,) = ask(practice, "stranger", call)
    assert answer["error_response"]["code"] == "IncompleteSignature"
    assert answer["request_id"]
    practice.ask("/faults", {"api": "*", "kind": "throttle"})
    (answer,) = ask(practice, "dropshipper", call)
    assert answer["error_response"]["code"] == "ApiCallLimit"


# ---------------------------------------------------------------- its order of names


def test_its_order_of_names_is_refused_and_named(practice: Practice) -> None:
    """It sorts with localeCompare: app_key before appKey, which by code point stand the other way round. That concerns
    this one alone of all documented APIs (tests/doctor/test_locale_order.py)."""
    api = "aliexpress.ds.product.specialinfo.get"
    (answer,) = ask(practice, "dropshipper", (DIRECTLY, api, {"appKey": "1", "product_id": "1005001"}))
    refused = answer["error_response"]
    assert refused["code"] == "IncompleteSignature", answer
    assert "[sorted-locale]" in refused["msg"]
