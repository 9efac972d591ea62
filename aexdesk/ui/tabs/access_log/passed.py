"""The calls that are shown, oldest first: a bounded source of rows that grows at one end and gives way at the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import islice

from aexdesk.ui.tabs.access_log.state import PassedCall

MOST = 500
"""So many are shown; the search reaches all that are recorded."""


class Passed:
    """In the order in which they were noticed: a call whose answer took long comes when it ends."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._calls: deque[PassedCall] = deque()

    def count(self) -> int:
        """How many there are."""
        return len(self._calls)

    def page(self, offset: int, limit: int) -> Sequence[PassedCall]:
        """Rows `offset` to `offset + limit`."""
        return tuple(islice(self._calls, offset, offset + limit))

    def ids(self) -> frozenset[str]:
        """Of all that are held."""
        return frozenset(call.id for call in self._calls)

    def place_of(self, identity: str) -> int | None:
        """How far from the newest that call stands."""
        return next((place for place, call in enumerate(reversed(self._calls)) if call.id == identity), None)

    def take(self, calls: Iterable[PassedCall]) -> int:
        """Puts these at the end, and lets go of the oldest above the limit: how many."""
        self._calls.extend(calls)
        over = max(0, len(self._calls) - self._most)
        for _number in range(over):
            self._calls.popleft()
        return over

    def clear(self) -> int:
        """Lets go of all: how many."""
        count = len(self._calls)
        self._calls.clear()
        return count
