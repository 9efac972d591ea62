"""What order get says of payment; in doubt it says nothing, and an amount is exact or none."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from aexdesk.faults import BadInput
from aexdesk.ordertest.payment_status import read_payment_status
from aexdesk.workspace.ledger import LedgerState

PAID, UNPAID, CANCELLED = LedgerState.PAID, LedgerState.SEEN_UNPAID, LedgerState.CANCELLED
ENDED = {"child_order_list": {"aeop_child_order_info": [{"end_reason": "CANCELED"}]}}
HALF = {"child_order_list": [{"end_reason": "CANCELED"}, {"end_reason": ""}]}


def answer(**fields: Any) -> bytes:
    return json.dumps({"aliexpress_trade_ds_order_get_response": {"result": fields}}).encode()


@pytest.mark.parametrize(
    ("status", "more", "state"),
    [
        ("PLACE_ORDER_SUCCESS", {}, UNPAID),
        ("PLACE_ORDER_SUCCESS", {"order_paidtime_string": ""}, UNPAID),
        ("PLACE_ORDER_SUCCESS", {"order_paidtime_string": "2026-01-01 10:00:00"}, PAID),
        ("WAIT_SELLER_SEND_GOODS", {}, PAID),
        ("RISK_CONTROL", {}, PAID),
        ("FINISH", {}, PAID),
        ("FINISH", ENDED, CANCELLED),
        ("FINISH", HALF, PAID),
        ("IN_CANCEL", ENDED, CANCELLED),
        ("IN_CANCEL", {**ENDED, "order_paidtime_string": "2026-01-01 10:00:00"}, PAID),
        ("IN_CANCEL", {}, None),
        ("PAYMENT_PROCESSING", {}, None),
        ("SOMETHING_NEW", {}, None),
    ],
)
def test_what_each_status_says_of_payment(status: str, more: dict[str, Any], state: LedgerState | None) -> None:
    details = read_payment_status(answer(order_status=status, **more))
    assert (details.order_status, details.state) == (status, state)


@pytest.mark.parametrize(
    ("fields", "amount", "currency"),
    [
        ({"user_order_amount": {"amount": "12.30", "currency_code": "USD"}}, "12.30", "USD"),
        ({"order_amount": {"amount": 0.1, "currency_code": "EUR"}}, "0.1", "EUR"),
        ({"user_order_amount": {}, "order_amount": {"amount": "5", "currency_code": "USD"}}, "5", "USD"),
        (
            {
                "user_order_amount": {"amount": "1", "currency_code": "USD"},
                "order_amount": {"amount": "9", "currency_code": "USD"},
            },
            "1",
            "USD",
        ),
        ({"order_amount": {"amount": "NaN", "currency_code": "USD"}}, None, ""),
        ({"order_amount": {"amount": "-1", "currency_code": "USD"}}, None, ""),
        ({"order_amount": {"amount": "free", "currency_code": "USD"}}, None, ""),
        ({"order_amount": {"amount": "1"}}, None, ""),
        ({}, None, ""),
    ],
)
def test_the_amount_is_exact_or_none(fields: dict[str, Any], amount: str | None, currency: str) -> None:
    details = read_payment_status(answer(order_status="PLACE_ORDER_SUCCESS", **fields))
    assert (details.amount, details.currency) == (None if amount is None else Decimal(amount), currency)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", answer(), b'{"error_response": {"code": "15"}}'])
def test_an_answer_without_a_result_tells_nothing(body: bytes) -> None:
    with pytest.raises(BadInput, match="answer_unreadable"):
        read_payment_status(body)
