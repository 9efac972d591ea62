"""Which folder holds the saved requests: chosen once, and the same for every tab."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from aexdesk.services.changes import Changes
from aexdesk.services.preferences import Preferences

_KEY: Final = "console.collection"


class RequestRoot:
    """`changed` tells that another was chosen."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self.changed = Changes()

    @property
    def path(self) -> Path | None:
        """The folder; None before one was chosen."""
        kept = self._preferences.value(_KEY)
        return Path(kept) if isinstance(kept, str) and kept else None

    async def choose(self, root: Path) -> None:
        """Takes that folder, now and next time. Raises StorageFault."""
        before = self.path
        await self._preferences.set(_KEY, str(root))
        if root != before:
            self.changed.announce()
