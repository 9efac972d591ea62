"""Access log: what came through the guard proxy, newest first. Our local form of the platform's API Access Log."""

from __future__ import annotations

from aexdesk.services.history import History
from aexdesk.storage.exchanges import Exchanges
from aexdesk.workspace.exchange import ExchangeSummary

PROXY_DOOR = "proxy"


class AccessLog:
    """A view of the history; an exchange itself is to be had there (`History.get`)."""

    def __init__(self, exchanges: Exchanges, history: History) -> None:
        self._exchanges = exchanges
        self.changed = history.changed

    async def recent(
        self, environment: str, limit: int = 50, offset: int = 0, *, search: str = "", refused_only: bool = False
    ) -> tuple[ExchangeSummary, ...]:
        """Lines, newest first; `search` is text in API name, error code, request ID or profile."""
        found = await self._exchanges.recent_of_door(
            PROXY_DOOR, environment, limit, offset, search, refused_only=refused_only
        )
        return tuple(found)
