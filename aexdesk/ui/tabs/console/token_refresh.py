"""Refreshes the token that a call was refused with, when a person asks for it. QtCore only."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError

if TYPE_CHECKING:
    from aexdesk.services.token_refreshing import TokenRefreshing
    from aexdesk.workspace.token import Token

Start = Callable[[Coroutine[Any, Any, None], str], object]


class TokenRefresh:
    """One at a time. `note` is told when it begins (True), and how it ended (False, and the fault if there is one)."""

    def __init__(
        self, refreshing: TokenRefreshing, start: Start, note: Callable[[bool, AexError | None], None]
    ) -> None:
        self._refreshing = refreshing
        self._start = start
        self._note = note
        self._is_running = False

    def run(self, token: Token | None) -> None:
        """Begins, unless one runs; there is nothing to refresh where nobody is logged in."""
        if token is not None and not self._is_running:
            self._is_running = True
            self._note(True, None)
            self._start(self._run(token), "refresh the token")

    async def _run(self, token: Token) -> None:
        fault: AexError | None = None
        try:
            await self._refreshing.refresh(token)
        except AexError as error:
            fault = error
        finally:
            self._is_running = False
        self._note(False, fault)
