"""Puts each secret under its own vault entry, and tells the log to hide whatever went through."""

from __future__ import annotations

from aexdesk.redaction import SecretsSeen
from aexdesk.secret import Secret
from aexdesk.storage.vault import Vault, VaultEntry
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.profile import Profile
from aexdesk.workspace.token import Token


def app_secret_entry(profile: Profile) -> VaultEntry:
    """Where a profile's app secret lies."""
    return VaultEntry(profile.environment, profile.id, "app_secret")


def session_entry(token: Token) -> VaultEntry:
    """Where a token's access token lies."""
    return VaultEntry(token.environment, token.id, "session")


def refresh_entry(token: Token) -> VaultEntry:
    """Where a token's refresh token lies."""
    return VaultEntry(token.environment, token.id, "refresh_token")


def password_entry(account: LoanAccount) -> VaultEntry:
    """Where a loan account's password lies."""
    return VaultEntry(account.environment, account.id, "password")


def reference_to(entry: VaultEntry) -> str:
    """What stands in a stored exchange in place of the secret."""
    return f"{{{{{entry.kind}:{entry.owner}}}}}"


class SecretStore:
    """The vault, watched: every secret that passes is known to the redaction of log and crash reports."""

    def __init__(self, vault: Vault, seen: SecretsSeen) -> None:
        self._vault = vault
        self._seen = seen

    async def get(self, entry: VaultEntry) -> Secret | None:
        """The secret, or None where there is none. Raises VaultUnavailable."""
        secret = await self._vault.get(entry)
        self._seen.add(secret)
        return secret

    async def set(self, entry: VaultEntry, secret: Secret) -> None:
        """Stores a secret. Raises VaultUnavailable, or BadInput for one that no vault can hold."""
        self._seen.add(secret)
        await self._vault.set(entry, secret)

    async def delete(self, entry: VaultEntry) -> None:
        """Forgets a secret; one that is not there is forgotten already."""
        await self._vault.delete(entry)

    def notice(self, secret: Secret | None) -> None:
        """Hides a secret that came from elsewhere: typed, or given by the environment."""
        self._seen.add(secret)
