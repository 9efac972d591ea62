"""Brings the practice gateway's own app back into the workspace, after it was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.services.practice_adoption import PROFILE_ID
from aexdesk.services.profiles import ProfileDraft

if TYPE_CHECKING:
    from aexdesk.desk import Desk


async def bring_practice_app(desk: Desk, name: str) -> str:
    """The id of its profile, called `name` where it is new; "" while no practice gateway runs. Raises AexError."""
    seeds, environment = desk.practising.seeds, desk.standing.environment.name
    if seeds is None:
        return ""
    # It may only be hidden, waiting for an undo.
    await desk.profiles.restore(PROFILE_ID)
    if PROFILE_ID not in [profile.id for profile in await desk.profiles.list(environment)]:
        draft = ProfileDraft(environment, name, seeds.app_key, callback_url=seeds.callback_url)
        await desk.profiles.add(draft, seeds.app_secret, PROFILE_ID)
    # Its session comes by adoption.
    await desk.practice_opening.open(name)
    return PROFILE_ID
