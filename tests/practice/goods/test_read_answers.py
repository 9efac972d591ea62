"""Every answer about goods has the fields, types and wrappers that the catalogue tells of."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aexdesk import resources
from tests.practice.goods.test_image_search import BOUNDARY, PNG, multipart
from tests.practice.world import Client, fetch

ENTRIES = {entry["name"]: entry for entry in resources.read_json("catalogue.json")["apis"]}
FREIGHT = {"product_id": 1005990000000001, "product_num": 1, "country_code": "US", "send_goods_country_code": "CN"}
CALLS: dict[str, dict[str, str]] = {
    "aliexpress.ds.text.search": {"local": "en_US", "countryCode": "US", "currency": "USD"},
    "aliexpress.ds.image.search": {},
    "aliexpress.ds.image.searchV2": {"param0": '{"image_base64": "iVBORw0KGgo="}'},
    "aliexpress.ds.product.get": {"product_id": "1005990000000001", "ship_to_country": "US"},
    "aliexpress.ds.product.wholesale.get": {"product_id": "1005990000000001", "ship_to_country": "US"},
    "aliexpress.ds.product.specialinfo.get": {"itemId": "1005990000006079", "countryCodes": "US", "appKey": "{key}"},
    "aliexpress.ds.feedname.get": {},
    "aliexpress.ds.recommend.feed.get": {"feed_name": "DS_Global_topsellers"},
    "aliexpress.ds.feed.itemids.get": {"feed_name": "DS_Global_topsellers"},
    "aliexpress.ds.address.get": {"countryCode": "US"},
    "aliexpress.ds.member.benefit.get": {},
    "aliexpress.ds.search.event.report": {"report_text": "{}"},
    "aliexpress.ds.category.get": {},
    "aliexpress.logistics.buyer.freight.calculate": {
        "param_aeop_freight_calculate_for_buyer_d_t_o": json.dumps(FREIGHT)
    },
}
NOT_TOLD = {  # fields of a failure, or for which the shop has no facts
    "aliexpress.ds.product.get": {"manufacturer_info"},
    "aliexpress.logistics.buyer.freight.calculate": {"error_desc"},
}


def call(client: Client, api: str, simplify: str) -> Any:
    more = {name: value.replace("{key}", client.app_key) for name, value in CALLS[api].items()}
    params = client.params(api, session=client.told["access_token"], simplify=simplify, **more)
    files = {"image_file_bytes": PNG} if api == "aliexpress.ds.image.search" else {}
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    body = fetch(client.told["sync_url"], multipart(params, files), kind).body
    answer = json.loads(body, parse_float=lambda text: pytest.fail(f"a float: {text}"))
    return answer[ENTRIES[api]["response_root"]]


@pytest.mark.parametrize("api", CALLS)
def test_fields_and_types(client: Client, api: str) -> None:
    answer = call(client, api, "true")
    parent: Any = answer
    for line in ENTRIES[api]["response_fields"]:
        name, kind = line.removeprefix("> ").split(" ")[0].split(":")
        holder = parent if line.startswith("> ") else answer
        for each in holder if isinstance(holder, list) else [holder]:
            if name not in NOT_TOLD.get(api, ()):
                assert _fits(each[name], kind), f"{line}: {each[name]!r}"
        if not line.startswith("> "):
            parent = answer[name]


def _fits(value: Any, kind: str) -> bool:
    if kind.endswith("[]"):
        return isinstance(value, list) and all(_fits(one, kind.removesuffix("[]")) for one in value)
    return type(value) is {"Number": int, "String": str, "Boolean": bool, "Object": dict}[kind]


@pytest.mark.parametrize("api", [api for api in CALLS if ENTRIES[api].get("list_wrappers_when_not_simplified")])
def test_wrappers(client: Client, api: str) -> None:
    """Each one is there when not simplified, holds the same number of things, and is gone when simplified."""
    plain, wrapped = call(client, api, "true"), call(client, api, "false")
    for path, wrapper in ENTRIES[api]["list_wrappers_when_not_simplified"].items():
        names = ["...", path[3:]] if path.startswith("...") else path.split(".")
        inside, outside = _reach(plain, names), _reach(wrapped, names)
        assert isinstance(inside, list)
        assert list(outside) == [wrapper]
        assert len(outside[wrapper]) == len(inside) > 0


def _reach(node: Any, names: list[str]) -> Any:
    """What stands at a path of the catalogue, in the first element of each list on the way, wrapped or not."""
    if not names:
        return node
    if names[0] == "...":
        return _search(node, names[1])
    inner = node[names[0].removesuffix("[]")]
    if names[0].endswith("[]"):
        inner = (inner if isinstance(inner, list) else next(iter(inner.values())))[0]
    return _reach(inner, names[1:])


def _search(node: Any, name: str) -> Any:
    if isinstance(node, dict) and name in node:
        return node[name]
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return next((found for one in inner if (found := _search(one, name)) is not None), None)
