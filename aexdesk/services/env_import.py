"""Takes a profile, and a token if there is one, from the .env file of a developer's own program."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Final
from uuid import uuid4

from aexdesk.faults import AexError, BadInput
from aexdesk.secret import Secret
from aexdesk.services.env_file import read_text, read_values
from aexdesk.services.profiles import ProfileBook, ProfileDraft
from aexdesk.services.secret_store import SecretStore
from aexdesk.services.tokens import TokenBook, TokenGrant
from aexdesk.workspace.profile import ENV_NAMES, EnvNames, Profile
from aexdesk.workspace.token import NOBODY, Binding

_PREFIXES: Final = ("AE_", "ALIEXPRESS_", "ALI_EXPRESS_", "ALI_", "AEOP_", "IOP_", "TOP_", "")
_ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "app_key": ("APP_KEY", "APPKEY", "CLIENT_ID"),
    "app_secret": ("APP_SECRET", "APPSECRET", "CLIENT_SECRET", "SECRET"),
    "session": ("SESSION", "SESSION_KEY", "ACCESS_TOKEN"),
    "refresh_token": ("REFRESH_TOKEN",),
    "callback_url": ("CALLBACK_URL", "REDIRECT_URI", "REDIRECT_URL"),
    "base_url": ("BASE_URL", "API_URL"),
    "use_test_accounts": ("USE_TEST_ACCOUNTS",),
}
_TOO_PLAIN: Final = frozenset({"SECRET", "SESSION", "API_URL", "BASE_URL"})
"""With no prefix these may be anybody's."""

_LONGEST_KEY = 32
"""Letters; what is longer, or has signs in it, is another program's secret under the name of APP_KEY."""


@dataclass(frozen=True, slots=True)
class FoundSettings:
    """What a .env file holds of a profile. `names`: under which name each part was found; what was not is absent."""

    path: Path
    app_key: str
    app_secret: Secret | None
    session: Secret | None
    refresh_token: Secret | None
    callback_url: str
    names: Mapping[str, str]

    @property
    def env_names(self) -> EnvNames:
        """The names that the program reads, where the file told them."""
        told = {what: name for what, name in self.names.items() if what in ENV_NAMES.as_mapping()}
        return replace(ENV_NAMES, **told)


class EnvImport:
    """Reads first, so that the person sees what was found; keeps it when told to. Secrets go to the vault alone."""

    def __init__(self, profiles: ProfileBook, tokens: TokenBook, secrets: SecretStore) -> None:
        self._profiles = profiles
        self._tokens = tokens
        self._secrets = secrets

    async def read(self, path: Path) -> FoundSettings:
        """What the file holds. Raises BadInput for a file that cannot be read in one way, or names no app key."""
        found = find_settings(path, await asyncio.to_thread(read_text, path))
        for secret in (found.app_secret, found.session, found.refresh_token):
            self._secrets.notice(secret)
        return found

    async def keep(self, found: FoundSettings, environment: str, name: str, account: str = "") -> Profile:
        """A profile of what was found; its session is bound by hand to the loan account `account`, or to none ("").

        Raises BadInput, VaultUnavailable; then nothing of it is kept.
        """
        draft = ProfileDraft(
            environment, name, found.app_key, callback_url=found.callback_url, env_names=found.env_names
        )
        profile_id = uuid4().hex
        try:
            profile = await self._profiles.add(draft, found.app_secret, profile_id)
            if found.session is not None:
                await self._tokens.add(profile, _grant(found, found.session, account))
        except AexError:
            await self._undo(profile_id)
            raise
        return profile

    async def _undo(self, profile_id: str) -> None:
        await self._profiles.remove(profile_id)
        with suppress(AexError):  # what the vault does not delete now goes at the next start
            await self._profiles.purge(profile_id)


def find_settings(path: Path, text: str) -> FoundSettings:
    """What stands in `text` under the usual names; the plainer a name, the less it counts. Raises BadInput."""
    values = read_values(text, frozenset(name for what in _ENDINGS for name in _usual_names(what)))
    names = {
        what: name
        for what in _ENDINGS
        for name in [next((one for one in _usual_names(what) if _may_be(what, values.get(one, ""))), "")]
        if name
    }
    told = {what: values[name] for what, name in names.items()}
    if "app_key" not in told:
        raise BadInput("env_nothing", path=str(path))
    return FoundSettings(
        path=path,
        app_key=told["app_key"],
        app_secret=_secret(told, "app_secret"),
        session=_secret(told, "session"),
        refresh_token=_secret(told, "refresh_token"),
        callback_url=told.get("callback_url", ""),
        names=names,
    )


def _usual_names(what: str) -> Iterator[str]:
    names = (prefix + ending for prefix, ending in product(_PREFIXES, _ENDINGS[what]))
    return (name for name in names if name not in _TOO_PLAIN)


def _may_be(what: str, value: str) -> bool:
    if what != "app_key":
        return bool(value)
    return 0 < len(value) <= _LONGEST_KEY and value.isascii() and value.isalnum()


def _secret(told: Mapping[str, str], what: str) -> Secret | None:
    return Secret(told[what]) if what in told else None


def _grant(found: FoundSettings, session: Secret, account: str) -> TokenGrant:
    binding = Binding.BY_HAND if account.strip() else Binding.UNBOUND
    return TokenGrant(account.strip() or NOBODY, session, found.refresh_token, binding=binding)
