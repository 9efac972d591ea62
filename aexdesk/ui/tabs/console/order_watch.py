"""Asks the guard of each draft that would create an order, before it is sent. QtCore only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.ui.tabs.console.order_state import OrderState

if TYPE_CHECKING:
    from aexdesk.openplatform.request import Call
    from aexdesk.services.harmless import HarmlessApis
    from aexdesk.services.order_checks import OrderCheck, OrderChecks
    from aexdesk.ui.tabs.console.signer import Signer
    from aexdesk.workspace.environment import Environment
    from aexdesk.workspace.profile import Profile


class OrderWatch:
    """Calls that create no order are none of its business: for them the answer is None."""

    def __init__(self, checks: OrderChecks, harmless: HarmlessApis, signer: Signer) -> None:
        self._checks = checks
        self._harmless = harmless
        self._signer = signer

    def expect(self, api: str, environment: Environment, shown: OrderState | None) -> OrderState | None:
        """What stands there until the guard has been asked anew: what it said last, which counts no more."""
        if not self._is_order(api, environment):
            return None
        return replace(shown or OrderState(), is_checking=True)

    async def look(self, call: Call, profile: Profile | None, environment: Environment) -> OrderState | None:
        """What the guard says of the call as it would leave now."""
        if not self._is_order(call.api, environment):
            return None
        if profile is None:
            return OrderState()
        try:
            check = await self._check(call, profile, environment)
            if not _knows_account(check):
                # Another process may have refreshed the token: the session remembered here is nobody's then.
                self._signer.forget()
                check = await self._check(call, profile, environment)
            return OrderState(check)
        except AexError as fault:
            return OrderState(fault=fault)

    def _is_order(self, api: str, environment: Environment) -> bool:
        return self._checks.is_order(api) and api not in self._harmless.names(environment.name)

    async def _check(self, call: Call, profile: Profile, environment: Environment) -> OrderCheck:
        caller = await self._signer.find_caller(profile, call.api)
        return await self._checks.check_as(call, caller, environment)


def _knows_account(check: OrderCheck) -> bool:
    return any(fact.found for fact in check.facts if fact.field == "account")
