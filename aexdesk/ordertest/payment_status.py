"""Reads the answer of order get: the amount due, and whether it was paid or cancelled. Pure. Protocol, section 6."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from aexdesk.faults import BadInput
from aexdesk.ordertest.answers import object_in, objects_in, open_answer, text_in
from aexdesk.ordertest.order_answers import ORDER_GET_API
from aexdesk.workspace.ledger import LedgerState

# `order_status`, as documented under Order.get Response Parameters.
_UNPAID = frozenset({"PLACE_ORDER_SUCCESS"})
_AFTER_PAYMENT = frozenset({
    "WAIT_SELLER_EXAMINE_MONEY", "RISK_CONTROL", "RISK_CONTROL_HOLD", "WAIT_SELLER_SEND_GOODS",
    "SELLER_PART_SEND_GOODS", "WAIT_BUYER_ACCEPT_GOODS", "FUND_PROCESSING", "FINISH",
})  # fmt: skip
_CANCELED = "CANCELED"
_LONGEST_AMOUNT = 30


@dataclass(frozen=True, slots=True)
class PaymentStatus:
    """What is due for an order and whether it was paid. `state` is None where the status tells nothing of payment."""

    order_status: str
    amount: Decimal | None
    currency: str
    state: LedgerState | None


def read_payment_status(body: bytes) -> PaymentStatus:
    """Raises BadInput("answer_unreadable") for an answer without a result."""
    inner = open_answer(body)
    result = object_in(inner, "result") if inner is not None else {}
    status = text_in(result, "order_status")
    if not status:
        raise BadInput("answer_unreadable", api=ORDER_GET_API)
    amount, currency = _read_amount(result)
    return PaymentStatus(status, amount, currency, _judge(status, result))


def _judge(status: str, result: Mapping[str, Any]) -> LedgerState | None:
    """That a paid order counts as paid even where it was cancelled is a choice: whether money came back, only the
    buyer's account tells."""
    if text_in(result, "order_paidtime_string"):
        return LedgerState.PAID
    lines = list(objects_in(result, "child_order_list", "aeop_child_order_info"))
    if lines and all(text_in(line, "end_reason") == _CANCELED for line in lines):
        return LedgerState.CANCELLED
    if status in _AFTER_PAYMENT:
        return LedgerState.PAID
    return LedgerState.SEEN_UNPAID if status in _UNPAID else None


def _read_amount(result: Mapping[str, Any]) -> tuple[Decimal | None, str]:
    """What the buyer has to pay, else the order's own amount."""
    for name in ("user_order_amount", "order_amount"):
        money = object_in(result, name)
        text, currency = text_in(money, "amount"), text_in(money, "currency_code", "currency")
        if text and currency and len(text) <= _LONGEST_AMOUNT:
            try:
                amount = Decimal(text)
            except InvalidOperation:
                continue
            if amount.is_finite() and amount >= 0:
                return amount, currency
    return None, ""
