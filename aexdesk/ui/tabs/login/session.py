"""The session of the profile: its token, refreshed or given up, and one that the person has already. QtCore only."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError
from aexdesk.ui.tabs.login import words
from aexdesk.ui.tabs.login.attempts import Start
from aexdesk.ui.tabs.login.state import GivenToken, SessionCard

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.services.tokens import TokenGrant
    from aexdesk.ui.ports import Toasts
    from aexdesk.workspace.profile import Profile
    from aexdesk.workspace.token import Token


class Session:
    """`note` is called whenever `card` or `given` may be others; `tell` hears what is no matter of the card."""

    def __init__(
        self, desk: Desk, toasts: Toasts, start: Start, note: Callable[[], None], tell: Callable[[AexError], None]
    ) -> None:
        self._desk = desk
        self._toasts = toasts
        self._start = start
        self._note = note
        self._tell = tell
        self.given = GivenToken()
        self._is_binding = False
        self._fault: tuple[str, AexError] | None = None

    @property
    def card(self) -> SessionCard:
        """The token of the profile one works as."""
        token = self._desk.standing.token
        if token is None:
            return SessionCard()
        refreshing = self._desk.token_refreshing
        is_mine = self._fault is not None and self._fault[0] == token.id
        trouble = self._fault[1] if self._fault is not None and is_mine else refreshing.trouble_of(token.id)
        return SessionCard(token, refreshing.is_running(token.id), self._is_binding, trouble)

    def refresh(self) -> None:
        """Fetches a new session now."""
        token = self._desk.standing.token
        if token is not None and not self._desk.token_refreshing.is_running(token.id):
            self._start(self._refresh(token), "refresh the session")

    def sign_out(self) -> None:
        """Forgets the token and its texts."""
        token = self._desk.standing.token
        if token is not None:
            self._start(self._sign_out(token), "sign out")

    def bind(self, account: str) -> None:
        """Says whose the token is: that of a loan account."""
        token = self._desk.standing.token
        if token is not None and account:
            self._change(token, self._desk.tokens.bind(token, account), "bind the session")

    def unbind(self) -> None:
        """Takes that back."""
        token = self._desk.standing.token
        if token is not None:
            self._change(token, self._desk.tokens.unbind(token), "undo a binding")

    def take(self, profile: Profile, grant: TokenGrant, expected: str) -> None:
        """Keeps a token that the person has already."""
        if not self.given.is_keeping:
            self.given = replace(self.given, is_keeping=True, fault=None)
            self._start(self._take(profile, grant, expected), "keep a token")
            self._note()

    async def reload(self) -> None:
        """Reads the token of the profile again."""
        try:
            await self._desk.standing.load()
        except AexError as fault:
            self._tell(fault)

    async def _refresh(self, token: Token) -> None:
        with suppress(AexError):  # `trouble_of` tells it, on the card
            await self._desk.token_refreshing.refresh(token)
        await self.reload()

    async def _sign_out(self, token: Token) -> None:
        try:
            await self._desk.tokens.remove(token)
        except AexError as fault:
            self._tell(fault)
        else:
            self._toasts.show(lambda: words.say_signed_out(token.account))
        await self.reload()

    def _change(self, token: Token, work: Coroutine[Any, Any, Token], name: str) -> None:
        if self._is_binding:
            work.close()
            return
        self._is_binding, self._fault = True, None
        self._start(self._run_change(token.id, work), name)
        self._note()

    async def _run_change(self, token_id: str, work: Coroutine[Any, Any, Token]) -> None:
        try:
            await work
        except AexError as fault:
            self._fault = (token_id, fault)
        finally:
            self._is_binding = False
        await self.reload()
        self._note()

    async def _take(self, profile: Profile, grant: TokenGrant, expected: str) -> None:
        try:
            await self._desk.login.take_token(profile, grant, expected)
        except AexError as fault:
            self.given = replace(self.given, is_keeping=False, fault=fault)
            self._note()
            return
        self.given = GivenToken(kept=self.given.kept + 1)
        await self.reload()
        self._note()
