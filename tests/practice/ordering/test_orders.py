"""Orders: free only where an active test case matches, field for field."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from aexdesk.practice.state import ORDER_ID_FLOOR
from tests.practice.world import ORDER_PARAM, Client, error_of, order_payload

OTHER_ITEM = "1005990000001014"
FIELDS = ("account", "item_id", "quantity", "country")


def changed(client: Client, fields: tuple[str, ...]) -> dict[str, Any]:
    """What to change so that exactly these fields differ from the test case."""
    changes: dict[str, Any] = {}
    if "account" in fields:
        changes["session"] = client.told["real_buyer_access_token"]
    if "item_id" in fields:
        changes |= {"item_id": OTHER_ITEM, "sku_attr": sku_attr(client, OTHER_ITEM)}
    if "quantity" in fields:
        changes["quantity"] = client.told["test_case"]["quantity"] + 1
    if "country" in fields:
        changes["country"] = "CA"
    return changes


def sku_attr(client: Client, item_id: str) -> str:
    answer = client.sync("aliexpress.ds.product.get", product_id=item_id, ship_to_country="US", simplify="true")
    return str(answer["aliexpress_ds_product_get_response"]["result"]["ae_item_sku_info_dtos"][0]["sku_attr"])


MATRIX = [fields for count in range(1, 5) for fields in itertools.combinations(FIELDS, count)]


def test_the_seeded_order_is_free(client: Client) -> None:
    result = client.order()
    assert result["is_success"] is True
    (order,) = client.orders()
    case = client.told["test_case"]
    told = {
        "order_id": result["order_list"]["number"][0],
        "free": True,
        "state": "WAIT_SELLER_SEND_GOODS",
        "test_case": case["name"],
        "item_id": case["item_id"],
        "quantity": case["quantity"],
        "country": "US",
        "account": case["loan_account_email"],
    }
    assert told.items() <= order.items()  # what else is told of it stands in test_admin_views


@pytest.mark.parametrize("fields", MATRIX, ids=["+".join(fields) for fields in MATRIX])
def test_refused_where_any_field_differs(client: Client, fields: tuple[str, ...]) -> None:
    result = client.order(**changed(client, fields))
    assert result["is_success"] is False
    assert result["error_code"] == "TEST_CASE_MISMATCH"
    for name in FIELDS:
        assert (f"{name}: expected" in result["error_msg"]) is (name in fields)
    assert client.orders() == []
    assert client.admin("/log").json[-1]["error_code"] == "TEST_CASE_MISMATCH"


@pytest.mark.parametrize("fields", MATRIX, ids=["+".join(fields) for fields in MATRIX])
def test_charged_where_any_field_differs(charging: Client, fields: tuple[str, ...]) -> None:
    assert charging.order(**changed(charging, fields))["is_success"] is True
    (order,) = charging.orders()
    assert order["free"] is False
    assert order["test_case"] == ""


def test_free_under_charge_too(charging: Client) -> None:
    charging.order()
    assert charging.orders()[0]["free"] is True


@pytest.mark.parametrize("state", ["draft", "submitted", "ended"])
def test_a_case_that_is_not_active(client: Client, state: str) -> None:
    client.admin("/test-cases", {**client.told["test_case"], "state": state})
    result = client.order()
    assert result["error_code"] == "TEST_CASE_MISMATCH"
    assert all(name in result["error_msg"] for name in FIELDS)
    client.admin("/test-cases", {**client.told["test_case"], "state": "active"})
    assert client.order()["is_success"] is True


@pytest.mark.parametrize(("until", "free"), [("2026-01-01", True), ("2025-12-31", False), (None, True)])
def test_a_loan_that_has_an_end(client: Client, until: str | None, free: bool) -> None:
    account = {"email": client.told["buyer_email"], "password": "new-password"}
    client.admin("/loan-accounts", {**account, "until": until})
    result = client.order()
    assert result["is_success"] is free
    if not free:
        assert "account: expected" in result["error_msg"]


def test_a_case_for_an_account_that_is_on_no_loan(client: Client) -> None:
    case = {**client.told["test_case"], "loan_account_email": client.told["real_buyer_email"], "state": "active"}
    client.admin("/test-cases", case)
    assert client.order(client.told["real_buyer_access_token"])["error_code"] == "TEST_CASE_MISMATCH"


def test_the_nearest_case_is_named(client: Client) -> None:
    case = client.told["test_case"]
    client.admin("/test-cases", {**case, "name": "Far", "item_id": "77", "country": "DE", "state": "active"})
    client.admin("/test-cases", {**case, "name": "Near", "quantity": 3, "state": "active"})
    client.admin("/test-cases", {**case, "state": "ended"})
    assert "'Near'" in client.order()["error_msg"]
    assert client.order(quantity=3)["is_success"] is True
    assert client.orders()[0]["test_case"] == "Near"


def test_two_lines_match_no_case(client: Client) -> None:
    payload = order_payload(client.told)
    payload["product_items"] *= 2
    answer = client.sync("aliexpress.ds.order.create", simplify="true", **{ORDER_PARAM: json.dumps(payload)})
    result = answer["aliexpress_ds_order_create_response"]["result"]
    assert result["error_code"] == "TEST_CASE_MISMATCH"
    assert "item_id" in result["error_msg"]


def test_numbers_as_text_or_number(client: Client) -> None:
    case = client.told["test_case"]
    assert client.order(item_id=int(case["item_id"]), quantity=str(case["quantity"]))["is_success"]
    assert client.order(item_id=case["item_id"], quantity=case["quantity"])["is_success"]


def test_order_ids(client: Client) -> None:
    """Unique, odd, above 2^53: a double cannot hold one. Simplified, the list has no wrapper."""
    payload = json.dumps(order_payload(client.told))
    ids = []
    for _ in range(20):
        answer = client.sync("aliexpress.ds.order.create", simplify="true", **{ORDER_PARAM: payload})
        ids += answer["aliexpress_ds_order_create_response"]["result"]["order_list"]
    assert len(set(ids)) == 20
    for one in ids:
        assert isinstance(one, int)
        assert int(float(one)) != one or one > 2**53
        assert ORDER_ID_FLOOR <= one < ORDER_ID_FLOOR + 100_000_000_000_000
        assert one % 2
    client.admin("/reset", {})
    assert client.order()["order_list"]["number"][0] not in ids


def test_stock_for_a_thousand_orders(client: Client) -> None:
    item = client.told["test_case"]["item_id"]
    answer = client.sync("aliexpress.ds.product.get", product_id=item, ship_to_country="US", simplify="true")
    sku = answer["aliexpress_ds_product_get_response"]["result"]["ae_item_sku_info_dtos"][0]
    assert sku["sku_available_stock"] >= 1000 * client.told["test_case"]["quantity"]


def test_stock_runs_out(charging: Client) -> None:
    attr = sku_attr(charging, OTHER_ITEM)
    wanted = {"item_id": OTHER_ITEM, "sku_attr": attr}
    answer = charging.sync("aliexpress.ds.product.get", product_id=OTHER_ITEM, ship_to_country="US", simplify="true")
    result = answer["aliexpress_ds_product_get_response"]["result"]
    stock = result["ae_item_sku_info_dtos"][0]["sku_available_stock"]
    assert charging.order(**wanted, quantity=stock + 1)["error_code"] == "INVENTORY_HOLD_ERROR"
    assert charging.order(**wanted, quantity=stock)["is_success"] is True
    assert charging.order(**wanted, quantity=1)["error_code"] == "INVENTORY_HOLD_ERROR"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"item_id": "1"}, "PRODUCT_NOT_EXIST"),
        ({"sku_attr": "14:0#Nothing"}, "SKU_NOT_EXIST"),
        ({"item_id": OTHER_ITEM}, "SKU_NOT_EXIST"),
        ({"service": "NO_SUCH_SERVICE"}, "DELIVERY_METHOD_NOT_EXIST"),
        ({"country": "AQ"}, "DELIVERY_METHOD_NOT_EXIST"),
        ({"country": "ZZ"}, "A005_INVALID_COUNTRIES"),
        ({"country": "us"}, "A005_INVALID_COUNTRIES"),
        ({"sku_attr": "12000990000000001"}, "ERROR_WHEN_BUILD_FOR_PLACE_ORDER"),
        ({"quantity": 0}, "PARM_ILLEGL"),
        ({"quantity": 2**64 - 1}, "PARM_ILLEGL"),
        ({"address": {"city": " "}}, "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL"),
        ({"address": {"province": "Other"}}, "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL"),
        ({"address": {"contact_person": "X"}}, "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL"),
        ({"address": {"contact_person": None}}, "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL"),
        ({"address": {"address": "1"}}, "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL"),
        ({"address": {"country": 5}}, "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL"),
        ({"country": "BR"}, "B_DROPSHIPPER_DELIVERY_ADDRESS_CPF_CN_INVALID"),
        ({"country": "SA"}, "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL"),
    ],
)
def test_business_errors(charging: Client, changes: dict[str, Any], code: str) -> None:
    result = charging.order(**changes)
    assert (result["is_success"], result["error_code"]) == (False, code)
    assert charging.orders() == []


def test_addresses_of_other_countries(charging: Client) -> None:
    assert charging.order(country="BR", address={"cpf": "00000000191"})["is_success"] is True
    extra = {"ds_extend_request": json.dumps({"trade_extra_param": {"nat_addr": "ABCD1234"}})}
    payload = json.dumps(order_payload(charging.told, country="SA", address={"mobile_no": "512345678"}))
    answer = charging.sync("aliexpress.ds.order.create", **{ORDER_PARAM: payload}, **extra)
    assert answer["aliexpress_ds_order_create_response"]["result"]["is_success"] is True


def test_the_same_order_again(client: Client) -> None:
    assert client.order(out_order_id="AEX-1")["is_success"] is True
    assert client.order(out_order_id="AEX-1")["error_code"] == "REPEATED_ORDER_ERROR"
    assert client.order(out_order_id="AEX-2")["is_success"] is True
    client.clock.now += 86_399
    token = refreshed(client)
    assert client.order(token, out_order_id="AEX-1")["error_code"] == "REPEATED_ORDER_ERROR"
    client.clock.now += 2
    assert client.order(token, out_order_id="AEX-1")["is_success"] is True


def refreshed(client: Client) -> str:
    return str(client.rest("/auth/token/refresh", refresh_token=client.told["refresh_token"])["access_token"])


def test_order_details(client: Client) -> None:
    order_id = client.order()["order_list"]["number"][0]
    for asked in (order_id, str(order_id)):
        query = json.dumps({"order_id": asked})
        answer = client.sync("aliexpress.trade.ds.order.get", single_order_query=query)
        result = answer["aliexpress_trade_ds_order_get_response"]["result"]
        assert result["order_status"] == "WAIT_SELLER_SEND_GOODS"
        (child,) = result["child_order_list"]["aeop_child_order_info"]
        assert child["product_id"] == int(client.told["test_case"]["item_id"])
        assert result["order_amount"]["currency_code"] == "USD"


@pytest.mark.parametrize("whose", ["other account", "no order"])
def test_order_details_for_strangers(client: Client, whose: str) -> None:
    order_id = client.order()["order_list"]["number"][0]
    session = client.told["real_buyer_access_token" if whose == "other account" else "access_token"]
    query = json.dumps({"order_id": order_id + (0 if whose == "other account" else 2)})
    answer = client.sync("aliexpress.trade.ds.order.get", session, single_order_query=query)
    error = answer["error_response"]
    assert (error["code"], error["sub_code"]) == ("15", "isv.insufficient-permission")


@pytest.mark.parametrize(
    ("query", "code"), [("{}", "MissingParameter"), ('{"order_id": 1.5}', "UnsupportedParamMapping")]
)
def test_order_details_of_a_wrong_shape(client: Client, query: str, code: str) -> None:
    assert error_of(client.sync("aliexpress.trade.ds.order.get", single_order_query=query)) == code
