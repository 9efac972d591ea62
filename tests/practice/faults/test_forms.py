"""Faults look as the API that fails would make them look: by family, by door, by type of the field."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aexdesk.practice.catalogue import load_apis
from aexdesk.practice.faults.forms import BusinessFault, find_publisher_fault, load_faults, make_fault
from aexdesk.practice.records import App
from aexdesk.practice.refusal import Refusal
from tests.practice.world import Client

KINDS = {"String": str, "Number": int, "Boolean": bool}


def business(code: str, api: str) -> Any:
    made = make_fault(code, load_apis()[api])
    assert isinstance(made, BusinessFault)
    return made.answer


@pytest.mark.parametrize(
    ("code", "api", "answer"),
    [
        (
            "SKU_NOT_EXIST",
            "aliexpress.ds.order.create",
            {
                "result": {
                    "is_success": False,
                    "error_code": "SKU_NOT_EXIST",
                    "error_msg": "The product has no SKU with this sku_attr",
                }
            },
        ),
        ("602", "aliexpress.ds.product.get", {"rsp_code": 602, "rsp_msg": "Item is not allowed to this country"}),
        ("404", "aliexpress.ds.feed.itemids.get", {"ret": False, "rsp_code": 404, "rsp_msg": "System Error"}),
        ("404", "aliexpress.ds.image.search", {"rsp_code": "404", "rsp_msg": "System Error"}),
        (
            "405",
            "aliexpress.affiliate.product.query",
            {"resp_result": {"resp_code": 405, "resp_msg": "The result is empty"}},
        ),
        (
            "DELIVERY_INFO_EMPTY",
            "aliexpress.ds.freight.query",
            {"result": {"success": False, "code": 505, "msg": "DELIVERY_INFO_EMPTY"}},
        ),
        (
            "TRACKING_DATA_NOT_FOUND",
            "aliexpress.ds.order.tracking.get",
            {"result": {"ret": False, "code": "1001", "msg": "TRACKING DATA NOT FOUND"}},
        ),
        (
            "404",
            "aliexpress.ds.product.specialinfo.get",
            {"result": {"ret": False, "code": "404", "err_message": "System Error"}},
        ),
        (
            "NGSELECTION_SEARCH_ERROR",
            "aliexpress.ds.text.search",
            {"code": "NGSELECTION_SEARCH_ERROR", "msg": "The search is not available"},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_family_has_its_own_place(code: str, api: str, answer: Any) -> None:
    assert business(code, api) == answer


def test_every_business_answer_has_the_types_of_the_catalogue() -> None:
    for api in load_apis().values():
        for code in load_faults():
            made = make_fault(code, api)
            if isinstance(made, Refusal):
                continue
            for name, value in made.answer.items():
                inner = value.items() if isinstance(value, dict) else ()
                paths = {f"{name}.{key}": one for key, one in inner} if inner else {name: value}
                for path, one in paths.items():
                    assert type(one) is KINDS[api.answer_fields[path]], (api.name, code, path)


@pytest.mark.parametrize("api", ["aliexpress.ds.product.get", "aliexpress.trade.ds.order.get"])
def test_a_code_that_a_family_has_no_place_for_is_a_sub_code(api: str) -> None:
    made = make_fault("SKU_NOT_EXIST", load_apis()[api])
    assert isinstance(made, Refusal)
    assert (made.code, made.sub_code) == ("15", "SKU_NOT_EXIST")


@pytest.mark.parametrize(
    ("code", "flat"), [("ApiCallLimit", "ApiCallLimit"), ("isv.insufficient-permission",) * 2, ("SKU_NOT_EXIST",) * 2]
)
def test_system_interfaces_are_flat_whatever_the_code(client: Client, code: str, flat: str) -> None:
    client.admin("/faults", {"api": "*", "kind": "error", "value": code})
    answer = client.rest("/auth/token/create", code="x")
    assert answer.keys() == {"type", "code", "message", "request_id"}
    assert answer["code"] == flat


def test_a_business_answer_is_dressed_as_usual(client: Client) -> None:
    api = "aliexpress.ds.product.get"
    for simplify in ("true", "false"):
        client.admin("/faults", {"api": api, "kind": "error", "value": "602"})
        answer = client.sync(api, simplify=simplify)
        (inner,) = answer.values()
        assert list(answer) == ["aliexpress_ds_product_get_response"]
        assert (inner["rsp_code"], inner["rsp_msg"]) == (602, "Item is not allowed to this country")
        assert inner["request_id"]


def test_an_app_that_is_no_publisher() -> None:
    api = load_apis()["aliexpress.affiliate.link.generate"]
    told = {"resp_result": {"resp_code": 401, "resp_msg": "This publisher is not registered"}}
    assert find_publisher_fault(App("1", "", is_publisher=False), api) == told
    assert find_publisher_fault(App("1", ""), api) is None
    for other in ("aliexpress.ds.product.get", "/aliexpress/xinghe/merchant/license/get"):
        assert find_publisher_fault(App("1", "", is_publisher=False), load_apis()[other]) is None


def test_an_app_that_is_no_publisher_is_told_so(client: Client) -> None:
    api = "aliexpress.affiliate.category.get"
    for is_publisher, code in ((True, 200), (False, 401)):
        client.admin("/apps", {"app_key": "600008", "app_secret": "secret", "is_publisher": is_publisher})
        app = Client(client.practice, client.clock, "600008", "secret")
        told = app.sync(api, "")["aliexpress_affiliate_category_get_response"]["resp_result"]
        assert told["resp_code"] == code
    entry = client.admin("/log").json[-1]
    assert (entry["verdict"], entry["error_code"]) == ("refused", "401")


def test_the_table_holds_words_for_every_fault() -> None:
    for fault in load_faults().values():
        assert fault.msg
        assert fault.type in ("ISV", "ISP", "SYSTEM")
        json.dumps(fault.msg).encode("ascii")
