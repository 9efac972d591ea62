"""Tokens: whose session a profile has. The texts go to the vault, their fingerprints to the database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from aexdesk.faults import BadInput, VaultUnavailable
from aexdesk.secret import Secret
from aexdesk.services.changes import Changes
from aexdesk.services.secret_store import SecretStore, refresh_entry, session_entry
from aexdesk.storage.tokens import Tokens
from aexdesk.storage.vault import VaultEntry, check_storable
from aexdesk.workspace.profile import Profile
from aexdesk.workspace.token import NOBODY, Binding, Token, digest_session, fold_account, names_account


@dataclass(frozen=True, slots=True)
class TokenGrant:
    """A token as it was given: whose, until when, and its texts.

    `binding` says who says whose it is; without a word of the platform it is the user. An unbound one counts as real.
    """

    account: str
    session: Secret
    refresh_token: Secret | None = None
    is_real: bool = False
    access_expires_at: datetime | None = None
    refresh_expires_at: datetime | None = None
    binding: Binding = Binding.BY_HAND
    told_account: str = ""

    @property
    def is_bound(self) -> bool:
        """Whether it is known whose it is."""
        return self.binding is not Binding.UNBOUND and self.account.strip() != NOBODY


class TokenBook:
    """The tokens of all profiles; one for each account of a profile."""

    def __init__(self, tokens: Tokens, secrets: SecretStore, now: Callable[[], datetime]) -> None:
        self._tokens = tokens
        self._secrets = secrets
        self._now = now
        self._hidden_with: dict[str, tuple[str, ...]] = {}
        self._turn = asyncio.Lock()  # who is signed out while a new session is put in its place must stay out
        self.token_changed = Changes()
        self.session_changed: list[Callable[[Token], None]] = []
        """Called with each token that has another session than before."""

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

    async def get(self, token_id: str) -> Token | None:
        """The token with this id, as it stands now; None where it was removed."""
        return await self._tokens.get(token_id)

    async def add(self, profile: Profile, grant: TokenGrant, token_id: str = "") -> Token:
        """Keeps a token, in place of an earlier one of the same account.

        What is known of a new token stays even where the vault then fails (VaultUnavailable); an earlier one that the
        vault holds stays as it was until its successor is in the vault, too. With a `token_id` it does not: whoever
        knows the id has the texts and will give them again.
        """
        _check_grant(grant)
        async with self._turn:
            before = await self.of_account(profile.id, grant.account)
            token = Token(
                id=token_id or (before.id if before else uuid4().hex),
                environment=profile.environment,
                profile_id=profile.id,
                account=grant.account.strip(),
                is_real=grant.is_real or not grant.is_bound,
                obtained_at=self._now(),
                session_digest=digest_session(grant.session),
                access_expires_at=grant.access_expires_at,
                refresh_expires_at=grant.refresh_expires_at,
                binding=grant.binding if grant.is_bound else Binding.UNBOUND,
                told_account=grant.told_account,
            )
            try:
                if before is not None and not token_id and await self._has_session(before):
                    await self._put_in_place(token, grant, lambda: self._tokens.save(token))
                else:
                    await self._save(token, token_id)
                    await self._secrets.set(session_entry(token), grant.session)
                    if grant.refresh_token:
                        await self._secrets.set(refresh_entry(token), grant.refresh_token)
                if not grant.refresh_token and (before is not None or token_id):
                    await self._secrets.delete(refresh_entry(token))  # it belongs to the session that is no more
            finally:
                self.token_changed.announce()
            self._tell_session(token)
        return token

    async def renew(self, token: Token, grant: TokenGrant, *, keeps_refresh_token: bool) -> Token:
        """Puts a refreshed session in the place of the token's own; whose it is and since when stays.

        `keeps_refresh_token`: where the grant brings none, the one in the vault is still good.
        Whatever fails, and whenever the program is killed, the vault holds a session that the database knows:
        the old one, or the new one. Raises BadInput("token_gone") where it was signed out meanwhile.
        """
        _check_grant(grant)
        async with self._turn:
            current = await self._current(token)
            renewed = replace(
                current,
                session_digest=digest_session(grant.session),
                access_expires_at=grant.access_expires_at,
                refresh_expires_at=grant.refresh_expires_at,
                told_account=grant.told_account or current.told_account,
                # What the user said the platform has now said too; whoever refreshes has compared them.
                binding=Binding.TOLD if current.is_bound and names_account(grant.told_account) else current.binding,
            )
            await self._put_in_place(renewed, grant, lambda: self._note_renewed(renewed))
            if not grant.refresh_token and not keeps_refresh_token:
                with suppress(VaultUnavailable):  # spent: it does no harm where it is
                    await self._secrets.delete(refresh_entry(renewed))
            self._tell_session(renewed)
            self.token_changed.announce()
        return renewed

    async def bind(self, token: Token, account: str) -> Token:
        """Binds an unbound token to a loan account, on the user's word; an earlier one of that account gives way.

        Raises BadInput: token_gone, token_bound (undo that first), account_differs where the platform told another.
        """
        async with self._turn:
            current = await self._current(token)
            if current.is_bound:
                raise BadInput("token_bound", account=current.account)
            told, wanted = current.told_account, account.strip()
            if not names_account(wanted):
                raise BadInput("bad_email", field="account", found=wanted)
            is_told = names_account(told)
            if is_told and fold_account(told) != fold_account(wanted):
                raise BadInput("account_differs", expected=wanted, found=told)
            earlier = await self.of_account(current.profile_id, wanted)
            binding = Binding.TOLD if is_told else Binding.BY_HAND
            return await self._rebind(replace(current, account=wanted, binding=binding, is_real=False), earlier)

    async def unbind(self, token: Token) -> Token:
        """Undoes a binding by hand: the token is nobody's again. Raises BadInput: token_gone, token_not_by_hand."""
        async with self._turn:
            current = await self._current(token)
            if current.binding is not Binding.BY_HAND:
                raise BadInput("token_not_by_hand", account=current.account)
            nameless = current.told_account or NOBODY
            return await self._rebind(replace(current, account=nameless, binding=Binding.UNBOUND, is_real=True))

    async def session(self, token: Token) -> Secret | None:
        """The token's access token, from the vault."""
        found = await self._secrets.get(session_entry(token))
        if found is not None and digest_session(found) == token.session_digest:
            return found
        # Somebody was killed between telling the database of a new session and moving it to its place.
        waiting = await self._secrets.get(_next_entry(token))
        is_it = waiting is not None and digest_session(waiting) == token.session_digest
        return waiting if is_it else found

    async def refresh_token(self, token: Token) -> Secret | None:
        """The token's refresh token, from the vault."""
        return await self._secrets.get(refresh_entry(token))

    async def try_vault(self, token: Token, refresh_token: Secret) -> None:
        """Raises VaultUnavailable where the vault would not take new tokens, before the old ones are spent."""
        await self._secrets.set(refresh_entry(token), refresh_token)

    async def remove(self, token: Token) -> None:
        """Forgets a token and its texts."""
        async with self._turn:
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

    async def _current(self, token: Token) -> Token:
        current = await self._tokens.get(token.id)
        if current is None:
            raise BadInput("token_gone")
        return current

    async def _rebind(self, token: Token, earlier: Token | None = None) -> Token:
        if not await self._tokens.rebind(token):  # another process has signed it out
            raise BadInput("token_gone")
        try:
            if earlier is not None and earlier.id != token.id:
                await self._tokens.mark_removed(earlier.id, self._now())
                await self._purge(earlier)
        finally:
            self.token_changed.announce()
        return token

    async def _has_session(self, token: Token) -> bool:
        try:
            return await self.session(token) is not None
        except VaultUnavailable as shut:
            return shut.code != "vault_missing"  # a locked one may hold it

    async def _put_in_place(self, token: Token, grant: TokenGrant, note: Callable[[], Awaitable[None]]) -> None:
        """The order is the point: each step leaves a session in the vault whose digest the database knows.

        The refresh token goes first, since the one that it replaces is spent already. The session waits beside the old
        one until the database knows it (`note`); only then does it take the old one's place.
        """
        if grant.refresh_token:
            await self._secrets.set(refresh_entry(token), grant.refresh_token)
        await self._secrets.set(_next_entry(token), grant.session)
        await note()
        with suppress(VaultUnavailable):  # then it is read from where it waits
            await self._secrets.set(session_entry(token), grant.session)
            await self._secrets.delete(_next_entry(token))

    async def _save(self, token: Token, token_id: str) -> None:
        await self._tokens.save(token)
        if token_id:
            await self._tokens.restore(token_id)  # a removed one may still wait for its purge under this id

    async def _note_renewed(self, token: Token) -> None:
        if not await self._tokens.renew(token):  # another process has signed it out
            await self._forget_texts(token)
            raise BadInput("token_gone")

    def _tell_session(self, token: Token) -> None:
        for callback in tuple(self.session_changed):
            callback(token)

    async def _purge(self, token: Token) -> None:
        await self._forget_texts(token)
        await self._tokens.purge(token.id)

    async def _forget_texts(self, token: Token) -> None:
        for entry in (session_entry(token), _next_entry(token), refresh_entry(token)):
            await self._secrets.delete(entry)


def _next_entry(token: Token) -> VaultEntry:
    """Where a new session waits until the database knows it."""
    return VaultEntry(token.environment, token.id, "next_session")


def _check_grant(grant: TokenGrant) -> None:
    if not grant.account.strip():
        raise BadInput("field_missing", field="account")
    if not grant.session:
        raise BadInput("field_missing", field="session")
    check_storable(grant.session)  # now: what no vault can hold must not take the place of anything
    if grant.refresh_token:
        check_storable(grant.refresh_token)
