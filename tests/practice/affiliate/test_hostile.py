"""Parameters that nobody should send: every affiliate API answers them with an error of the platform, or well."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aexdesk import resources
from aexdesk.practice.catalogue import load_apis
from aexdesk.practice.door.handlers import SIMULATED
from aexdesk.practice.platform import Platform
from aexdesk.practice.refusal import Refusal
from tests.practice.affiliate.calls import PREFIX, carry_out, make_platform, refusal_of
from tests.practice.world import Client

APIS = {name: api for name, api in load_apis().items() if name.startswith(PREFIX)}
RESPONSE_FIELDS = {one["name"]: one.get("response_fields") for one in resources.read_json("catalogue.json")["apis"]}
PAGED = ["product.query", "hotproduct.query", "hotproduct.download", "featuredpromo.products.get", "order.list"]
GOOD = {
    "category_id": "509901",
    "device_id": "adid",
    "start_time": "2025-01-01 00:00:00",
    "end_time": "2026-01-01 04:00:00",
    "order_ids": "9200071033401547",
    "product_id": "1005990000000001",
    "product_ids": "1005990000000001",
    "promotion_link_type": "0",
    "ship_to_country": "US",
    "sku_id": "12000990000000001",
    "source_values": "https://shops.example.test/item/1005990000000001.html",
    "status": "Completed Settlement",
    "target_currency": "USD",
    "target_language": "EN",
    "target_sale_price": "8.40",
    "tax_rate": "0",
    "tracking_id": "me",
}
HOSTILE = [
    "0", "-1", "51", "1e9", "1000000000", str(10**18), "99999999999999999999", "1.5", "abc", " 1", "+1", "²", "١",
    "null", "[]", '{"a":1}', "NaN", "\x00", "🦀" * 50, ",", ",".join(["1"] * 3000), "x" * 100_000, "[" * 5000,
    "2025-01-01 00:00:00", "9999-12-31 23:59:59", "0001-01-01 00:00:00", "__class__", "%s{0}", "\u202e", "\ud7ff",
]  # fmt: skip
FINE = {"InvalidParameter", "MissingParameter", "UnsupportedParamMapping"}


def good_params(name: str) -> dict[str, str]:
    return {param.name: GOOD[param.name] for param in APIS[name].params if param.name in GOOD}


def test_every_affiliate_api_is_simulated() -> None:
    assert len(APIS) == 14
    assert set(APIS) <= SIMULATED


@pytest.mark.parametrize("name", PAGED)
def test_pages_that_cannot_be(client: Client, name: str) -> None:
    for param in ("page_no", "page_size"):
        for value in ("0", "-1", "1e9", "abc", "1.5", str(10**18), {"page_no": str(10**9 + 1)}.get(param, "51")):
            sent = {**good_params(PREFIX + name), param: value}
            assert refusal_of(client, name, **sent) == "InvalidParameter", sent


@pytest.fixture(scope="module")
def platform() -> Platform:
    """Without a server: thousands of calls would wait for it, and the parameters are read behind it."""
    return make_platform()


@pytest.mark.parametrize("name", sorted(APIS))
def test_hostile_values_end_in_an_answer(platform: Platform, name: str) -> None:
    """Each parameter in turn; the rest is good. A float would be a number of another kind than the documented ones."""
    good = good_params(name)
    assert not code_of(platform, name, good)
    for param in APIS[name].params:
        for value in HOSTILE:
            code = code_of(platform, name, {**good, param.name: value})
            assert code in FINE | {""}, (param.name, value[:50])


def code_of(platform: Platform, name: str, params: dict[str, str]) -> str:
    """The code of the refusal; empty for an answer, which has the documented types."""
    try:
        answer = carry_out(platform, name, params)
    except Refusal as refusal:
        return refusal.code
    assert has_the_documented_types(name, json.loads(json.dumps(answer), parse_float=no_float)), answer
    return ""


def no_float(text: str) -> float:
    raise AssertionError(text)


def has_the_documented_types(name: str, answer: Any) -> bool:
    """At the top, and one level down."""
    types = {"Object": dict, "String": str, "Number": int, "Boolean": bool}
    (top, _), *inner = (field.removeprefix("> ").split(":") for field in RESPONSE_FIELDS[name])
    told = answer[top]
    return set(told) <= {field for field, _ in inner} and all(
        type(told[field]) is types[kind] for field, kind in inner if field in told
    )
