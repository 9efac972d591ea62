"""Stand-ins for what the Login tab stands on, written by hand: login, listener, browser, books."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from aexdesk.faults import AexError, BadInput
from aexdesk.openplatform import oauth
from aexdesk.secret import Secret
from aexdesk.services.changes import Changes
from aexdesk.services.handover import Handovers
from aexdesk.services.login import CODE_LIVES, LoginAttempt, LoginOutcome, ReceivedCode
from aexdesk.services.tokens import TokenGrant
from aexdesk.ui.ports import PageState, Visit
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.profile import Profile
from aexdesk.workspace.token import NOBODY, Binding, Token, fold_account
from tests.ui.fakes import NOW, FakePractising, FakePreferences, FakeStanding

CALLBACK = "http://127.0.0.1:8919/callback"
CODE = "3_509900_canary-code"
LOAN, OTHER = "loan.buyer@example.test", "real.buyer@example.test"
ORIGIN = "http://127.0.0.1:8917"


def an_account(email: str = LOAN, **changes: Any) -> LoanAccount:
    return replace(LoanAccount(f"id-{email}", "practice", email), **changes)


class FakeLogin:
    """Reads callbacks as the real one does; what a test wants to go wrong it lays into `faults`."""

    def __init__(self) -> None:
        self.begun: list[LoginAttempt] = []
        self.accounts: list[tuple[str, bool]] = []
        self.begin_fault: AexError | None = None
        self.faults: list[AexError] = []
        self.keep_faults: list[AexError] = []
        self.gate: asyncio.Event | None = None
        self.exchanged: list[ReceivedCode] = []
        self.kept: list[tuple[str, bool]] = []
        self.by_hand: list[str] = []
        self.given: list[tuple[TokenGrant, str]] = []
        self.answers = LOAN
        self.standing: FakeStanding | None = None
        self.changes: dict[str, Any] = {}

    async def begin(self, profile: Profile, account: str = "", *, force_auth: bool = True) -> LoginAttempt:
        if self.begin_fault is not None:
            raise self.begin_fault
        self.accounts.append((account, force_auth))
        number = len(self.begun) + 1
        attempt = LoginAttempt(
            f"a{number}", profile, profile.environment, account, f"{ORIGIN}/oauth/authorize?state=s{number}",
            CALLBACK, f"s{number}", is_own_server=False, can_listen=True, fill_origins=(ORIGIN,),
        )  # fmt: skip
        self.begun.append(replace(attempt, **self.changes))
        return self.begun[-1]

    def is_callback(self, attempt: LoginAttempt, url: str) -> bool:
        return oauth.is_callback(url, attempt.callback_url)

    def receive(self, attempt: LoginAttempt, url: str) -> ReceivedCode:
        code = oauth.read_callback(url, attempt.callback_url, attempt.state)
        if any(received.code == code for received in self.exchanged):
            raise BadInput("login_used")
        return ReceivedCode(code, NOW, NOW + CODE_LIVES)

    async def exchange(self, attempt: LoginAttempt, received: ReceivedCode) -> LoginOutcome:
        self.exchanged.append(received)
        if self.gate is not None:
            await self.gate.wait()
        if self.faults:
            raise self.faults.pop(0)
        grant = TokenGrant(self.answers, Secret("canary-session"), access_expires_at=NOW + timedelta(days=1))
        is_expected = bool(attempt.account) and fold_account(attempt.account) == fold_account(self.answers)
        return LoginOutcome(attempt, self.answers, is_expected, replace(grant, is_real=not is_expected), "e1")

    async def bind(self, outcome: LoginOutcome) -> Token:
        assert outcome.is_expected
        return self._keep(outcome, is_real=False)

    async def keep_as_real(self, outcome: LoginOutcome) -> Token:
        return self._keep(outcome, is_real=True)

    async def bind_by_hand(self, outcome: LoginOutcome) -> Token:
        if self.keep_faults:
            raise self.keep_faults.pop(0)
        self.by_hand.append(outcome.attempt.account)
        return self._show(outcome.attempt.account, is_real=False, binding=Binding.BY_HAND)

    async def take_token(self, profile: Profile, grant: TokenGrant, expected_account: str = "") -> Token:
        if self.faults:
            raise self.faults.pop(0)
        self.given.append((grant, expected_account))
        return self._show(grant.account, grant.is_real)

    def _keep(self, outcome: LoginOutcome, is_real: bool) -> Token:
        if self.keep_faults:
            raise self.keep_faults.pop(0)
        self.kept.append((outcome.account, is_real))
        return self._show(outcome.account, is_real)

    def _show(self, account: str, is_real: bool, binding: Binding = Binding.TOLD) -> Token:
        ends = NOW + timedelta(days=1)
        token = Token("t2", "practice", "p", account, is_real, NOW, access_expires_at=ends, binding=binding)
        assert self.standing is not None
        self.standing.token = token
        return token


class FakeListener:
    """Waits until a test brings a URL; `fault` is raised instead."""

    def __init__(self) -> None:
        self.fault: AexError | None = None
        self.waiting: list[asyncio.Future[str]] = []

    async def wait(self, attempt: LoginAttempt) -> str:
        if self.fault is not None:
            raise self.fault
        self.waiting.append(asyncio.get_running_loop().create_future())
        return await self.waiting[-1]


class FakeBrowser:
    """The port alone. `missing` says why there is none; a test brings the page on with `show`."""

    def __init__(self) -> None:
        self.missing = ""
        self.visits: list[Visit] = []
        self.closed = 0
        self.filled: list[tuple[str, Secret | None]] = []
        self.answer = "filled"
        self._state = PageState()
        self._notes: list[Callable[[], None]] = []

    @property
    def state(self) -> PageState:
        return self._state

    def watch(self, note: Callable[[], None]) -> None:
        self._notes.append(note)

    def open(self, visit: Visit) -> str:
        if not self.missing:
            self.visits.append(visit)
            self.show(is_open=True, address=visit.url)
        return self.missing

    def close_visit(self) -> None:
        self.closed += self._state.is_open
        self._state = PageState()
        self._tell()

    def fill_in(self, email: str, password: Secret | None, done: Callable[[str], None]) -> None:
        self.filled.append((email, password))
        done(self.answer)

    def show(self, **changes: Any) -> None:
        self._state = replace(self._state, **changes)
        self._tell()

    def _tell(self) -> None:
        for note in self._notes:
            note()


class FakeLoanAccounts:
    def __init__(self) -> None:
        self.accounts: tuple[LoanAccount, ...] = (an_account(),)
        self.secret: Secret | None = Secret("canary-password")
        self.fault: AexError | None = None
        self.changed = Changes()

    async def list(self, environment: str | None = None) -> tuple[LoanAccount, ...]:
        return tuple(account for account in self.accounts if account.environment == environment)

    async def password(self, account: LoanAccount) -> Secret | None:
        if self.fault is not None:
            raise self.fault
        return self.secret


class FakeTokenBook:
    def __init__(self, standing: FakeStanding) -> None:
        self._standing = standing
        self.token_changed = Changes()
        self.fault: AexError | None = None

    async def remove(self, token: Token) -> None:
        self._change(None)

    async def bind(self, token: Token, account: str) -> None:
        self._change(replace(token, account=account, binding=Binding.BY_HAND, is_real=False))

    async def unbind(self, token: Token) -> None:
        self._change(replace(token, account=NOBODY, binding=Binding.UNBOUND, is_real=True))

    def _change(self, token: Token | None) -> None:
        if self.fault is not None:
            raise self.fault
        self._standing.token = token


class FakeTokenRefreshing:
    def __init__(self) -> None:
        self.changed = Changes()
        self.running: set[str] = set()
        self.trouble: AexError | None = None
        self.gate: asyncio.Event | None = None
        self.refreshed: list[str] = []

    def is_running(self, token_id: str) -> bool:
        return token_id in self.running

    def trouble_of(self, token_id: str) -> AexError | None:
        return self.trouble

    async def refresh(self, token: Token) -> Token:
        self.running.add(token.id)
        self.changed.announce()
        try:
            if self.gate is not None:
                await self.gate.wait()
            if self.trouble is not None:
                raise self.trouble
            self.refreshed.append(token.id)
        finally:
            self.running.discard(token.id)
            self.changed.announce()
        return token


@dataclass
class FakeLinks:
    opened: list[str] = field(default_factory=list)
    is_there: bool = True

    def open(self, url: str) -> bool:
        self.opened.append(url)
        return self.is_there


class LoginDesk:
    """What the tab needs of a Desk."""

    def __init__(self) -> None:
        self.standing = FakeStanding()
        self.standing.token = None
        self.login = FakeLogin()
        self.login.standing = self.standing
        self.callback_listener = FakeListener()
        self.loan_accounts = FakeLoanAccounts()
        self.tokens = FakeTokenBook(self.standing)
        self.token_refreshing = FakeTokenRefreshing()
        self.practising = FakePractising()
        self.handovers = Handovers()
        self.preferences = FakePreferences()
