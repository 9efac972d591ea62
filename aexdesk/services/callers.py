"""As which app and as whom a call is made: from a profile and the vault, from the practice seeds, or as given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from aexdesk.faults import BadInput
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.openplatform.request import Credentials
from aexdesk.secret import Secret
from aexdesk.services.practice_seeds import PracticeSeeds
from aexdesk.services.profiles import ProfileBook
from aexdesk.services.secret_store import SecretStore, app_secret_entry, reference_to, refresh_entry, session_entry
from aexdesk.services.tokens import TokenBook
from aexdesk.workspace.profile import Profile
from aexdesk.workspace.token import Token


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
        app = await self.of_app(profile)
        references = dict(app.references)
        if session is not None:
            self.notice(session)
        elif self.wants_session(api) and (token := await self._tokens.newest_of(profile.id)) is not None:
            session = await self._tokens.session(token)
            if session is not None:
                references[session] = reference_to(session_entry(token))
        return Caller(profile.name, replace(app.credentials, session=session), references)

    async def of_account(self, profile: Profile, account: str) -> Caller | None:
        """A profile's key and secret with its token of this account; None without one. Raises as `of_profile` does."""
        token = await self._tokens.of_account(profile.id, account)
        return await self.of_token(profile, token) if token is not None else None

    async def of_token(self, profile: Profile, token: Token) -> Caller | None:
        """A profile's key and secret with this token of its; None where the vault has lost it. Raises as above."""
        session = await self._tokens.session(token)
        if session is None:
            return None
        app = await self.of_app(profile)
        references = {**app.references, session: reference_to(session_entry(token))}
        return Caller(profile.name, replace(app.credentials, session=session), references)

    async def of_app(self, profile: Profile) -> Caller:
        """A profile's key and secret alone, as nobody: so are tokens fetched. Raises as `of_profile` does."""
        secret = await self._profiles.app_secret(profile)
        if secret is None:
            raise BadInput("app_secret_missing", name=profile.name)
        return Caller(
            profile.name, Credentials(profile.app_key, secret), {secret: reference_to(app_secret_entry(profile))}
        )

    async def to_refresh(self, token: Token, refresh_token: Secret) -> Caller:
        """The app that a token belongs to; its refresh token has a reference of its own. Raises as `of_profile`."""
        app = await self.of_app(await self._profiles.get(token.profile_id))
        return replace(app, references={**app.references, refresh_token: reference_to(refresh_entry(token))})

    def notice(self, *secrets: Secret | None) -> None:
        """Hides secrets that came from outside in log and crash reports, for as long as this process runs."""
        for secret in secrets:
            self._secrets.notice(secret)

    def as_given(self, app_key: str, app_secret: Secret, session: Secret | None) -> Caller:
        """Credentials that stand in no profile."""
        self.notice(app_secret, session)
        return Caller("", Credentials(app_key, app_secret, session), {})

    def of_seeds(self, seeds: PracticeSeeds, api: str, session: Secret | None = None) -> Caller:
        """The practice gateway's own app, as its loaned buyer unless another session is given."""
        self.notice(seeds.app_secret, seeds.session, seeds.real_session, seeds.refresh_token, session)
        if session is None and self.wants_session(api):
            session = seeds.session
        return Caller("", Credentials(seeds.app_key, seeds.app_secret, session), {})
