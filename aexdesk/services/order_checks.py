"""Asks the guard what it would say of an order, before anybody sends it: the facts that must match, one by one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from aexdesk.openplatform.catalogue import Catalogue, Effect
from aexdesk.openplatform.request import Call
from aexdesk.ordertest.guard import ComparedFact, Guard, uncompared
from aexdesk.ordertest.reading import OutgoingRequest
from aexdesk.services.callers import Caller, Callers
from aexdesk.services.calling import Calling
from aexdesk.services.guard_facts import WorkspaceFacts
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import GuardVerdict
from aexdesk.workspace.profile import Profile

__all__ = ["ComparedFact", "OrderCheck", "OrderChecks"]


@dataclass(frozen=True, slots=True)
class OrderCheck:
    """The guard's verdict on the request as it would leave now, and the four facts behind it."""

    verdict: GuardVerdict
    facts: tuple[ComparedFact, ...]


class OrderChecks:
    """The same guard, the same reading as at sending; nothing leaves."""

    def __init__(self, catalogue: Catalogue, facts: WorkspaceFacts, callers: Callers, calling: Calling) -> None:
        self._guard = Guard(catalogue)
        self._facts = facts
        self._callers = callers
        self._calling = calling

    def is_order(self, api: str) -> bool:
        """Whether the guard takes calls of this API for orders."""
        return self._guard.effect_of(api) is Effect.CREATES_ORDER

    async def check(self, call: Call, profile: Profile, environment: Environment) -> OrderCheck:
        """The verdict. Raises BadInput for what cannot be signed, VaultUnavailable."""
        return await self.check_as(call, await self._callers.of_profile(profile, call.api), environment)

    async def check_as(self, call: Call, caller: Caller, environment: Environment) -> OrderCheck:
        """The same for a caller who is known already: the vault is not asked. Raises BadInput."""
        signed = self._calling.sign(call, caller, environment)
        request = OutgoingRequest(signed.http_method, signed.url, signed.headers, signed.body)
        where = self._calling.resolve(environment)
        # An order may be long, and is read letter by letter: not on a window's thread.
        reading = await asyncio.to_thread(self._guard.read, request, where)
        if isinstance(reading, GuardVerdict):
            unclear = next(iter(reading.differences), None)
            return OrderCheck(reading, uncompared(unclear.field, unclear.found) if unclear else uncompared())
        known = await self._facts.facts(where, reading.session, reading.parameters.get("app_key", ""))
        verdict = await asyncio.to_thread(self._guard.judge, reading, known)
        return OrderCheck(verdict, await asyncio.to_thread(self._guard.compare, reading, known))
