"""All that the Login tab shows, as values: the steps, the page, whose token came, the session. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aexdesk.faults import AexError
from aexdesk.ui.ports import PageState
from aexdesk.workspace.environment import PRACTICE, Environment
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.profile import Profile
from aexdesk.workspace.token import Token

NO_PAGE = PageState()


class Phase(StrEnum):
    """How far a login is."""

    READY = "ready"
    PAGE = "page"
    WAITING = "waiting"
    EXCHANGING = "exchanging"
    DECIDING = "deciding"
    KEEPING = "keeping"
    DONE = "done"
    CLOSED = "closed"
    DISCARDED = "discarded"
    FAILED = "failed"


OPEN = frozenset({Phase.PAGE, Phase.WAITING})
"""The person is at the login page, here or elsewhere."""
BUSY = frozenset({Phase.EXCHANGING, Phase.DECIDING, Phase.KEEPING})
"""A code or a token is in hand: nothing else may begin."""


@dataclass(frozen=True, slots=True)
class LoginRun:
    """A login as it goes. `code_until`: how long its code is good. `can_retry`: what failed may go on where it was.

    `other_account` came instead of `wanted_account`; `is_named`: the platform told its email, so nobody else need say.
    `paste_fault`: of what was pasted last.
    """

    phase: Phase = Phase.READY
    fault: AexError | None = None
    can_retry: bool = False
    code_until: datetime | None = None
    other_account: str = ""
    wanted_account: str = ""
    is_named: bool = True
    paste_fault: AexError | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """Where the login begins and ends, once an attempt stands; else `fault` says why there is none."""

    authorize_url: str = ""
    callback_url: str = ""
    is_own_server: bool = False
    can_listen: bool = False
    fault: AexError | None = None


@dataclass(frozen=True, slots=True)
class SessionCard:
    """The token of the profile, and what is done to it."""

    token: Token | None = None
    is_refreshing: bool = False
    is_binding: bool = False
    fault: AexError | None = None


@dataclass(frozen=True, slots=True)
class GivenToken:
    """*I already have a token*. `kept` counts those that were taken, so that the form knows to empty itself."""

    is_keeping: bool = False
    fault: AexError | None = None
    kept: int = 0


@dataclass(frozen=True, slots=True)
class LoginState:
    """`account`: the email of the loan account to use, or "". `filled`: what Fill in did last.

    `missing`: why there is no embedded browser. `offers_system`: the page asks again and again.
    """

    is_loaded: bool = False
    environment: Environment = PRACTICE
    profile: Profile | None = None
    accounts: tuple[LoanAccount, ...] = ()
    account: str = ""
    force_auth: bool = True
    ways_open: bool = False
    way: Way = Way()
    run: LoginRun = LoginRun()
    page: PageState = NO_PAGE
    filled: str = ""
    missing: str = ""
    offers_system: bool = False
    system_browser_failed: bool = False
    session: SessionCard = SessionCard()
    given: GivenToken = GivenToken()
    trouble: AexError | None = None
