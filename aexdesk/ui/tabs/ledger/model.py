"""What the Ledger tab knows and does: lists the orders that left, checks, settles, opens their pages. QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.services.ledger import orders_page_of
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.ledger import words
from aexdesk.ui.tabs.ledger.state import Inquiry, LedgerPage, LedgerRow
from aexdesk.workspace.ledger import LedgerState

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.later import Timer
    from aexdesk.ui.ports import Ports

_SHOWN = 1000
"""Orders; older ones are in the history."""


class LedgerModel(StateModel[LedgerPage]):
    """One order is chosen, and one thing at a time is done with it."""

    def __init__(self, desk: Desk, ports: Ports) -> None:
        super().__init__(LedgerPage(), ports.report)
        self._desk = desk
        self._ports = ports
        self._is_reading = False
        self._has_more = False
        self._inquiries: dict[str, Inquiry] = {}
        self._asking: dict[str, asyncio.Task[None]] = {}
        self._done: dict[str, frozenset[str]] = {}
        self._ticking: Timer | None = None
        for changes, callback in self._watched():
            changes.append(callback)
        self.load()

    # ---------------------------------------------------------------- what a person does

    def choose(self, entry_id: str) -> None:
        """Shows that order beneath."""
        self._become(replace(self.state, chosen=entry_id))
        self._show()

    def check(self) -> None:
        """Asks the platform about the chosen order, for up to half a minute, unless it is being asked already."""
        row = self.state.row
        if row is None or not row.entry.order_id or row.entry.id in self._asking:
            return
        entry_id = row.entry.id
        self._inquiries[entry_id] = Inquiry(is_running=True)
        task = self._start(self._check(entry_id), f"check order {row.entry.order_id}")
        if task is not None:
            self._asking[entry_id] = task
            task.add_done_callback(lambda _task: self._end_check(entry_id))
        self._tick_soon()
        self._show()

    def cancel_check(self) -> None:
        """Stops asking about the chosen order."""
        task = self._asking.get(self.state.chosen)
        if task is not None:
            task.cancel()

    def settle(self, state: LedgerState) -> None:
        """Says by hand what became of the chosen order; it can be undone for a while."""
        row = self.state.row
        if row is not None and not self.state.is_busy:
            self._become(replace(self.state, is_busy=True))
            self._start(self._settle(row, state), f"settle an order as {state.value}")

    def open_again(self) -> None:
        """What was settled waits to be settled once more."""
        row = self.state.row
        if row is not None:
            self.settle(LedgerState.EXPECTED_FREE if row.entry.order_id else LedgerState.UNKNOWN)

    def tick(self, step: str, is_done: bool) -> None:
        """A step of the cancel checklist is done, or not after all."""
        done = self._done.get(self.state.chosen, frozenset())
        self._done[self.state.chosen] = done | {step} if is_done else done - {step}
        self._show()

    def open_page(self) -> None:
        """Opens the buyer's order page in the system's browser."""
        row = self.state.row
        if row is not None and row.page and self._ports.links.open(row.page):
            self.tick("open", True)

    def open_exchange(self) -> None:
        """Hands the call that made the order to the console."""
        row = self.state.row
        if row is not None:
            self._desk.handovers.exchange_for_console.give(row.entry.exchange_id)

    def put_away_trouble(self) -> None:
        """The person has read it."""
        self._become(replace(self.state, trouble=None))

    def load(self) -> None:
        """Reads the orders anew; while it reads, once more afterwards."""
        self._has_more = True
        if not self._is_reading:
            self._is_reading = True
            self._start(self._load(), "read the ledger")

    async def close(self) -> None:
        """Lets go of the services, and ends its work."""
        for changes, callback in self._watched():
            changes.remove(callback)
        if self._ticking is not None:
            self._ticking.cancel()
        await super().close()

    # ---------------------------------------------------------------- following

    def _watched(self) -> tuple[tuple[list[Callable[[], None]], Callable[[], None]], ...]:
        desk = self._desk
        return (desk.ledger.changed, self.load), (desk.standing.changed, self.load)

    async def _load(self) -> None:
        try:
            while self._has_more:
                self._has_more = False
                self._take(await self._read())
        except AexError as trouble:
            self._become(replace(self.state, trouble=trouble))
        finally:
            self._is_reading = False

    async def _read(self) -> tuple[LedgerRow, ...]:
        rows: list[LedgerRow] = []
        for place in self._desk.standing.environments:
            page = orders_page_of(place) or ""
            rows += [LedgerRow(entry, place, page) for entry in await self._desk.ledger.list(place.name)]
        return tuple(sorted(rows, key=lambda row: row.entry.at, reverse=True)[:_SHOWN])

    def _take(self, rows: tuple[LedgerRow, ...]) -> None:
        there = [row.entry.id for row in rows]
        # Who opens the ledger wants to see what waits, else what was made last.
        first = next((row.entry.id for row in rows if row.is_at_risk), there[0] if there else "")
        chosen = self.state.chosen if self.state.chosen in there else first
        here = self._desk.standing.environment.name
        self._become(replace(self.state, is_loaded=True, here=here, rows=rows, chosen=chosen))
        self._show()

    def _show(self) -> None:
        chosen = self.state.chosen
        inquiry, done = self._inquiries.get(chosen, Inquiry()), self._done.get(chosen, frozenset())
        self._become(replace(self.state, inquiry=inquiry, done=done))

    # ---------------------------------------------------------------- doing

    async def _check(self, entry_id: str) -> None:
        try:
            found = await self._desk.ledger.check(entry_id)
            await self._load_now()  # what was found and the row that it is about change together
        except AexError as fault:
            self._inquiries[entry_id] = Inquiry(fault=fault)
        else:
            self._inquiries[entry_id] = Inquiry(found=found)

    def _end_check(self, entry_id: str) -> None:
        del self._asking[entry_id]
        if self._inquiries[entry_id].is_running:  # cancelled, perhaps before its first step
            del self._inquiries[entry_id]
        self._show()

    def _tick_soon(self) -> None:
        if self._ticking is None:
            self._ticking = self._ports.later(1.0, self._tick)

    def _tick(self) -> None:
        self._ticking = None
        for entry_id in self._asking:
            inquiry = self._inquiries[entry_id]
            self._inquiries[entry_id] = replace(inquiry, elapsed_s=inquiry.elapsed_s + 1)
        if self._asking:
            self._tick_soon()
        self._show()

    async def _settle(self, row: LedgerRow, state: LedgerState) -> None:
        try:
            settled = await self._desk.ledger.settle(row.entry.id, state)
            await self._load_now()
        except AexError as trouble:
            self._become(replace(self.state, trouble=trouble))
            return
        finally:
            self._become(replace(self.state, is_busy=False))
        self._inquiries.pop(row.entry.id, None)
        self._show()
        name = words.name_state(replace(row, entry=settled))
        say = (lambda: words.say_settled(name)) if settled.is_settled else words.say_opened
        self._ports.toasts.show(say, lambda: self._take_back(row))

    async def _load_now(self) -> None:
        self._take(await self._read())

    def _take_back(self, row: LedgerRow) -> None:
        before = row.entry.state
        if before is LedgerState.PAID and not row.entry.is_settled:
            before = LedgerState.SEEN_UNPAID  # by hand PAID always settles
        self._start(self._restore(row.entry.id, before), "undo the settling of an order")

    async def _restore(self, entry_id: str, state: LedgerState) -> None:
        try:
            await self._desk.ledger.settle(entry_id, state)
            await self._load_now()
        except AexError as trouble:
            self._become(replace(self.state, trouble=trouble))
