"""Logs in: authorize URL, callback, code for a token, and the question whose token it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from aexdesk.secret import Secret
from aexdesk.services.callers import Callers
from aexdesk.services.calling import Calling
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.tokens import TokenBook, TokenGrant
from aexdesk.workspace.profile import Profile
from aexdesk.workspace.token import Token

CODE_LIVES = timedelta(minutes=3)  # protocol, section 5: three minutes, once


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

    async def begin(self, profile: Profile, account: str = "", *, force_auth: bool = True) -> LoginAttempt:
        """A fresh attempt with a state of its own. Raises BadInput: callback_missing; NetworkFault: practice_off."""
        raise NotImplementedError

    def is_callback(self, attempt: LoginAttempt, url: str) -> bool:
        """Whether a navigation is this attempt's callback, which must not leave."""
        raise NotImplementedError

    def receive(self, attempt: LoginAttempt, url: str) -> ReceivedCode:
        """Reads the callback; works once an attempt. Raises BadInput (see oauth.read_callback; login_used)."""
        raise NotImplementedError

    async def exchange(self, attempt: LoginAttempt, received: ReceivedCode) -> LoginOutcome:
        """The code for a token. Nothing is kept yet.

        Raises BadInput("code_too_old") without asking, PlatformError (code, exchange_id), NetworkFault (may be tried
        again while the code is good), VaultUnavailable.
        """
        raise NotImplementedError

    async def bind(self, outcome: LoginOutcome) -> Token:
        """Keeps the expected account's token. Raises BadInput("account_differs") for any other, VaultUnavailable."""
        raise NotImplementedError

    async def keep_as_real(self, outcome: LoginOutcome) -> Token:
        """Keeps the token of another account than the chosen one, marked as real."""
        raise NotImplementedError

    async def take_token(self, profile: Profile, grant: TokenGrant, expected_account: str = "") -> Token:
        """*I already have a token*: keeps what the user gives. Raises BadInput, VaultUnavailable."""
        raise NotImplementedError
