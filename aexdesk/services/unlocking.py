"""Unlocks Live for a while: in memory only, by typing the profile's name. What is not unlocked only reads."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from aexdesk.faults import BadInput
from aexdesk.services.changes import Changes
from aexdesk.services.standing import Standing
from aexdesk.workspace.environment import MOST_MINUTES, Environment

DEFAULT_MINUTES = 15
_SET_BACK = timedelta(seconds=10)
"""Two clocks may drift apart by less."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """Who unlocked Live, by name, and until when (UTC)."""

    profile: str
    until: datetime


class LiveUnlock:
    """One unlock at a time. `changed` tells of unlocking and locking, not of the time running out: a countdown does."""

    def __init__(self, now: Callable[[], datetime], monotonic: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._monotonic = monotonic
        self._given: Unlocked | None = None
        self._until = 0.0
        self._standing: Standing | None = None
        self.changed = Changes()

    @property
    def state(self) -> Unlocked | None:
        """The unlock while it lasts, by the wall clock and by the one that nobody can set back.

        Where the wall clock was set back, `until` is what it will say at the end.
        """
        given, now, left = self._given, self._now(), self._until - self._monotonic()
        if given is None or now >= given.until or left <= 0:
            return None
        end = now + timedelta(seconds=left)
        return replace(given, until=end) if given.until - end > _SET_BACK else given

    def is_open(self) -> bool:
        """Whether a write may leave for Live now."""
        return self.state is not None

    def opens(self, environment: Environment) -> bool:
        """Whether a write may leave for this environment now because somebody unlocked it."""
        return environment.is_live and self.is_open()

    def unlock(self, profile_name: str, typed: str, minutes: int = DEFAULT_MINUTES) -> Unlocked:
        """Unlocks from now on. Raises BadInput("unlock_name_differs"); ("unlock_too_long") beyond 1 to 60 minutes."""
        if not 1 <= minutes <= MOST_MINUTES:
            raise BadInput("unlock_too_long", field="minutes", found=minutes, limit=MOST_MINUTES)
        if typed != profile_name:
            raise BadInput("unlock_name_differs", field="typed", name=profile_name)
        self._given = Unlocked(profile_name, self._now() + timedelta(minutes=minutes))
        self._until = self._monotonic() + minutes * 60
        if self._standing is not None and self._look not in self._standing.changed:
            self._standing.changed.append(self._look)
        self.changed.announce()
        return self._given

    def follow(self, standing: Standing) -> None:
        """Ends each unlock as soon as the user leaves Live, or works as another profile."""
        self._standing = standing

    def lock(self) -> None:
        """Ends it at once; no harm where nothing is unlocked."""
        if self._standing is not None and self._look in self._standing.changed:
            self._standing.changed.remove(self._look)
        if self._given is not None:
            self._given = None
            self.changed.announce()

    def _look(self) -> None:
        """The user moved: whoever left Live or the profile does not find it open on coming back."""
        given, standing = self.state, self._standing
        profile = standing.profile.name if standing is not None and standing.profile is not None else ""
        if given is None or standing is None or not standing.environment.is_live or profile != given.profile:
            self.lock()
