"""Notes what became of the orders that left for a test case, whichever door they came from."""

from __future__ import annotations

from aexdesk.services.changes import Changes
from aexdesk.services.history import History
from aexdesk.services.test_cases import OrderTestCaseBook
from aexdesk.storage.case_orders import CaseOrders
from aexdesk.workspace.case_order import CaseOrder
from aexdesk.workspace.exchange import Exchange


class CaseOrderBook:
    """The gateway's recorder: the history, and for each order that the guard let out a line on its test case."""

    def __init__(self, orders: CaseOrders, cases: OrderTestCaseBook, history: History) -> None:
        self._orders = orders
        self._cases = cases
        self._history = history
        self.changed = Changes()

    async def record(self, exchange: Exchange) -> None:
        """Keeps the exchange in the history, then its order on the test case it matched."""
        raise NotImplementedError

    async def list(self, case_id: str) -> tuple[CaseOrder, ...]:
        """The orders of a test case, newest first."""
        return tuple(await self._orders.of_case(case_id))
