"""Tells whether a text holds one of the secrets of this workspace, before it goes into a file that others may read."""

from __future__ import annotations

from aexdesk.faults import BadInput, VaultUnavailable
from aexdesk.redaction import SecretsSeen
from aexdesk.services.loan_accounts import LoanAccountBook
from aexdesk.services.profiles import ProfileBook
from aexdesk.services.tokens import TokenBook


class KnownSecrets:
    """Looks into the vault once, when it is first asked; what passes later is noticed by `SecretsSeen`."""

    def __init__(self, profiles: ProfileBook, tokens: TokenBook, accounts: LoanAccountBook, seen: SecretsSeen) -> None:
        self._profiles = profiles
        self._tokens = tokens
        self._accounts = accounts
        self._seen = seen
        self._has_looked = False

    async def refuse(self, text: str, where: str) -> None:
        """Raises BadInput("secret_in_file") for a text with a secret in it, in whatever encoding."""
        await self._look()
        if self._seen.holds(text):
            raise BadInput("secret_in_file", name=where)

    async def _look(self) -> None:
        """Each secret that is read goes through the secret store, which tells `SecretsSeen`."""
        if self._has_looked:
            return
        try:
            for profile in await self._profiles.list():
                await self._profiles.app_secret(profile)
            for token in await self._tokens.list():
                await self._tokens.session(token)
                await self._tokens.refresh_token(token)
            for account in await self._accounts.list():
                await self._accounts.password(account)
        except VaultUnavailable:
            return  # a secret that nobody can read now was not read before either, unless it was seen
        self._has_looked = True
