"""Knows of which profiles the vault holds the app secret, asking only for those that are shown. QtCore only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.secret import Secret
from aexdesk.ui.tabs.app_keys.checking import Start
from aexdesk.ui.tabs.app_keys.state import Keeping
from aexdesk.workspace.profile import Profile

if TYPE_CHECKING:
    from aexdesk.services.profiles import ProfileBook


class SecretKeeping:
    """Holds no secret: only whether there is one. `note` is called when that becomes known."""

    def __init__(self, profiles: ProfileBook, start: Start, note: Callable[[], None]) -> None:
        self._profiles = profiles
        self._start = start
        self._note = note
        self._known: dict[str, Keeping | AexError] = {}

    def of(self, profile_id: str) -> tuple[Keeping, AexError | None]:
        """What is known, and why not more."""
        known = self._known.get(profile_id, Keeping.ASKING)
        return (Keeping.UNREADABLE, known) if isinstance(known, AexError) else (known, None)

    def look(self, profile: Profile | None) -> None:
        """Asks the vault, unless that is known."""
        if profile is not None and profile.id not in self._known:
            self._known[profile.id] = Keeping.ASKING
            self._start(self._look(profile), "look for an app secret")

    def forget(self, profile_id: str) -> None:
        """It may be otherwise now."""
        self._known.pop(profile_id, None)

    def forget_all(self) -> None:
        """The vault is another."""
        self._known.clear()

    def fetch(self, profile: Profile, deliver: Callable[[Secret], None]) -> None:
        """Delivers the stored secret, where there is one."""
        self._start(self._fetch(profile, deliver), "fetch an app secret")

    async def _look(self, profile: Profile) -> None:
        await self._read(profile)
        self._note()

    async def _fetch(self, profile: Profile, deliver: Callable[[Secret], None]) -> None:
        found = await self._read(profile)
        self._note()
        if found is not None:
            deliver(found)

    async def _read(self, profile: Profile) -> Secret | None:
        try:
            found = await self._profiles.app_secret(profile)
        except AexError as fault:
            self._known[profile.id] = fault
            return None
        self._known[profile.id] = Keeping.MISSING if found is None else Keeping.STORED
        return found
