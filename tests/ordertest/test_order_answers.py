"""What order get and tracking say, simplified or not, and what is no such answer."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.faults import BadInput
from aexdesk.ordertest.order_answers import OrderDetails, Parcel, Sighting, read_order_details, read_tracking

CHILD = {"product_id": 1005, "end_reason": "buyer_cancel"}
PARCEL = {"logistics_no": "LP1", "logistics_service": "CAINIAO"}
ORDER: dict[str, Any] = {
    "order_status": "PLACE_ORDER_SUCCESS",
    "logistics_status": "NO_LOGISTICS",
    "gmt_create": "2026-03-01 04:00:00",
    "order_paidtime_string": "",
    "pay_timeout_second": "1296000",
    "order_amount": {"amount": "10.30", "currency_code": "USD"},
    "user_order_amount": {"amount": 10.39, "currency_code": "EUR"},
}
NODE = {"time_stamp": 1772366400000, "tracking_name": "Left", "tracking_detail_desc": "On its way."}
LINE: dict[str, Any] = {"carrier_name": "Standard", "mail_no": "LP1", "eta_time_stamps": "1772366400999"}
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def wrapped(name: str, result: Any) -> bytes:
    return json.dumps({f"{name}_response": {"result": result, "request_id": "x"}}).encode()


@pytest.mark.parametrize("is_simplified", [True, False])
def test_the_details_of_an_order(is_simplified: bool) -> None:
    lists: dict[str, Any] = {"child_order_list": [CHILD], "logistics_info_list": [PARCEL]}
    if not is_simplified:
        lists = {
            "child_order_list": {"aeop_child_order_info": [CHILD]},
            "logistics_info_list": {"aeop_order_logistics_info": PARCEL},
        }
    assert read_order_details(wrapped("aliexpress_trade_ds_order_get", ORDER | lists)) == OrderDetails(
        "PLACE_ORDER_SUCCESS", "NO_LOGISTICS", "EUR 10.39", "2026-03-01 04:00:00", "", "1296000", "buyer_cancel",
        (("LP1", "CAINIAO"),),
    )  # fmt: skip


def test_what_is_not_told_stays_empty() -> None:
    assert read_order_details(wrapped("x", {"order_status": "FINISH"})) == OrderDetails("FINISH")
    only = {"order_status": "FINISH", "order_amount": {"amount": "1.10"}}
    assert read_order_details(wrapped("x", only)).amount == "1.10"


@pytest.mark.parametrize("is_simplified", [True, False])
def test_the_way_of_a_parcel(is_simplified: bool) -> None:
    line = LINE | {"detail_node_list": [NODE] if is_simplified else {"detail_node": [NODE]}}
    lines = [line] if is_simplified else {"tracking_detail": [line]}
    body = wrapped("x", {"ret": True, "data": {"tracking_detail_line_list": lines}})
    assert read_tracking(body) == (Parcel("Standard", "LP1", AT, (Sighting(AT, "Left", "On its way."),)),)


@pytest.mark.parametrize("stamp", ["", "soon", "-1", "9" * 30, "253402300800000", None, [], 1e20])
def test_a_time_that_is_none(stamp: object) -> None:
    line = LINE | {"eta_time_stamps": stamp}
    (parcel,) = read_tracking(wrapped("x", {"data": {"tracking_detail_line_list": [line]}}))
    assert parcel.expected is None


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{}", b'{"result": []}', b'{"result": {"data": 5}}', b"\xff"])
def test_what_is_no_such_answer(body: bytes) -> None:
    for read in (read_order_details, read_tracking):
        with pytest.raises(BadInput, match="answer_unreadable"):
            read(body)


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*ORDER, *LINE, *NODE, *PARCEL, "detail_node_list", "data", "result"]), inner)
    ),
    max_leaves=12,
)


@given(_JSON)
def test_whatever_stands_in_an_answer(value: object) -> None:
    for result in (value, ORDER | {"logistics_info_list": value}, {"data": {"tracking_detail_line_list": value}}):
        for read in (read_order_details, read_tracking):
            try:
                read(wrapped("x", result))
            except BadInput:
                continue
