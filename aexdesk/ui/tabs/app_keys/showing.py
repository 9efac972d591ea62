"""Puts together what the tab shows of profiles: the lines of the list, the form. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from aexdesk.ui.tabs.app_keys.entries import Entries
from aexdesk.ui.tabs.app_keys.entry import Entry, entry_of, find_slips
from aexdesk.ui.tabs.app_keys.state import ProfileForm, ProfileRow
from aexdesk.workspace.profile import Profile


def make_rows(found: Sequence[Profile], entries: Entries, new_id: str, standing_id: str) -> tuple[ProfileRow, ...]:
    """The one that was begun, then those that were found."""

    def make_row(row_id: str, entry: Entry, profile: Profile | None) -> ProfileRow:
        return ProfileRow(
            id=row_id,
            name=entry.name,
            app_type=entry.app_type,
            app_key=entry.app_key,
            last_check=profile.last_check if profile is not None else None,
            is_standing=row_id == standing_id,
            is_unsaved=profile is None or entries.is_unsaved(row_id, profile),
            is_new=profile is None,
            is_real=entry.is_real,
        )

    begun = entries.typed(new_id)
    new = [make_row(new_id, begun, None)] if begun is not None else []
    return (*new, *(make_row(profile.id, entry_of(profile), profile) for profile in found))


def make_form(row_id: str, profile: Profile | None, entry: Entry, entries: Entries) -> ProfileForm:
    """The form of a profile, or of an app key that was never saved, as far as what was typed tells."""
    return ProfileForm(
        id=row_id,
        entry=entry,
        is_new=profile is None,
        is_dirty=entries.is_unsaved(row_id, profile),
        slips=find_slips(entry),
        refused=entries.refused_field(row_id),
    )
