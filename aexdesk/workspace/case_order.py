"""An order that was made for an order test case, and what became of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CaseOrderState(StrEnum):
    """What the answer said. `UNPAID`: the order exists, its payment failed. `UNKNOWN`: no answer came.

    `EXISTS`: nothing was made, since the same `out_order_id` made an order within 24 hours.
    """

    PLACED = "placed"
    UNPAID = "unpaid"
    REFUSED = "refused"
    EXISTS = "exists"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CaseOrder:
    """One try to order. `order_id` is text, empty where none was told; `code` and `message` are the platform's."""

    id: str
    environment: str
    case_id: str
    exchange_id: str
    at: datetime
    order_id: str
    state: CaseOrderState
    code: str = ""
    message: str = ""
