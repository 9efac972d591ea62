"""Asks the guard what it would say of an order, before anybody sends it: the facts that must match, one by one."""

from __future__ import annotations

from dataclasses import dataclass

from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.openplatform.request import Call
from aexdesk.services.callers import Callers
from aexdesk.services.calling import Calling
from aexdesk.services.guard_facts import WorkspaceFacts
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import GuardVerdict
from aexdesk.workspace.profile import Profile


@dataclass(frozen=True, slots=True)
class ComparedFact:
    """One of account, item_id, quantity, country: what the test case says and what the request says."""

    field: str
    expected: str
    found: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class OrderCheck:
    """The guard's verdict on the request as it would leave now, and the four facts behind it."""

    verdict: GuardVerdict
    facts: tuple[ComparedFact, ...]


class OrderChecks:
    """The same guard, the same reading as at sending; nothing leaves."""

    def __init__(self, catalogue: Catalogue, facts: WorkspaceFacts, callers: Callers, calling: Calling) -> None:
        self._catalogue = catalogue
        self._facts = facts
        self._callers = callers
        self._calling = calling

    def is_order(self, api: str) -> bool:
        """Whether the guard takes calls of this API for orders."""
        raise NotImplementedError

    async def check(self, call: Call, profile: Profile, environment: Environment) -> OrderCheck:
        """The verdict. Raises BadInput for what cannot be signed, VaultUnavailable."""
        raise NotImplementedError
