"""The ledger of orders that left: lists them, asks the platform for each, settles by hand, sums what is at risk."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from aexdesk.faults import BadInput, PlatformError
from aexdesk.services.callers import Caller
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.ledger_book import LedgerBook
from aexdesk.services.order_inquiries import OrderInquiries, PaymentStatus
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.ledger import CancelStep, LedgerEntry, LedgerState, Money

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

    @classmethod
    def sum_of(cls, risks: Iterable[AtRisk]) -> AtRisk:
        """All of them together."""
        sums: dict[str, Decimal] = {}
        unpriced = 0
        for risk in risks:
            unpriced += risk.unpriced
            for one in risk.totals:
                sums[one.currency] = sums.get(one.currency, Decimal(0)) + one.amount
        return cls(tuple(Money(sums[currency], currency) for currency in sorted(sums) if sums[currency]), unpriced)


class Ledger:
    """Orders of all environments, newest first; `changed` tells of every new entry and every change."""

    def __init__(
        self,
        book: LedgerBook,
        environments: EnvironmentBook,
        inquiries: OrderInquiries,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._book = book
        self._environments = environments
        self._inquiries = inquiries
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

    async def tick(self, entry_id: str, step: CancelStep, is_done: bool) -> LedgerEntry:
        """Notes that a step of the cancel checklist is done, or not after all. Raises as `settle` does."""

        def change(entry: LedgerEntry) -> LedgerEntry:
            return replace(entry, cancel_steps=entry.cancel_steps | {step} if is_done else entry.cancel_steps - {step})

        return await self._book.change(entry_id, change)

    async def unasked(self) -> tuple[LedgerEntry, ...]:
        """The orders of every environment that left within the last two minutes and that nobody has asked for."""
        since = self._now() - _YOUNG
        places = await self._environments.list()
        return tuple([entry for place in places for entry in await self._book.unasked(place.name, since)])

    async def is_unasked(self, entry_id: str) -> bool:
        """Whether `unasked` would still name it. Raises BadInput("unknown_ledger_entry")."""
        entry = await self._book.get(entry_id)
        return entry.checked_at is None and not entry.is_settled and self._now() - entry.at < _YOUNG

    async def of_exchange(self, exchange_id: str) -> tuple[LedgerEntry, ...]:
        """The orders that one call made. Raises StorageFault."""
        return await self._book.of_exchange(exchange_id)

    async def check(self, entry_id: str, caller: Caller | None = None, *, only_placer: bool = False) -> LedgerCheck:
        """Asks order get; for a young order again for up to 30 s, in growing pauses.

        As `caller` where one is given; with `only_placer` never but with the session that placed it.

        Moves an entry that is not settled to SEEN_UNPAID, to CANCELLED, which settles it, or to PAID, which does not: a
        person must see it. In practice the gateway says CONFIRMED_FREE, too.

        Raises BadInput: no_order_id for an order whose id no answer told, order_app_unknown, order_session_gone;
        PlatformError, NetworkFault, GuardRefused, VaultUnavailable, StorageFault.
        """
        entry = await self._book.get(entry_id)
        payment = await self._ask(lambda: self._inquiries.ask_payment(entry, caller, only_placer=only_placer), entry)
        at = self._now()
        told = await self._book.change(entry_id, lambda entry: _with_payment(entry, payment, at))
        return LedgerCheck(told, payment.order_status, payment.state)

    async def at_risk(self, environment: str) -> tuple[Money, ...]:
        """The sum of what is not settled, for each currency; nothing in practice. Raises BadInput, StorageFault."""
        return (await self.risk(environment)).totals

    async def risk(self, environment: str) -> AtRisk:
        """`at_risk`, with the number of orders whose amount is not known yet."""
        if not (await self._environments.get(environment)).is_live:
            return AtRisk()
        return AtRisk.sum_of(_risk_of(entry) for entry in await self._book.unsettled(environment))

    async def _ask(self, ask: Callable[[], Awaitable[PaymentStatus]], entry: LedgerEntry) -> PaymentStatus:
        pauses = _PAUSES_S if self._now() - entry.at < _YOUNG else ()
        for pause in pauses:
            try:
                return await ask()
            except PlatformError:
                await self._sleep(pause)
            except BadInput as trouble:
                if trouble.code != "answer_unreadable":
                    raise
                await self._sleep(pause)
        return await ask()


def _risk_of(entry: LedgerEntry) -> AtRisk:
    return AtRisk(unpriced=1) if entry.amount is None else AtRisk((Money(entry.amount, entry.currency),))


def _with_payment(entry: LedgerEntry, payment: PaymentStatus, at: datetime) -> LedgerEntry:
    told = replace(entry, checked_at=at)
    if payment.amount is not None:
        told = replace(told, amount=payment.amount, currency=payment.currency)
    if payment.state is None or entry.is_settled:  # a person may have settled it while the platform was asked
        return told
    return replace(told, state=payment.state, is_settled=payment.state in _SURE)


def orders_page_of(environment: Environment) -> str | None:
    """Where the buyer sees the orders, and can cancel one; None in practice, which has no such page."""
    return _ORDERS_PAGE if environment.is_live else None
