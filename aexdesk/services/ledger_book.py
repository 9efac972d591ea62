"""Writes the ledger: an entry for each order that left, whichever door it came from."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from aexdesk.faults import BadInput
from aexdesk.ordertest.order_facts import ORDER_PARAMETER
from aexdesk.ordertest.order_mark import REMEMBERED, OrderMark, read_mark
from aexdesk.ordertest.order_outcome import OrderOutcome
from aexdesk.services.changes import Changes
from aexdesk.storage.ledger import LedgerEntries
from aexdesk.storage.rows import Many
from aexdesk.workspace.case_order import CaseOrderState
from aexdesk.workspace.exchange import Exchange
from aexdesk.workspace.ledger import LedgerEntry, LedgerState
from aexdesk.workspace.order_test_case import OrderTestCase

_STATES = {
    CaseOrderState.PLACED: LedgerState.EXPECTED_FREE,
    CaseOrderState.UNPAID: LedgerState.SEEN_UNPAID,
    CaseOrderState.UNKNOWN: LedgerState.UNKNOWN,
    CaseOrderState.EXISTS: LedgerState.UNKNOWN,
}
_SHOWN = 1000
_AT_ONCE = 100


class LedgerBook:
    """The entries of all environments. What was refused made no order, and has no entry."""

    def __init__(self, entries: LedgerEntries) -> None:
        self._entries = entries
        self._turn = asyncio.Lock()  # two answers that tell of one order must not make two entries
        self.changed = Changes()

    async def list(self, environment: str) -> tuple[LedgerEntry, ...]:
        """The last thousand of an environment, newest first."""
        return tuple(await self._entries.newest(environment, _SHOWN))

    async def unsettled(self, environment: str) -> tuple[LedgerEntry, ...]:
        """All that nobody has closed."""
        return tuple(await self._entries.unsettled(environment))

    async def unasked(self, environment: str, since: datetime) -> tuple[LedgerEntry, ...]:
        """The newest orders that left at `since` or later and that nobody has asked for; a hundred at most."""
        return tuple(await self._entries.unasked(environment, since, _AT_ONCE))

    async def of_exchange(self, exchange_id: str) -> tuple[LedgerEntry, ...]:
        """The orders that one call made."""
        return tuple(await self._entries.of_exchange(exchange_id))

    async def get(self, entry_id: str) -> LedgerEntry:
        """The entry. Raises BadInput("unknown_ledger_entry")."""
        entry = await self._entries.get(entry_id)
        if entry is None:
            raise BadInput("unknown_ledger_entry", name=entry_id)
        return entry

    async def change(self, entry_id: str, change: Callable[[LedgerEntry], LedgerEntry]) -> LedgerEntry:
        """Writes what `change` makes of an entry as it stands now. Raises BadInput("unknown_ledger_entry")."""
        async with self._turn:
            entry = change(await self.get(entry_id))
            await self._entries.save(entry)
        self.changed.announce()
        return entry

    async def note(self, exchange: Exchange, outcome: OrderOutcome, case: OrderTestCase | None) -> None:
        """Enters what an exchange tells of its order; `case` is None where the workspace does not hold it."""
        if outcome.state not in _STATES:
            return
        async with self._turn:
            same = await self._find_same(exchange)
            if not outcome.order_ids and same:
                return  # the platform takes it for that order
            waiting = [one for one in same if _is_unanswered(one)]
            for order_id in outcome.order_ids or ("",):
                await self._enter(exchange, outcome, case, order_id, waiting)
        self.changed.announce()

    async def find_unanswered(self, environment: str, app_key: str, digest: str, now: datetime) -> str:
        """The mark of an order of this content that may exist; "" where there is none, or the platform forgot it."""
        found = await self._entries.with_content(environment, app_key, digest)
        open_ones = (one for one in found if _is_unanswered(one) and _is_remembered(one, now))
        return next((one.out_order_id for one in open_ones if one.out_order_id), "")

    async def _find_same(self, exchange: Exchange) -> Many[LedgerEntry]:
        """What was entered for an earlier sending under the same mark, and exists or may exist."""
        mark = _mark_of(exchange).out_order_id
        if not mark:
            return []
        found = await self._entries.with_mark(exchange.environment, _plain(exchange.app_key), mark)
        return [one for one in found if _is_remembered(one, exchange.at) and (one.order_id or not one.is_settled)]

    async def _enter(
        self,
        exchange: Exchange,
        outcome: OrderOutcome,
        case: OrderTestCase | None,
        order_id: str,
        waiting: Many[LedgerEntry],
    ) -> None:
        if order_id and await self._entries.with_order(exchange.environment, order_id):
            return
        state = _STATES[outcome.state]
        if waiting:
            found = replace(waiting.pop(), order_id=order_id, state=state, exchange_id=exchange.id)
            await self._entries.save(found)
            return
        mark = _mark_of(exchange)
        await self._entries.save(
            LedgerEntry(
                id=uuid4().hex,
                environment=exchange.environment,
                exchange_id=exchange.id,
                case_id=case.id if case else "",
                case_name=exchange.guard.test_case,
                order_id=order_id,
                at=exchange.at,
                amount=None,
                currency="",
                state=state,
                checked_at=None,
                out_order_id=mark.out_order_id,
                app_key=_plain(exchange.app_key),
                account=case.loan_account_email if case else "",
                digest=mark.digest,
                door=getattr(exchange, "door", ""),
            )
        )


def _is_unanswered(entry: LedgerEntry) -> bool:
    """Whether nobody knows yet if the order exists."""
    return entry.state is LedgerState.UNKNOWN and not entry.order_id and not entry.is_settled


def _is_remembered(entry: LedgerEntry, at: datetime) -> bool:
    """Whether the platform still knew the order's mark at `at`."""
    return abs(at - entry.at) < REMEMBERED


def _mark_of(exchange: Exchange) -> OrderMark:
    values = (one.value for one in exchange.request.parameters if one.name == ORDER_PARAMETER)
    return read_mark(next(values, "")) or OrderMark()


def _plain(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
