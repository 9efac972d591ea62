"""The ledger of orders that left: lists them, asks the platform for each, settles by hand, sums what is at risk."""

from __future__ import annotations

from dataclasses import dataclass

from aexdesk.services.changes import Changes
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.ledger import LedgerEntry, LedgerState, Money


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
    """Orders of all environments, newest first."""

    changed: Changes

    async def list(self, environment: str) -> tuple[LedgerEntry, ...]:
        """The entries of an environment, newest first. Raises StorageFault."""
        raise NotImplementedError

    async def settle(self, entry_id: str, state: LedgerState) -> LedgerEntry:
        """Says by hand what became of the order; EXPECTED_FREE, SEEN_UNPAID and UNKNOWN open it again.

        Raises BadInput("unknown_ledger_entry"), StorageFault.
        """
        raise NotImplementedError

    async def check(self, entry_id: str) -> LedgerCheck:
        """Asks order get, for up to 30 s in growing pauses: details appear some 10 s after creation.

        Moves an entry that is not settled to SEEN_UNPAID, CANCELLED (which settles it) or PAID (which does not: a
        person must see it). Raises BadInput("order_id_unknown") for an order whose id no answer told, PlatformError,
        NetworkFault, VaultUnavailable, StorageFault.
        """
        raise NotImplementedError

    async def at_risk(self, environment: str) -> tuple[Money, ...]:
        """The sum of what is not settled, for each currency; nothing in practice. Raises StorageFault."""
        raise NotImplementedError

    async def risk(self, environment: str) -> AtRisk:
        """`at_risk`, with the number of orders whose amount is not known yet."""
        raise NotImplementedError


def orders_page_of(environment: Environment) -> str | None:
    """Where the buyer sees the orders; None in practice, which has no such page."""
    raise NotImplementedError
