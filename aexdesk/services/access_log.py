"""Access log: what came through the guard proxy, newest first. Our local form of the platform's API Access Log."""

from __future__ import annotations

from dataclasses import replace

from aexdesk.services.finding import Finding
from aexdesk.services.history import History
from aexdesk.storage.exchanges import Exchanges
from aexdesk.workspace.exchange import ExchangeSummary

PROXY_DOOR = "proxy"


class AccessLog:
    """A view of the history; an exchange itself is to be had there (`History.get`)."""

    def __init__(self, exchanges: Exchanges, history: History, finding: Finding) -> None:
        self._exchanges = exchanges
        self._finding = finding
        self.changed = history.changed

    async def recent(self, environment: str, limit: int = 50, offset: int = 0) -> tuple[ExchangeSummary, ...]:
        """Lines, newest first."""
        return tuple(await self._exchanges.recent_of_door(PROXY_DOOR, environment, limit, offset))

    async def find(
        self,
        environment: str,
        limit: int,
        *,
        search: str = "",
        api: str = "",
        failed_only: bool = False,
        refused_only: bool = False,
    ) -> tuple[ExchangeSummary, ...]:
        """Lines for which all of it holds, newest first; `search` is read as in the history. Through its index."""
        query = self._finding.read_kindly(search, environment)
        query = replace(
            query,
            door=PROXY_DOOR,
            apis=(*query.apis, api) if api else query.apis,
            is_failed=query.is_failed or failed_only,
            is_refused=query.is_refused or refused_only,
        )
        return (await self._finding.find(query, limit)).lines
