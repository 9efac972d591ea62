"""Answers: every family of the protocol, success and failure, and whatever else a server may send."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.openplatform.envelope import Answer, CallError, read_answer, skim_answer


def wrap(inner: dict[str, Any], api: str = "aliexpress.ds.product.get") -> bytes:
    return json.dumps({api.replace(".", "_") + "_response": inner, "request_id": "r1"}).encode()


def error_of(body: bytes | dict[str, Any]) -> CallError | None:
    return read_answer(body if isinstance(body, bytes) else json.dumps(body).encode()).error


SUCCESSES: dict[str, dict[str, Any]] = {
    "affiliate": {"resp_result": {"resp_code": 200, "resp_msg": "ok", "result": {"products": {"product": []}}}},
    "affiliate, code as text": {"resp_result": {"resp_code": "200", "result": {}}},
    "product": {
        "rsp_code": 200,
        "rsp_msg": "Call succeeds",
        "result": {"ae_item_base_info_dto": {"product_id": 2**60}},
    },
    "order": {"result": {"is_success": True, "order_list": {"number": [2**63]}}},
    "order, flag as text": {"result": {"is_success": "true", "order_list": {"number": [1]}}},
    "order, unpaid": {"result": {"is_success": True, "error_msg": "OrderCreated, autoPay fail:APIPayFail"}},
    "freight": {"result": {"success": True, "code": 200, "delivery_options": {}}},
    "tracking": {"result": {"ret": True, "data": {}}},
    "text search, live": {"code": "00", "data": {"products": []}},
    "text search, guide": {"code": "0", "data": {"products": []}},
    "text search, another word for yes": {"code": "SUCCESS", "data": {"products": [1]}},
    "feed items": {"rsp_code": 200, "ret": True, "result": {"products": {}}},
    "order get": {"result": {"gmt_create": "2026-01-01", "order_status": "PLACE_ORDER_SUCCESS"}},
    "a list": {"result": [1]},
    "a code beside": {"code": "0", "result": {"ret": True}},
}
FAILURES: dict[str, tuple[dict[str, Any], tuple[str, str]]] = {
    "affiliate": ({"resp_result": {"resp_code": 401, "resp_msg": "not registered"}}, ("401", "not registered")),
    "product": ({"rsp_code": 602, "rsp_msg": "Item is not allowed"}, ("602", "Item is not allowed")),
    "product, text": ({"rsp_code": "605", "rsp_msg": "gone"}, ("605", "gone")),
    "order": (
        {"result": {"is_success": False, "error_code": "SKU_NOT_EXIST", "error_msg": "no"}},
        ("SKU_NOT_EXIST", "no"),
    ),
    "order, flag as text": ({"result": {"is_success": "false", "error_code": "X"}}, ("X", "")),
    "order, no code": ({"result": {"is_success": False}}, ("failed", "")),
    "freight": ({"result": {"success": False, "code": 501, "msg": "none"}}, ("501", "none")),
    "freight, success that is none": (
        {"result": {"success": True, "code": "505", "msg": "DELIVERY_INFO_EMPTY"}},
        ("505", "DELIVERY_INFO_EMPTY"),
    ),
    "tracking": ({"result": {"ret": False, "code": 1001, "msg": "NOT FOUND"}}, ("1001", "NOT FOUND")),
    "special info": ({"result": {"ret": False, "code": "405x", "err_message": "none"}}, ("405x", "none")),
    "image search": ({"result": {"ret": False, "code": "1001", "messages": "none"}}, ("1001", "none")),
    "old freight": ({"result": {"success": False, "error_desc": "none"}}, ("failed", "none")),
    "text search": ({"code": "NGSELECTION_SEARCH_ERROR", "msg": "down"}, ("NGSELECTION_SEARCH_ERROR", "down")),
    "text search, empty data": (
        {"code": "NGSELECTION_SEARCH_ERROR", "msg": "down", "data": None},
        ("NGSELECTION_SEARCH_ERROR", "down"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SUCCESSES)
def test_success_of_each_family(name: str) -> None:
    assert error_of(wrap(SUCCESSES[name])) is None
    assert error_of(SUCCESSES[name]) is None, "simplified: without the outer key"


@pytest.mark.parametrize("name", FAILURES)
def test_failure_of_each_family(name: str) -> None:
    inner, (code, message) = FAILURES[name]
    for body in (wrap(inner), json.dumps(inner).encode()):
        assert error_of(body) == CallError("platform", code, message)


@pytest.mark.parametrize(
    "inner",
    [
        {"resp_result": {"resp_code": 405, "resp_msg": "none"}},
        {"resp_result": {"resp_code": "405", "resp_msg": "none"}},
        {"rsp_code": 405, "rsp_msg": "none"},
        {"code": 405, "msg": "none"},
        {"code": "405", "msg": "none", "data": {}},
        {"result": {"success": False, "code": "405", "msg": "none"}},
        {"result": {"ret": False, "code": 405, "msg": "none"}},
    ],
    ids=str,
)
def test_405_means_that_there_are_no_results(inner: dict[str, Any]) -> None:
    assert error_of(wrap(inner)) == CallError("no_results", "405", "none")


def test_token_answers() -> None:
    flat = {"access_token": "t", "refresh_token": "r", "expires_in": 86400, "code": "0", "request_id": "r9"}
    assert read_answer(json.dumps(flat).encode()) == Answer(request_id="r9")
    assert error_of({"aliexpress_system_oauth_token_refresh_response": flat}) is None
    assert error_of({**flat, "type": "x", "message": "y"}) is None
    failed = {"type": "ISV", "code": "InvalidCode", "message": "Invalid authorization code", "request_id": "r9"}
    assert read_answer(json.dumps(failed).encode()) == Answer(
        CallError("platform", "InvalidCode", "Invalid authorization code", "ISV"), "r9"
    )


def test_errors_wrapped_and_flat() -> None:
    wrapped = {
        "type": "ISP", "code": "15", "msg": "Remote service error", "sub_code": "isv.insufficient-permission",
        "sub_msg": "no", "request_id": "r2", "_trace_id_": "t",
    }  # fmt: skip
    expected = CallError("platform", "15", "Remote service error", "ISP", "isv.insufficient-permission", "no")
    assert read_answer(json.dumps({"error_response": wrapped}).encode()) == Answer(expected, "r2")
    assert error_of({"error_response": {**wrapped, "code": 15}}) == expected
    assert error_of({"error_response": wrapped, "code": "0", "message": "fine"}) == expected
    assert error_of({"error_response": {"code": "X", "message": "m"}}) == CallError("platform", "X", "m")
    assert error_of({"code": "IncompleteSignature", "request_id": "r"}) == CallError("platform", "IncompleteSignature")
    assert error_of({"type": "ISV", "code": 29, "message": "old"}) == CallError("platform", "29", "old", "ISV")
    assert error_of({"type": "ISV", "code": "0", "message": "fine"}) is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"x_response": {"request_id": "in"}}, "in"),
        ({"x_response": {}, "request_id": "beside"}, "beside"),
        ({"x_response": {"request_id": "in"}, "request_id": "beside"}, "beside"),
        ({"error_response": {"request_id": "err"}, "request_id": "beside"}, "err"),
        ({"error_response": {"code": 1}, "request_id": "beside"}, "beside"),
        ({"request_id": 2102}, "2102"),
        ({"request_id": {"a": 1}}, ""),
        ({"x_response": {"result": {"request_id": "too deep"}}}, ""),
        ({}, ""),
    ],
)
def test_the_request_id_is_found_in_each_of_its_places(body: dict[str, Any], expected: str) -> None:
    assert read_answer(json.dumps(body).encode()).request_id == expected


@pytest.mark.parametrize(
    "body",
    [
        b"", b" ", b"null", b"[]", b'"text"', b"12", b"true", b"{", b'{"a":', b"<html>busy</html>", b"\xff\xfe", b"\0",
        b"{'a':1}", b'{"a":1}}', b'{"a":"\xff"}', b"[" * 100_000, b'{"a":' * 100_000, b"callback({})",
    ],
    ids=lambda body: repr(body[:12]),
)  # fmt: skip
def test_what_is_no_json_object_is_said_to_be_none(body: bytes) -> None:
    assert read_answer(body) == Answer(is_json=False)


@pytest.mark.parametrize(
    "body",
    [
        b'{"x_response":{"rsp_code":200,"result":{"id":' + b"9" * 10_000 + b'}},"request_id":"r"}',
        b'{"x_response":{"rsp_code":200,"result":{"id":NaN,"b":-Infinity,"c":1e999}},"request_id":"r"}',
        b'\xef\xbb\xbf{"x_response":{"rsp_code":200},"request_id":"r"}',
        '{"x_response":{"rsp_code":200},"request_id":"r"}'.encode("utf-16"),
        b'{"x_response":{"rsp_code":200,"a":"\\ud800"},"request_id":"r"}',
        b'{"x_response":{"rsp_code":602,"rsp_code":200},"request_id":"r"}',
    ],
    ids=range(6),
)
def test_odd_json_is_read(body: bytes) -> None:
    assert read_answer(body) == Answer(request_id="r")


def test_numbers_stay_the_digits_that_came() -> None:
    assert error_of(b'{"x_response":{"rsp_code":18446744073709551615,"rsp_msg":2.50}}') == CallError(
        "platform", "18446744073709551615", "2.50"
    )


_KEYS = [
    "error_response", "a_response", "code", "msg", "message", "type", "result", "resp_result", "rsp_code",
    "is_success", "request_id", "data",
]  # fmt: skip
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(_KEYS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(_JSON)
def test_no_json_breaks_it(document: Any) -> None:
    answer = read_answer(json.dumps(document).encode())
    assert answer.is_json == isinstance(document, dict)


@given(st.binary(max_size=100))
def test_no_bytes_break_it(body: bytes) -> None:
    read_answer(body)
    skim_answer(body, body)


def test_the_request_id_of_a_large_body_is_found_at_either_end() -> None:
    assert skim_answer(b'{"request_id" : "2102abc","x', b"").request_id == "2102abc"
    assert skim_answer(b'{"x":1', b'...],"request_id":"2102abc"}').request_id == "2102abc"
    assert skim_answer(b'{"request_id":2102,"x', b"").request_id == "2102"
    assert skim_answer(b"no", b"no") == Answer()
