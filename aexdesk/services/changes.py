"""Tells those who asked that something changed: a plain list of callbacks, no Qt."""

from __future__ import annotations

from collections.abc import Callable


class Changes(list[Callable[[], None]]):
    """The callbacks; append to listen, remove to stop."""

    def announce(self) -> None:
        """Calls each, in the order in which they came."""
        for callback in tuple(self):
            callback()
