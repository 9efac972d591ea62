"""The ledger of orders that left: lists them, asks the platform for each, settles by hand, sums what is at risk."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from aexdesk.faults import BadInput, PlatformError
from aexdesk.ordertest.order_details import OrderDetails
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.ledger_book import LedgerBook
from aexdesk.services.order_inquiry import OrderInquiry
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.ledger import LedgerEntry, LedgerState, Money

_PAUSES_S = (1.0, 2.0, 3.0, 5.0, 8.0, 11.0)
"""30 s in all: details appear some 10 s after creation (protocol, section 8)."""
_YOUNG = timedelta(minutes=2)
_CLOSED = frozenset({LedgerState.CANCELLED, LedgerState.CONFIRMED_FREE, LedgerState.PAID})
_SURE = frozenset({LedgerState.CANCELLED, LedgerState.CONFIRMED_FREE})
_ORDERS_PAGE = "https://www.aliexpress.com/p/order/index.html"


@dataclass(frozen=True, slots=True)
class LedgerCheck:
    """What order get told: the entry as it stands now, the platform's own status, and the state that it speaks for.

    `seen` is None where the status says nothing of payment. It differs from the entry's state where a person settled
    the entry before: what was settled by hand stays.
    """

    entry: LedgerEntry
    order_status: str
    seen: LedgerState | None


@dataclass(frozen=True, slots=True)
class AtRisk:
    """What may have to be paid: totals by currency, and how many orders have no known amount yet."""

    totals: tuple[Money, ...] = ()
    unpriced: int = 0


class Ledger:
    """Orders of all environments, newest first; `changed` tells of every new entry and every change."""

    def __init__(
        self,
        book: LedgerBook,
        environments: EnvironmentBook,
        inquiry: OrderInquiry,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._book = book
        self._environments = environments
        self._inquiry = inquiry
        self._now = now
        self._sleep = sleep
        self.changed = book.changed

    async def list(self, environment: str) -> tuple[LedgerEntry, ...]:
        """The last thousand entries of an environment, newest first. Raises StorageFault."""
        return await self._book.list(environment)

    async def settle(self, entry_id: str, state: LedgerState) -> LedgerEntry:
        """Says by hand what became of the order; EXPECTED_FREE, SEEN_UNPAID and UNKNOWN open it again.

        Raises BadInput("unknown_ledger_entry"), StorageFault.
        """
        return await self._book.change(entry_id, lambda entry: replace(entry, state=state, is_settled=state in _CLOSED))

    async def check(self, entry_id: str) -> LedgerCheck:
        """Asks order get; for a young order again for up to 30 s, in growing pauses.

        Moves an entry that is not settled to SEEN_UNPAID, to CANCELLED, which settles it, or to PAID, which does not: a
        person must see it. In practice the gateway says CONFIRMED_FREE, too.

        Raises BadInput("order_id_unknown") for an order whose id no answer told, and ("order_app_unknown");
        PlatformError, NetworkFault, GuardRefused, VaultUnavailable, StorageFault.
        """
        details = await self._ask(await self._book.get(entry_id))
        at = self._now()
        entry = await self._book.change(entry_id, lambda entry: _with_details(entry, details, at))
        return LedgerCheck(entry, details.order_status, details.state)

    async def at_risk(self, environment: str) -> tuple[Money, ...]:
        """The sum of what is not settled, for each currency; nothing in practice. Raises BadInput, StorageFault."""
        return (await self.risk(environment)).totals

    async def risk(self, environment: str) -> AtRisk:
        """`at_risk`, with the number of orders whose amount is not known yet."""
        if not (await self._environments.get(environment)).is_live:
            return AtRisk()
        sums: dict[str, Decimal] = {}
        unpriced = 0
        for entry in await self._book.unsettled(environment):
            if entry.amount is None:
                unpriced += 1
            else:
                sums[entry.currency] = sums.get(entry.currency, Decimal(0)) + entry.amount
        return AtRisk(tuple(Money(sums[currency], currency) for currency in sorted(sums)), unpriced)

    async def _ask(self, entry: LedgerEntry) -> OrderDetails:
        pauses = _PAUSES_S if self._now() - entry.at < _YOUNG else ()
        for pause in pauses:
            try:
                return await self._inquiry.ask(entry)
            except PlatformError:
                await self._sleep(pause)
            except BadInput as trouble:
                if trouble.code != "answer_unreadable":
                    raise
                await self._sleep(pause)
        return await self._inquiry.ask(entry)


def _with_details(entry: LedgerEntry, details: OrderDetails, at: datetime) -> LedgerEntry:
    told = replace(entry, checked_at=at)
    if details.amount is not None:
        told = replace(told, amount=details.amount, currency=details.currency)
    if details.state is None or entry.is_settled:  # a person may have settled it while the platform was asked
        return told
    return replace(told, state=details.state, is_settled=details.state in _SURE)


def orders_page_of(environment: Environment) -> str | None:
    """Where the buyer sees the orders, and can cancel one; None in practice, which has no such page."""
    return _ORDERS_PAGE if environment.is_live else None
