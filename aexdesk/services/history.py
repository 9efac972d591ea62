"""History: every exchange, as recorded; reopened after a restart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aexdesk.faults import BadInput
from aexdesk.services.changes import Changes
from aexdesk.storage.exchanges import Exchanges
from aexdesk.workspace.exchange import Exchange, ExchangeSummary


class History:
    """Takes exchanges in, gives them back. What comes in is free of secrets already. `recorded`: hears of each."""

    def __init__(self, exchanges: Exchanges) -> None:
        self._exchanges = exchanges
        self.changed = Changes()
        self.recorded: list[Callable[[Sequence[Exchange]], None]] = []

    async def record(self, exchange: Exchange) -> None:
        """Keeps an exchange."""
        await self._exchanges.record(exchange)
        self._tell((exchange,))

    async def record_all(self, exchanges: Sequence[Exchange]) -> None:
        """Keeps several at once: all of them, or none."""
        await self._exchanges.record_all(exchanges)
        self._tell(exchanges)

    def _tell(self, exchanges: Sequence[Exchange]) -> None:
        for hear in tuple(self.recorded):
            hear(exchanges)
        self.changed.announce()

    async def recent(
        self, environment: str | None = None, limit: int = 50, offset: int = 0, *, failed_only: bool = False
    ) -> tuple[ExchangeSummary, ...]:
        """Lines of the history, newest first. `failed_only`: a platform's "no results" is no failure."""
        return tuple(await self._exchanges.recent(environment, limit, offset, failed_only=failed_only))

    async def count(self, environment: str | None = None) -> int:
        """How many exchanges there are."""
        return await self._exchanges.count(environment)

    async def get(self, exchange_id: str) -> Exchange:
        """An exchange. Raises BadInput for an id that nobody knows."""
        exchange = await self._exchanges.get(exchange_id)
        if exchange is None:
            raise BadInput("unknown_exchange", id=exchange_id)
        return exchange

    async def body_file_names(self) -> set[str]:
        """The files of large bodies that the history needs."""
        return await self._exchanges.body_file_names()
