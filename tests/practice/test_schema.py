"""The check of answers, on answers that are right and on answers with one thing wrong."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from aexdesk.practice import Rules, start_practice
from tests.practice.schema import entries, find_faults, find_http_faults, is_failure, read_fields
from tests.practice.world import Answer, Client, FakeClock, check_answer

Json = dict[str, Any]
Wrappers = dict[str, str]
Change = Callable[[Json], object]

PRODUCT_GET = "aliexpress.ds.product.get"
ORDER_CREATE = "aliexpress.ds.order.create"
FREIGHT = "aliexpress.ds.freight.query"
AFFILIATE = "aliexpress.affiliate.product.query"
BENEFIT = "aliexpress.ds.member.benefit.get"
TOKEN = "/auth/token/refresh"
ID = "2199000000000000000000001"

WRAPPERS: dict[str, Wrappers] = {  # as they stood when these answers were written: the catalogue may learn of more
    PRODUCT_GET: {
        "result.ae_item_sku_info_dtos": "ae_item_sku_info_d_t_o",
        "result.ae_item_sku_info_dtos[].ae_sku_property_dtos": "ae_sku_property_d_t_o",
    },
    ORDER_CREATE: {"result.order_list": "number"},
    FREIGHT: {"result.delivery_options": "delivery_option_d_t_o"},
    AFFILIATE: {"resp_result.result.products": "product", "...product_small_image_urls": "string"},
}

PROPERTY = {"sku_property_id": 14}
SKU = {"sku_id": "9", "ae_sku_property_dtos": {"ae_sku_property_d_t_o": [PROPERTY]}}
PRODUCT: Json = {
    "result": {
        "logistics_info_dto": {},
        "ae_item_base_info_dto": {"product_id": 2**63},
        "ae_item_properties": [{}],
        "ae_item_sku_info_dtos": {"ae_item_sku_info_d_t_o": [SKU]},
        "ae_multimedia_info_dto": {},
        "package_info_dto": {},
        "ae_store_info": {},
        "product_id_converter_result": {},
        "has_whole_sale": False,
    },
    "rsp_msg": "Call succeeds",
    "rsp_code": 200,
    "request_id": ID,
}
ORDER: Json = {"result": {"order_list": {"number": [2**53 + 1]}, "is_success": True}, "request_id": ID}
ITEM = {"product_id": 1, "product_small_image_urls": {"string": ["https://images.example.test/1.jpg"]}}
FOUND = {"products": {"product": [ITEM]}}
PAGE: Json = {"resp_result": {"resp_code": 200, "resp_msg": "", "result": FOUND}, "request_id": ID}
BENEFITS: Json = {
    "rsp_msg": "",
    "rsp_code": "200",
    "result": [{"code": "a", "title": "A", "canApply": "true", "canBenefit": "false"}],
    "request_id": ID,
}
TOKENS: Json = {
    **dict.fromkeys(("account_id", "seller_id", "user_id", "user_nick", "havana_id", "account_platform"), "1"),
    **dict.fromkeys(("access_token", "account", "refresh_token", "sp", "locale"), "1"),
    **dict.fromkeys(("expires_in", "refresh_expires_in", "expire_time", "refresh_token_valid_time"), 1),
    "code": "0",
    "request_id": ID,
}
ERROR: Json = {"error_response": {"type": "ISV", "code": "InvalidAppkey", "msg": "No", "request_id": ID}}
FLAT: Json = {"type": "SYSTEM", "code": "InternalError", "message": "No", "request_id": ID}
OLD: Json = {"error_response": {"code": 29, "msg": "No", "sub_code": "isv.appkey-not-exists", "request_id": ID}}


def entry_of(api: str) -> Json:
    return {**entries()[api], "list_wrappers_when_not_simplified": WRAPPERS.get(api, {})}


def outer(api: str, body: Json) -> Json:
    return {api.replace(".", "_") + "_response": copy.deepcopy(body)}


def changed(body: Json, change: Change) -> Json:
    body = copy.deepcopy(body)
    change(body)
    return body


def test_the_catalogue_names_only_types_that_are_known() -> None:
    assert len(entries()) == 55
    fields = {name: read_fields(entry) for name, entry in entries().items()}
    assert {field.type for some in fields.values() for field in some} == {
        *("String", "Number", "Boolean", "Object", "Object[]"),
    }
    # A note behind a type is no part of it, and a field may have none.
    data = {field.name: field.type for field in fields["aliexpress.ds.address.get"][0].inner}
    assert data == {"ret": "Boolean", "code": "String", "data": "Object", "msg": "String"}
    assert [field.type for field in fields["aliexpress.ds.member.order.get"][0].inner] == [""] * 4
    assert fields[BENEFIT][2].inner[0].path == "result[].code"
    with pytest.raises(ValueError, match="text"):
        read_fields({"name": "x", "response_fields": ["a:text"]})


@pytest.mark.parametrize(
    ("api", "body"), [(PRODUCT_GET, PRODUCT), (ORDER_CREATE, ORDER), (AFFILIATE, PAGE), (BENEFIT, BENEFITS)]
)
def test_right_answers(api: str, body: Json) -> None:
    assert find_faults(entry_of(api), outer(api, body)) == []
    beside = outer(api, {name: value for name, value in body.items() if name != "request_id"})
    assert find_faults(entry_of(api), {**beside, "request_id": ID}) == []


def test_right_answers_in_other_forms() -> None:
    simple = changed(ORDER, lambda body: body["result"].update(order_list=[1]))
    assert find_faults(entry_of(ORDER_CREATE), outer(ORDER_CREATE, simple), simplified=True) == []
    assert find_faults(entry_of(ORDER_CREATE), simple, simplified=True, outer_dropped=True) == []
    assert find_faults(entry_of(TOKEN), TOKENS, door="rest") == []
    assert find_faults(entry_of(ORDER_CREATE), ERROR) == []
    assert find_faults(None, FLAT, door="rest") == []
    assert find_faults(None, OLD, door="router") == []


@pytest.mark.parametrize(
    ("api", "body"),
    [
        (PRODUCT_GET, {"rsp_code": 605, "rsp_msg": "ITEM_ID_NOT_FOUND"}),
        (ORDER_CREATE, {"result": {"is_success": False, "error_code": "X", "error_msg": "x"}}),
        (FREIGHT, {"result": {"success": False, "code": 505, "msg": "x"}}),
        (AFFILIATE, {"resp_result": {"resp_code": 405, "resp_msg": "x"}}),
        ("aliexpress.ds.order.tracking.get", {"result": {"ret": False, "msg": "x", "code": "1"}}),
        ("aliexpress.ds.text.search", {"code": "500", "msg": "NGSELECTION_SEARCH_ERROR"}),
        ("aliexpress.ds.add.info", {"result": False, "result_msg": "x"}),
        ("aliexpress.logistics.ds.trackinginfo.query", {"result_success": False, "error_desc": "x"}),
    ],
)
def test_only_failures_may_lack_fields(api: str, body: Json) -> None:
    assert is_failure(body)
    assert find_faults(entry_of(api), outer(api, {**body, "request_id": ID})) == []


WRONG: list[tuple[str, Json, Change, str]] = [
    (PRODUCT_GET, PRODUCT, lambda body: body.pop("rsp_msg"), "rsp_msg is missing"),
    (PRODUCT_GET, PRODUCT, lambda body: body["result"].pop("ae_store_info"), "result.ae_store_info is missing"),
    (PRODUCT_GET, PRODUCT, lambda body: body.pop("result"), "result is missing"),
    (PRODUCT_GET, PRODUCT, lambda body: body.update(rsp_code="200"), "rsp_code is '200', not Number"),
    (PRODUCT_GET, PRODUCT, lambda body: body.update(rsp_msg=1), "rsp_msg is 1, not String"),
    (PRODUCT_GET, PRODUCT, lambda body: body.update(rsp_msg=None), "rsp_msg is None, not String"),
    (PRODUCT_GET, PRODUCT, lambda body: body.update(more=1), "undocumented: more"),
    (PRODUCT_GET, PRODUCT, lambda body: body.pop("request_id"), "request_id is None"),
    (PRODUCT_GET, PRODUCT, lambda body: body.update(request_id=21), "request_id is 21"),
    (PRODUCT_GET, PRODUCT, lambda body: body.update(request_id=""), "request_id is ''"),
    (PRODUCT_GET, PRODUCT, lambda body: body["result"].update(has_whole_sale=0), "not Boolean"),
    (PRODUCT_GET, PRODUCT, lambda body: body["result"].update(ae_store_info=[]), "not Object"),
    (PRODUCT_GET, PRODUCT, lambda body: body["result"].update(ae_item_properties={}), "not Object[]"),
    (PRODUCT_GET, PRODUCT, lambda body: body["result"].update(ae_item_properties=[1]), "not Object[]"),
    (PRODUCT_GET, PRODUCT, lambda body: body["result"].update(package_info_dto={"a": [1.0]}), "a float, 1.0"),
    (
        PRODUCT_GET,
        PRODUCT,
        lambda body: body["result"].update(ae_item_sku_info_dtos=[]),
        "result.ae_item_sku_info_dtos is not wrapped in ae_item_sku_info_d_t_o",
    ),
    (
        PRODUCT_GET,
        PRODUCT,
        lambda body: body["result"]["ae_item_sku_info_dtos"].update(more=[]),
        "result.ae_item_sku_info_dtos is not wrapped",
    ),
    (
        PRODUCT_GET,
        PRODUCT,
        lambda body: body["result"]["ae_item_sku_info_dtos"]["ae_item_sku_info_d_t_o"][0].update(
            ae_sku_property_dtos=[PROPERTY]
        ),
        "result.ae_item_sku_info_dtos[].ae_sku_property_dtos is not wrapped",
    ),
    (
        PRODUCT_GET,
        PRODUCT,
        lambda body: body["result"].update(ae_item_properties={"ae_item_sku_info_d_t_o": [{}]}),
        "wrapped where the catalogue wraps nothing: result.ae_item_properties",
    ),
    (ORDER_CREATE, ORDER, lambda body: body["result"].update(order_list={"number": ["1"]}), "not Number[]"),
    (ORDER_CREATE, ORDER, lambda body: body["result"].update(order_list={"number": [True]}), "not Number[]"),
    (ORDER_CREATE, ORDER, lambda body: body["result"].update(order_list={"number": 1}), "is not wrapped"),
    (ORDER_CREATE, ORDER, lambda body: body["result"].update(order_list={"number": {"number": [1]}}), "is not wrapped"),
    (ORDER_CREATE, ORDER, lambda body: body["result"].pop("order_list"), "result.order_list is missing"),
    (ORDER_CREATE, ORDER, lambda body: body["result"].update(is_success="true"), "not Boolean"),
    (ORDER_CREATE, ORDER, lambda body: body["result"].update(is_success=1), "not Boolean"),
    (AFFILIATE, PAGE, lambda body: body["resp_result"].update(resp_code=True), "resp_code is True, not Number"),
    (
        AFFILIATE,
        PAGE,
        lambda body: body["resp_result"]["result"].update(products=[]),
        "resp_result.result.products is not wrapped",
    ),
    (
        AFFILIATE,
        PAGE,
        lambda body: body["resp_result"]["result"]["products"]["product"][0].update(product_small_image_urls=[]),
        "...product_small_image_urls is not wrapped in string",
    ),
    (BENEFIT, BENEFITS, lambda body: body["result"][0].update(canApply=True), "result[].canApply is True"),
    (BENEFIT, BENEFITS, lambda body: body["result"][0].pop("title"), "result[].title is missing"),
]


@pytest.mark.parametrize(("api", "body", "change", "fault"), WRONG, ids=[fault for *_, fault in WRONG])
def test_one_thing_wrong(api: str, body: Json, change: Change, fault: str) -> None:
    faults = find_faults(entry_of(api), outer(api, changed(body, change)))
    assert any(fault in one for one in faults), faults


def test_wrapped_although_simplified() -> None:
    faults = find_faults(entry_of(ORDER_CREATE), outer(ORDER_CREATE, ORDER), simplified=True)
    assert any("result.order_list is dict, not a list" in one for one in faults), faults


def test_a_failure_keeps_its_types_too() -> None:
    body = {"rsp_code": "605", "rsp_msg": "x", "request_id": ID}
    assert find_faults(entry_of(PRODUCT_GET), outer(PRODUCT_GET, body)) == ["rsp_code is '605', not Number"]


def test_the_top_key() -> None:
    entry = entry_of(ORDER_CREATE)
    assert "no object" in find_faults(entry, outer(PRODUCT_GET, PRODUCT))[0]
    assert "no object" in find_faults(entry, changed(ORDER, lambda body: body["result"].update(order_list=[1])))[0]
    assert "undocumented beside" in find_faults(entry, {**outer(ORDER_CREATE, ORDER), "more": 1})[0]
    assert find_faults(entry, [])[0] == "the answer is list, not an object"
    assert "does not know" in find_faults(None, outer(ORDER_CREATE, ORDER))[0]
    assert find_faults(entry, outer(ORDER_CREATE, ORDER), door="router") == []
    assert "answered at rest" in find_faults(entry, outer(ORDER_CREATE, ORDER), door="rest")[0]


def test_system_answers() -> None:
    entry = entry_of(TOKEN)
    for change, fault in (
        (lambda body: body.update(code=0), "code is 0"),
        (lambda body: body.pop("code"), "code is None"),
        (lambda body: body.update(more=""), "undocumented: more"),
        (lambda body: body.update(expires_in="1"), "expires_in is '1', not Number"),
        (lambda body: body.pop("request_id"), "request_id is None"),
    ):
        assert any(fault in one for one in find_faults(entry, changed(TOKENS, change), door="rest")), fault
    assert "answered at sync" in find_faults(entry, TOKENS)[0]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda error: error.update(type="isv"), "type of the error is 'isv'"),
        (lambda error: error.pop("type"), "the error lacks type"),
        (lambda error: error.pop("msg"), "the error lacks msg"),
        (lambda error: error.pop("request_id"), "the error lacks request_id"),
        (lambda error: error.update(code=15), "code of the error is 15"),
        (lambda error: error.update(code=""), "code of the error is ''"),
        (lambda error: error.update(msg=None), "msg of the error is None"),
        (lambda error: error.update(message="x"), "undocumented in an error: message"),
    ],
)
def test_errors(change: Change, fault: str) -> None:
    wrong = changed(ERROR, lambda answer: change(answer["error_response"]))
    assert fault in find_faults(None, wrong)


def test_errors_in_the_wrong_form() -> None:
    assert "the wrapped form of an error at rest" in find_faults(None, ERROR, door="rest")
    assert "the flat form of an error at sync" in find_faults(None, FLAT)
    assert "beside error_response: ['more']" in find_faults(None, {**ERROR, "more": 1})
    assert "error_response is not an object" in find_faults(None, {"error_response": []})
    assert "code of the error is 29" in find_faults(None, OLD)
    assert "code of the error is 'InvalidAppkey'" in find_faults(None, ERROR, door="router")


def test_answers_over_http() -> None:
    def faults(status: int, body: bytes) -> list[str]:
        return find_http_faults(entry_of(ORDER_CREATE), status, body)

    whole = json.dumps(outer(ORDER_CREATE, ORDER)).encode()
    assert faults(200, whole) == []
    assert faults(500, whole) == ["HTTP status 500"]
    assert faults(200, whole[:-1])[0].startswith("not JSON")
    assert faults(200, b"\xff")[0].startswith("not JSON")
    assert faults(200, whole.replace(b"9007199254740993", b"9e15"))[0] == "a number that is not whole: 9e15"
    assert faults(200, whole.replace(b"9007199254740993", b"NaN"))[0] == "a number that is not whole: NaN"


def test_a_client_fails_its_test_for_a_wrong_answer() -> None:
    wrong = json.dumps(outer(ORDER_CREATE, {**ORDER, "more": 1})).encode()
    with pytest.raises(AssertionError, match="undocumented: more"):
        check_answer(Answer(200, None, wrong), "http://127.0.0.1/sync", {"method": ORDER_CREATE})  # type: ignore[arg-type]


def test_a_gateway_that_drops_the_outer_key(clock: FakeClock) -> None:
    with start_practice(0, rules=Rules(simplify_drops_outer_key=True), clock=clock) as practice:
        client = Client(practice, clock, outer_dropped=True)
        answer = client.sync("aliexpress.ds.category.get", simplify="true")
        assert answer["resp_result"]["resp_code"] == 200
        assert "aliexpress_ds_category_get_response" in client.sync("aliexpress.ds.category.get")
