"""One login after the other: begins it, shows the page, takes the callback, exchanges the code, asks whose token came.

QtCore only; it knows the services and the browser's port.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError, BadInput, NetworkFault, VaultUnavailable
from aexdesk.ui.ports import Visit
from aexdesk.ui.tabs.login.state import BUSY, OPEN, LoginRun, Phase, Way

if TYPE_CHECKING:
    from aexdesk.services.callback_listener import CallbackListener
    from aexdesk.services.login import Login, LoginAttempt, LoginOutcome, ReceivedCode
    from aexdesk.ui.ports import Links, LoginBrowser
    from aexdesk.workspace.profile import Profile
    from aexdesk.workspace.token import Token

Start = Callable[[Coroutine[Any, Any, None], str], "asyncio.Task[None] | None"]

Keeping = Callable[["LoginOutcome"], Coroutine[Any, Any, "Token"]]

_ENDS_A_LOGIN = frozenset({"access_denied", "login_error", "login_used"})
"""A pasted URL that says so was the right one; any other may be a slip of copying."""


class Attempts:
    """`note` is called whenever `run` or `way` may be others; `kept` is awaited once a token is kept."""

    def __init__(
        self,
        login: Login,
        listener: CallbackListener,
        browser: LoginBrowser,
        links: Links,
        start: Start,
        note: Callable[[], None],
        kept: Callable[[Token], Coroutine[Any, Any, None]],
    ) -> None:
        self._login = login
        self._listener = listener
        self._browser = browser
        self._links = links
        self._start = start
        self._note = note
        self._kept = kept
        self._wanted: tuple[Profile, str, bool] | None = None
        self._attempt: LoginAttempt | None = None
        self._is_spent = False
        self._received: tuple[LoginAttempt, ReceivedCode] | None = None
        self._outcome: LoginOutcome | None = None
        self._keeping: Keeping = login.keep_as_real
        self._working: asyncio.Task[None] | None = None
        self._beginnings = 0
        self.run = LoginRun()
        self.way = Way()
        self.missing = ""
        self.system_browser_failed = False

    # ---------------------------------------------------------------- what a person does

    def want(self, profile: Profile | None, account: str, force_auth: bool) -> None:
        """What the next login is to be. A login that is under way at its page ends where that is another."""
        before, self._wanted = self._wanted, (profile, account, force_auth) if profile is not None else None
        if self.run.phase not in BUSY and _essence(before) != _essence(self._wanted):
            self._leave_page()
            self._received = self._outcome = None
            self.run = LoginRun()
            self.renew()

    def renew(self) -> None:
        """A fresh attempt, with a state of its own, to be begun when the person wants."""
        self._start(self._begin(), "begin a login")

    def start_again(self) -> None:
        """Puts the end of the last login away."""
        if self.run.phase not in BUSY:
            self._leave_page()
            self._received = self._outcome = None
            self.run = LoginRun()
            self.renew()
            self._note()

    def open_page(self) -> None:
        """Opens the login page in the embedded browser."""
        if self.run.phase not in BUSY:
            self._work(self._open_page(), "open the login page")

    def listen(self) -> None:
        """Opens the login page in the system's browser, and waits for it to come back."""
        if self.run.phase not in BUSY:
            self._leave_page()
            self._work(self._listen(), "wait for the system's browser")

    def open_outside(self) -> None:
        """Opens the login page in the system's browser; the person brings the URL back."""
        if self._attempt is not None:
            self.system_browser_failed = not self._links.open(self._attempt.authorize_url)
            self._note()

    def paste(self, url: str) -> None:
        """Takes the URL that a browser was sent to after the login."""
        if self._attempt is None or self.run.phase in BUSY:
            return
        try:
            received = self._login.receive(self._attempt, url)
        except BadInput as fault:
            if fault.code in _ENDS_A_LOGIN:
                self._end_page()
                self._fail(fault)
            else:
                self._become(paste_fault=fault)
            return
        self._end_page()
        self._exchange(self._attempt, received)

    def forget_paste_fault(self) -> None:
        """Something else is being pasted."""
        if self.run.paste_fault is not None:
            self._become(paste_fault=None)

    def cancel(self) -> None:
        """The person closes the page, or stops waiting."""
        if self.run.phase in OPEN:
            self._end_page()
            self._is_spent = True
            self.run = LoginRun(Phase.CLOSED)
            self._note()
        elif self.run.phase is Phase.EXCHANGING and self._working is not None:
            self._working.cancel()

    def retry(self) -> None:
        """Goes on where it failed: keeps the token that came, or exchanges the code that is still good."""
        if self._outcome is not None:
            self._keep(self._outcome)
        elif self._received is not None:
            self._exchange(*self._received)

    def keep_as_real(self) -> None:
        """Keeps the token of the other account, marked as real; one of nobody stays unbound."""
        self._decide(self._login.keep_as_real)

    def bind_by_hand(self) -> None:
        """Keeps a token whose account the platform did not name as that of the chosen loan account."""
        self._decide(self._login.bind_by_hand)

    def discard(self) -> None:
        """Forgets the token of the other account."""
        if self.run.phase is Phase.DECIDING:
            self._outcome = None
            self.run = LoginRun(Phase.DISCARDED)
            self._note()

    def close(self) -> None:
        """The tab closes."""
        self._leave_page()

    # ---------------------------------------------------------------- the page

    async def _begin(self) -> None:
        self._beginnings += 1
        mine, wanted = self._beginnings, self._wanted
        self._attempt = None
        if wanted is None:
            self.way = Way()
            self._note()
            return
        profile, account, force_auth = wanted
        try:
            attempt = await self._login.begin(profile, account, force_auth=force_auth)
        except AexError as fault:
            if mine == self._beginnings:
                self.way = Way(callback_url=profile.callback_url, fault=fault)
                self._note()
            return
        if mine == self._beginnings:
            self._attempt, self._is_spent, self.system_browser_failed = attempt, False, False
            self.way = Way(attempt.authorize_url, attempt.callback_url, attempt.is_own_server, attempt.can_listen)
            self._note()

    async def _fresh(self) -> LoginAttempt | None:
        """An attempt whose page has not been opened yet."""
        if self._attempt is None or self._is_spent:
            await self._begin()
        self._received = self._outcome = None
        return self._attempt

    async def _open_page(self) -> None:
        attempt = await self._fresh()
        if attempt is None:
            return
        visit = Visit(
            attempt.authorize_url,
            lambda url: self._login.is_callback(attempt, url),
            attempt.fill_origins,
            lambda url: self._come_back(attempt, url),
        )
        self.missing = self._browser.open(visit)
        if not self.missing:
            self._is_spent = True
            self.run = LoginRun(Phase.PAGE)
        self._note()

    async def _listen(self) -> None:
        attempt = await self._fresh()
        if attempt is None:
            return
        self._is_spent = True
        self.run = LoginRun(Phase.WAITING)
        self._note()
        # Runs at the next turn: by then the port is taken, or it is known that it cannot be.
        self._start(self._show_outside(attempt), "open the system's browser")
        try:
            url = await self._listener.wait(attempt)
        except AexError as fault:
            self._fail(fault)
            return
        self._come_back(attempt, url)

    async def _show_outside(self, attempt: LoginAttempt) -> None:
        if self.run.phase is Phase.WAITING:
            self.system_browser_failed = not self._links.open(attempt.authorize_url)
            self._note()

    def _come_back(self, attempt: LoginAttempt, url: str) -> None:
        """The callback, caught here or heard on loopback."""
        if attempt is not self._attempt or self.run.phase not in OPEN:
            return
        self._browser.close_visit()
        try:
            received = self._login.receive(attempt, url)
        except BadInput as fault:
            self._fail(fault)
            return
        self._exchange(attempt, received)

    def _end_page(self) -> None:
        self._browser.close_visit()
        if self.run.phase is Phase.WAITING and self._working is not None:
            self._working.cancel()

    def _leave_page(self) -> None:
        if self.run.phase in OPEN:
            self._end_page()
            self.run = LoginRun()

    # ---------------------------------------------------------------- code and token

    def _exchange(self, attempt: LoginAttempt, received: ReceivedCode) -> None:
        self._received = (attempt, received)
        self._is_spent, self.missing = True, ""  # it went another way
        self.run = LoginRun(Phase.EXCHANGING, code_until=received.good_until)
        self._note()
        self._work(self._run_exchange(attempt, received), "exchange the code")

    async def _run_exchange(self, attempt: LoginAttempt, received: ReceivedCode) -> None:
        try:
            outcome = await self._login.exchange(attempt, received)
        except (NetworkFault, VaultUnavailable) as fault:
            self._fail(fault, can_retry=True)
            return
        except AexError as fault:
            self._fail(fault)
            return
        except asyncio.CancelledError:
            self._fail(NetworkFault("cancelled"))
            raise
        self._received, self._outcome = None, outcome
        if outcome.is_expected:
            await self._run_keeping(outcome)
        else:
            wanted, other = outcome.attempt.account, outcome.account
            self.run = LoginRun(Phase.DECIDING, other_account=other, wanted_account=wanted, is_named=outcome.is_named)
            self._note()

    def _decide(self, keeping: Keeping) -> None:
        if self._outcome is not None and self.run.phase is Phase.DECIDING:
            self._keeping = keeping
            self._keep(self._outcome)

    def _keep(self, outcome: LoginOutcome) -> None:
        self._become(phase=Phase.KEEPING, fault=None)
        self._work(self._run_keeping(outcome), "keep the token")

    async def _run_keeping(self, outcome: LoginOutcome) -> None:
        self._become(phase=Phase.KEEPING, fault=None)
        keep = self._login.bind if outcome.is_expected else self._keeping
        try:
            token = await keep(outcome)
        except AexError as fault:
            self._fail(fault, can_retry=isinstance(fault, VaultUnavailable))
            return
        self._outcome = None
        await self._kept(token)
        self._become(phase=Phase.DONE)

    def _fail(self, fault: AexError, *, can_retry: bool = False) -> None:
        self._become(phase=Phase.FAILED, fault=fault, can_retry=can_retry, paste_fault=None)

    def _become(self, **changes: Any) -> None:
        self.run = replace(self.run, **changes)
        self._note()

    def _work(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._working = self._start(work, name)


def _essence(wanted: tuple[Profile, str, bool] | None) -> tuple[object, ...]:
    """What of it makes another login; a key check that was made meanwhile does not."""
    if wanted is None:
        return ()
    profile, account, force_auth = wanted
    return profile.id, profile.app_key, profile.callback_url, account, force_auth
