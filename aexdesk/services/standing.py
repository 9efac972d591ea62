"""Where the user stands: in which environment, as which app, as whom."""

from __future__ import annotations

from aexdesk.services.changes import Changes
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.preferences import Preferences
from aexdesk.services.profiles import ProfileBook
from aexdesk.services.tokens import TokenBook
from aexdesk.workspace.environment import PRACTICE, Environment
from aexdesk.workspace.profile import Profile
from aexdesk.workspace.token import Token

_ENVIRONMENT = "standing.environment"
_PROFILE = "standing.profile."


class Standing:
    """The choice that the top line shows; remembered for each environment."""

    def __init__(
        self, environments: EnvironmentBook, profiles: ProfileBook, tokens: TokenBook, preferences: Preferences
    ) -> None:
        self._environments = environments
        self._profiles = profiles
        self._tokens = tokens
        self._preferences = preferences
        self.environments: tuple[Environment, ...] = (PRACTICE,)
        self.environment: Environment = PRACTICE
        self.profiles: tuple[Profile, ...] = ()
        self.profile: Profile | None = None
        self.token: Token | None = None
        self.changed = Changes()

    async def load(self) -> None:
        """Reads everything anew; a choice that is gone falls back to the first there is."""
        self.environments = await self._environments.list()
        name = self._preferences.value(_ENVIRONMENT, PRACTICE.name)
        named = (environment for environment in self.environments if environment.name == name)
        self.environment = next(named, self.environments[0])
        self.profiles = await self._profiles.list(self.environment.name)
        chosen = self._preferences.value(_PROFILE + self.environment.name)
        # Without a choice the app in use stays: one that is added elsewhere must not take its place by its name.
        current = self.profile.id if self.profile else None
        self.profile = self._with_id(chosen) or self._with_id(current) or next(iter(self.profiles), None)
        self.token = await self._tokens.newest_of(self.profile.id) if self.profile else None
        self.changed.announce()

    def _with_id(self, profile_id: object) -> Profile | None:
        return next((profile for profile in self.profiles if profile.id == profile_id), None)

    async def choose_environment(self, name: str) -> None:
        """Moves to another environment. Raises BadInput for one that does not exist."""
        await self._environments.get(name)
        await self._preferences.set(_ENVIRONMENT, name)
        await self.load()

    async def choose_profile(self, profile_id: str | None) -> None:
        """Works as another app of this environment."""
        await self._preferences.set(_PROFILE + self.environment.name, profile_id)
        await self.load()
