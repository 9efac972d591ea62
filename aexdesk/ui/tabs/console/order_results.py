"""Finds out what became of an order: from its answer, and from what is known of its test case. QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from aexdesk.ordertest.order_facts import ORDER_PARAMETER
from aexdesk.ordertest.order_mark import REMEMBERED, read_mark
from aexdesk.ordertest.order_outcome import outcome_of
from aexdesk.services.ledger import orders_page_of
from aexdesk.ui.tabs.console.order_state import OrderResult
from aexdesk.workspace.case_order import CaseOrderState

if TYPE_CHECKING:
    from aexdesk.services.practising import Practising
    from aexdesk.services.test_cases import OrderTestCaseBook
    from aexdesk.workspace.environment import Environment
    from aexdesk.workspace.exchange import Exchange


class OrderResults:
    """Reads exchanges. Those of other calls, and orders that the guard kept, have no result."""

    def __init__(self, cases: OrderTestCaseBook, practising: Practising, now: Callable[[], datetime]) -> None:
        self._cases = cases
        self._practising = practising
        self._now = now

    async def of(self, exchange: Exchange, environment: Environment) -> OrderResult | None:
        """What became of it; None for what was no order, or never left this machine."""
        name = exchange.guard.test_case
        if not exchange.guard.allowed or not name:
            return None
        outcome = await asyncio.to_thread(outcome_of, exchange)
        if outcome is None:
            return None
        case = await self._cases.find(exchange.environment, name)
        # The gateway that this window runs refuses what is not free; another one may have been told to charge.
        is_free = not environment.is_live and self._practising.state.is_own
        return OrderResult(
            outcome,
            name,
            is_free=is_free and outcome.state is CaseOrderState.PLACED,
            active_since=case.activated_at if case else None,
            can_repeat=outcome.state is CaseOrderState.UNKNOWN and self._is_remembered(exchange),
            page=orders_page_of(environment) or "",
            is_live=environment.is_live,
        )

    def _is_remembered(self, exchange: Exchange) -> bool:
        return bool(_mark_of(exchange)) and self._now() - exchange.at < REMEMBERED


def _mark_of(exchange: Exchange) -> str:
    """The order's own out_order_id, as it was sent."""
    text = next((one.value for one in exchange.request.parameters if one.name == ORDER_PARAMETER), "")
    mark = read_mark(text)
    return mark.out_order_id if mark is not None else ""
