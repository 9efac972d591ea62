"""As which app and as whom a call is made: from a profile and the vault, from the practice seeds, or as given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aexdesk.faults import BadInput
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.openplatform.request import Credentials
from aexdesk.secret import Secret
from aexdesk.services.practice_seeds import PracticeSeeds
from aexdesk.services.profiles import ProfileBook
from aexdesk.services.secret_store import SecretStore, app_secret_entry, reference_to, session_entry
from aexdesk.services.tokens import TokenBook
from aexdesk.workspace.profile import Profile


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls. `references` maps each secret that has a vault entry to what stands for it in the history."""

    profile: str
    credentials: Credentials
    references: Mapping[Secret, str]


class Callers:
    """Finds the credentials for a call."""

    def __init__(self, profiles: ProfileBook, tokens: TokenBook, secrets: SecretStore, catalogue: Catalogue) -> None:
        self._profiles = profiles
        self._tokens = tokens
        self._secrets = secrets
        self._catalogue = catalogue

    def wants_session(self, api: str) -> bool:
        """Whether to send the token along: yes, unless the catalogue says that the API needs none."""
        definition = self._catalogue.find(api)
        return definition is None or definition.needs_session is not False

    async def of_profile(self, profile: Profile, api: str, session: Secret | None = None) -> Caller:
        """A profile's key and secret, with its newest token where the API wants one, or the session given.

        Raises BadInput where the vault holds no app secret for it, VaultUnavailable where the vault is shut.
        """
        secret = await self._profiles.app_secret(profile)
        if secret is None:
            raise BadInput("app_secret_missing", name=profile.name)
        references = {secret: reference_to(app_secret_entry(profile))}
        if session is not None:
            self._secrets.notice(session)
        elif self.wants_session(api) and (token := await self._tokens.newest_of(profile.id)) is not None:
            session = await self._tokens.session(token)
            if session is not None:
                references[session] = reference_to(session_entry(token))
        return Caller(profile.name, Credentials(profile.app_key, secret, session), references)

    def as_given(self, app_key: str, app_secret: Secret, session: Secret | None) -> Caller:
        """Credentials that stand in no profile."""
        for secret in (app_secret, session):
            self._secrets.notice(secret)
        return Caller("", Credentials(app_key, app_secret, session), {})

    def of_seeds(self, seeds: PracticeSeeds, api: str, session: Secret | None = None) -> Caller:
        """The practice gateway's own app, as its loaned buyer unless another session is given."""
        for secret in (seeds.app_secret, seeds.session, seeds.real_session, seeds.refresh_token, session):
            self._secrets.notice(secret)
        if session is None and self.wants_session(api):
            session = seeds.session
        return Caller("", Credentials(seeds.app_key, seeds.app_secret, session), {})
