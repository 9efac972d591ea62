"""The state of the practice gateway: what is kept, what is forgotten at the end. One thread, the server's."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from random import Random
from typing import Any

from aexdesk.practice.records import Account, App, Code, Grant, LogEntry, Order, OrderCase, Webhook

ORDER_ID_FLOOR = 9_100_000_000_000_001
"""Orders of the practice gateway are 16 digits long and begin with 91: above 2^53, and a range of their own."""

_ORDER_ID_STARTS = 45_000_000_000_000


@dataclass(slots=True)
class State:
    """What survives a restart, where it is kept at all. App secrets are not in it.

    `auto_payers`: the emails of those on the allow list for automatic payment.
    """

    next_order_id: int
    apps: dict[str, App] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    cases: dict[str, OrderCase] = field(default_factory=dict)
    orders: dict[int, Order] = field(default_factory=dict)
    sold: dict[str, int] = field(default_factory=dict)
    auto_payers: set[str] = field(default_factory=set)
    webhook: Webhook | None = None

    def take_order_id(self) -> int:
        """An id never given before: odd, so that a double cannot hold it."""
        taken = self.next_order_id
        self.next_order_id += 2
        return taken

    def drop_expired(self, now: float) -> None:
        """Forgets tokens that are past their end."""
        self.grants = {key: grant for key, grant in self.grants.items() if grant.expires_at > now}


@dataclass(frozen=True, slots=True)
class Ticket:
    """A login page that was opened: what it will answer to, and who logged in on it."""

    app_key: str
    redirect_uri: str
    state: str | None
    uuid: str
    expires_at: float
    account: str = ""


@dataclass(slots=True)
class Fleeting:
    """What ends with the run: pages under way, codes, browsers logged in, the log of calls."""

    log: deque[LogEntry]
    codes: dict[str, Code] = field(default_factory=dict)
    tickets: dict[str, Ticket] = field(default_factory=dict)
    logins: dict[str, str] = field(default_factory=dict)


def make_state(chance: Random) -> State:
    """An empty state. Order ids begin anywhere in their range, so that two runs do not give the same."""
    return State(next_order_id=ORDER_ID_FLOOR + 2 * chance.randrange(_ORDER_ID_STARTS))


def trim(things: dict[Any, Any], most: int = 200) -> None:
    """Forgets the oldest where there are too many."""
    while len(things) > most:
        del things[next(iter(things))]
