"""Profiles: add, edit, duplicate, remove with undo, search; the app secret goes to the vault."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit
from uuid import uuid4

from aexdesk.faults import BadInput
from aexdesk.secret import Secret
from aexdesk.services.changes import Changes
from aexdesk.services.secret_store import SecretStore, app_secret_entry
from aexdesk.services.tokens import TokenBook
from aexdesk.storage.profiles import Profiles
from aexdesk.workspace.profile import ENV_NAMES, AppType, EnvNames, KeyCheck, Profile

ENV_FIELD = "env_"
"""Begins the field's name of an environment variable in what `check_draft` complains of."""

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_OF_THE_SYSTEM = frozenset({"PATH", "HOME", "PYTHONPATH", "PYTHONHOME", "NODE_OPTIONS", "BASH_ENV", "SYSTEMROOT"})
_OF_THE_LOADER = ("LD_", "DYLD_")  # which program runs, and with which libraries, is not told by an app key


@dataclass(frozen=True, slots=True)
class ProfileDraft:
    """What the form of a profile holds."""

    environment: str
    name: str
    app_key: str
    app_type: AppType = AppType.DROPSHIPPING
    callback_url: str = ""
    notes: str = ""
    is_real: bool = False
    env_names: EnvNames = ENV_NAMES


def draft_of(profile: Profile) -> ProfileDraft:
    """The form of a profile as it is."""
    return ProfileDraft(
        environment=profile.environment,
        name=profile.name,
        app_key=profile.app_key,
        app_type=profile.app_type,
        callback_url=profile.callback_url,
        notes=profile.notes,
        is_real=profile.is_real,
        env_names=profile.env_names,
    )


class ProfileBook:
    """The profiles of all environments."""

    def __init__(
        self, profiles: Profiles, tokens: TokenBook, secrets: SecretStore, now: Callable[[], datetime]
    ) -> None:
        self._profiles = profiles
        self._tokens = tokens
        self._secrets = secrets
        self._now = now
        self._turn = asyncio.Lock()  # who reads a profile and writes it back must not write over another's change
        self.changed = Changes()

    async def list(self, environment: str | None = None, search: str = "") -> tuple[Profile, ...]:
        """The profiles in which every word of `search` stands, in name, app key, app type or notes."""
        words = search.casefold().split()
        found = await self._profiles.list(environment)
        return tuple(profile for profile in found if all(word in _searched(profile) for word in words))

    async def get(self, profile_id: str) -> Profile:
        """The profile with this id. Raises BadInput."""
        profile = await self._profiles.get(profile_id)
        if profile is None:
            raise BadInput("unknown_profile", name=profile_id)
        return profile

    async def find(self, environment: str, name: str) -> Profile:
        """The profile of this name. Raises BadInput."""
        profile = await self._profiles.find(environment, name)
        if profile is None:
            raise BadInput("unknown_profile", name=name, environment=environment)
        return profile

    async def add(self, draft: ProfileDraft, app_secret: Secret | None, profile_id: str = "") -> Profile:
        """Adds a profile. The profile stays even where the vault then fails (VaultUnavailable).

        Then, or after a kill between the two, the same may be added once more to get the secret that it lacks: with its
        `profile_id`, or without one where it is the same in everything else.
        """
        check_draft(draft, app_secret)
        draft = _clean(draft)
        begun = await self._without_secret(draft) if app_secret is not None and not profile_id else None
        profile = begun or Profile(
            id=profile_id or uuid4().hex,
            environment=draft.environment,
            name=draft.name,
            app_type=draft.app_type,
            app_key=draft.app_key,
            callback_url=draft.callback_url,
            notes=draft.notes,
            is_real=draft.is_real,
            env_names=draft.env_names,
        )
        await self._save(profile, app_secret)
        return profile

    async def _without_secret(self, draft: ProfileDraft) -> Profile | None:
        """The profile that is just as this draft, but that its secret is missing."""
        there = await self._profiles.find(draft.environment, draft.name)
        if there is None or draft_of(there) != draft or await self.app_secret(there) is not None:
            return None
        return there

    async def edit(self, profile_id: str, draft: ProfileDraft, app_secret: Secret | None = None) -> Profile:
        """Changes a profile; without a secret, the one in the vault stays.

        A new key or secret voids the last check, and so does another type: other APIs were asked for.
        """
        check_draft(draft, app_secret)
        async with self._turn:
            return await self._edit(await self.get(profile_id), _clean(draft), app_secret)

    async def _edit(self, before: Profile, draft: ProfileDraft, app_secret: Secret | None) -> Profile:
        checked, wanted = (before.app_key, before.app_type), (draft.app_key, draft.app_type)
        is_same_key = app_secret is None and checked == wanted
        profile = replace(
            before,
            name=draft.name,
            app_type=draft.app_type,
            app_key=draft.app_key,
            callback_url=draft.callback_url,
            notes=draft.notes,
            is_real=draft.is_real,
            env_names=draft.env_names,
            last_check=before.last_check if is_same_key else None,
        )
        await self._save(profile, app_secret)
        return profile

    async def duplicate(self, profile_id: str, name: str) -> Profile:
        """A copy under the first free name of "name", "name 2", …; the app secret is copied in the vault."""
        original = await self.get(profile_id)
        taken = {profile.name for profile in await self._profiles.list(original.environment)}
        number = 2
        free = name
        while free in taken:
            free, number = f"{name} {number}", number + 1
        copy = replace(original, id=uuid4().hex, name=free)
        await self._save(copy, await self.app_secret(original))
        return copy

    async def note_check(self, profile_id: str, code: str) -> Profile:
        """Remembers the answer of a key check."""
        async with self._turn:
            profile = replace(await self.get(profile_id), last_check=KeyCheck(code, self._now()))
            await self._save(profile, None)
            return profile

    async def remove(self, profile_id: str) -> None:
        """Hides a profile and its tokens; `restore` brings them back until `purge_removed`."""
        at = self._now()
        await self._tokens.mark_removed_with(profile_id, at)
        await self._profiles.mark_removed(profile_id, at)
        self.changed.announce()

    async def restore(self, profile_id: str) -> None:
        """Undoes `remove`. Raises BadInput where the name has been taken meanwhile."""
        await self._profiles.restore(profile_id)
        await self._tokens.restore_with(profile_id)
        self.changed.announce()

    async def purge_removed(self) -> None:
        """Deletes for good what was removed: secrets first, so that a crash leaves none behind."""
        for profile in await self._profiles.removed():
            await self._purge(profile)

    async def purge(self, profile_id: str) -> None:
        """The same for one profile: what else was removed may still be restored, in a window."""
        for profile in await self._profiles.removed():
            if profile.id == profile_id:
                await self._purge(profile)

    async def _purge(self, profile: Profile) -> None:
        await self._tokens.purge_with(profile.id)
        await self._secrets.delete(app_secret_entry(profile))
        await self._profiles.purge(profile.id)

    async def app_secret(self, profile: Profile) -> Secret | None:
        """The profile's app secret, from the vault."""
        return await self._secrets.get(app_secret_entry(profile))

    async def _save(self, profile: Profile, app_secret: Secret | None) -> None:
        await self._profiles.save(profile)
        try:
            if app_secret is not None:
                await self._secrets.set(app_secret_entry(profile), app_secret)
        finally:
            self.changed.announce()


