"""python-aliexpress-api 3.1.0: MD5, POST /sync, system parameters in the query, the rest in a form.

Host and port are arguments of its request classes. Its AliexpressApi makes the requests itself, so there the defaults
of those classes are changed: host and port, nothing else.
"""

from __future__ import annotations

from typing import Any

from tests.e2e.peers.running import ask_peer, last_weeks, run_peer, with_python_peers
from tests.e2e.processes import Practice

pytestmark = with_python_peers

HIGH = """
from aliexpress_api import AliexpressApi, models
from aliexpress_api.skd.api import rest
for made in vars(rest).values():
    if isinstance(made, type):
        made.__init__.__defaults__ = ("127.0.0.1", told["port"])
names = {
    "api": AliexpressApi(told["app_key"], told["app_secret"], models.Language.EN, models.Currency.USD, "default"),
    "models": models,
    "item": told["test_case"]["item_id"],
}
"""
LOW = """
from aliexpress_api.skd import setDefaultAppInfo
from aliexpress_api.skd.api.base import RestApi, TopException

class ProductGet(RestApi):
    def getapiname(self):
        return "aliexpress.ds.product.get"

setDefaultAppInfo(told["app_key"], told["app_secret"])
request = ProductGet("127.0.0.1", told["port"])
request.product_id = told["test_case"]["item_id"]
request.ship_to_country = "US"
request.target_language = "Łódź & 手机"
try:
    print(json.dumps(request.getResponse(told["access_token"])))
except TopException as error:
    print(json.dumps({"error": error.errorcode}))
"""


def ask(practice: Practice, *asked: str, **told: Any) -> list[Any]:
    return ask_peer(HIGH, practice, *asked, **told)


def test_products_by_id(practice: Practice) -> None:
    (found, unknown) = ask(practice, "api.get_products_details([item])", "api.get_products_details('12345')")
    (product,) = found
    assert str(product["product_id"]) == practice.case["item_id"]
    assert product["target_sale_price_currency"] == "USD"
    # It takes the wrapper of the pictures off by itself, and falls over a list without one.
    assert all(isinstance(picture, str) for picture in product["product_small_image_urls"])
    assert unknown["error"] in ("ProductsNotFoudException", "ApiRequestResponseException"), unknown


def test_products_page_by_page(practice: Practice) -> None:
    """It sends delivery_days=None as the text None, which a stand-in must not mind."""
    first, second, hot = ask(
        practice,
        "api.get_products(page_no=1, page_size=2)",
        "api.get_products(page_no=2, page_size=2, sort=models.SortBy.SALE_PRICE_ASC)",
        "api.get_hotproducts(page_size=3, ship_to_country='US')",
    )
    for page in (first, second, hot):
        assert page["current_record_count"] == len(page["products"]) > 0, page
        assert page["total_record_count"] >= page["current_record_count"]
    assert (first["current_page_no"], second["current_page_no"]) == (1, 2)
    assert len(first["products"]) == len(second["products"]) == 2


def test_affiliate_links(practice: Practice) -> None:
    address = "https://www.aliexpress.com/item/1005990000000001.html"
    for found in ask(practice, f"api.get_affiliate_links('{address}')", f"api.get_affiliate_links(['{address}'])"):
        (link,) = found
        assert link["promotion_link"].startswith("http")
        assert link["source_value"] == address


def test_categories(practice: Practice) -> None:
    """It tells a parent by the absence of `parent_category_id`, not by a null."""
    everything, parents = ask(practice, "api.get_categories()", "api.get_parent_categories()")
    assert parents
    assert len(parents) < len(everything)
    asked = [f"api.get_child_categories({parent['category_id']})" for parent in parents]
    children = [child for found in ask(practice, *asked) for child in found]
    assert len(parents) + len(children) == len(everything)


def test_smart_match(practice: Practice) -> None:
    (found,) = ask(practice, "api.smart_match_product('a-device', product_id=item, country='US')")
    assert found["products"], found


def test_orders(practice: Practice) -> None:
    (found,) = ask(practice, f"api.get_order_list('Payment Completed', **{last_weeks()}, page_size=50)")
    assert found["current_record_count"] == len(found["orders"]["order"]) > 0, found
    (nothing,) = ask(practice, f"api.get_order_list('Invalid', **{last_weeks(2)})")
    assert nothing["error"], nothing


def test_with_a_wrong_secret_it_hears_why(practice: Practice) -> None:
    (answer,) = ask(practice, "api.get_products_details([item])", app_secret="wrong")
    assert answer["error"] == "ApiRequestException"
    assert "signature" in answer["said"]
    (entry,) = practice.log_of("aliexpress.affiliate.productdetail.get")
    assert entry["error_code"] == "IncompleteSignature"


def test_the_sdk_inside_it_gets_a_product(practice: Practice) -> None:
    answer = run_peer(LOW, practice)["aliexpress_ds_product_get_response"]
    item = answer["result"]["ae_item_base_info_dto"]
    assert str(item["product_id"]) == practice.case["item_id"]
    assert run_peer(LOW, practice, app_secret="wrong") == {"error": "IncompleteSignature"}
