"""Tokens: whose session a profile has. The texts go to the vault, their fingerprints to the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from aexdesk.faults import BadInput
from aexdesk.secret import Secret
from aexdesk.services.changes import Changes
from aexdesk.services.secret_store import SecretStore, refresh_entry, session_entry
from aexdesk.storage.tokens import Tokens
from aexdesk.workspace.profile import Profile
from aexdesk.workspace.token import Token, digest_session, fold_account


@dataclass(frozen=True, slots=True)
class TokenGrant:
    """A token as it was given: whose, until when, and its texts."""

    account: str
    session: Secret
    refresh_token: Secret | None = None
    is_real: bool = False
    access_expires_at: datetime | None = None
    refresh_expires_at: datetime | None = None


class TokenBook:
    """The tokens of all profiles; one for each account of a profile."""

    def __init__(self, tokens: Tokens, secrets: SecretStore, now: Callable[[], datetime]) -> None:
        self._tokens = tokens
        self._secrets = secrets
        self._now = now
        self._hidden_with: dict[str, tuple[str, ...]] = {}
        self.token_changed = Changes()

    async def list(self, environment: str | None = None) -> tuple[Token, ...]:
        """The tokens of an environment, or of all."""
        return tuple(await self._tokens.list(environment))

    async def newest_of(self, profile_id: str) -> Token | None:
        """The token that a profile's calls use."""
        found = await self._tokens.of_profile(profile_id)
        return found[0] if found else None

    async def of_account(self, profile_id: str, account: str) -> Token | None:
        """A profile's token for an account."""
        folded = fold_account(account)
        found = await self._tokens.of_profile(profile_id)
        return next((token for token in found if fold_account(token.account) == folded), None)

    async def owners_of(self, environment: str, session: Secret) -> tuple[Token, ...]:
        """The tokens that carry this session."""
        return tuple(await self._tokens.find_by_digest(environment, digest_session(session)))

    async def add(self, profile: Profile, grant: TokenGrant, token_id: str = "") -> Token:
        """Keeps a token, in place of an earlier one of the same account.

        What is known of it stays even where the vault then fails (VaultUnavailable).
        """
        if not grant.account.strip():
            raise BadInput("field_missing", field="account")
        if not grant.session:
            raise BadInput("field_missing", field="session")
        before = await self.of_account(profile.id, grant.account)
        token = Token(
            id=token_id or (before.id if before else uuid4().hex),
            environment=profile.environment,
            profile_id=profile.id,
            account=grant.account.strip(),
            is_real=grant.is_real,
            obtained_at=self._now(),
            session_digest=digest_session(grant.session),
            access_expires_at=grant.access_expires_at,
            refresh_expires_at=grant.refresh_expires_at,
        )
        await self._tokens.save(token)
        if token_id:
            await self._tokens.restore(token_id)  # a removed one may still wait for its purge under this id
        try:
            await self._secrets.set(session_entry(token), grant.session)
            if grant.refresh_token:
                await self._secrets.set(refresh_entry(token), grant.refresh_token)
            elif before is not None:
                await self._secrets.delete(refresh_entry(token))  # it belongs to the session that is no more
        finally:
            self.token_changed.announce()
        return token

    async def session(self, token: Token) -> Secret | None:
        """The token's access token, from the vault."""
        return await self._secrets.get(session_entry(token))

    async def remove(self, token: Token) -> None:
        """Forgets a token and its texts."""
        await self._tokens.mark_removed(token.id, self._now())
        self.token_changed.announce()
        await self._purge(token)

    async def mark_removed_with(self, profile_id: str, at: datetime) -> None:
        """Hides a profile's tokens."""
        tokens = await self._tokens.of_profile(profile_id)
        for token in tokens:
            await self._tokens.mark_removed(token.id, at)
        self._hidden_with[profile_id] = tuple(token.id for token in tokens)
        self.token_changed.announce()

    async def restore_with(self, profile_id: str) -> None:
        """Brings back what was hidden with a profile; what was removed before for itself stays removed."""
        for token_id in self._hidden_with.pop(profile_id, ()):
            await self._tokens.restore(token_id)
        self.token_changed.announce()

    async def purge_removed(self) -> None:
        """Deletes for good what was removed: secrets first, so that a crash leaves none behind."""
        for token in await self._tokens.removed():
            await self._purge(token)

    async def purge_with(self, profile_id: str) -> None:
        """Deletes a profile's removed tokens for good."""
        for token in await self._tokens.removed():
            if token.profile_id == profile_id:
                await self._purge(token)

    async def _purge(self, token: Token) -> None:
        await self._secrets.delete(session_entry(token))
        await self._secrets.delete(refresh_entry(token))
        await self._tokens.purge(token.id)
