"""Notes what became of the orders that left for a test case, whichever door they came from."""

from __future__ import annotations

import asyncio
from uuid import uuid4

from aexdesk.ordertest.order_outcome import OrderOutcome, outcome_of
from aexdesk.services.changes import Changes
from aexdesk.services.history import History
from aexdesk.services.ledger_book import LedgerBook
from aexdesk.services.test_cases import OrderTestCaseBook
from aexdesk.storage.case_orders import CaseOrders
from aexdesk.workspace.case_order import CaseOrder
from aexdesk.workspace.exchange import Exchange, GuardVerdict
from aexdesk.workspace.order_test_case import OrderTestCase


class CaseOrderBook:
    """The gateway's recorder: the history, and for each order that the guard let out a line on its test case and an
    entry in the ledger."""

    def __init__(self, orders: CaseOrders, cases: OrderTestCaseBook, history: History, ledger: LedgerBook) -> None:
        self._orders = orders
        self._cases = cases
        self._history = history
        self._ledger = ledger
        self.changed = Changes()

    async def record(self, exchange: Exchange) -> None:
        """Keeps the exchange in the history, then its order on the test case it matched.

        Each is tried whatever becomes of the other: an order that nobody noted is worse than either fault.
        """
        try:
            await self._history.record(exchange)
        finally:
            if _left_for_a_case(exchange.guard):
                await self._note(exchange)

    async def list(self, case_id: str) -> tuple[CaseOrder, ...]:
        """The orders of a test case, newest first; one line for each order ID that an answer told."""
        return tuple(await self._orders.of_case(case_id))

    async def _note(self, exchange: Exchange) -> None:
        case = await self._cases.find(exchange.environment, exchange.guard.test_case)
        outcome = await asyncio.to_thread(outcome_of, exchange)
        if outcome is None:
            return
        try:
            await self._ledger.note(exchange, outcome, case)
        finally:
            if case is not None:
                await self._note_on(case, exchange, outcome)

    async def _note_on(self, case: OrderTestCase, exchange: Exchange, outcome: OrderOutcome) -> None:
        for order_id in outcome.order_ids or ("",):
            await self._orders.save(
                CaseOrder(
                    id=uuid4().hex,
                    environment=exchange.environment,
                    case_id=case.id,
                    exchange_id=exchange.id,
                    at=exchange.at,
                    order_id=order_id,
                    state=outcome.state,
                    code=outcome.code,
                    message=outcome.message,
                )
            )
        self.changed.announce()


def _left_for_a_case(verdict: GuardVerdict) -> bool:
    # A call that only reads or writes names no test case, and what was refused did not leave.
    return verdict.allowed and bool(verdict.test_case)
