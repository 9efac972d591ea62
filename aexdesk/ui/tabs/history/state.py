"""All that the History tab shows, as values: what is looked for, how much was found, what is compared. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aexdesk.faults import AexError
from aexdesk.services.comparing import Comparison, Side
from aexdesk.services.history_keeping import KeepRule
from aexdesk.workspace.comparison import CompareRules
from aexdesk.workspace.environment import PRACTICE, Environment
from aexdesk.workspace.exchange import ExchangeSummary
from aexdesk.workspace.filed_case import FiledCase

CHIPS = ("is:failed", "is:refused", "is:pinned", "is:asked", "door:proxy", "on:today")
"""Parts of a query that a press adds, or takes away."""


@dataclass(frozen=True, slots=True)
class CompareState:
    """`left` and `right`: the ids of the two calls, empty while they are yet to be chosen."""

    left: str = ""
    right: str = ""
    side: Side = Side.RESPONSE
    rules: CompareRules = field(default_factory=CompareRules)
    only_differences: bool = True
    result: Comparison | None = None
    is_running: bool = False
    fault: AexError | None = None

    @property
    def is_open(self) -> bool:
        """Whether two calls are shown beside one another."""
        return bool(self.right)


@dataclass(frozen=True, slots=True)
class HistoryState:
    """`count` of the calls that are loaded; `has_more`: there are more than these. `chosen`: the call in hand.

    `fault`: why the query cannot be read. `trouble`: what went wrong beside. `asked`: the calls about which support was
    asked, and their cases, the newest first.
    """

    environment: Environment = PRACTICE
    text: str = ""
    is_loaded: bool = False
    count: int = 0
    has_more: bool = False
    chosen: ExchangeSummary | None = None
    is_clearing: bool = False
    rule: KeepRule = field(default_factory=KeepRule)
    compare: CompareState = field(default_factory=CompareState)
    fault: AexError | None = None
    trouble: AexError | None = None
    asked: Mapping[str, tuple[FiledCase, ...]] = field(default_factory=dict)

    @property
    def cases(self) -> tuple[FiledCase, ...]:
        """Those about the chosen call."""
        return self.asked.get(self.chosen.id, ()) if self.chosen is not None else ()

    def has_part(self, part: str) -> bool:
        """Whether that part stands in the query."""
        return part in self.text.split()
