"""Logs in: authorize URL, callback, code for a token, and the question whose token it is."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from aexdesk.faults import BadInput
from aexdesk.openplatform import oauth
from aexdesk.secret import Secret
from aexdesk.services.callers import Callers
from aexdesk.services.calling import Calling
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.token_calls import ask_for_tokens, grant_of
from aexdesk.services.tokens import TokenBook, TokenGrant
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.profile import Profile
from aexdesk.workspace.token import NOBODY, Binding, Token, fold_account, names_account

CODE_LIVES = timedelta(minutes=3)  # protocol, section 5: three minutes, once

_LOGIN_PAGES = ("https://*.aliexpress.com", "https://*.alibaba.com")
_LISTENED_HOSTS = frozenset({"127.0.0.1", "localhost"})
_THIS_MACHINE = _LISTENED_HOSTS | {"[::1]"}
_OF_SERVERS = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True)
class LoginAttempt:
    """One login, from its authorize URL on. `account`: the loan account that is wanted ("" for none chosen).

    `is_own_server`: the callback is not this machine; the server there may use the code first.
    `can_listen`: the callback is plain http on loopback with a port, so the system's browser can come back to us.
    `environment` is its name; `fill_origins` are the host patterns into whose pages credentials may be filled.
    """

    id: str
    profile: Profile
    environment: str
    account: str
    authorize_url: str
    callback_url: str
    state: str
    is_own_server: bool
    can_listen: bool
    fill_origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReceivedCode:
    """The code of a callback, and until when the platform takes it."""

    code: Secret
    received_at: datetime
    good_until: datetime


@dataclass(frozen=True, slots=True)
class LoginOutcome:
    """A token that came and is not used yet. `is_expected`: its account is the loan account that was chosen."""

    attempt: LoginAttempt
    account: str
    is_expected: bool
    grant: TokenGrant
    exchange_id: str

    @property
    def is_named(self) -> bool:
        """Whether the answer named an account; where it did not, only the user can say whose token it is."""
        return names_account(self.account)


class Login:
    """The login as a service: it opens no page; who shows one tells it where that page went."""

    def __init__(
        self,
        environments: EnvironmentBook,
        callers: Callers,
        calling: Calling,
        tokens: TokenBook,
        now: Callable[[], datetime],
    ) -> None:
        self._environments = environments
        self._callers = callers
        self._calling = calling
        self._tokens = tokens
        self._now = now
        self._used: set[str] = set()

    async def begin(self, profile: Profile, account: str = "", *, force_auth: bool = True) -> LoginAttempt:
        """A fresh attempt with a state of its own.

        Raises BadInput: callback_missing, bad_callback_url; NetworkFault: practice_off.
        """
        if not profile.callback_url:
            raise BadInput("callback_missing", name=profile.name)
        callback = oauth.read_address(profile.callback_url)
        if callback is None:
            raise BadInput("bad_callback_url", field="callback_url")
        environment = await self._environments.get(profile.environment)
        where = self._calling.whereabouts(environment)
        state = secrets.token_urlsafe(24)
        url = oauth.build_authorize_url(
            where.authorize_url, profile.app_key, profile.callback_url, state, force_auth=force_auth
        )
        return LoginAttempt(
            id=uuid4().hex,
            profile=profile,
            environment=environment.name,
            account=account.strip(),
            authorize_url=url,
            callback_url=profile.callback_url,
            state=state,
            is_own_server=callback.host not in _THIS_MACHINE and callback.scheme in _OF_SERVERS,
            can_listen=_can_listen(profile.callback_url),
            fill_origins=_fill_origins(where),
        )

    def is_callback(self, attempt: LoginAttempt, url: str) -> bool:
        """Whether a navigation is this attempt's callback, which must not leave."""
        return oauth.is_callback(url, attempt.callback_url)

    def receive(self, attempt: LoginAttempt, url: str) -> ReceivedCode:
        """Reads the callback; gives a code once an attempt. Raises BadInput (see oauth.read_callback; login_used).

        A URL that gives none does not use the attempt up: who pasted the wrong one may paste again.
        """
        code = oauth.read_callback(url.strip(), attempt.callback_url, attempt.state)
        self._callers.notice(code)
        if attempt.id in self._used:
            raise BadInput("login_used")
        self._used.add(attempt.id)
        now = self._now()
        return ReceivedCode(code, now, now + CODE_LIVES)

    async def exchange(self, attempt: LoginAttempt, received: ReceivedCode) -> LoginOutcome:
        """The code for a token. Nothing is kept yet.

        Raises BadInput("code_too_old") without asking, PlatformError (code, exchange_id), NetworkFault (may be tried
        again while the code is good), VaultUnavailable.
        """
        if self._now() >= received.good_until:
            raise BadInput("code_too_old")
        environment = await self._environments.get(attempt.environment)
        caller = await self._callers.of_app(attempt.profile)
        call = oauth.create_token_call(received.code)
        exchange, answer = await ask_for_tokens(call, caller, environment, calling=self._calling, callers=self._callers)
        is_expected = is_same_account(attempt.account, answer.account)
        grant = grant_of(answer, self._now(), account=answer.account or NOBODY, is_real=not is_expected)
        return LoginOutcome(attempt, answer.account, is_expected, grant, exchange.id)

    async def bind(self, outcome: LoginOutcome) -> Token:
        """Keeps the expected account's token. Raises BadInput("account_differs") for any other, VaultUnavailable."""
        if not outcome.is_expected:
            raise BadInput("account_differs", expected=outcome.attempt.account, found=outcome.account)
        return await self._tokens.add(outcome.attempt.profile, outcome.grant)

    async def keep_as_real(self, outcome: LoginOutcome) -> Token:
        """Keeps the token of another account than the chosen one, marked as real; one of nobody stays unbound."""
        return await self._tokens.add(outcome.attempt.profile, replace(outcome.grant, is_real=True))

    async def bind_by_hand(self, outcome: LoginOutcome) -> Token:
        """Keeps a token whose account the answer does not name as the chosen one's, on the user's word.

        Raises BadInput: account_differs where the answer did name one, field_missing where none was chosen.
        """
        wanted = outcome.attempt.account
        if outcome.is_named:
            raise BadInput("account_differs", expected=wanted, found=outcome.account)
        grant = replace(outcome.grant, account=wanted, binding=Binding.BY_HAND, is_real=False)
        return await self._tokens.add(outcome.attempt.profile, grant)

    async def take_token(self, profile: Profile, grant: TokenGrant, expected_account: str = "") -> Token:
        """*I already have a token*: keeps what the user gives. Raises BadInput, VaultUnavailable.

        A token that is said to be a loan account's must be that of the one chosen (account_differs).
        """
        self._callers.notice(grant.session, grant.refresh_token)
        if expected_account and not grant.is_real and not is_same_account(expected_account, grant.account):
            raise BadInput("account_differs", expected=expected_account, found=grant.account)
        return await self._tokens.add(profile, grant)


def is_same_account(chosen: str, found: str) -> bool:
    """Whether a token's account is the chosen one; one that is not named is nobody's."""
    return bool(fold_account(chosen)) and fold_account(chosen) == fold_account(found)


def _can_listen(callback_url: str) -> bool:
    """Plain http on 127.0.0.1 with a port that is written down: the port of a scheme is seldom free."""
    callback = oauth.read_address(callback_url)
    return (
        callback is not None
        and callback.scheme == "http"
        and callback.host in _LISTENED_HOSTS
        and bool(callback.port)
        and callback.origin.endswith(f":{callback.port}")
    )


def _fill_origins(where: Environment) -> tuple[str, ...]:
    login = oauth.read_address(where.authorize_url)
    own = () if login is None else (login.origin,)
    return own + (_LOGIN_PAGES if where.is_live else ())
