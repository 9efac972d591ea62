"""The main job by command alone: a free order through the guard, and four ways to be refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.processes import ORDER_PARAMETER, Practice, aexdesk, send_signed, write_json

ORDER = "aliexpress.ds.order.create"


def test_product_then_order_is_free(practice: Practice, tmp_path: Path) -> None:
    case = practice.case
    seen = aexdesk(
        "call", "aliexpress.ds.product.get", "-p", f"product_id={case['item_id']}", "-p", "ship_to_country=US"
    )
    assert (seen.code, seen.err) == (0, "")
    assert seen.json["aliexpress_ds_product_get_response"]["rsp_code"] in (200, "200")

    ordered = aexdesk("call", ORDER, "--params", write_json(tmp_path, {ORDER_PARAMETER: practice.order()}), "--json")
    assert (ordered.code, ordered.err) == (0, "")
    assert ordered.json["guard"] == {"allowed": True, "differences": []}
    assert ordered.json["error"] is None
    (order,) = practice.ask("/orders")
    assert order["free"] is True
    assert order["test_case"] == case["name"]
    assert str(order["order_id"]) in ordered.json["response"]["body"]

    history = aexdesk("history", "--json")
    assert [line["api"] for line in history.json] == [ORDER, "aliexpress.ds.product.get"]
    assert set(history.json[0]) == {
        *("id", "at", "environment", "profile", "api", "status", "error_code", "request_id")
    }
    assert history.json[0]["id"] == ordered.json["id"]
    assert history.json[0]["status"] == 200
    assert history.json[0]["error_code"] == ""


def test_the_shape_of_a_call(practice: Practice) -> None:
    """To the letter: other programs read it."""
    shown = aexdesk("call", "aliexpress.ds.product.get", "-p", f"product_id={practice.case['item_id']}", "--json").json
    assert set(shown) == {*("id", "at", "environment", "profile", "api", "request", "response", "guard", "error")}
    assert set(shown["request"]) == {"method", "url", "headers", "params", "string_to_sign", "sign"}
    assert set(shown["response"]) == {"status", "headers", "body", "ms"}
    assert set(shown["guard"]) == {"allowed", "differences"}
    assert all(set(parameter) == {"name", "value", "origin"} for parameter in shown["request"]["params"])
    assert isinstance(shown["response"]["ms"], float | int)
    assert isinstance(shown["response"]["body"], str)
    hidden = {p["name"]: p["value"] for p in shown["request"]["params"] if p["name"] in ("session", "sign")}
    assert hidden == {"session": "••••", "sign": "••••"}


DIFFERENT: dict[str, dict[str, Any]] = {
    "account": {},
    "item_id": {"item_id": "1005990000000002"},
    "quantity": {"quantity": 2},
    "country": {"country": "FR"},
}


@pytest.mark.parametrize("field", DIFFERENT)
def test_an_order_that_differs_is_refused_twice(field: str, practice: Practice, tmp_path: Path) -> None:
    """By the guard before anything is sent, and by the practice gateway where there was no guard."""
    session = "real_buyer_access_token" if field == "account" else "access_token"
    params = write_json(tmp_path, {ORDER_PARAMETER: practice.order(**DIFFERENT[field])})
    env = practice.credentials(session)

    refused = aexdesk("call", ORDER, "--params", params, "--session-env", "A_SESSION", "--json", env=env)
    assert refused.code == 4
    assert refused.json["guard"]["allowed"] is False
    differing = {difference["field"]: difference for difference in refused.json["guard"]["differences"]}
    assert field in differing
    assert set(differing) <= {field, "account_kind"}
    assert set(differing[field]) == {"field", "expected", "found"}
    assert refused.json["response"] is None
    assert refused.json["error"]["kind"] == "guard"
    assert WORDS[field] in refused.err
    assert "Nothing was sent" in refused.err
    assert practice.log_of(ORDER) == []

    signed = aexdesk(
        *("sign", "--api", ORDER, "--app-key", practice.told["app_key"], "--secret-env", "A_SECRET"),
        *("--session-env", "A_SESSION", "--params", params, "--json"),
        env=env,
    ).json
    result = send_signed({**signed, "url": practice.told["sync_url"]})["aliexpress_ds_order_create_response"]["result"]
    assert result["is_success"] is False
    assert result["error_code"] == "TEST_CASE_MISMATCH"
    assert practice.ask("/orders") == []


WORDS = {"account": "Account", "item_id": "Item ID", "quantity": "Quantity", "country": "Receiving country"}


def test_the_same_way_without_the_guard_is_free_where_all_is_equal(practice: Practice, tmp_path: Path) -> None:
    """So that the refusals above are known to come from what differs."""
    signed = aexdesk(
        *("sign", "--api", ORDER, "--app-key", practice.told["app_key"], "--secret-env", "A_SECRET"),
        *("--session-env", "A_SESSION", "--json"),
        *("--params", write_json(tmp_path, {ORDER_PARAMETER: practice.order()})),
        env=practice.credentials(),
    ).json
    answer = send_signed({**signed, "url": practice.told["sync_url"]})
    assert answer["aliexpress_ds_order_create_response"]["result"]["is_success"] is True
    assert [order["free"] for order in practice.ask("/orders")] == [True]


def test_a_test_case_of_ones_own(practice: Practice, tmp_path: Path) -> None:
    """Noted by command, and told to the practice gateway as one would type it into the App Console."""
    case = {
        "name": "mine",
        "loan_account_email": practice.told["buyer_email"],
        "item_id": "1005990000000002",
        "quantity": 1,
        "country": "US",
        "reason": "",
        "state": "active",
    }
    practice.ask("/test-cases", case)
    params = write_json(tmp_path, {ORDER_PARAMETER: practice.order(item_id=case["item_id"])})
    assert aexdesk("call", ORDER, "--params", params).code == 4

    added = aexdesk(
        *("test-case", "add", "--name", "mine", "--loan-account-email", practice.told["buyer_email"]),
        *("--item-id", str(case["item_id"]), "--quantity", "1", "--country", "US", "--state", "active"),
    )
    assert (added.code, added.err) == (0, "")
    ordered = aexdesk("call", ORDER, "--params", params, "--json")
    assert ordered.json["guard"]["allowed"] is True, ordered.err


def test_charge_counts_a_mismatch_as_paid(tmp_path: Path) -> None:
    practice = Practice("--order-mismatch", "charge")
    try:
        signed = aexdesk(
            *("sign", "--api", ORDER, "--app-key", practice.told["app_key"], "--secret-env", "A_SECRET"),
            *("--session-env", "A_SESSION", "--json"),
            *("--params", write_json(tmp_path, {ORDER_PARAMETER: practice.order(quantity=2)})),
            env=practice.credentials(),
        ).json
        send_signed({**signed, "url": practice.told["sync_url"]})
        assert [order["free"] for order in practice.ask("/orders")] == [False]
    finally:
        practice.stop()
