"""The ledger: every order that left, what it would cost, and what is known of its payment. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class LedgerState(StrEnum):
    """What is known of an order's payment. `UNKNOWN`: no answer told whether the order exists at all."""

    EXPECTED_FREE = "expected_free"
    SEEN_UNPAID = "seen_unpaid"
    CANCELLED = "cancelled"
    CONFIRMED_FREE = "confirmed_free"
    PAID = "paid"
    UNKNOWN = "unknown"


class CancelStep(StrEnum):
    """What a person does, in this order, to end an order in Live without a charge: no cancel API is known."""

    OPEN = "open"
    FIND = "find"
    CANCEL = "cancel"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (its three-letter code)."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One order that left. `order_id` is empty where no answer told it, `amount` None until the platform told it.

    `is_settled`: a person has closed it, or the platform says that it is cancelled; until then its amount is at risk
    in Live. `out_order_id` is the order's own mark, by which the platform takes two sendings for one order;
    `digest` tells orders of one content from others, `account` is the buyer, `door` is "proxy" for what came through
    the proxy. `cancel_steps`: what a person has done so far to cancel it.
    """

    id: str
    environment: str
    exchange_id: str
    case_id: str
    case_name: str
    order_id: str
    at: datetime
    amount: Decimal | None
    currency: str
    state: LedgerState
    checked_at: datetime | None
    is_settled: bool = False
    out_order_id: str = ""
    app_key: str = ""
    account: str = ""
    digest: str = ""
    door: str = ""
    cancel_steps: frozenset[CancelStep] = frozenset()
