"""The way out, made at the first call: the HTTP client takes its time to import."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.openplatform.oauth import TOKEN_CALLS
from aexdesk.ordertest.guard import Guard
from aexdesk.redaction import Others
from aexdesk.services.crossing import Crossing, FactsAcross, RecordsAcross
from aexdesk.services.guard_facts import WorkspaceFacts
from aexdesk.services.late_records import LateRecords
from aexdesk.storage.body_files import BodyFiles

if TYPE_CHECKING:
    from aexdesk.gateway.client import Gateway
    from aexdesk.gateway.forwarding import ForwardingGateway
    from aexdesk.services.noting import Noting
    from aexdesk.workspace.exchange import Exchange


def is_of_interest(exchange: Exchange) -> bool:
    """Whether something of it is worth noting before its secrets are hidden."""
    return exchange.api in TOKEN_CALLS or (exchange.error is not None and exchange.error.kind == "platform")


class WayOut:
    """Holds the one gateway of this process. To be used and closed on one event loop."""

    def __init__(
        self,
        catalogue: Catalogue,
        facts: WorkspaceFacts,
        recorder: LateRecords,
        bodies: BodyFiles,
        on_trouble: Callable[[AexError], None],
        noting: Callable[[], Noting],
        others: Callable[[], Others],
    ) -> None:
        self._catalogue = catalogue
        self._facts = facts
        self._recorder = recorder
        self._bodies = bodies
        self._on_trouble = on_trouble
        self._noting = noting
        self._others = others
        self._gateway: Gateway | None = None

    def gateway(self) -> Gateway:
        """The gateway, with the guard in front of it."""
        from aexdesk.gateway.client import Gateway  # noqa: PLC0415 - httpx is imported at the first call

        if self._gateway is None:
            guard = Guard(self._catalogue)
            self._gateway = Gateway(guard, self._facts, self._recorder, self._bodies, on_trouble=self._on_trouble)
            self._gateway.look_before_hiding(self._note)
            self._gateway.hide_also(self._others)
        return self._gateway

    def forwarding_gateway(self, crossing: Crossing) -> ForwardingGateway:
        """Another gateway, for the loop of the proxy: guard and records are the same, across the loops."""
        from aexdesk.gateway.forwarding import ForwardingGateway  # noqa: PLC0415 - as above

        made = ForwardingGateway(
            Guard(self._catalogue),
            FactsAcross(crossing, self._facts),
            RecordsAcross(crossing, self._recorder),
            self._bodies,
            on_trouble=lambda trouble: crossing.tell(self._on_trouble, trouble),
        )
        made.look_before_hiding(partial(self._note_across, crossing))
        made.hide_also(self._others)
        return made

    async def _note(self, exchange: Exchange) -> Exchange:
        if is_of_interest(exchange):  # most calls are not, and do without what a search needs
            return await self._noting().note(exchange)
        return exchange

    async def _note_across(self, crossing: Crossing, exchange: Exchange) -> Exchange:
        return await crossing.run(self._note(exchange)) if is_of_interest(exchange) else exchange

    async def close(self) -> None:
        """Closes the connections, if any were made."""
        if self._gateway is not None:
            await self._gateway.close()
            self._gateway = None
