"""The calls that were found and loaded so far, as the table wants them: by number, oldest first. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from aexdesk.workspace.exchange import ExchangeSummary


class FoundCalls:
    """A source of rows. It grows at its end by calls that are made, at its start by pages that are loaded."""

    def __init__(self) -> None:
        self._lines: list[ExchangeSummary] = []

    def count(self) -> int:
        """How many are loaded."""
        return len(self._lines)

    def page(self, offset: int, limit: int) -> Sequence[ExchangeSummary]:
        """Rows by number."""
        return self._lines[offset : offset + limit]

    def place_of(self, exchange_id: str) -> int | None:
        """The number of a call."""
        return next((number for number, line in enumerate(self._lines) if line.id == exchange_id), None)

    def find(self, exchange_id: str) -> ExchangeSummary | None:
        """A call that is loaded."""
        return next((line for line in self._lines if line.id == exchange_id), None)

    def add_older(self, newest_first: Sequence[ExchangeSummary]) -> int:
        """Takes a page that follows; how many rows came before the first."""
        self._lines[:0] = reversed(newest_first)
        return len(newest_first)

    def clear(self) -> int:
        """How many there were."""
        count = len(self._lines)
        self._lines = []
        return count

    def take_newest(self, newest_first: Sequence[ExchangeSummary], *, is_all: bool) -> int | None:
        """Takes the newest calls, read anew, where they only stand in front of what is here: how many came.

        None where something else has changed (one was deleted, or pinned): then the list is another.
        """
        if not self._lines:
            return None
        come = next((number for number, line in enumerate(newest_first) if line == self._lines[-1]), None)
        if come is None:
            return None
        known = newest_first[come:]
        if list(known) != self._lines[: -len(known) - 1 : -1] or (is_all and len(known) < len(self._lines)):
            return None
        self._lines += reversed(newest_first[:come])
        return come
