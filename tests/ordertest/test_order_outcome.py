"""What became of an order: every answer that the platform is known to give, and those that it should not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.openplatform.envelope import CallError, read_answer
from aexdesk.ordertest.order_outcome import OrderOutcome, read_order_outcome
from aexdesk.workspace.case_order import CaseOrderState

PLACED, UNPAID = CaseOrderState.PLACED, CaseOrderState.UNPAID
REFUSED, UNKNOWN = CaseOrderState.REFUSED, CaseOrderState.UNKNOWN
ROOT = "aliexpress_ds_order_create_response"
ID = "8198352049851315"
LARGE = str(2**63 + 1)
UNPAID_WORDS = "OrderCreated, autoPay fail:APIPayFail"


def outcome(answer: Any, error: CallError | None = None) -> OrderOutcome | None:
    """As the service asks: with the error that the gateway reads from the same body."""
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return read_order_outcome(error or read_answer(body).error, body)


def wrapped(result: Any) -> dict[str, Any]:
    return {ROOT: {"result": result, "request_id": "212a"}}


PLACED_ANSWERS: list[Any] = [
    wrapped({"is_success": True, "order_list": {"number": [int(ID)]}}),
    wrapped({"is_success": "true", "order_list": {"number": [ID]}}),
    wrapped({"is_success": True, "order_list": [int(ID)]}),
    wrapped({"is_success": True, "order_list": {"number": int(ID)}}),
    wrapped({"is_success": True, "order_list": {"number": [int(ID), int(ID)]}}),
    {"result": {"is_success": True, "order_list": [int(ID)]}, "code": "0"},
    wrapped({"is_success": True, "order_list": [int(ID)], "error_code": "", "error_msg": ""}),
]


@pytest.mark.parametrize("answer", PLACED_ANSWERS)
def test_an_order_that_is_placed(answer: Any) -> None:
    assert outcome(answer) == OrderOutcome(PLACED, (ID,))


def test_ids_keep_their_digits_and_each_is_told() -> None:
    found = outcome(wrapped({"is_success": True, "order_list": {"number": [int(LARGE), int(ID)]}}))
    assert found == OrderOutcome(PLACED, (LARGE, ID))


@pytest.mark.parametrize("message", [UNPAID_WORDS, "PAY_ERROR", "Payment was declined", "autopay unsuccessful"])
def test_an_order_that_exists_and_is_not_paid(message: str) -> None:
    found = outcome(wrapped({"is_success": True, "order_list": {"number": [int(ID)]}, "error_msg": message}))
    assert found == OrderOutcome(UNPAID, (ID,), "", message)


@pytest.mark.parametrize("message", ["success", "OrderCreated", "pay success"])
def test_words_beside_a_success_are_kept_and_change_nothing(message: str) -> None:
    found = outcome(wrapped({"is_success": True, "order_list": {"number": [int(ID)]}, "error_msg": message}))
    assert found == OrderOutcome(PLACED, (ID,), "", message)


@pytest.mark.parametrize(
    ("answer", "code", "message"),
    [
        (wrapped({"is_success": False, "error_code": "SKU_NOT_EXIST", "error_msg": "x"}), "SKU_NOT_EXIST", "x"),
        (wrapped({"is_success": "false", "error_code": "INVENTORY_HOLD_ERROR"}), "INVENTORY_HOLD_ERROR", ""),
        (wrapped({"is_success": False, "order_list": {"number": []}}), "", ""),
        ({"error_response": {"code": "IllegalAccessToken", "msg": "m", "type": "ISV"}}, "IllegalAccessToken", "m"),
        ({"type": "ISV", "code": "InvalidApiPath", "message": "m", "request_id": "1"}, "InvalidApiPath", "m"),
        (
            {"error_response": {"code": "15", "type": "ISP", "msg": "m", "sub_code": "isv.insufficient-permission"}},
            "15",
            "m · isv.insufficient-permission",
        ),
        ({"error_response": {"code": "ServiceUnavailable", "type": "ISP", "msg": ""}}, "ServiceUnavailable", ""),
    ],
)
def test_an_order_that_is_refused(answer: Any, code: str, message: str) -> None:
    assert outcome(answer) == OrderOutcome(REFUSED, (), code, message)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"", "answer_unreadable"),
        (b"<html>", "answer_unreadable"),
        (b"[]", "answer_unreadable"),
        (b"{}", "answer_unreadable"),
        (b'{"aliexpress_ds_order_create_response": {"result": {"is_succ', "answer_unreadable"),
        (wrapped({}), "answer_unreadable"),
        (wrapped({"order_list": [1]}), "answer_unreadable"),
        (wrapped({"is_success": "perhaps"}), "answer_unreadable"),
        (wrapped({"is_success": True}), ""),
        (wrapped({"is_success": True, "order_list": {}}), ""),
        (wrapped({"is_success": True, "order_list": [1.5e300]}), ""),
        ({"error_response": {"code": "ServiceTimeout", "type": "ISP", "msg": ""}}, "ServiceTimeout"),
        ({"error_response": {"code": "InternalError", "type": "SYSTEM", "msg": ""}}, "InternalError"),
        (
            {"error_response": {"code": "15", "type": "ISP", "msg": "", "sub_code": "isp.service-unavailable"}},
            "isp.service-unavailable",
        ),
    ],
)
def test_an_order_that_may_exist(answer: Any, code: str) -> None:
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    error = read_answer(body).error
    error = None if error is not None and error.code in ("", "failed") else error
    found = read_order_outcome(error, body)
    assert found is not None
    assert (found.state, found.order_ids, found.code) == (UNKNOWN, (), code)


@pytest.mark.parametrize(
    "answer",
    [
        wrapped({"is_success": False, "error_code": "REPEATED_ORDER_ERROR", "error_msg": "m"}),
        {"error_response": {"code": "REPEATED_ORDER_ERROR", "type": "ISV", "msg": "m"}},
        {"error_response": {"code": "15", "type": "ISP", "msg": "m", "sub_code": "REPEATED_ORDER_ERROR"}},
    ],
)
def test_an_order_that_was_made_before_exists(answer: Any) -> None:
    assert outcome(answer) == OrderOutcome(CaseOrderState.EXISTS, (), "REPEATED_ORDER_ERROR", "m")


def test_an_id_beside_a_failure_is_told_and_decides_nothing() -> None:
    found = outcome(wrapped({"is_success": False, "order_list": [int(ID)], "error_code": "X"}))
    assert found == OrderOutcome(UNKNOWN, (ID,), "X")


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (CallError("network", "silent"), UNKNOWN),
        (CallError("network", "connection_lost", "Connection reset by peer", sub_message="h:1"), UNKNOWN),
        (CallError("network", "cancelled"), UNKNOWN),
        (CallError("network", "tls_failed"), UNKNOWN),
        (CallError("storage", "disk_full"), UNKNOWN),
        (CallError("platform", "HTTP 502"), UNKNOWN),
        (CallError("platform", "HTTP 504"), UNKNOWN),
        (CallError("platform", "HTTP 408"), UNKNOWN),
        (CallError("platform", "HTTP 403"), REFUSED),
        (CallError("platform", "HTTP 404"), REFUSED),
        (CallError("no_results", "405"), REFUSED),
    ],
)
def test_where_no_answer_came(error: CallError, state: CaseOrderState) -> None:
    assert read_order_outcome(error, None) == OrderOutcome(state, (), error.code, error.message)


@pytest.mark.parametrize("code", ["connect_failed", "connect_timeout", "host_unknown", "proxy_failed", "bad_url"])
def test_an_order_that_never_left_has_no_outcome(code: str) -> None:
    assert read_order_outcome(CallError("network", code), None) is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["result", "is_success", "order_list", "number", "error_code", "error_msg", ROOT, "code"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(_JSON | st.binary(max_size=40))
def test_any_answer_has_one_outcome_and_placed_ones_an_id(answer: Any) -> None:
    found = outcome(answer)
    assert found is not None
    assert found.state is not PLACED or found.order_ids
    assert all(one.isascii() and one.isdigit() for one in found.order_ids)
