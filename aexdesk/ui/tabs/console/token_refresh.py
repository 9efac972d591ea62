"""Refreshes the token that a call was refused with, when a person asks for it. QtCore only."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError, BadInput

if TYPE_CHECKING:
    from aexdesk.services.token_refreshing import TokenRefreshing
    from aexdesk.services.tokens import TokenBook
    from aexdesk.workspace.profile import Profile

Start = Callable[[Coroutine[Any, Any, None], str], object]
Note = Callable[["Profile", bool, AexError | None], None]


class TokenRefresh:
    """One at a time. `note` is told when it begins (True), and how it ended (False, and the fault if there is one)."""

    def __init__(self, tokens: TokenBook, refreshing: TokenRefreshing, start: Start, note: Note) -> None:
        self._tokens = tokens
        self._refreshing = refreshing
        self._start = start
        self._note = note
        self._is_running = False

    def run(self, profile: Profile) -> None:
        """Begins with the token that calls of this profile carry, unless one runs."""
        if not self._is_running:
            self._is_running = True
            self._note(profile, True, None)
            self._start(self._run(profile), "refresh the token")

    async def _run(self, profile: Profile) -> None:
        fault: AexError | None = None
        try:
            token = await self._tokens.newest_of(profile.id)
            if token is None:
                raise BadInput("token_gone")
            await self._refreshing.refresh(token)
        except AexError as error:
            fault = error
        finally:
            self._is_running = False
        self._note(profile, False, fault)
