"""What the Ledger tab knows and does: lists the orders that left, checks, settles, opens their pages. QtCore only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.services.ledger import orders_page_of
from aexdesk.ui.rereading import Rereading
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.ledger import words
from aexdesk.ui.tabs.ledger.state import LedgerPage, LedgerRow
from aexdesk.workspace.ledger import CancelStep, LedgerState

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.later import Timer
    from aexdesk.ui.ports import Ports

_SHOWN = 1000
"""Orders; older ones are in the history."""


class LedgerModel(StateModel[LedgerPage]):
    """One order is chosen, and one thing at a time is done with it. What is being asked, the whole window knows."""

    def __init__(self, desk: Desk, ports: Ports) -> None:
        super().__init__(LedgerPage(), ports.report)
        self._desk = desk
        self._ports = ports
        self._reading = Rereading(self._start, "read the ledger", self._read, self._take, self._show_trouble)
        self._ticking: Timer | None = None
        for changes, callback in self._watched():
            changes.append(callback)
        self._follow_checks()

    # ---------------------------------------------------------------- what a person does

    def choose(self, entry_id: str) -> None:
        """Shows that order beneath."""
        self._become(replace(self.state, chosen=entry_id))
        self._show()

    def check(self) -> None:
        """Asks the platform about the chosen order, for up to half a minute, unless it is being asked already."""
        row = self.state.row
        if row is not None and row.entry.order_id and not self.state.inquiry.is_running:
            self._start(self._desk.ledger_checks.check(row.entry.id), f"check order {row.entry.order_id}")

    def cancel_check(self) -> None:
        """Stops asking about the chosen order, whoever began it."""
        self._desk.ledger_checks.cancel(self.state.chosen)

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

    def tick(self, step: CancelStep, is_done: bool) -> None:
        """A step of the chosen order's cancel checklist is done, or not after all; the ledger keeps it."""
        row = self.state.row
        if row is not None and (step in row.entry.cancel_steps) is not is_done:
            self._start(self._tick_step(row.entry.id, step, is_done), f"tick {step.value} of an order")

    def open_page(self) -> None:
        """Opens the buyer's order page in the system's browser."""
        row = self.state.row
        if row is not None and row.page and self._ports.links.open(row.page) and row.is_at_risk:
            self.tick(CancelStep.OPEN, True)

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
        self._reading.again()

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
        return (
            (desk.ledger.changed, self.load),
            (desk.standing.changed, self.load),
            (desk.ledger_checks.changed, self._follow_checks),
        )

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
        checks = self._desk.ledger_checks
        rows = tuple(replace(row, asked_for_s=checks.elapsed_s(row.entry.id)) for row in self.state.rows)
        self._become(replace(self.state, rows=rows, inquiry=checks.of(self.state.chosen)))

    def _follow_checks(self) -> None:
        self.load()  # what was found and the row that it is about change together
        self._count_on()

    def _count_on(self) -> None:
        if self._ticking is None and self._desk.ledger_checks.running:
            self._ticking = self._ports.later(1.0, self._tick)

    def _tick(self) -> None:
        self._ticking = None
        self._count_on()
        self._show()

    def _show_trouble(self, trouble: AexError) -> None:
        self._become(replace(self.state, trouble=trouble))
        self._show()

    # ---------------------------------------------------------------- doing

    async def _tick_step(self, entry_id: str, step: CancelStep, is_done: bool) -> None:
        try:
            await self._desk.ledger.tick(entry_id, step, is_done)
        except AexError as trouble:
            self._show_trouble(trouble)

    async def _settle(self, row: LedgerRow, state: LedgerState) -> None:
        try:
            settled = await self._desk.ledger.settle(row.entry.id, state)
            self._take(await self._read())
        except AexError as trouble:
            self._show_trouble(trouble)
            return
        finally:
            self._become(replace(self.state, is_busy=False))
        self._desk.ledger_checks.forget(row.entry.id)
        name = words.name_state(replace(row, entry=settled))
        say = (lambda: words.say_settled(name)) if settled.is_settled else words.say_opened
        self._ports.toasts.show(say, lambda: self._take_back(row))

    def _take_back(self, row: LedgerRow) -> None:
        before = row.entry.state
        if before is LedgerState.PAID and not row.entry.is_settled:
            before = LedgerState.SEEN_UNPAID  # by hand PAID always settles
        self._start(self._restore(row.entry.id, before), "undo the settling of an order")

    async def _restore(self, entry_id: str, state: LedgerState) -> None:
        try:
            await self._desk.ledger.settle(entry_id, state)
            self._take(await self._read())
        except AexError as trouble:
            self._show_trouble(trouble)
