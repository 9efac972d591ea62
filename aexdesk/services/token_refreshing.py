"""Refreshes tokens before they end: one process at a time, and what is new is kept before the old is dropped."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

from aexdesk.faults import AexError, BadInput, NetworkFault, PlatformError, StorageFault, VaultUnavailable
from aexdesk.openplatform.oauth import TokenAnswer, refresh_token_call
from aexdesk.secret import Secret
from aexdesk.services.callers import Callers
from aexdesk.services.calling import Calling
from aexdesk.services.changes import Changes
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.token_calls import ask_for_tokens, check_account, grant_of
from aexdesk.services.tokens import TokenBook
from aexdesk.storage.leases import Leases
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.token import Token

EARLY = timedelta(minutes=30)  # protocol, section 5: refresh 30 minutes before the end
LEASE = timedelta(seconds=60)
"""How long a process that died may keep the others from refreshing. Asking is given up well before."""

ANSWER_LIMIT_S = 40.0
_LOOK_AGAIN_S = 0.2
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=10)
_SAME_END = timedelta(seconds=60)
_SPENT = "IllegalRefreshToken"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a refresh failed, of which session, and for how long nobody but a person should try again."""

    session_digest: str
    error: AexError
    at: datetime
    pause: timedelta

    @property
    def is_final(self) -> bool:
        """Whether asking once more can only give the same answer."""
        return self.error.code == _SPENT


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
        self._environments = environments
        self._callers = callers
        self._calling = calling
        self._tokens = tokens
        self._leases = leases
        self._now = now
        self._owner = uuid4().hex
        self._turns: dict[str, asyncio.Lock] = {}
        self._running: Counter[str] = Counter()
        self._failures: dict[str, _Failure] = {}
        self.changed = Changes()
        tokens.session_changed.append(self._forget_failure)

    def is_running(self, token_id: str) -> bool:
        """Whether this token is being refreshed now."""
        return self._running[token_id] > 0

    def trouble_of(self, token_id: str) -> AexError | None:
        """Why its last refresh failed, while that still matters: until one succeeds, or the token is another."""
        failure = self._failures.get(token_id)
        return None if failure is None else failure.error

    async def refresh(self, token: Token) -> Token:
        """The token with a new session; the one that another process has just fetched, if it was first.

        A refresh token that the platform has called spent is not sent again: its error is raised at once.
        Raises BadInput("refresh_token_missing", "token_gone", "account_differs"), PlatformError, NetworkFault,
        VaultUnavailable. Whatever is raised, the session in use stays in use.
        """
        self._running[token.id] += 1
        self.changed.announce()
        try:
            renewed = await self._refresh_in_turn(token)
            self._failures.pop(token.id, None)
        except AexError as error:
            self._note_failure(token, error)
            raise
        finally:
            self._running[token.id] -= 1
            self.changed.announce()
        return renewed

    async def refresh_due(self) -> None:
        """Refreshes every token that ends within EARLY or has ended and can be refreshed; failures are kept.

        May be called as often as one likes: what failed is left alone for a while, longer each time.
        """
        due = [
            token
            for environment in await self._environments.list()
            if self._can_be_asked(environment)
            for token in await self._tokens.list(environment.name)
            if self._is_due(token)
        ]
        async with asyncio.TaskGroup() as group:
            for token in due:
                group.create_task(self._try(token), name=f"refresh {token.id}")

    async def _try(self, token: Token) -> None:
        try:
            has_refresh_token = await self._tokens.refresh_token(token) is not None
        except VaultUnavailable:
            has_refresh_token = True  # perhaps: `refresh` will tell
        if has_refresh_token:
            with suppress(AexError):  # `refresh` has kept it
                await self.refresh(token)

    def _can_be_asked(self, environment: Environment) -> bool:
        try:
            self._calling.whereabouts(environment)
        except NetworkFault:
            return False
        return True

    def _is_due(self, token: Token) -> bool:
        now = self._now()
        if token.access_expires_at is None or now < token.access_expires_at - EARLY:
            return False
        is_past_refresh = token.refresh_expires_at is not None and token.refresh_expires_at <= now
        failure = self._failure_of(token)
        may_try = failure is None or not (failure.is_final or timedelta() <= now - failure.at < failure.pause)
        return not is_past_refresh and may_try

    def _failure_of(self, token: Token) -> _Failure | None:
        failure = self._failures.get(token.id)
        return failure if failure is not None and failure.session_digest == token.session_digest else None

    def _note_failure(self, token: Token, error: AexError) -> None:
        before = self._failure_of(token)
        pause = _FIRST_PAUSE if before is None else min(2 * before.pause, _LONGEST_PAUSE)
        self._failures[token.id] = _Failure(token.session_digest, error, self._now(), pause)

    def _forget_failure(self, token: Token) -> None:
        failure = self._failures.get(token.id)
        if failure is not None and failure.session_digest != token.session_digest:
            del self._failures[token.id]
            self.changed.announce()

    async def _refresh_in_turn(self, token: Token) -> Token:
        async with self._turns.setdefault(token.id, asyncio.Lock()):
            if (renewed := await self._renewed_by_another(token)) is not None:
                return renewed
            failure = self._failure_of(token)
            if failure is not None and failure.is_final:
                raise PlatformError(failure.error.code, **failure.error.values)
            return await self._refresh_with_lease(token)

    async def _refresh_with_lease(self, token: Token) -> Token:
        """One process at a time. Nothing tells one process that another is done, so the others look at the database
        now and then: for as long as a lease lives at most, since what is held longer is nobody's."""
        while not await self._take_lease(token):
            if (renewed := await self._renewed_by_another(token)) is not None:
                return renewed
            await asyncio.sleep(_LOOK_AGAIN_S)
        try:
            return await self._renewed_by_another(token) or await self._ask(token)
        finally:
            with suppress(StorageFault):  # it runs out by itself
                await self._leases.release(_lease_of(token), self._owner)

    async def _take_lease(self, token: Token) -> bool:
        now = self._now()
        return await self._leases.take(_lease_of(token), self._owner, now, now + LEASE)

    async def _renewed_by_another(self, token: Token) -> Token | None:
        current = await self._tokens.get(token.id)
        if current is None:
            raise BadInput("token_gone")
        return None if current.session_digest == token.session_digest else current

    async def _ask(self, token: Token) -> Token:
        environment = await self._environments.get(token.environment)
        where = self._calling.whereabouts(environment)
        refresh_token = await self._tokens.refresh_token(token)
        if refresh_token is None:
            raise BadInput("refresh_token_missing", account=token.account)
        await self._tokens.try_vault(token, refresh_token)
        try:
            async with asyncio.timeout(ANSWER_LIMIT_S):
                answer = await self._fetch(token, refresh_token, environment)
        except TimeoutError:
            raise NetworkFault("silent", host=urlsplit(where.base_url).netloc) from None
        return await _to_the_end(self._keep(token, answer))

    async def _fetch(self, token: Token, refresh_token: Secret, environment: Environment) -> TokenAnswer:
        caller = await self._callers.to_refresh(token, refresh_token)
        call = refresh_token_call(refresh_token)
        _exchange, answer = await ask_for_tokens(
            call, caller, environment, calling=self._calling, callers=self._callers
        )
        return answer

    async def _keep(self, token: Token, answer: TokenAnswer) -> Token:
        check_account(token, answer)
        await self._take_lease(token)  # once more: a slow vault must not outlast it
        now, is_refreshable = self._now(), answer.refresh_expires_in != 0
        grant = replace(
            grant_of(answer, now, account=token.account, is_real=token.is_real),
            refresh_expires_at=_refresh_end(token, answer, now) if is_refreshable else None,
        )
        return await self._tokens.renew(token, grant, keeps_refresh_token=is_refreshable)


def _lease_of(token: Token) -> str:
    return f"refresh {token.id}"


def _refresh_end(token: Token, answer: TokenAnswer, now: datetime) -> datetime | None:
    """The refresh token's end does not move (protocol, section 5), unless the answer says that it does."""
    before, told = token.refresh_expires_at, answer.refresh_ends(now)
    if told is None or (before is not None and abs(told - before) < _SAME_END):
        return before
    return told


async def _to_the_end(work: Coroutine[None, None, T]) -> T:
    """What came must be kept: who is cancelled meanwhile is so afterwards."""
    keeping = asyncio.get_running_loop().create_task(work, name="keep a refreshed token")
    try:
        return await asyncio.shield(keeping)
    except asyncio.CancelledError:
        await asyncio.wait({keeping})
        raise
