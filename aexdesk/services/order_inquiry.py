"""Asks the platform for one order of the ledger, as the app and the buyer who placed it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from aexdesk.faults import BadInput
from aexdesk.openplatform.request import Call
from aexdesk.ordertest.order_details import ORDER_GET_API, ORDER_GET_PARAMETER, OrderDetails, read_order_details
from aexdesk.services.callers import Caller, Callers
from aexdesk.services.calling import Calling
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.exchange_faults import fault_of
from aexdesk.services.practice_panel import PracticePanel
from aexdesk.services.profiles import ProfileBook
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.ledger import LedgerEntry, LedgerState

_LONGEST_ANSWER = 1024 * 1024


class OrderInquiry:
    """Order get through the gateway, as any other call."""

    def __init__(
        self,
        environments: EnvironmentBook,
        profiles: ProfileBook,
        callers: Callers,
        calling: Calling,
        panel: PracticePanel,
    ) -> None:
        self._environments = environments
        self._profiles = profiles
        self._callers = callers
        self._calling = calling
        self._panel = panel

    async def ask(self, entry: LedgerEntry) -> OrderDetails:
        """What the platform says of the order now, asked once.

        Raises BadInput("order_id_unknown"), BadInput("order_app_unknown") where no profile is the app that placed it,
        PlatformError, NetworkFault, GuardRefused, VaultUnavailable, StorageFault.
        """
        if not entry.order_id:
            raise BadInput("order_id_unknown")
        environment = await self._environments.get(entry.environment)
        caller = await self._find_caller(entry, environment)
        # The id is digits only, as the answer to the order told it; no number type holds it.
        call = Call(ORDER_GET_API, ((ORDER_GET_PARAMETER, f'{{"order_id": {int(entry.order_id)}}}'),))
        exchange = await self._calling.send(call, caller, environment)
        if exchange.error is not None:
            raise fault_of(exchange, exchange.error)
        assert exchange.response is not None
        try:
            body = await asyncio.to_thread(exchange.response.body.read, _LONGEST_ANSWER)
        except OSError:  # somebody took the file away
            raise BadInput("answer_unreadable", api=ORDER_GET_API) from None
        details = await asyncio.to_thread(read_order_details, body)
        return details if environment.is_live else await self._ask_practice(entry, details)

    async def _ask_practice(self, entry: LedgerEntry, details: OrderDetails) -> OrderDetails:
        """In practice the gateway itself says what was free; there, an order is paid without anybody doing it."""
        is_free = await self._panel.is_free(entry.order_id)
        if details.state is not LedgerState.PAID or not is_free:
            return details
        return replace(details, state=LedgerState.CONFIRMED_FREE)

    async def _find_caller(self, entry: LedgerEntry, environment: Environment) -> Caller:
        profiles = [one for one in await self._profiles.list(environment.name) if one.app_key == entry.app_key]
        for profile in profiles if entry.account else ():
            caller = await self._callers.of_account(profile, entry.account)
            if caller is not None:
                return caller
        if profiles:
            return await self._callers.of_profile(profiles[0], ORDER_GET_API)
        seeds = None if environment.is_live else self._panel.seeds
        if seeds is None or seeds.app_key != entry.app_key:
            raise BadInput("order_app_unknown", name=entry.app_key)
        return self._callers.of_seeds(seeds, ORDER_GET_API)
