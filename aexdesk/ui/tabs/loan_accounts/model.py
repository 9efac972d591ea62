"""What the Loan accounts tab knows and does: the list, the form, saving, pasting, lending, deleting. QtCore only."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aexdesk.faults import AexError, BadInput
from aexdesk.secret import Secret
from aexdesk.ui.deleting import Deleting
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.loan_accounts.days import read_day
from aexdesk.ui.tabs.loan_accounts.deleting import removal_of
from aexdesk.ui.tabs.loan_accounts.entries import Entries
from aexdesk.ui.tabs.loan_accounts.entry import NEW, Entry
from aexdesk.ui.tabs.loan_accounts.keeping import PasswordKeeping
from aexdesk.ui.tabs.loan_accounts.pasted import read_pasted
from aexdesk.ui.tabs.loan_accounts.showing import find_accounts, make_rows, sessions_of
from aexdesk.ui.tabs.loan_accounts.state import AccountForm, Keeping, LoanAccountsState, Session
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.token import Token, fold_account

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.services.handover import Handover
    from aexdesk.ui.ports import Ports

KEPT_ENTRIES = "loan_accounts.entries"


class LoanAccountsModel(StateModel[LoanAccountsState]):
    """`undo_s`: how long a deletion can be undone."""

    def __init__(self, desk: Desk, ports: Ports, undo_s: float) -> None:
        super().__init__(LoanAccountsState(), ports.report)
        self._desk = desk
        self._accounts: tuple[LoanAccount, ...] = ()
        self._tokens: tuple[Token, ...] = ()
        self._profiles: dict[str, str] = {}
        self._search = ""
        self._loaded = ""
        self._loads = self._read = 0
        self._chosen: dict[str, str] = {}
        self._pasted: dict[str, tuple[str, ...]] = {}
        self._pastes = 0
        self._saving: set[str] = set()
        self._is_lending = False
        self._trouble: AexError | None = None
        self._entries = Entries(desk.preferences.value(KEPT_ENTRIES))
        self._keeping = PasswordKeeping(desk.loan_accounts, self._start, self._show)
        self._deleting = Deleting(
            removal_of(desk.loan_accounts), ports, undo_s, self._start, self._tell, self._come_back
        )
        for changes, callback in self._watched():
            changes.append(callback)
        self._reload()

    # ---------------------------------------------------------------- what a person does

    def search(self, text: str) -> None:
        """Shows the accounts in which every word stands."""
        self._search = text
        self._show()

    def choose(self, row_id: str) -> None:
        """Shows that one in the form."""
        self._chosen[self._environment] = row_id
        self._keeping.look(self._account(row_id))
        self._show()

    def begin_new(self) -> None:
        """Begins an account, or goes back to the one that was begun."""
        self._entries.begin(self._new_id)
        self.choose(self._new_id)

    def enter(self, **fields: Any) -> None:
        """Something was typed into the form."""
        row_id, account = self._chosen_id, self._account(self._chosen_id)
        entry = self._entries.of(row_id, account)
        if entry is not None:
            self._entries.put(row_id, replace(entry, **fields), account)
            self._show()

    def replace_password(self, is_wanted: bool) -> None:
        """A new password is to take the place of the stored one, or the stored one shall stay."""
        self.enter(is_replacing=is_wanted, password=None)

    def fetch_password(self, deliver: Callable[[Secret], None]) -> None:
        """Delivers the password of the form: the new one, else the stored one."""
        account, typed = self._account(self._chosen_id), self._entries.typed(self._chosen_id)
        if typed is not None and typed.password is not None:
            deliver(typed.password)
        elif account is not None:
            self._keeping.fetch(account, deliver)

    def look_again(self) -> None:
        """Asks the vault once more."""
        self._keeping.forget(self._chosen_id)
        self._keeping.look(self._account(self._chosen_id))
        self._show()

    def paste(self, text: str) -> None:
        """Fills the form with what was copied from the App Console: that of the account it names, else a new one."""
        read = read_pasted(text)
        if read is None:
            self._tell(BadInput("nothing_pasted"))
            return
        known = self._of_email(read.email)
        shown = self._chosen_id if not read.email and self._form() is not None else self._new_id
        row_id = known.id if known is not None else shown
        account = self._account(row_id)
        entry = self._entries.of(row_id, account) or Entry()
        self._entries.put(row_id, entry.with_pasted(read), account)
        self._pasted[row_id], self._pastes = read.found(), self._pastes + 1
        self._trouble = None
        self.choose(row_id)

    def lend(self) -> None:
        """Has the practice gateway lend a new account, and shows it."""
        if self.state.can_lend and not self._is_lending:
            self._is_lending = True
            self._trouble = None
            self._show()
            self._start(self._lend(), "lend a loan account")

    def save(self) -> None:
        """Saves the form."""
        self._start(self._save(self._chosen_id), "save a loan account")

    def discard(self) -> None:
        """Back to what is saved."""
        self._forget_typed(self._chosen_id)
        self._settle_choice()
        self._show()

    def remove(self) -> None:
        """Deletes the chosen one; it can be undone for a while."""
        account = self._account(self._chosen_id)
        if account is None:
            self.discard()
        else:
            self._start(self._remove(account), "delete a loan account")

    def hand_to_login(self) -> bool:
        """Tells the login which account to begin with; False where none is saved."""
        return self._hand(self._desk.handovers.account_for_login)

    def hand_to_test_case(self) -> bool:
        """Tells the order tests whom the next case is for; False where none is saved."""
        return self._hand(self._desk.handovers.account_for_test_case)

    def put_away_trouble(self) -> None:
        """The person has read it."""
        self._trouble = None
        self._show()

    def try_again(self) -> None:
        """Reads everything once more."""
        self._trouble = None
        self._reload()

    async def close(self) -> None:
        """Ends its work, lets go of the services, keeps what was typed, and deletes for good what was deleted."""
        await super().close()
        for changes, callback in self._watched():
            changes.remove(callback)
        await self._deleting.close()
        # A folder that cannot be written has been told already; there is nobody left to tell.
        with suppress(AexError):
            self._entries.keep_only({account.id for account in await self._desk.loan_accounts.list()})
            await self._desk.preferences.set(KEPT_ENTRIES, self._entries.to_json() or None)

    # ---------------------------------------------------------------- reading

    def _watched(self) -> tuple[tuple[list[Callable[[], None]], Callable[[], None]], ...]:
        desk = self._desk
        return (
            (desk.standing.changed, self._reload),
            (desk.loan_accounts.changed, self._follow_accounts),
            (desk.tokens.token_changed, self._reload),
            (desk.profiles.changed, self._reload),
            (desk.vault_status.changed, self._follow_vault),
        )

    def _reload(self) -> None:
        if self._loaded != self._environment:
            self._show()  # at once, without what belongs to the other environment
        self._start(self._load(), "list the loan accounts")

    async def _load(self) -> None:
        self._loads += 1
        mine, environment, desk = self._loads, self._environment, self._desk
        try:
            accounts = await desk.loan_accounts.list(environment)
            tokens = await desk.tokens.list(environment)
            profiles = await desk.profiles.list(environment)
        except AexError as trouble:
            self._tell(trouble)
            return
        if mine > self._read:  # one that was begun later may have come before
            self._read = mine
            self._accounts, self._tokens, self._loaded = accounts, tokens, environment
            self._profiles = {profile.id: profile.name for profile in profiles}
            self._settle_choice()
            self._show()

    def _follow_accounts(self) -> None:
        account = self._account(self._chosen_id)
        if account is not None:
            self._keeping.look_again(account)
        self._reload()

    def _follow_vault(self) -> None:
        self._keeping.forget_all()
        self._keeping.look(self._account(self._chosen_id))
        self._show()

    def _settle_choice(self) -> None:
        """What was chosen may be gone: then the first."""
        begun = [self._new_id] if self._entries.typed(self._new_id) is not None else []
        there = [*begun, *(account.id for account in self._accounts)]
        if self._chosen_id not in there:
            self._chosen[self._environment] = there[0] if there else ""
        self._keeping.look(self._account(self._chosen_id))

    # ---------------------------------------------------------------- changing

    async def _save(self, row_id: str) -> None:
        entry, account = self._entries.typed(row_id), self._account(row_id)
        if entry is None or not self._entries.is_unsaved(row_id, account):
            return
        if row_id in self._saving or self._problems(row_id):
            return
        self._saving.add(row_id)
        self._trouble = None
        self._show()
        try:
            await self._store(row_id, entry, account)
        finally:
            self._saving.discard(row_id)
            self._show()

    async def _store(self, row_id: str, entry: Entry, account: LoanAccount | None) -> None:
        saved_id = account.id if account is not None else uuid4().hex
        account_id, new_id = (saved_id, "") if account is not None else ("", saved_id)
        fault: AexError | None = None
        try:
            await self._desk.loan_accounts.save(entry.draft(self._environment), account_id, entry.password, new_id)
        except AexError as refused:
            fault = refused
        await self._load()
        # A vault that refused the password has not kept the rest from being saved.
        stands = self._account(saved_id) is not None
        if stands:
            self._take_over(row_id, saved_id, entry, is_kept=fault is None)
        if fault is not None and not self._entries.refuse(saved_id if stands else row_id, fault):
            self._tell(fault)

    def _take_over(self, row_id: str, saved_id: str, entry: Entry, *, is_kept: bool) -> None:
        was_chosen = self._chosen_id == row_id
        self._entries.take_over(row_id, saved_id, entry, is_kept=is_kept)
        self._pasted.pop(row_id, None)
        if was_chosen:
            self._chosen[self._environment] = saved_id
        self._keeping.forget(saved_id)
        self._keeping.look(self._account(self._chosen_id))

    async def _lend(self) -> None:
        try:
            account = await self._desk.practice_acts.lend_account()
        except AexError as trouble:
            self._tell(trouble)
        else:
            await self._load()
            self._chosen[account.environment] = account.id
            self._settle_choice()
        finally:
            self._is_lending = False
            self._show()

    async def _remove(self, account: LoanAccount) -> None:
        neighbour = self._neighbour(account.id)
        if await self._deleting.remove(account):
            self._chosen[account.environment] = neighbour
            await self._load()

    def _neighbour(self, account_id: str) -> str:
        shown = [account.id for account in find_accounts(self._accounts, self._search)]
        place = shown.index(account_id) if account_id in shown else 0
        rest = [other for other in shown if other != account_id]
        return rest[min(place, len(rest) - 1)] if rest else ""

    async def _come_back(self, account: LoanAccount) -> None:
        self._chosen[account.environment] = account.id
        self._reload()

    def _hand(self, handover: Handover[str]) -> bool:
        account = self._account(self._chosen_id)
        if account is not None:
            handover.give(account.email)
        return account is not None

    def _forget_typed(self, row_id: str) -> None:
        self._entries.drop(row_id)
        self._pasted.pop(row_id, None)

    # ---------------------------------------------------------------- showing

    @property
    def _environment(self) -> str:
        return self._desk.standing.environment.name

    @property
    def _new_id(self) -> str:
        return NEW + self._environment

    @property
    def _chosen_id(self) -> str:
        return self._chosen.get(self._environment, "")

    def _account(self, row_id: str) -> LoanAccount | None:
        here = (account for account in self._accounts if account.environment == self._environment)
        return next((account for account in here if account.id == row_id), None)

    def _of_email(self, email: str) -> LoanAccount | None:
        folded = fold_account(email)
        return next((account for account in self._accounts if fold_account(account.email) == folded), None)

    def _problems(self, row_id: str) -> tuple[BadInput, ...]:
        others = {fold_account(account.email) for account in self._accounts if account.id != row_id}
        return self._entries.problems(row_id, self._account(row_id), others)

    def _sessions(self, email: str) -> tuple[Session, ...]:
        standing = self._desk.standing.profile
        return sessions_of(email, self._tokens, self._profiles, standing.id if standing is not None else "")

    def _tell(self, trouble: AexError) -> None:
        self._trouble = trouble
        self._show()

    def _show(self) -> None:
        desk = self._desk
        is_loaded = self._loaded == self._environment
        accounts = self._accounts if is_loaded else ()
        sessions = {account.id: self._sessions(account.email) for account in accounts}
        found = find_accounts(accounts, self._search)
        self._become(
            LoanAccountsState(
                is_loaded=is_loaded,
                environment=desk.standing.environment,
                rows=make_rows(found, self._entries, self._new_id, sessions, desk.loan_accounts.today()),
                total=len(accounts),
                search=self._search,
                chosen=self._chosen_id,
                form=self._form() if is_loaded else None,
                is_lending=self._is_lending,
                trouble=self._trouble,
                vault_name=desk.vault_status.name,
                is_vault_persistent=desk.vault_status.is_persistent,
            )
        )

    def _form(self) -> AccountForm | None:
        row_id, account = self._chosen_id, self._account(self._chosen_id)
        entry = self._entries.of(row_id, account)
        if entry is None:
            return None
        keeping, fault = self._keeping.of(row_id) if account is not None else (Keeping.MISSING, None)
        until = read_day(entry.until)
        return AccountForm(
            id=row_id,
            entry=entry,
            is_new=account is None,
            is_dirty=self._entries.is_unsaved(row_id, account),
            is_past=until is not None and until < self._desk.loan_accounts.today(),
            is_saving=row_id in self._saving,
            keeping=keeping,
            fault=fault,
            problems=self._problems(row_id),
            refused=self._entries.refused_field(row_id),
            pasted=self._pasted.get(row_id, ()),
            pastes=self._pastes,
            sessions=self._sessions(account.email) if account is not None else (),
        )
