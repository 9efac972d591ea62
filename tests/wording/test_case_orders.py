"""What became of an order, in words."""

from __future__ import annotations

import pytest

from aexdesk import resources
from aexdesk.openplatform.errorbook import ErrorBook
from aexdesk.wording.case_orders import describe_case_order, name_order_state
from aexdesk.workspace.case_order import CaseOrder, CaseOrderState
from tests.storage.things import NOON

BOOK = ErrorBook.from_json(resources.read_json("error_book.json"))


def order(state: CaseOrderState, order_id: str = "", code: str = "", message: str = "") -> CaseOrder:
    return CaseOrder("o1", "practice", "c1", "e1", NOON, order_id, state, code, message)


@pytest.mark.parametrize(
    ("line", "wanted", "hinted"),
    [
        (order(CaseOrderState.PLACED, "77"), "Placed as order 77.", ""),
        (
            order(CaseOrderState.UNPAID, "77", message="OrderCreated, autoPay fail:APIPayFail"),
            "Order 77: created, unpaid (OrderCreated, autoPay fail:APIPayFail).",
            "Do not send it again",
        ),
        (order(CaseOrderState.REFUSED, "", "INVENTORY_HOLD_ERROR", "no {stock}"), "no {stock}", "SKU"),
        (order(CaseOrderState.REFUSED, "", "NEW_CODE"), "NEW_CODE", "support"),
        (order(CaseOrderState.EXISTS, "", "REPEATED_ORDER_ERROR"), "exists already", "another out_order_id"),
        (order(CaseOrderState.UNKNOWN, "", "silent"), "No answer says what became of the order (silent).", "may exist"),
        (order(CaseOrderState.UNKNOWN, "", "answer_unreadable"), "does not say", "may exist"),
        (order(CaseOrderState.UNKNOWN, "77", "X"), "names order 77", "may exist"),
    ],
)  # fmt: skip
def test_each_state_is_told(line: CaseOrder, wanted: str, hinted: str) -> None:
    words = describe_case_order(line, BOOK)
    assert wanted in words.message
    assert hinted in words.hint
    assert "!" not in words.message + words.hint


def test_each_state_has_a_name() -> None:
    assert len({name_order_state(state) for state in CaseOrderState}) == len(CaseOrderState)
    assert name_order_state(CaseOrderState.UNPAID) == "created, unpaid"
