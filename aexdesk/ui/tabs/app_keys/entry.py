"""What a person has typed into the form of a profile, and what is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from aexdesk.faults import BadInput
from aexdesk.secret import Secret
from aexdesk.services.profiles import ENV_FIELD, ProfileDraft, check_draft
from aexdesk.workspace.profile import ENV_NAMES, AppType, EnvNames, Profile

NEW = "new "
"""Begins the id of an app key that was never saved; the environment's name follows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The form as it stands. `secret` is what was typed; `is_replacing`: a new one is wanted in place of the stored."""

    name: str = ""
    app_type: AppType = AppType.DROPSHIPPING
    app_key: str = ""
    callback_url: str = ""
    notes: str = ""
    secret: Secret | None = None
    is_replacing: bool = False
    has_blank_secret_ends: bool = False
    is_real: bool = False
    env_names: EnvNames = ENV_NAMES

    def draft(self, environment: str) -> ProfileDraft:
        """As the service takes it."""
        return ProfileDraft(
            environment=environment,
            name=self.name,
            app_key=self.app_key,
            app_type=self.app_type,
            callback_url=self.callback_url,
            notes=self.notes,
            is_real=self.is_real,
            env_names=self.env_names,
        )


def entry_of(profile: Profile) -> Entry:
    """The form of a profile that nobody has touched."""
    return Entry(
        profile.name,
        profile.app_type,
        profile.app_key,
        profile.callback_url,
        profile.notes,
        is_real=profile.is_real,
        env_names=profile.env_names,
    )


def differs(entry: Entry, profile: Profile) -> bool:
    """Whether there is something to save."""
    return replace(entry, is_replacing=False, has_blank_secret_ends=False) != entry_of(profile)


def find_problems(entry: Entry, taken: Collection[str]) -> tuple[BadInput, ...]:
    """What keeps the entry from being saved; each names its field. `taken`: the names of the others."""
    return tuple(_problems(entry, taken))


def _problems(entry: Entry, taken: Collection[str]) -> Iterator[BadInput]:
    name = entry.name.strip()
    if not name:
        yield BadInput("field_missing", field="name")
    elif name in taken:
        yield BadInput("name_taken", field="name", name=name)
    if not entry.app_key.strip():
        yield BadInput("field_missing", field="app_key")
    try:
        check_draft(replace(entry, name="-", app_key="-").draft(""), None)
    except BadInput as problem:
        yield problem


def find_slips(entry: Entry) -> tuple[str, ...]:
    """The fields with blanks at their ends: saved without them, but the person should know."""
    kept = {"app_key": entry.app_key, "callback_url": entry.callback_url}
    slips = [name for name, text in kept.items() if text.strip() and text != text.strip()]
    return (*slips, "app_secret") if entry.has_blank_secret_ends else tuple(slips)


def as_json(entry: Entry) -> Mapping[str, str]:
    """What outlives the window: everything but the secret."""
    return {
        "name": entry.name,
        "app_type": entry.app_type.value,
        "app_key": entry.app_key,
        "callback_url": entry.callback_url,
        "notes": entry.notes,
        "is_real": "yes" if entry.is_real else "",
        **{ENV_FIELD + what: name for what, name in entry.env_names.as_mapping().items()},
    }


def from_json(kept: Any) -> Entry | None:
    """What `as_json` kept, or None where it cannot be read any more."""
    try:
        name, app_key, callback_url, notes = (
            str(kept[field]) for field in ("name", "app_key", "callback_url", "notes")
        )
        # What an older version kept has no word of these.
        names = {what: str(kept.get(ENV_FIELD + what, name)) for what, name in ENV_NAMES.as_mapping().items()}
        return Entry(
            name,
            AppType(kept["app_type"]),
            app_key,
            callback_url,
            notes,
            is_real=bool(kept.get("is_real")),
            env_names=EnvNames(**names),
        )
    except (KeyError, TypeError, ValueError):
        return None
