"""Takes what other tabs hand over, at once and as it comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from aexdesk.services.handover import Handover

T = TypeVar("T")


class Taker(Generic[T]):
    """Gives `take` what lies there, until it is closed. Who waits for something first calls `look` when it has come."""

    def __init__(self, handover: Handover[T], take: Callable[[T], object]) -> None:
        self._handover = handover
        self._take = take
        handover.changed.append(self.look)
        self.look()

    def look(self) -> None:
        """Takes what lies there, if something does."""
        thing = self._handover.take()
        if thing is not None:
            self._take(thing)

    def close(self) -> None:
        """Takes no more."""
        self._handover.changed.remove(self.look)
