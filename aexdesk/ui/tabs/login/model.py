"""What the Login tab knows and does: which account, the login, Fill in, the session. QtCore only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.services.tokens import TokenGrant
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.login.attempts import Attempts
from aexdesk.ui.tabs.login.choices import Choices
from aexdesk.ui.tabs.login.session import Session
from aexdesk.ui.tabs.login.state import BUSY, LoginState, Phase
from aexdesk.workspace.token import fold_account

if TYPE_CHECKING:
    from datetime import date

    from aexdesk.desk import Desk
    from aexdesk.secret import Secret
    from aexdesk.ui.ports import LoginBrowser, Ports
    from aexdesk.workspace.loan_account import LoanAccount
    from aexdesk.workspace.token import Token

LOOP_LOADS = 8
"""Pages of one host in one login; more than that and its verification goes round in circles."""


class LoginModel(StateModel[LoginState]):
    """`today`: on which day loans are looked at."""

    def __init__(self, desk: Desk, ports: Ports, browser: LoginBrowser, today: Callable[[], date]) -> None:
        super().__init__(LoginState(), ports.report)
        self._desk = desk
        self._browser = browser
        self._today = today
        self._accounts: tuple[LoanAccount, ...] = ()
        self._account = ""
        self._has_chosen = False
        self._place = ""
        self._choices = Choices(desk.preferences, self._start)
        self._is_loaded = False
        self._loads = 0
        self._asks_again = False
        self._filled = ""
        self._trouble: AexError | None = None
        self._practice_url: str | None = None
        self.attempts = Attempts(
            desk.login, desk.callback_listener, browser, ports.links, self._start, self._show, self._take_token
        )
        self.session = Session(desk, ports.toasts, self._start, self._show, self._tell)
        browser.watch(self._show)
        for changes, callback in self._watched():
            changes.append(callback)
        self._practice_url = desk.practising.state.url
        self._reload()

    # ---------------------------------------------------------------- what a person does

    def choose_account(self, email: str) -> None:
        """The loan account that is to log in; "" for one's own."""
        if self._account != email:
            self._account, self._has_chosen = email, True
            self._choices.note_account(self._place, self._chosen())
            self._want()
        self._show()

    def force_auth(self, is_wanted: bool) -> None:
        """Whether the platform shall ask for the password even of somebody who is logged in."""
        self._choices.note_force_auth(is_wanted)
        self._want()
        self._show()

    def show_ways(self, is_open: bool) -> None:
        """Opens the other ways, or shuts them; remembered."""
        if is_open != self._choices.ways_open:
            self._choices.note_ways(is_open)
            self._show()

    def open_page(self) -> None:
        """Opens the login page in the embedded browser."""
        self._asks_again, self._filled = False, ""
        self.attempts.open_page()

    def fill_in(self) -> None:
        """Email and password of the chosen account into the page, where that is allowed."""
        account = self._chosen()
        if account is not None and self._browser.state.fill_origin:
            self._start(self._fill_in(account), "fill in")

    def say_asks_again(self) -> None:
        """The page asks to verify again and again."""
        self._asks_again = True
        self._show()

    def use_given_token(self, account: str, session: Secret, refresh: Secret | None, is_real: bool) -> None:
        """Keeps a token that the person has already."""
        profile = self._desk.standing.profile
        if profile is not None:
            grant = TokenGrant(account.strip(), session, refresh, is_real)
            self.session.take(profile, grant, "" if is_real else self._account)

    def put_away_trouble(self) -> None:
        """The person has read it."""
        self._trouble = None
        self._show()

    def try_again(self) -> None:
        """Reads everything once more."""
        self._trouble = None
        self.attempts.renew()
        self._reload()

    def take_account(self) -> str:
        """The account for whom a test case would be made: that of the token."""
        token = self._desk.standing.token
        return token.account if token is not None and not token.is_real else self._account

    async def close(self) -> None:
        """Lets go of the services, takes the page down, then ends its work."""
        for changes, callback in self._watched():
            changes.remove(callback)
        self.attempts.close()
        self._browser.close_visit()
        await super().close()

    # ---------------------------------------------------------------- reading

    def _watched(self) -> tuple[tuple[list[Callable[[], None]], Callable[[], None]], ...]:
        desk = self._desk
        return (
            (desk.standing.changed, self._follow_standing),
            (desk.loan_accounts.changed, self._reload),
            (desk.token_refreshing.changed, self._show),
            (desk.practising.changed, self._follow_practice),
            (desk.handovers.account_for_login.changed, self._take_handover),
        )

    def _reload(self) -> None:
        self._start(self._load(), "list the loan accounts")

    async def _load(self) -> None:
        self._loads += 1
        mine, place = self._loads, self._desk.standing.environment.name
        try:
            accounts = await self._desk.loan_accounts.list(place)
        except AexError as trouble:
            self._tell(trouble)
            return
        if mine != self._loads:
            return
        if place != self._place:
            chosen = self._choices.account_in(place, accounts)
            self._place, self._account, self._has_chosen = place, chosen or "", chosen is not None
        self._accounts, self._is_loaded = accounts, True
        self._settle_account()
        self._take_handover()
        self._want()
        self._show()

    def _follow_standing(self) -> None:
        if self._desk.standing.environment.name != self._place:
            self._reload()
        else:
            self._want()
            self._show()

    def _follow_practice(self) -> None:
        url = self._desk.practising.state.url
        has_moved, self._practice_url = url != self._practice_url, url
        if has_moved and self.attempts.run.phase is Phase.READY:
            self.attempts.renew()
        self._show()

    def _settle_account(self) -> None:
        """Whom one chose; before that, or where it is gone, the first account whose loan stands."""
        known = {fold_account(account.email) for account in self._accounts}
        if self._has_chosen and (not self._account or fold_account(self._account) in known):
            return
        usable = (account for account in self._accounts if account.is_usable_on(self._today()))
        found = next(usable, None)
        self._account, self._has_chosen = found.email if found is not None else "", False

    def _take_handover(self) -> None:
        if not self._is_loaded:
            return
        email = self._desk.handovers.account_for_login.take()
        known = {fold_account(account.email): account.email for account in self._accounts}
        if email is not None and fold_account(email) in known and self.attempts.run.phase not in BUSY:
            self.choose_account(known[fold_account(email)])

    def _want(self) -> None:
        if self._is_loaded:
            self.attempts.want(self._desk.standing.profile, self._account, self._choices.force_auth)

    # ---------------------------------------------------------------- doing

    async def _fill_in(self, account: LoanAccount) -> None:
        try:
            password = await self._desk.loan_accounts.password(account)
        except AexError as trouble:
            self._trouble, password = trouble, None
        self._browser.fill_in(account.email, password, lambda done: self._note_filled(done, password is not None))

    def _note_filled(self, done: str, has_password: bool) -> None:
        self._filled = "email_only" if done == "filled" and not has_password else done
        self._show()

    async def _take_token(self, token: Token) -> None:
        """The top line shows the newest token of the app one works as."""
        await self.session.reload()

    # ---------------------------------------------------------------- showing

    def _chosen(self) -> LoanAccount | None:
        return next((account for account in self._accounts if account.email == self._account), None)

    def _tell(self, trouble: AexError) -> None:
        self._trouble = trouble
        self._show()

    def _show(self) -> None:
        desk, page, run = self._desk, self._browser.state, self.attempts.run
        is_looping = run.phase is Phase.PAGE and (self._asks_again or page.loads >= LOOP_LOADS)
        self._become(
            LoginState(
                is_loaded=self._is_loaded,
                environment=desk.standing.environment,
                profile=desk.standing.profile,
                accounts=self._accounts,
                account=self._account,
                force_auth=self._choices.force_auth,
                ways_open=self._choices.ways_open,
                way=self.attempts.way,
                run=run,
                page=page,
                filled=self._filled if run.phase is Phase.PAGE else "",
                missing=self.attempts.missing,
                offers_system=is_looping,
                system_browser_failed=self.attempts.system_browser_failed,
                session=self.session.card,
                given=self.session.given,
                trouble=self._trouble,
            )
        )
