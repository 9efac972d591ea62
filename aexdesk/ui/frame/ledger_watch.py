"""Follows the ledger for the whole window: what Live may still cost, and what has just left. QtCore only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.ui.rereading import Rereading, Start

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.services.ledger import AtRisk

Tell = Callable[[AexError], None]


class LedgerWatch:
    """`show` gets what is at risk in all Live environments together; `tell` what kept the ledger from being read.

    An order that has just left is asked for at once, with the session that placed it, for up to 30 seconds: whoever
    placed it has asked for that, and the Ledger tab says so. What is being asked ends with the window.
    """

    def __init__(self, desk: Desk, start: Start, show: Callable[[AtRisk], None], tell: Tell) -> None:
        self._desk = desk
        self._start = start
        self._tell = tell
        self._risk = Rereading(start, "read what is at risk", self._read_risk, show, tell)
        self._fresh = Rereading(start, "look which orders have just left", self._ask_fresh, bool, tell)

    def begin(self) -> None:
        """From now on."""
        for changes, callback in self._watched():
            changes.append(callback)
        self._risk.again()
        self._fresh.again()

    def end(self) -> None:
        """No more."""
        for changes, callback in self._watched():
            changes.remove(callback)

    def _watched(self) -> tuple[tuple[list[Callable[[], None]], Callable[[], None]], ...]:
        desk = self._desk
        return (
            (desk.ledger.changed, self._risk.again),
            (desk.ledger.changed, self._fresh.again),
            (desk.environments.changed, self._risk.again),
        )

    async def _read_risk(self) -> AtRisk:
        from aexdesk.services.ledger import AtRisk  # noqa: PLC0415 - the first paint does without it

        places = (place for place in self._desk.standing.environments if place.is_live)
        return AtRisk.sum_of([await self._desk.ledger.risk(place.name) for place in places])

    async def _ask_fresh(self) -> None:
        for entry_id in await self._desk.ledger_checks.meet():
            self._start(self._check(entry_id), "check an order that has just left")

    async def _check(self, entry_id: str) -> None:
        try:
            await self._desk.ledger_checks.check_by_itself(entry_id)
        except AexError as fault:
            self._tell(fault)
