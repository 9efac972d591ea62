"""Loan accounts: the buyers borrowed in the App Console, noted here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import uuid4

from aexdesk.faults import BadInput
from aexdesk.secret import Secret
from aexdesk.services.changes import Changes
from aexdesk.services.secret_store import SecretStore, password_entry
from aexdesk.storage.loan_accounts import LoanAccounts
from aexdesk.workspace.loan_account import LoanAccount, LoanAccountStatus


@dataclass(frozen=True, slots=True)
class LoanAccountDraft:
    """What the form of a loan account holds; the password goes beside it. `since` is kept as its midnight UTC."""

    environment: str
    email: str
    seller: str = ""
    status: LoanAccountStatus = LoanAccountStatus.ACTIVE
    since: date | None = None
    until: date | None = None
    notes: str = ""


class LoanAccountBook:
    """The loan accounts of all environments."""

    def __init__(self, accounts: LoanAccounts, secrets: SecretStore, now: Callable[[], datetime]) -> None:
        self._accounts = accounts
        self._secrets = secrets
        self._now = now
        self.changed = Changes()

    def today(self) -> date:
        """The day that loans are counted in: UTC, as the guard and the practice gateway count."""
        return self._now().astimezone(UTC).date()

    async def list(self, environment: str | None = None) -> tuple[LoanAccount, ...]:
        """The loan accounts of an environment, or of all."""
        return tuple(await self._accounts.list(environment))

    async def find(self, environment: str, email: str) -> LoanAccount | None:
        """The loan account with this email."""
        return await self._accounts.find(environment, email)

    async def get(self, account_id: str) -> LoanAccount:
        """The loan account with this id. Raises BadInput."""
        account = await self._accounts.get(account_id)
        if account is None:
            raise BadInput("unknown_loan_account", name=account_id)
        return account

    async def add(self, environment: str, email: str, seller: str = "", until: date | None = None) -> LoanAccount:
        """Notes a loan account, from this moment on. Raises BadInput for an email that is none, or is noted already."""
        check_draft(LoanAccountDraft(environment, email, seller, until=until), None)
        account = LoanAccount(
            id=uuid4().hex, environment=environment, email=email.strip(), seller=seller, since=self._now(), until=until
        )
        await self._save(account, None)
        return account

    async def save(
        self,
        draft: LoanAccountDraft,
        account_id: str = "",
        password: Secret | None = None,
        new_id: str = "",
    ) -> LoanAccount:
        """Adds an account (under `new_id`, if given), or changes the one of `account_id`; without a password the one
        in the vault stays.

        What is known of it stays even where the vault then fails (VaultUnavailable). Raises BadInput.
        """
        check_draft(draft, password)
        before = await self._of_draft(draft, account_id) if account_id else None
        account = LoanAccount(
            id=before.id if before is not None else new_id or uuid4().hex,
            environment=draft.environment,
            email=draft.email.strip(),
            seller=draft.seller.strip(),
            status=draft.status,
            since=_begin_of(draft.since, before),
            until=draft.until,
            notes=draft.notes,
        )
        await self._save(account, password)
        return account

    async def password(self, account: LoanAccount) -> Secret | None:
        """Its password, from the vault. Raises VaultUnavailable."""
        return await self._secrets.get(password_entry(account))

    async def set_password(self, account: LoanAccount, password: Secret | None) -> None:
        """Keeps its password; None forgets it. Raises VaultUnavailable, or BadInput for one that no vault can hold."""
        if password is None:
            await self._secrets.delete(password_entry(account))
        else:
            await self._secrets.set(password_entry(account), password)
        self.changed.announce()

    async def hide(self, account: LoanAccount) -> None:
        """Removes it so that `restore` can bring it back, until `purge_removed`."""
        await self._accounts.mark_removed(account.id, self._now())
        self.changed.announce()

    async def restore(self, account: LoanAccount) -> None:
        """Undoes `hide`. Raises BadInput where the email has been taken meanwhile."""
        await self._accounts.restore(account.id)
        self.changed.announce()

    async def remove(self, account: LoanAccount) -> None:
        """Forgets a loan account and its password."""
        await self.hide(account)
        await self._purge(account)

    async def purge_removed(self) -> None:
        """Deletes for good what was removed: secrets first, so that a crash leaves none behind."""
        for account in await self._accounts.removed():
            await self._purge(account)

    async def _purge(self, account: LoanAccount) -> None:
        await self._secrets.delete(password_entry(account))
        await self._accounts.purge(account.id)

    async def _of_draft(self, draft: LoanAccountDraft, account_id: str) -> LoanAccount:
        account = await self.get(account_id)
        if account.environment != draft.environment:
            raise BadInput("unknown_loan_account", name=account_id)
        return account

    async def _save(self, account: LoanAccount, password: Secret | None) -> None:
        await self._accounts.save(account)
        try:
            if password is not None:
                await self._secrets.set(password_entry(account), password)
        finally:
            self.changed.announce()


def _begin_of(day: date | None, before: LoanAccount | None) -> datetime | None:
    """Midnight UTC of that day; a moment that was known more exactly stays, while the day is the same."""
    if day is None:
        return None
    known = before.since if before is not None else None
    is_same = known is not None and known.astimezone(UTC).date() == day
    return known if is_same else datetime.combine(day, time(), UTC)


def check_draft(draft: LoanAccountDraft, password: Secret | None) -> None:
    """Raises BadInput, with the field, for what cannot be saved; a form asks this before the person saves."""
    address = draft.email.strip()
    if not address:
        raise BadInput("field_missing", field="email")
    before, at, host = address.partition("@")
    if not (before and at and host) or any(char.isspace() for char in address):
        raise BadInput("bad_email", field="email", found=address)
    if password is not None and not password:
        raise BadInput("field_missing", field="password")
    if draft.since is not None and draft.until is not None and draft.until < draft.since:
        raise BadInput("until_before_since", field="until", since=draft.since.isoformat())
