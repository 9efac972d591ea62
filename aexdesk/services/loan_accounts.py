"""Loan accounts: the buyers borrowed in the App Console, noted here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from aexdesk.faults import BadInput
from aexdesk.secret import Secret
from aexdesk.services.changes import Changes
from aexdesk.services.secret_store import SecretStore, password_entry
from aexdesk.storage.loan_accounts import LoanAccounts
from aexdesk.workspace.loan_account import LoanAccount, LoanAccountStatus


@dataclass(frozen=True, slots=True)
class LoanAccountDraft:
    """What the form of a loan account holds; the password goes beside it."""

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

    async def list(self, environment: str | None = None) -> tuple[LoanAccount, ...]:
        """The loan accounts of an environment, or of all."""
        return tuple(await self._accounts.list(environment))

    async def find(self, environment: str, email: str) -> LoanAccount | None:
        """The loan account with this email."""
        return await self._accounts.find(environment, email)

    async def add(self, environment: str, email: str, seller: str = "", until: date | None = None) -> LoanAccount:
        """Notes a loan account. Raises BadInput for an email that is none, or is noted already."""
        address = email.strip()
        if "@" not in address:
            raise BadInput("bad_email", field="email", found=address)
        account = LoanAccount(
            id=uuid4().hex, environment=environment, email=address, seller=seller, since=self._now(), until=until
        )
        await self._accounts.save(account)
        self.changed.announce()
        return account

    async def save(self, draft: LoanAccountDraft, account_id: str = "", password: Secret | None = None) -> LoanAccount:
        """Adds an account, or changes the one of that id; without a password the one in the vault stays.

        What is known of it stays even where the vault then fails (VaultUnavailable). Raises BadInput.
        """
        raise NotImplementedError

    async def password(self, account: LoanAccount) -> Secret | None:
        """Its password, from the vault. Raises VaultUnavailable."""
        return await self._secrets.get(password_entry(account))

    async def set_password(self, account: LoanAccount, password: Secret | None) -> None:
        """Keeps its password; None forgets it. Raises VaultUnavailable."""
        raise NotImplementedError

    async def hide(self, account: LoanAccount) -> None:
        """Removes it so that `restore` can bring it back, until `purge_removed`."""
        raise NotImplementedError

    async def restore(self, account: LoanAccount) -> None:
        """Undoes `hide`. Raises BadInput where the email has been taken meanwhile."""
        raise NotImplementedError

    async def remove(self, account: LoanAccount) -> None:
        """Forgets a loan account and its password."""
        await self._accounts.mark_removed(account.id, self._now())
        self.changed.announce()
        await self._purge(account)

    async def purge_removed(self) -> None:
        """Deletes for good what was removed: secrets first, so that a crash leaves none behind."""
        for account in await self._accounts.removed():
            await self._purge(account)

    async def _purge(self, account: LoanAccount) -> None:
        await self._secrets.delete(password_entry(account))
        await self._accounts.purge(account.id)
