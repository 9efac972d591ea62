"""Reads what became of an order from its exchange: placed, unpaid, refused, or nobody knows. Pure, but for a file.

In doubt it is unknown, never refused: who takes an order for refused sends it again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aexdesk.openplatform.envelope import CallError
from aexdesk.ordertest.answers import digits_of, flag_in, list_in, object_in, open_answer, text_in
from aexdesk.workspace.case_order import CaseOrderState
from aexdesk.workspace.exchange import Exchange

LONGEST_ANSWER = 1024 * 1024
"""Bytes; what is longer is no answer to an order."""

_NEVER_LEFT = frozenset({
    "connect_failed", "connect_timeout", "host_unknown", "proxy_failed", "bad_url",
})  # fmt: skip
_MAY_BE_DONE = frozenset({"servicetimeout", "isp.service-unavailable", "internalerror"})
"""Errors of the platform that may come after the order was made: its backend was slow, or broke on the way."""
REPEATED = "REPEATED_ORDER_ERROR"
"""The same out_order_id made an order within the last 24 hours: that one exists. Protocol, section 7."""
_HTTP = re.compile(r"HTTP ([0-9]{3})")
_HTTP_TIMEOUT = 408
_FIRST_SERVER_ERROR = 500
_PAID = re.compile(r"\bsuccess", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OrderOutcome:
    """What the answer said. `order_ids` are text, exact; `code` and `message` are the platform's, or of the fault."""

    state: CaseOrderState
    order_ids: tuple[str, ...] = ()
    code: str = ""
    message: str = ""


def outcome_of(exchange: Exchange) -> OrderOutcome | None:
    """What became of the order that an exchange carried out; None for one that never left.

    Reads the answer, which may lie in a file: not to be called where nothing may wait.
    """
    if exchange.response is None:
        return read_order_outcome(exchange.error, None)
    try:
        answer = exchange.response.body.read(LONGEST_ANSWER + 1)
    except OSError:  # somebody took the file away: what it said is unknown
        return read_order_outcome(exchange.error, None)
    return read_order_outcome(exchange.error, answer if len(answer) <= LONGEST_ANSWER else None)


def read_order_outcome(error: CallError | None, body: bytes | None) -> OrderOutcome | None:
    """What became of an order that was sent. `body` is None where no answer came, or none that can be read.

    None for an order that never left, since no connection was made.
    """
    if error is not None and error.kind == "network" and error.code in _NEVER_LEFT:
        return None
    result = _result_in(body) if body is not None else None
    if result is not None:
        return _of_result(result)
    if error is None:
        return OrderOutcome(CaseOrderState.UNKNOWN, code="answer_unreadable")
    code = error.sub_code if error.sub_code.casefold() in _MAY_BE_DONE else error.code
    message = " · ".join(part for part in (error.message, error.sub_code, error.sub_message) if part)
    if REPEATED in (error.code, error.sub_code):
        return OrderOutcome(CaseOrderState.EXISTS, code=REPEATED, message=error.message)
    state = CaseOrderState.UNKNOWN if _may_exist(error) else CaseOrderState.REFUSED
    return OrderOutcome(state, code=code, message=message if error.kind == "platform" else error.message)


def _result_in(body: bytes) -> Mapping[str, Any] | None:
    """The result that says success or not; None where the body holds none."""
    inner = open_answer(body)
    result = object_in(inner, "result") if inner is not None else {}
    return result if flag_in(result, "is_success") is not None else None


def _of_result(result: Mapping[str, Any]) -> OrderOutcome:
    given = (digits_of(one) for one in list_in(result, "order_list", "number"))
    ids = tuple(dict.fromkeys(one for one in given if one))
    code, message = text_in(result, "error_code"), text_in(result, "error_msg")
    if flag_in(result, "is_success"):
        state = _state_of_success(ids, f"{code} {message}")
    elif code == REPEATED:
        state = CaseOrderState.EXISTS
    else:
        # An order id beside a failure: something was made, and nobody says what.
        state = CaseOrderState.UNKNOWN if ids else CaseOrderState.REFUSED
    return OrderOutcome(state, ids, code, message)


def _state_of_success(ids: tuple[str, ...], said: str) -> CaseOrderState:
    """`is_success` means that the order exists, not that it is paid: "OrderCreated, autoPay fail:APIPayFail"."""
    if "pay" in said.casefold() and not _PAID.search(said):
        return CaseOrderState.UNPAID
    return CaseOrderState.PLACED if ids else CaseOrderState.UNKNOWN


def _may_exist(error: CallError) -> bool:
    if error.kind != "platform":
        return error.kind != "no_results"
    http = _HTTP.fullmatch(error.code)
    if http is not None:
        return int(http[1]) == _HTTP_TIMEOUT or int(http[1]) >= _FIRST_SERVER_ERROR
    codes = {error.code.casefold(), error.sub_code.casefold()}
    return bool(codes & _MAY_BE_DONE) or any("timeout" in code for code in codes)
