"""Tells whether a text holds one of the secrets of this workspace, before it goes into a file that others may read."""

from __future__ import annotations

from aexdesk.faults import BadInput, VaultUnavailable
from aexdesk.redaction import Hider, hider_by_value
from aexdesk.secret import Secret
from aexdesk.services.loan_accounts import LoanAccountBook
from aexdesk.services.profiles import ProfileBook
from aexdesk.services.tokens import TokenBook


class KnownSecrets:
    """App secrets, sessions, refresh tokens and passwords, of every environment. Keeps none of them."""

    def __init__(self, profiles: ProfileBook, tokens: TokenBook, accounts: LoanAccountBook) -> None:
        self._profiles = profiles
        self._tokens = tokens
        self._accounts = accounts

    async def refuse(self, texts: dict[str, str]) -> None:
        """Raises BadInput("secret_in_file") naming the first of `texts` that holds a secret, in whatever encoding.

        Where the vault is shut, nobody can have copied a secret out of it; nothing is refused then.
        """
        hider = await self.hider()
        for name, text in texts.items():
            if hider.hide(text) != text:
                raise BadInput("secret_in_file", name=name)

    async def hider(self) -> Hider:
        """Hides each of them by its value, in whatever encoding; where the vault is shut, those that it gave before."""
        found: list[Secret | None] = []
        try:
            for profile in await self._profiles.list():
                found.append(await self._profiles.app_secret(profile))
            for token in await self._tokens.list():
                found += (await self._tokens.session(token), await self._tokens.refresh_token(token))
            for account in await self._accounts.list():
                found.append(await self._accounts.password(account))
        except VaultUnavailable:
            pass
        return hider_by_value(secret for secret in found if secret)
