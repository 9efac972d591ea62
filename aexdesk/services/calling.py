"""Calls: signs what the user asks for, shows it before it leaves, sends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from aexdesk.faults import NetworkFault
from aexdesk.openplatform.oauth import TokenAnswer
from aexdesk.openplatform.request import Call, SignedRequest, build_request
from aexdesk.services.callers import Caller
from aexdesk.services.order_attempts import OrderAttempts
from aexdesk.services.practising import Practising
from aexdesk.services.way_out import WayOut
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import Exchange

if TYPE_CHECKING:
    from aexdesk.gateway.client import Sender


class Calling:
    """Signs and sends."""

    def __init__(
        self, way_out: WayOut, practising: Practising, attempts: OrderAttempts, now: Callable[[], datetime]
    ) -> None:
        self._way_out = way_out
        self._practising = practising
        self._attempts = attempts
        self._now = now

    def resolve(self, environment: Environment) -> Environment:
        """The environment as calls take it now: practice is wherever its gateway runs."""
        return self._practising.resolve(environment)

    def sign(self, call: Call, caller: Caller, environment: Environment) -> SignedRequest:
        """The request as it would leave now, an order with its mark. Raises BadInput."""
        return self._sign(self._attempts.show(call, environment.name, caller.credentials.app_key), caller, environment)

    def _sign(self, call: Call, caller: Caller, environment: Environment) -> SignedRequest:
        timestamp = str(int(self._now().timestamp() * 1000))
        return build_request(call, caller.credentials, self.resolve(environment).endpoints, timestamp)

    async def send(self, call: Call, caller: Caller, environment: Environment) -> Exchange:
        """Signs with the present time and sends through the guard; the exchange comes back as recorded.

        An order without an `out_order_id` gets one of its own; one that may exist is sent again under the one it had.
        Raises BadInput for what cannot be signed, NetworkFault("practice_off") where no practice gateway runs,
        StorageFault where the ledger cannot be read; refusals and faults stand in the exchange.
        """
        whose = (environment.name, caller.credentials.app_key)
        signed, sender = self._prepare(await self._attempts.begin(call, *whose), caller, environment)
        exchange = await self._way_out.gateway().send(signed, sender)
        await self._attempts.end(call, *whose)
        return exchange

    async def send_for_token(
        self, call: Call, caller: Caller, environment: Environment
    ) -> tuple[Exchange, TokenAnswer | None]:
        """`send` for a token call: beside the exchange, which tells no token, the tokens that came; None for none."""
        signed, sender = self._prepare(call, caller, environment)
        return await self._way_out.gateway().send_for_token(signed, sender)

    def whereabouts(self, environment: Environment) -> Environment:
        """The environment as calls take it. Raises NetworkFault("practice_off") where no practice gateway runs."""
        if not environment.is_live and self._practising.state.url is None:
            # Whatever else listens on that port must not get the call.
            raise NetworkFault("practice_off")
        return self.resolve(environment)

    def _prepare(self, call: Call, caller: Caller, environment: Environment) -> tuple[SignedRequest, Sender]:
        from aexdesk.gateway.client import Sender  # noqa: PLC0415 - httpx is imported at the first call

        where = self.whereabouts(environment)
        signed = self._sign(call, caller, environment)
        return signed, Sender(where, caller.profile, caller.credentials.app_key, caller.references)
