"""What the proxy knows of its callers: apps with their secrets, sessions by fingerprint; and it learns new tokens.

The books live on the desk's loop, the proxy asks from another at every call: so it looks at a picture of them, which is
taken anew whenever they change.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aexdesk.faults import AexError, VaultUnavailable
from aexdesk.ordertest.guard import SessionOwner
from aexdesk.secret import Secret
from aexdesk.services.crossing import Crossing
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.practising import Practising
from aexdesk.services.profiles import ProfileBook
from aexdesk.services.secret_store import reference_to, session_entry
from aexdesk.services.token_learning import TokenLearning
from aexdesk.services.tokens import TokenBook
from aexdesk.workspace.environment import PRACTICE, Environment
from aexdesk.workspace.token import digest_session, fold_account

if TYPE_CHECKING:
    from aexdesk.gateway.forwarding import KnownApp, SeenTokens


@dataclass(frozen=True, slots=True)
class Picture:
    """The books of one environment as they stood at one moment."""

    environment: Environment = PRACTICE
    apps: Mapping[str, tuple[KnownApp, ...]] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)


class ProxyAcquaintance:
    """For the time that a proxy runs: `begin` to `end`, both on the desk's loop. The other methods may be called from
    the proxy's."""

    def __init__(
        self,
        environments: EnvironmentBook,
        profiles: ProfileBook,
        tokens: TokenBook,
        practising: Practising,
        learning: TokenLearning,
    ) -> None:
        self._environments = environments
        self._profiles = profiles
        self._tokens = tokens
        self._practising = practising
        self._learning = learning
        self._picture = Picture()
        self._crossing: Crossing | None = None
        self._looking: asyncio.Task[None] | None = None
        self._is_outdated = False
        self._sources = (environments.changed, profiles.changed, tokens.token_changed, practising.changed)

    @property
    def environment(self) -> Environment:
        """Where calls go."""
        return self._picture.environment

    async def begin(self, environment: Environment) -> None:
        """Looks at the books, and again at each change."""
        self._crossing = Crossing()
        self._picture = Picture(environment)
        await self._look()
        for source in self._sources:
            source.append(self._note_change)

    async def end(self) -> None:
        """Looks no more."""
        for source in self._sources:
            if self._note_change in source:
                source.remove(self._note_change)
        if self._looking is not None:
            await asyncio.wait({self._looking})

    async def look(self) -> None:
        """Looks at the books now: other processes write into them too, and none of their changes is told here."""
        assert self._crossing is not None
        await self._crossing.run(self._look())

    def apps(self, app_key: str) -> tuple[KnownApp, ...]:
        """Those with this key: the profiles that have it, then practice if it was seeded with it."""
        return self._picture.apps.get(app_key, ())

    def reference(self, session: Secret) -> str | None:
        """What stands for a session of the workspace in the history."""
        return self._picture.references.get(digest_session(session))

    def owner(self, app_key: str, session: Secret) -> SessionOwner | None:
        """Whose a session is that passed and that no profile could keep."""
        return self._learning.sessions.owner_of(self.environment.name, app_key, session)

    async def learn(self, seen: SeenTokens) -> None:
        """Keeps tokens that passed. Raises VaultUnavailable."""
        assert self._crossing is not None
        await self._crossing.run(self._learn(seen))

    async def _learn(self, seen: SeenTokens) -> None:
        seeds = None if self.environment.is_live else self._practising.seeds
        is_loaned = seeds is not None and fold_account(seeds.buyer_email) == fold_account(seen.answer.account)
        await self._learning.learn(seen.environment, seen.app_key, seen.answer, seen.spent, is_loaned=is_loaned)

    def _note_change(self) -> None:
        self._is_outdated = True
        if self._looking is None:
            self._looking = asyncio.get_running_loop().create_task(self._look_again(), name="look who may call")

    async def _look_again(self) -> None:
        try:
            while self._is_outdated:
                self._is_outdated = False
                await self._look()
        finally:
            self._looking = None

    async def _look(self) -> None:
        name = self._picture.environment.name
        try:
            environment = await self._environments.get(name)
            tokens = await self._tokens.list(name)
            apps = await self._apps(name)
        except AexError:  # the database is closing or away: the last picture stands, and the guard asks for itself
            return
        references = {one.session_digest: reference_to(session_entry(one)) for one in tokens if one.session_digest}
        self._picture = replace(self._picture, environment=environment, apps=apps, references=references)

    async def _apps(self, environment: str) -> Mapping[str, tuple[KnownApp, ...]]:
        from aexdesk.gateway.forwarding import KnownApp  # noqa: PLC0415 - httpx is imported at the first call

        apps: dict[str, tuple[KnownApp, ...]] = {}
        for profile in await self._profiles.list(environment):
            try:
                secret = await self._profiles.app_secret(profile)
            except VaultUnavailable:
                secret = None
            apps[profile.app_key] = (*apps.get(profile.app_key, ()), KnownApp(profile.name, secret))
        seeds = None if self.environment.is_live else self._practising.seeds
        if seeds is not None:
            apps[seeds.app_key] = (*apps.get(seeds.app_key, ()), KnownApp("", seeds.app_secret))
        return apps
