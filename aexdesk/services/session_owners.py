"""Finds whose a session is, for the guard: from the tokens that are kept and from what practice was seeded with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from aexdesk.faults import BadInput
from aexdesk.ordertest.guard import SessionFault, SessionOwner
from aexdesk.secret import Secret
from aexdesk.services.practice_seeds import PracticeSeeds
from aexdesk.services.profiles import ProfileBook
from aexdesk.services.tokens import TokenBook
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.token import Token, fold_account


@dataclass(frozen=True, slots=True)
class _Claim:
    """One who says that a session is theirs. `account` is None for a token that nobody has bound."""

    account: str | None
    is_real: bool
    app_key: str
    is_over: bool


class SessionOwners:
    """One session may be kept several times; only where all agree does it have an owner."""

    def __init__(
        self,
        tokens: TokenBook,
        profiles: ProfileBook,
        seeds: Callable[[], PracticeSeeds | None],
        now: Callable[[], datetime],
    ) -> None:
        self._tokens = tokens
        self._profiles = profiles
        self._seeds = seeds
        self._now = now

    async def owner_of(self, environment: Environment, session: Secret | None, app_key: str) -> SessionOwner | None:
        """Whose the session is, and what keeps it from counting in a request of the app `app_key`; None for nobody's.

        A session past its end, of another app, or bound to no account is told with its fault.
        """
        if not session:
            return None
        claims = [await self._claim(token) for token in await self._tokens.owners_of(environment.name, session)]
        seeds = None if environment.is_live else self._seeds()
        if seeds is not None:
            claims += _seeded(seeds, session, self._now())
        return _settle(claims, app_key) if claims else None

    async def _claim(self, token: Token) -> _Claim:
        try:
            app_key = (await self._profiles.get(token.profile_id)).app_key
        except BadInput:  # removed this moment: no request can be of an app that is not there
            app_key = ""
        account = fold_account(token.account) if token.is_bound else None
        return _Claim(account, token.is_real, app_key, token.is_over(self._now()))


def _seeded(seeds: PracticeSeeds, session: Secret, now: datetime) -> list[_Claim]:
    owner = seeds.owner_of(session)
    if owner is None:
        return []
    return [_Claim(owner.account, owner.is_real, seeds.app_key, seeds.access_expires_at <= now)]


def _settle(claims: Sequence[_Claim], app_key: str) -> SessionOwner | None:
    owners = {(claim.account, claim.is_real) for claim in claims if claim.account is not None}
    if not owners:
        return SessionOwner("", is_real=False, fault=SessionFault.UNBOUND)
    if len(owners) > 1:
        return None  # two answers are no answer
    account, is_real = owners.pop()
    return SessionOwner(account or "", is_real, _find_fault(claims, app_key))


def _find_fault(claims: Sequence[_Claim], app_key: str) -> SessionFault | None:
    """A session belongs to the app that asked for it: the platform refuses it to another, so it may be misread here."""
    of_app = [claim for claim in claims if app_key and claim.app_key == app_key]
    if not of_app:
        return SessionFault.OTHER_APP
    return SessionFault.EXPIRED if any(claim.is_over for claim in of_app) else None
