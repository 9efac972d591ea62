"""What has been typed and not saved, for each app key; it outlives switching, and (but for secrets) the window."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from aexdesk.faults import AexError, BadInput
from aexdesk.ui.tabs.app_keys.entry import NEW, Entry, as_json, differs, entry_of, find_problems, from_json
from aexdesk.workspace.profile import Profile

_FIELD_OF = {
    "name_taken": "name",
    "secret_empty": "app_secret",
    "secret_multiline": "app_secret",
    "secret_too_long": "app_secret",
}


class Entries:
    """By the id of a row: that of a profile, or one that begins with `NEW`."""

    def __init__(self, kept: Any) -> None:
        found = {row_id: from_json(entry) for row_id, entry in kept.items()} if isinstance(kept, dict) else {}
        self._typed = {row_id: entry for row_id, entry in found.items() if entry is not None}
        self._refusals: dict[str, BadInput] = {}

    def typed(self, row_id: str) -> Entry | None:
        """What was typed there, if anything was."""
        return self._typed.get(row_id)

    def of(self, row_id: str, profile: Profile | None) -> Entry | None:
        """What the form holds: what was typed, else what is saved."""
        return self._typed.get(row_id) or (entry_of(profile) if profile is not None else None)

    def is_unsaved(self, row_id: str, profile: Profile | None) -> bool:
        """Whether there is something to save."""
        typed = self._typed.get(row_id)
        return typed is not None and (profile is None or differs(typed, profile))

    def begin(self, row_id: str) -> None:
        """An empty form, or the one that was begun there."""
        self._typed.setdefault(row_id, Entry())

    def put(self, row_id: str, entry: Entry, profile: Profile | None) -> None:
        """Something was typed; what was refused before may be right now."""
        self.drop(row_id)
        if profile is None or entry != entry_of(profile):
            self._typed[row_id] = entry

    def drop(self, row_id: str) -> None:
        """Forgets what was typed."""
        self._refusals.pop(row_id, None)
        self._typed.pop(row_id, None)

    def keep_only(self, row_ids: Collection[str]) -> None:
        """Forgets what was typed for profiles that are gone for good."""
        for row_id in [row_id for row_id in self._typed if row_id not in row_ids and not row_id.startswith(NEW)]:
            self.drop(row_id)

    def take_over(self, row_id: str, saved_id: str, saved: Entry, *, is_kept: bool) -> None:
        """`saved` is saved. What was typed meanwhile stays typed, and so does a secret that no vault took."""
        typed = self._typed.get(row_id, saved)
        self.drop(row_id)
        if not is_kept or typed != saved:
            self._typed[saved_id] = replace(typed, is_replacing=typed.secret is not None)

    def refuse(self, row_id: str, fault: AexError) -> bool:
        """Notes why the entry was not taken; False where no field is to blame."""
        field = _FIELD_OF.get(fault.code) or fault.values.get("field")
        if not isinstance(fault, BadInput) or not field:
            return False
        self._refusals[row_id] = BadInput(fault.code, **{**fault.values, "field": field})
        return True

    def refused_field(self, row_id: str) -> str:
        """The field for which saving failed, or ""."""
        refusal = self._refusals.get(row_id)
        return str(refusal.values["field"]) if refusal is not None else ""

    def problems(self, row_id: str, profile: Profile | None, others: Collection[str]) -> tuple[BadInput, ...]:
        """What keeps it from being saved. `others`: the names that are taken."""
        entry, refusal = self.of(row_id, profile), self._refusals.get(row_id)
        found = find_problems(entry, others) if entry is not None else ()
        return (*found, refusal) if refusal is not None else found

    def to_json(self) -> Mapping[str, Mapping[str, str]]:
        """What outlives the window."""
        return {row_id: as_json(entry) for row_id, entry in self._typed.items() if entry != Entry()}
