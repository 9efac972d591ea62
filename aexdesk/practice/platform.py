"""The world that every handler of the practice gateway gets: state, rules, clock, chance, secrets, shop."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from aexdesk.practice.catalogue import Api
from aexdesk.practice.chance import make_request_id
from aexdesk.practice.changes import Changes
from aexdesk.practice.door.limits import CallCounter
from aexdesk.practice.faults.disturbances import Disturbances
from aexdesk.practice.goods.shop import Shop
from aexdesk.practice.records import App, LogEntry, Order
from aexdesk.practice.rules import Mismatch, Rules
from aexdesk.practice.state import Fleeting, State
from aexdesk.secret import Secret

Clock = Callable[[], float]
"""Seconds since 1970."""


class Platform:
    """Held by the server's loop; nothing here is for another thread."""

    def __init__(self, state: State, secrets: dict[str, Secret], *, rules: Rules, clock: Clock, chance: Random) -> None:
        self.state = state
        self.secrets = secrets
        self.rules = rules
        self.now = clock
        self.chance = chance
        self.mismatch = self.mismatch_at_start = Mismatch.REFUSE
        self.shop = Shop()
        self.disturbances = Disturbances()
        self.counter = CallCounter()
        self.fleeting = Fleeting(deque(maxlen=rules.max_log_entries))
        self.changes = Changes()
        self.save_soon: Callable[[], None] = lambda: None
        self.push: Callable[[Order, str, float], None] = lambda order, status, at: None
        self.await_due: Callable[[float], None] = lambda due: None

    def request_id(self) -> str:
        """A new one."""
        return make_request_id(self.chance)

    def note_change(self) -> None:
        """To be called after each change of the state."""
        self.changes.announce()
        self.save_soon()

    def log(self, api: str, verdict: str, error_code: str = "") -> None:
        """Notes a call. The name is cut: it is whatever the caller sent."""
        self.fleeting.log.append(LogEntry(self.now(), api[:200], verdict, error_code))
        self.changes.announce()


@dataclass(frozen=True, slots=True)
class Admitted:
    """A call that passed every check. `account`: whose session it carries, empty without one."""

    api: Api
    app: App
    account: str
    params: Mapping[str, str]
    files: Mapping[str, bytes] = field(default_factory=dict)
