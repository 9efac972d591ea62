"""The invented goods: coherent among themselves, and answered in the platform's shapes."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import aexdesk.practice
from aexdesk.practice.catalogue import load_apis
from aexdesk.practice.door.wrapping import wrap_lists
from aexdesk.practice.goods.shop import Shop
from tests.practice.world import Client

PRODUCT_GET = "aliexpress.ds.product.get"
SHOP = Shop()


def product(client: Client, item_id: str, **more: str) -> Any:
    sent = {"product_id": item_id, "ship_to_country": "US", "simplify": "true", **more}
    return client.sync(PRODUCT_GET, **sent)["aliexpress_ds_product_get_response"]


def freight(client: Client, item_id: str, sku_id: str, **changes: Any) -> Any:
    asked = {
        "quantity": 1,
        "shipToCountry": "US",
        "productId": item_id,
        "selectedSkuId": sku_id,
        "language": "en",
        "locale": "en_US",
        "currency": "USD",
        **changes,
    }
    text = json.dumps({name: value for name, value in asked.items() if value is not None})
    return client.sync("aliexpress.ds.freight.query", queryDeliveryReq=text, simplify="true")


def test_the_goods_are_coherent() -> None:
    categories = {one["category_id"] for one in SHOP.categories}
    skus = [sku for one in SHOP.products.values() for sku in one.skus]
    assert len(SHOP.products) >= 24
    assert len({one.facts["category_id"] for one in SHOP.products.values()}) >= 5
    assert len({sku.sku_id for sku in skus}) == len(skus)
    assert {str(2**31), str(2**53 + 1), str(2**63 - 1), str(2**64 - 1)} <= {sku.sku_id for sku in skus}
    for one in SHOP.products.values():
        assert one.facts["category_id"] in categories
        assert one.product_id.startswith("100599")
        assert all(code in SHOP.services for code in one.freight)
        assert all(SHOP.deliveries(one, country) for country in one.ship_to), one.product_id
        assert len({sku.sku_attr for sku in one.skus}) == len(one.skus)
        for sku in one.skus:
            assert 0 < sku.sale_price <= sku.price
            assert sku.sku_attr == ";".join(f"{it.id}:{it.value_id}#{it.value}" for it in sku.properties)


def test_every_product_can_be_looked_at_and_shipped(client: Client) -> None:
    for item_id, one in SHOP.products.items():
        country = sorted(one.ship_to)[0]
        answer = product(client, item_id, ship_to_country=country)
        assert answer["rsp_code"] == 200
        for sku in answer["result"]["ae_item_sku_info_dtos"]:
            result = freight(client, item_id, sku["sku_id"], shipToCountry=country)
            assert result["aliexpress_ds_freight_query_response"]["result"]["success"] is True


def test_product_not_there_or_not_for_the_country(client: Client) -> None:
    for item_id in ("1", str(2**64 - 1)):
        answer = product(client, item_id)
        assert (answer["rsp_code"], answer["rsp_msg"]) == (605, "ITEM_ID_NOT_FOUND")
        assert "result" not in answer
    assert product(client, client.told["test_case"]["item_id"], ship_to_country="ZZ")["rsp_code"] == 602
    assert client.admin("/log").json[-1]["error_code"] == "602"


def test_prices_in_another_currency(client: Client) -> None:
    item = client.told["test_case"]["item_id"]
    dollars = product(client, item)["result"]["ae_item_sku_info_dtos"][0]
    euros = product(client, item, target_currency="EUR")["result"]["ae_item_sku_info_dtos"][0]
    assert (dollars["currency_code"], euros["currency_code"]) == ("USD", "EUR")
    assert float(euros["offer_sale_price"]) == pytest.approx(float(dollars["offer_sale_price"]) * 0.92, abs=0.01)


def test_lists_have_wrappers_unless_simplified(client: Client) -> None:
    item = client.told["test_case"]["item_id"]
    plain = product(client, item)["result"]
    wrapped = product(client, item, simplify="false")["result"]
    skus = wrapped["ae_item_sku_info_dtos"]["ae_item_sku_info_d_t_o"]
    assert skus[0]["ae_sku_property_dtos"] == {
        "ae_sku_property_d_t_o": plain["ae_item_sku_info_dtos"][0]["ae_sku_property_dtos"]
    }


def test_wrapping_leaves_alone_what_is_not_there() -> None:
    assert wrap_lists({"result": {"a": None}}, {"result.a": "x", "result.b": "y", "other.c": "z"}) == {
        "result": {"a": None}
    }


def test_freight(client: Client) -> None:
    case = client.told["test_case"]
    sku = product(client, case["item_id"])["result"]["ae_item_sku_info_dtos"][0]
    for quantity in (1, "1"):
        answer = freight(client, case["item_id"], sku["sku_id"], quantity=quantity)
        options = answer["aliexpress_ds_freight_query_response"]["result"]["delivery_options"]
        assert "CAINIAO_STANDARD" in [option["code"] for option in options]
    for changes, msg in (
        ({"productId": "1"}, "DELIVERY_INFO_EMPTY"),
        ({"selectedSkuId": "1"}, "DELIVERY_INFO_EMPTY"),
        ({"shipToCountry": "ZZ"}, "DELIVERY_NOT_AVAILABLE_TO_YOUR_ADDRESS"),
    ):
        answer = freight(client, case["item_id"], sku["sku_id"], **changes)
        result = answer["aliexpress_ds_freight_query_response"]["result"]
        assert (result["success"], result["msg"]) == (False, msg)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"quantity": None}, "MissingParameter"),
        ({"locale": None}, "MissingParameter"),
        ({"quantity": 0}, "InvalidParameter"),
        ({"quantity": 1.5}, "InvalidParameter"),
        ({"quantity": 10**9}, "InvalidParameter"),
        ({"currency": "XXX"}, "InvalidParameter"),
        ({"currency": ["USD"]}, "InvalidParameter"),
    ],
)
def test_freight_of_a_wrong_shape(client: Client, changes: dict[str, Any], code: str) -> None:
    case = client.told["test_case"]
    assert freight(client, case["item_id"], "1", **changes)["error_response"]["code"] == code


def test_categories(client: Client) -> None:
    whole = client.sync("aliexpress.ds.category.get", "")["aliexpress_ds_category_get_response"]["resp_result"]
    assert len(whole["result"]["categories"]["category"]) == len(SHOP.categories)
    one = client.sync("aliexpress.ds.category.get", categoryId="509911", simplify="true")
    found = one["aliexpress_ds_category_get_response"]["resp_result"]["result"]["categories"]
    assert [each["category_name"] for each in found] == ["Mugs & Cups"]
    none = client.sync("aliexpress.ds.category.get", categoryId="1")
    assert none["aliexpress_ds_category_get_response"]["resp_result"]["resp_code"] == 405


def test_answers_hold_no_float(client: Client) -> None:
    def no_float(text: str) -> float:
        raise AssertionError(text)

    item = client.told["test_case"]["item_id"]
    for api, more in (
        (PRODUCT_GET, {"product_id": item, "ship_to_country": "US"}),
        ("aliexpress.ds.category.get", {}),
    ):
        sent = client.params(api, session=client.told["access_token"], **more)
        json.loads(client.send(client.told["sync_url"], sent).body, parse_float=no_float)


def test_every_wrapper_of_a_simulated_api_is_real() -> None:
    for name in ("aliexpress.ds.order.create", PRODUCT_GET, "aliexpress.ds.freight.query"):
        assert load_apis()[name].wrappers


def test_a_second_opinion() -> None:
    """The gateway verifies with code of its own, and brings neither Qt nor an HTTP client."""
    forbidden = re.compile(
        r"aexdesk\.(openplatform|ordertest|gateway|storage|services|ui|redaction)|PySide6|httpx|qasync"
    )
    folder = Path(aexdesk.practice.__file__).parent
    for file in [*folder.rglob("*.py"), folder.parent / "serving.py"]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            if isinstance(node, ast.ImportFrom):
                names.append(node.module or "")
            assert not [name for name in names if forbidden.match(name)], file


def test_starting_loads_no_qt_and_no_http_client() -> None:
    code = (
        "import sys; from aexdesk.practice import start_practice; start_practice(0).stop();"
        "print([name for name in ('PySide6', 'httpx', 'qasync', 'keyring') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
