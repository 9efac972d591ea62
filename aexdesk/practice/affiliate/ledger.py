"""The invented affiliate orders, one entry for each product in an order, read from resources when first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from aexdesk import resources


class Status(StrEnum):
    """How far an order has come."""

    PAID = "Payment Completed"
    CONFIRMED = "Buyer Confirmed Receipt"
    SETTLED = "Completed Settlement"
    INVALID = "Invalid"


class TimeType(StrEnum):
    """Which of an order's times a window means."""

    PAID = "Payment Completed Time"
    CONFIRMED = "Buyer Confirmed Receipt Time"
    SETTLED = "Completed Settlement Time"


@dataclass(frozen=True, slots=True)
class Entry:
    """Times are in minutes before the beginning of today; None for what has not happened. `index` counts from 1."""

    index: int
    order_id: int
    sub_order_id: int
    product_id: str
    count: int
    ship_to: str
    tracking_id: str
    is_new_buyer: bool
    status: Status
    paid_minutes: int
    finished_minutes: int | None = None
    settled_minutes: int | None = None
    effect: str = ""

    @property
    def index_id(self) -> str:
        """Its place among all orders, as aliexpress.affiliate.order.listbyindex says it. The form is invented."""
        return f"{self.index:013d}_{self.sub_order_id}"

    def time(self, kind: TimeType, today: datetime) -> datetime | None:
        """When that happened, in Pacific time."""
        minutes = {
            TimeType.PAID: self.paid_minutes,
            TimeType.CONFIRMED: self.finished_minutes,
            TimeType.SETTLED: self.settled_minutes,
        }[kind]
        return None if minutes is None else today - timedelta(minutes=minutes)


@cache
def load_entries() -> tuple[Entry, ...]:
    """All of them, oldest first."""
    kept: list[dict[str, Any]] = resources.read_json("practice/affiliate_orders.json")["orders"]
    return tuple(
        Entry(**{**entry, "index": index, "status": Status(entry["status"])}) for index, entry in enumerate(kept, 1)
    )
