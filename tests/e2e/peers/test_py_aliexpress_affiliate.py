"""py-aliexpress-affiliate 0.2.2: MD5 on /sync. Its host is a setting, and typed models check every answer."""

from __future__ import annotations

from typing import Any

from tests.e2e.peers.running import ask_peer, last_weeks, with_python_peers
from tests.e2e.processes import Practice

pytestmark = with_python_peers

CLIENT = """
from aliexpress_affiliate import AliExpressClient

client = AliExpressClient(
    app_key=told["app_key"], app_secret=told["app_secret"], tracking_id="default", base_url=told["url"], max_retries=0
)

def typed(answer):
    # A text that pydantic would take for a number has passed before: what is shown is what it made of it.
    if hasattr(answer, "model_dump"):
        return answer.model_dump(mode="json")
    return [typed(one) for one in answer] if isinstance(answer, (list, tuple)) else answer

names = {"client": client, "typed": typed, "item": told["test_case"]["item_id"]}
"""


def ask(practice: Practice, *asked: str, **told: str) -> list[Any]:
    return ask_peer(CLIENT, practice, *(f"typed(client.{one})" for one in asked), **told)


def test_products(practice: Practice) -> None:
    product, queried, hot, matched, unknown = ask(
        practice,
        "get_product_details(item)",
        "get_products(page_no=1, page_size=3)",
        "get_hot_products(page_no=1, page_size=3, ship_to_country='US')",
        "smart_match_products('a-device', product_id=item)",
        "get_product_details('12345')",
    )
    assert str(product["product_id"]) == practice.case["item_id"]
    assert product["product_small_image_urls"]
    for page in (queried, hot):
        assert len(page["items"]) == 3, page
        assert page["total_count"] > 3
        assert page["page_no"] == 1
    assert matched["items"], matched
    assert unknown["error"] == "ProductNotFoundError", unknown


def test_skus_and_what_they_cost_to_send(practice: Practice) -> None:
    (detail,) = ask(practice, "get_product_sku_details(item, ship_to_country='US')")
    sku = detail["skus"][0]
    shipping = "get_product_shipping_info(product_id=item, sku_id={}, target_sale_price='10', tax_rate='0.1')"
    (sent,) = ask(practice, shipping.format(sku["sku_id"]).replace("item,", "item, ship_to_country='US',"))
    assert "error" not in sent, sent


def test_links_categories_and_promotions(practice: Practice) -> None:
    address = "https://www.aliexpress.com/item/1005990000000001.html"
    link, categories, promotions = ask(
        practice, f"generate_affiliate_link('{address}')", "get_categories()", "get_featured_promos()"
    )
    assert link["promotion_link"].startswith("http"), link
    assert {child["parent_category_id"] for child in categories} - {None} <= {one["category_id"] for one in categories}
    named = promotions[0]["promo_name"]
    promoted, downloaded = ask(
        practice,
        f"get_featured_promo_products(promotion_name={named!r}, page_no=1, page_size=2)",
        f"download_hot_products({categories[0]['category_id']}, page_no=1, page_size=2)",
    )
    assert promoted["items"], promoted
    assert "error" not in downloaded or "405" in downloaded["said"], downloaded


def test_orders(practice: Practice) -> None:
    """One window by pages and by index: the same orders; and each alone by its number."""
    window = f"'Payment Completed', **{last_weeks()}, page_size=50"
    by_page, by_index = ask(practice, f"get_order_list({window})", f"get_order_list_by_index({window})")
    numbers = [order["order_id"] for order in by_page["items"]]
    assert numbers, by_page
    assert sorted(order["order_id"] for order in by_index["items"]) == sorted(numbers)
    (alone,) = ask(practice, f"get_order_details({numbers[0]})")
    assert alone["order_id"] == numbers[0]


def test_what_is_wrong_arrives_as_the_error_meant_for_it(practice: Practice) -> None:
    (answer,) = ask(practice, "get_categories()", app_secret="wrong")
    assert answer["error"] == "SignatureError", answer
    practice.ask("/faults", {"api": "*", "kind": "throttle"})
    (answer,) = ask(practice, "get_categories()")
    assert answer["error"] == "RateLimitError", answer
