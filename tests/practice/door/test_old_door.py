"""The path of the old gateway: the same checks and answers, and errors with numbers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest

from tests.practice.world import Client, fetch, sign

CATEGORIES = "aliexpress.ds.category.get"
PRODUCT = "aliexpress.ds.product.get"


def top(client: Client, api: str, **more: str) -> Any:
    params = {**client.params(api), **more}
    params["sign"] = sign(params, client.app_secret)
    return fetch(f"{client.told['url']}/router/rest", urlencode(params).encode()).json


def test_a_call_as_the_old_sdk_makes_it(client: Client) -> None:
    """System parameters and the signature in the query, the others in the body; md5. From PyPI topsdk."""
    system = {**client.params(CATEGORIES), "sign_method": "md5", "v": "2.0", "format": "json"}
    own = {"categoryId": "509911"}
    system["sign"] = sign(system | own, client.app_secret)
    answer = fetch(f"{client.told['url']}/router/rest?{urlencode(system)}", urlencode(own).encode()).json
    assert answer["aliexpress_ds_category_get_response"]["resp_result"]["resp_code"] == 200


def test_its_own_form_of_a_timestamp(client: Client) -> None:
    """Text in UTC+8: at noon UTC, eight in the evening."""
    assert "error_response" not in top(client, CATEGORIES, timestamp="2026-01-01 20:00:00")
    assert top(client, CATEGORIES, timestamp="2026-01-01 12:00:00")["error_response"]["code"] == 31


@pytest.mark.parametrize(
    ("api", "more", "code", "sub_code"),
    [
        (CATEGORIES, {"app_key": "500009"}, 29, "isv.appkey-not-exists"),
        ("aliexpress.no.such.api", {}, 22, None),
        ("/auth/token/create", {"code": "x"}, 22, None),
        (PRODUCT, {"product_id": "1", "ship_to_country": "US"}, 11, None),
        (PRODUCT, {"session": "placeholder"}, 27, None),
        (PRODUCT, {"session": "{token}", "product_id": "1"}, 40, None),
        (PRODUCT, {"session": "{token}", "product_id": "x", "ship_to_country": "US"}, 41, None),
        ("aliexpress.trade.ds.order.get", {"session": "{token}", "single_order_query": "["}, 41, None),
        (
            "aliexpress.trade.ds.order.get",
            {"session": "{token}", "single_order_query": '{"order_id": 1}'},
            15,
            "isv.insufficient-permission",
        ),
    ],
)
def test_numbers_in_place_of_names(
    client: Client, api: str, more: dict[str, str], code: int, sub_code: str | None
) -> None:
    sent = {name: value.replace("{token}", client.told["access_token"]) for name, value in more.items()}
    answer = top(client, api, **sent)
    assert list(answer) == ["error_response"]
    error = answer["error_response"]
    assert (error["code"], error.get("sub_code")) == (code, sub_code)
    assert error["msg"]
    assert error["sub_msg"]
    assert "type" not in error


def test_a_wrong_signature(client: Client) -> None:
    params = {**client.params(CATEGORIES), "sign": "0" * 64}
    error = fetch(f"{client.told['url']}/router/rest", urlencode(params).encode()).json["error_response"]
    assert (error["code"], error["msg"]) == (25, "Invalid signature")


def test_an_error_without_a_number_is_15_with_its_name(client: Client) -> None:
    client.admin("/faults", {"api": CATEGORIES, "kind": "error", "value": "ServiceUnavailable"})
    error = top(client, CATEGORIES)["error_response"]
    assert (error["code"], error["sub_code"]) == (15, "ServiceUnavailable")


def test_a_body_that_cannot_be_read(client: Client) -> None:
    error = fetch(f"{client.told['url']}/router/rest", b"a=%ff").json["error_response"]
    assert error["code"] == 41
    assert client.admin("/log").json[-1]["error_code"] == "InvalidParameter"
