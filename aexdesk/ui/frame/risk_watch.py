"""Follows what the orders in Live may still cost: one reading at a time, never one that came too late. QtCore only."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.workspace.ledger import Money

Start = Callable[[Coroutine[Any, Any, None], str], object]
Show = Callable[[tuple["Money", ...], int], None]


class RiskWatch:
    """`show` gets the totals of all Live environments together, and how many orders have no known amount; `tell`
    what kept them from being read."""

    def __init__(self, desk: Desk, start: Start, show: Show, tell: Callable[[AexError], None]) -> None:
        self._desk = desk
        self._start = start
        self._show = show
        self._tell = tell
        self._is_reading = False
        self._has_more = False

    def read(self) -> None:
        """Reads it anew; while it reads, once more afterwards."""
        self._has_more = True
        if not self._is_reading:
            self._is_reading = True
            self._start(self._follow(), "read what is at risk")

    async def _follow(self) -> None:
        try:
            while self._has_more:
                self._has_more = False
                totals, unpriced = await self._read()
                if not self._has_more:
                    self._show(totals, unpriced)
        except AexError as trouble:
            self._tell(trouble)
        finally:
            self._is_reading = False

    async def _read(self) -> tuple[tuple[Money, ...], int]:
        from aexdesk.workspace.ledger import Money  # noqa: PLC0415 - the first paint does without it

        totals: dict[str, Decimal] = {}
        unpriced = 0
        for place in self._desk.standing.environments:
            if place.is_live:
                risk = await self._desk.ledger.risk(place.name)
                unpriced += risk.unpriced
                for one in risk.totals:
                    totals[one.currency] = totals.get(one.currency, Decimal(0)) + one.amount
        return tuple(Money(amount, currency) for currency, amount in sorted(totals.items()) if amount), unpriced
