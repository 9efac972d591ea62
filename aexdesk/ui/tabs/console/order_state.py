"""What is known of the order that is being written, as values: what the guard would say of it now. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aexdesk.faults import AexError
from aexdesk.ordertest.order_outcome import OrderOutcome
from aexdesk.services.order_checks import OrderCheck


@dataclass(frozen=True, slots=True)
class OrderState:
    """`check`: the guard's answer, of an earlier draft while `is_checking`; `is_slow`: the answer takes its time.

    `fault`: why the guard could not be asked. Without any of them nobody is there to order as.
    """

    check: OrderCheck | None = None
    is_checking: bool = False
    is_slow: bool = False
    fault: AexError | None = None

    @property
    def may_leave(self) -> bool:
        """Whether the guard lets this very order go."""
        return not self.is_checking and self.check is not None and self.check.verdict.allowed


@dataclass(frozen=True, slots=True)
class OrderResult:
    """What became of an order that left for the test case of this name. `is_free`: practice says so itself.

    `active_since` is when the case was marked as active, None where that is not known any more. `can_repeat`: it may
    exist, and the platform would know it again by its out_order_id. `page`: where the buyer sees it, empty in practice.
    """

    outcome: OrderOutcome
    case: str
    is_free: bool = False
    active_since: datetime | None = None
    can_repeat: bool = False
    page: str = ""
    is_live: bool = False