def _searched(profile: Profile) -> str:
    return f"{profile.name} {profile.app_key} {profile.app_type} {profile.notes}".casefold()


def check_draft(draft: ProfileDraft, app_secret: Secret | None) -> None:
    """Raises BadInput, with the field, for what cannot be saved; a form asks this before the person saves."""
    for field, value in (("name", draft.name), ("app_key", draft.app_key)):
        if not value.strip():
            raise BadInput("field_missing", field=field)
    if app_secret is not None and not app_secret:
        raise BadInput("field_missing", field="app_secret")
    if draft.callback_url.strip() and not _is_url(draft.callback_url.strip()):
        raise BadInput("bad_callback_url", field="callback_url")
    _check_names(draft.env_names)


def _check_names(names: EnvNames) -> None:
    seen: dict[str, str] = {}
    for what, name in _clean_names(names).as_mapping().items():
        field = ENV_FIELD + what
        if not _VARIABLE.fullmatch(name):
            raise BadInput("bad_env_name", field=field, found=name)
        # On Windows a name is the same in capitals and small letters.
        if name.upper() in _OF_THE_SYSTEM or name.upper().startswith(_OF_THE_LOADER):
            raise BadInput("env_name_of_system", field=field, found=name)
        if name.upper() in seen:
            raise BadInput("env_name_twice", field=field, name=name)
        seen[name.upper()] = what


def _clean(draft: ProfileDraft) -> ProfileDraft:
    return replace(
        draft,
        name=draft.name.strip(),
        app_key=draft.app_key.strip(),
        callback_url=draft.callback_url.strip(),
        env_names=_clean_names(draft.env_names),
    )


def _clean_names(names: EnvNames) -> EnvNames:
    return EnvNames(**{what: name.strip() for what, name in names.as_mapping().items()})


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.scheme and (parts.netloc or parts.path) and " " not in text)
