"""An order test case: the order that the App Console has been told about, field for field. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class OrderTestCaseState(StrEnum):
    """How far the case has come; the guard accepts `active` only."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class OrderTestCase:
    """What may be ordered for free, by whom, to where. `item_id` is text: ids outgrow every number type.

    `country` is the two-letter code that the order's address will carry; `allows_payment`: in Live the order may ask
    the platform to take the money by itself.
    """

    id: str
    environment: str
    name: str
    loan_account_email: str
    item_id: str
    quantity: int
    country: str
    reason: str = ""
    state: OrderTestCaseState = OrderTestCaseState.DRAFT
    activated_at: datetime | None = None
    allows_payment: bool = False
