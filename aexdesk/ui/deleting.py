"""Deletes things of a tab so that it can be undone for a while, and then for good. QtCore only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from aexdesk.faults import AexError

if TYPE_CHECKING:
    from aexdesk.ui.later import Timer
    from aexdesk.ui.ports import Ports

T = TypeVar("T")
Start = Callable[[Coroutine[Any, Any, None], str], object]

_GRACE_S = 1.0
"""The undo may be pressed in the last moment."""


@dataclass(frozen=True, slots=True)
class Removal(Generic[T]):
    """How things of one kind are hidden, brought back, and purged (all that were hidden); `say` names a deletion."""

    hide: Callable[[T], Awaitable[None]]
    restore: Callable[[T], Awaitable[None]]
    purge: Callable[[], Awaitable[None]]
    say: Callable[[T], str]


class Deleting(Generic[T]):
    """`tell` takes what went wrong; `came_back(thing)` is awaited after an undo."""

    def __init__(
        self,
        removal: Removal[T],
        ports: Ports,
        undo_s: float,
        start: Start,
        tell: Callable[[AexError], None],
        came_back: Callable[[T], Awaitable[None]],
    ) -> None:
        self._removal = removal
        self._ports = ports
        self._undo_s = undo_s
        self._start = start
        self._tell = tell
        self._came_back = came_back
        self._purge: Timer | None = None

    async def remove(self, thing: T) -> bool:
        """Deletes, and offers to undo it. False where that failed."""
        try:
            await self._removal.hide(thing)
        except AexError as trouble:
            self._tell(trouble)
            return False
        self._wait_for_undo()
        self._ports.toasts.show(lambda: self._removal.say(thing), lambda: self._undo(thing))
        return True

    async def close(self) -> None:
        """The time to undo is over. What cannot be purged now waits, marked as deleted, for the next start."""
        if self._purge is not None:
            self._purge.cancel()
        with suppress(AexError):
            await self._removal.purge()

    def _undo(self, thing: T) -> None:
        self._start(self._restore(thing), "undo a deletion")

    async def _restore(self, thing: T) -> None:
        self._wait_for_undo()
        try:
            await self._removal.restore(thing)
        except AexError as trouble:
            self._tell(trouble)
            return
        await self._came_back(thing)

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
            await self._removal.purge()
        except AexError as trouble:
            self._tell(trouble)
