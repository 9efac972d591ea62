"""Asks what became of an order: its details or its tracking, one question at a time for each. QtCore only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.services.order_inquiries import OrderQuestion
from aexdesk.ui.tabs.order_tests.inquiries import Start
from aexdesk.ui.tabs.order_tests.more_state import Answered
from aexdesk.workspace.case_order import CaseOrder
from aexdesk.workspace.profile import Profile

if TYPE_CHECKING:
    from aexdesk.desk import Desk


class OrderQuestions:
    """Keeps the last answer on each order; `note` is called when something changed."""

    def __init__(self, desk: Desk, start: Start, note: Callable[[], None]) -> None:
        self._desk = desk
        self._start = start
        self._note = note
        self._answered: dict[str, Answered] = {}

    def of(self, orders: Sequence[CaseOrder]) -> tuple[Answered, ...]:
        """What was answered on these."""
        return tuple(self._answered[order.id] for order in orders if order.id in self._answered)

    def ask(self, question: OrderQuestion, order: CaseOrder) -> None:
        """Asks the platform, as the app in use."""
        profile, known = self._desk.standing.profile, self._answered.get(order.id)
        if profile is not None and not (known is not None and known.is_running):
            self._know(Answered(order.id, question, is_running=True))
            self._start(self._ask(question, order, profile), f"ask for the {question.value} of an order")

    def put_away(self, order_row: str) -> None:
        """The person has read it."""
        if self._answered.pop(order_row, None) is not None:
            self._note()

    async def _ask(self, question: OrderQuestion, order: CaseOrder, profile: Profile) -> None:
        try:
            answer = await self._desk.order_inquiries.ask(question, order, profile)
        except AexError as fault:
            self._know(Answered(order.id, question, fault=fault))
        except BaseException:
            self._answered.pop(order.id, None)  # cancelled, or nobody's fault: it is not under way any more
            raise
        else:
            self._know(Answered(order.id, question, answer=answer))

    def _know(self, answered: Answered) -> None:
        self._answered[answered.order] = answered
        self._note()
