"""Learns the tokens that pass through the proxy, so that a program which logs in by itself can place its test order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from aexdesk.faults import VaultUnavailable
from aexdesk.openplatform.oauth import TokenAnswer
from aexdesk.ordertest.guard import SessionOwner
from aexdesk.secret import Secret
from aexdesk.services.learned_sessions import LearnedSessions
from aexdesk.services.loan_accounts import LoanAccountBook
from aexdesk.services.profiles import ProfileBook
from aexdesk.services.token_calls import check_account, grant_of
from aexdesk.services.tokens import TokenBook
from aexdesk.workspace.profile import Profile
from aexdesk.workspace.token import NOBODY, Token, fold_account, names_account


class TokenLearning:
    """Puts them into the vault, bound to the account that the answer names: never to one that somebody guesses."""

    def __init__(
        self,
        profiles: ProfileBook,
        tokens: TokenBook,
        loans: LoanAccountBook,
        now: Callable[[], datetime],
    ) -> None:
        self._profiles = profiles
        self._tokens = tokens
        self._loans = loans
        self._now = now
        self.sessions = LearnedSessions(now)

    async def learn(
        self, environment: str, app_key: str, answer: TokenAnswer, spent: Secret | None, *, is_loaned: bool = False
    ) -> None:
        """Keeps the answer's tokens for every profile of this app key. After a refresh, the token that gave `spent` is
        renewed. `is_loaned`: the account is a loan account by what the practice gateway says.

        Raises VaultUnavailable where they could not be kept; the guard knows the session all the same, for this run.
        BadInput("account_differs") where a refresh answers for another account than its token's: of that nothing is
        learned, and an order with the new session is refused.
        """
        profiles = [one for one in await self._profiles.list(environment) if one.app_key == app_key]
        before = [await self._refreshed(profile, answer, spent) for profile in profiles]
        account = answer.account or next((token.account for token in before if token is not None), "")
        is_real = not (is_loaned or await self._is_loaned(environment, account))
        kept = 0
        try:
            for profile, token in zip(profiles, before, strict=True):
                await self._keep(profile, token, answer, account or NOBODY, is_real)
                kept += 1
        finally:
            if not kept and account and account != NOBODY:
                owner = SessionOwner(fold_account(account), is_real)
                ends = answer.access_ends(self._now())
                self.sessions.note(environment, app_key, answer.access_token, owner, ends)

    async def _keep(
        self, profile: Profile, before: Token | None, answer: TokenAnswer, account: str, is_real: bool
    ) -> None:
        if before is None:
            await self._tokens.add(profile, grant_of(answer, self._now(), account=account, is_real=is_real))
            return
        grant = grant_of(answer, self._now(), account=before.account, is_real=before.is_real)
        ends = grant.refresh_expires_at or (before.refresh_expires_at if answer.can_refresh else None)
        is_refreshable = answer.refresh_expires_in != 0
        await self._tokens.renew(before, replace(grant, refresh_expires_at=ends), keeps_refresh_token=is_refreshable)

    async def _refreshed(self, profile: Profile, answer: TokenAnswer, spent: Secret | None) -> Token | None:
        """The token that this answer renews: the one whose refresh token was given, or else that account's own.

        One that was nobody's stays so: where the answer says at last whose it is, that account gets a token.
        """
        if spent is None:
            return None
        of_profile = [one for one in await self._tokens.list(profile.environment) if one.profile_id == profile.id]
        for token in of_profile:
            if await self._gave(token, spent):
                check_account(token, answer)
                if token.is_bound or not names_account(answer.account):
                    return token
        named = fold_account(answer.account)
        return next((one for one in of_profile if named and fold_account(one.account) == named), None)

    async def _gave(self, token: Token, spent: Secret) -> bool:
        try:
            return await self._tokens.refresh_token(token) == spent
        except VaultUnavailable:
            return False

    async def _is_loaned(self, environment: str, account: str) -> bool:
        return bool(account) and await self._loans.find(environment, account) is not None
