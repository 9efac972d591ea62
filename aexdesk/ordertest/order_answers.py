"""Reads what the platform says of an order afterwards: its details and the way of its parcels. Pure.

Words and amounts stay as the platform writes them; only times in milliseconds become moments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aexdesk.faults import BadInput
from aexdesk.ordertest.answers import object_in, objects_in, open_answer, text_in

ORDER_GET_API = "aliexpress.trade.ds.order.get"
ORDER_GET_PARAMETER = "single_order_query"
TRACKING_API = "aliexpress.ds.order.tracking.get"
_LAST_SECOND = 253_402_300_799  # the year 9999: a later one is no time


@dataclass(frozen=True, slots=True)
class OrderDetails:
    """aliexpress.trade.ds.order.get. Times are the platform's text: it writes them without a zone (Pacific time).

    `pays_within` is text of seconds, counted from the creation; `parcels` pairs tracking number and service.
    """

    status: str
    logistics_status: str = ""
    amount: str = ""
    created: str = ""
    paid: str = ""
    pays_within: str = ""
    end_reason: str = ""
    parcels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a parcel was seen. `at` is None where the answer has no time that is one."""

    at: datetime | None
    name: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """aliexpress.ds.order.tracking.get: one parcel and where it was seen, in the answer's order."""

    carrier: str
    number: str
    expected: datetime | None = None
    sightings: tuple[Sighting, ...] = ()


def read_order_details(body: bytes) -> OrderDetails:
    """Raises BadInput("answer_unreadable")."""
    result = object_in(open_answer(body) or {}, "result")
    if not text_in(result, "order_status"):
        raise BadInput("answer_unreadable", api=ORDER_GET_API)
    children = objects_in(result, "child_order_list", "aeop_child_order_info")
    parcels = objects_in(result, "logistics_info_list", "aeop_order_logistics_info")
    return OrderDetails(
        status=text_in(result, "order_status"),
        logistics_status=text_in(result, "logistics_status"),
        amount=_money_in(result, "user_order_amount") or _money_in(result, "order_amount"),
        created=text_in(result, "gmt_create"),
        paid=text_in(result, "order_paidtime_string"),
        pays_within=text_in(result, "pay_timeout_second"),
        end_reason=next((reason for child in children if (reason := text_in(child, "end_reason"))), ""),
        parcels=tuple((text_in(one, "logistics_no"), text_in(one, "logistics_service")) for one in parcels),
    )


def read_tracking(body: bytes) -> tuple[Parcel, ...]:
    """Each parcel of the order; empty where nothing was shipped. Raises BadInput("answer_unreadable")."""
    result = object_in(open_answer(body) or {}, "result")
    if not isinstance(result.get("data"), dict):
        raise BadInput("answer_unreadable", api=TRACKING_API)
    lines = objects_in(result["data"], "tracking_detail_line_list", "tracking_detail")
    return tuple(_read_parcel(line) for line in lines)


def _read_parcel(line: Mapping[str, Any]) -> Parcel:
    nodes = objects_in(line, "detail_node_list", "detail_node")
    return Parcel(
        carrier=text_in(line, "carrier_name"),
        number=text_in(line, "mail_no"),
        expected=_moment_in(line, "eta_time_stamps"),
        sightings=tuple(
            Sighting(
                _moment_in(node, "time_stamp"), text_in(node, "tracking_name"), text_in(node, "tracking_detail_desc")
            )
            for node in nodes
        ),
    )


def _money_in(result: Mapping[str, Any], name: str) -> str:
    money = object_in(result, name)
    return f"{text_in(money, 'currency_code')} {text_in(money, 'amount')}".strip() if text_in(money, "amount") else ""


def _moment_in(fields: Mapping[str, Any], name: str) -> datetime | None:
    text = text_in(fields, name)
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_LAST_SECOND * 1000))):
        return None
    seconds = int(text) // 1000
    return datetime.fromtimestamp(seconds, UTC) if seconds <= _LAST_SECOND else None
