"""All that the Ledger tab shows, as values: the orders, the chosen one, what its check found. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from aexdesk.faults import AexError
from aexdesk.services.ledger_checks import NOT_ASKED, Inquiry
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.ledger import LedgerEntry


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An order and the environment it left for. `page`: where the buyer sees it, empty in practice.

    `asked_for_s`: for how many seconds the platform has been asked for it; None where it is not being asked.
    """

    entry: LedgerEntry
    environment: Environment
    page: str = ""
    asked_for_s: int | None = None

    @property
    def is_at_risk(self) -> bool:
        """Whether it may still cost money."""
        return self.environment.is_live and not self.entry.is_settled


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """`rows` are newest first, of every environment; `here` names the one in which we stand.

    `inquiry`: what is being asked about the chosen order, or what came of it.
    """

    is_loaded: bool = False
    here: str = ""
    rows: tuple[LedgerRow, ...] = ()
    chosen: str = ""
    inquiry: Inquiry = NOT_ASKED
    is_busy: bool = False
    trouble: AexError | None = None

    @property
    def row(self) -> LedgerRow | None:
        """The chosen order."""
        return next((row for row in self.rows if row.entry.id == self.chosen), None)

    @property
    def at_risk(self) -> int:
        """How many orders may still cost money."""
        return sum(1 for row in self.rows if row.is_at_risk)
