"""Who keeps what the practice gateway remembers, and when it is written. The keepers themselves are the caller's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from aexdesk.secret import Secret

SAVE_DELAY_SECONDS = 0.2


class StateKeeper(Protocol):
    """Keeps the state. `save` must be atomic.

    It is called in the caller's thread at start and stop, in between on the server's.
    """

    def load(self) -> bytes | None:
        """What was saved last, or None."""

    def save(self, state: bytes) -> None:
        """Keeps `state` in place of what was there."""


class SecretKeeper(Protocol):
    """Keeps secrets by name: an app key, or the email of a seeded account."""

    def get(self, name: str) -> Secret | None:
        """The secret, or None."""

    def set(self, name: str, secret: Secret) -> None:
        """Keeps a secret in place of what was there."""

    def remove(self, name: str) -> None:
        """Forgets a secret; quietly if there is none."""


class Saver:
    """Writes the state a moment after it changed: many changes at once are one writing."""

    def __init__(self, keeper: StateKeeper | None, pack: Callable[[], bytes]) -> None:
        self._keeper = keeper
        self._pack = pack
        self._timer: asyncio.TimerHandle | None = None
        self._is_changed = True

    def note_change(self) -> None:
        """To be called on the server's loop after each change."""
        self._is_changed = True
        if self._keeper is not None and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SAVE_DELAY_SECONDS, self.write)

    def write(self) -> None:
        """Writes now what is not written yet. Where the keeper fails, the next change or the stop tries again."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._keeper is not None and self._is_changed:
            self._keeper.save(self._pack())
            self._is_changed = False
