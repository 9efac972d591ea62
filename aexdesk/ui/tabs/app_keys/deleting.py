"""Deletes profiles so that it can be undone for a while, and then for good. QtCore only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.ui.tabs.app_keys import words
from aexdesk.ui.tabs.app_keys.checking import Start
from aexdesk.workspace.profile import Profile

if TYPE_CHECKING:
    from aexdesk.services.profiles import ProfileBook
    from aexdesk.ui.later import Timer
    from aexdesk.ui.ports import Ports

_GRACE_S = 1.0
"""The undo may be pressed in the last moment."""


class Deleting:
    """`tell` takes what went wrong; `came_back(profile)` is awaited after an undo, `gone()` after the end of them."""

    def __init__(
        self,
        profiles: ProfileBook,
        ports: Ports,
        undo_s: float,
        start: Start,
        tell: Callable[[AexError], None],
        came_back: Callable[[Profile], Awaitable[None]],
    ) -> None:
        self._profiles = profiles
        self._ports = ports
        self._undo_s = undo_s
        self._start = start
        self._tell = tell
        self._came_back = came_back
        self._purge: Timer | None = None

    async def remove(self, profile: Profile) -> bool:
        """Deletes, and offers to undo it. False where that failed."""
        try:
            await self._profiles.remove(profile.id)
        except AexError as trouble:
            self._tell(trouble)
            return False
        self._wait_for_undo()
        self._ports.toasts.show(lambda: words.say_deleted(profile.name), lambda: self._undo(profile))
        return True

    async def close(self) -> None:
        """The time to undo is over. What cannot be purged now waits, marked as deleted, for the next start."""
        if self._purge is not None:
            self._purge.cancel()
        with suppress(AexError):
            await self._profiles.purge_removed()

    def _undo(self, profile: Profile) -> None:
        self._start(self._restore(profile), "undo a deletion")

    async def _restore(self, profile: Profile) -> None:
        self._wait_for_undo()
        try:
            await self._profiles.restore(profile.id)
        except AexError as trouble:
            self._tell(trouble)
            return
        await self._came_back(profile)

    def _wait_for_undo(self) -> None:
        """From the last deletion on: purging takes all that were deleted."""
        if self._purge is not None:
            self._purge.cancel()
        self._purge = self._ports.later(self._undo_s + _GRACE_S, self._end_undo)

    def _end_undo(self) -> None:
        self._purge = None
        self._start(self._delete_for_good(), "delete for good")

    async def _delete_for_good(self) -> None:
        try:
            await self._profiles.purge_removed()
        except AexError as trouble:
            self._tell(trouble)
