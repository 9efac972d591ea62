"""Keeps the profiles. Their app secrets are not here but in the vault."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from aexdesk.storage.rows import Shelf, SqlValue, as_text
from aexdesk.workspace.profile import ENV_NAMES, AppType, EnvNames, KeyCheck, Profile


class Profiles(Shelf[Profile]):
    """The profiles; a name is unique in its environment (`name_taken`).

    A profile can be purged only after its tokens: their secrets would be left behind in the vault.
    """

    table = "profiles"
    order = "name COLLATE NOCASE, id"
    unique = "name"

    async def find(self, environment: str, name: str) -> Profile | None:
        """The one of this name."""
        return await self._one("environment = ? AND name = ?", environment, name)

    def _to_row(self, thing: Profile) -> Mapping[str, SqlValue]:
        check = thing.last_check
        return {
            "id": thing.id,
            "environment": thing.environment,
            "name": thing.name,
            "app_type": thing.app_type.value,
            "app_key": thing.app_key,
            "callback_url": thing.callback_url,
            "notes": thing.notes,
            "check_code": check.code if check else None,
            "checked_at": as_text(check.at) if check else None,
            "is_real": thing.is_real,
            "env_names": _names_as_text(thing.env_names),
        }

    def _from_row(self, row: sqlite3.Row) -> Profile:
        checked_at = row["checked_at"]
        return Profile(
            id=row["id"],
            environment=row["environment"],
            name=row["name"],
            app_type=AppType(row["app_type"]),
            app_key=row["app_key"],
            callback_url=row["callback_url"],
            notes=row["notes"],
            last_check=KeyCheck(row["check_code"], datetime.fromisoformat(checked_at)) if checked_at else None,
            is_real=bool(row["is_real"]),
            env_names=replace(ENV_NAMES, **json.loads(row["env_names"])),
        )


def _names_as_text(names: EnvNames) -> str:
    """Only what differs: who never chose a name follows the usual one, should it ever change."""
    usual = ENV_NAMES.as_mapping()
    return json.dumps({what: name for what, name in names.as_mapping().items() if name != usual[what]})
