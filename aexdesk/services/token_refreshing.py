"""Refreshes tokens before they end: one process at a time, and what is new is kept before the old is dropped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from aexdesk.faults import AexError
from aexdesk.services.callers import Callers
from aexdesk.services.calling import Calling
from aexdesk.services.changes import Changes
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.tokens import TokenBook
from aexdesk.storage.leases import Leases
from aexdesk.workspace.token import Token

EARLY = timedelta(minutes=30)  # protocol, section 5: refresh 30 minutes before the end


class TokenRefreshing:
    """Knows what is due, and refreshes it. `changed`: what runs, or what failed, is another now."""

    def __init__(
        self,
        environments: EnvironmentBook,
        callers: Callers,
        calling: Calling,
        tokens: TokenBook,
        leases: Leases,
        now: Callable[[], datetime],
    ) -> None:
        self.changed = Changes()

    def is_running(self, token_id: str) -> bool:
        """Whether this token is being refreshed now."""
        raise NotImplementedError

    def trouble_of(self, token_id: str) -> AexError | None:
        """Why its last refresh failed, while that still matters."""
        raise NotImplementedError

    async def refresh(self, token: Token) -> Token:
        """The token with a new session; the one that another process has just fetched, if it was first.

        Raises BadInput("refresh_token_missing"), PlatformError, NetworkFault, VaultUnavailable.
        """
        raise NotImplementedError

    async def refresh_due(self) -> None:
        """Refreshes every token that ends within EARLY or has ended and can be refreshed; failures are kept."""
        raise NotImplementedError
