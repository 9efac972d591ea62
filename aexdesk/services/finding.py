"""Finding: looks for exchanges in the history, as the person types. What was recorded a moment ago is found too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from aexdesk.faults import BadInput
from aexdesk.services.history import History
from aexdesk.storage.exchanges import Exchanges
from aexdesk.storage.history_index import HistoryIndex
from aexdesk.storage.history_search import HistoryPage, HistorySearch, Place
from aexdesk.workspace.exchange import ExchangeSummary
from aexdesk.workspace.history_query import HistoryQuery, read_query

__all__ = ["Finding", "HistoryPage", "Place"]

_AT_ONCE = 500
_MOST_BATCHES = 20
"""A person who types does not wait for the index of an old history: keeping it in order makes that while idle."""


class Finding:
    """`now` tells the time in the zone in which a typed day counts."""

    def __init__(
        self,
        search: HistorySearch,
        index: HistoryIndex,
        exchanges: Exchanges,
        history: History,
        now: Callable[[], datetime],
    ) -> None:
        self._search = search
        self._index = index
        self._exchanges = exchanges
        self._history = history
        self._now = now
        self.changed = history.changed

    def read(self, text: str, environment: str | None = None) -> HistoryQuery:
        """The query that was typed. Raises BadInput for a value that means nothing, such as `status:often`."""
        return read_query(text, self._now(), environment)

    def read_kindly(self, text: str, environment: str | None = None) -> HistoryQuery:
        """The same for a field that tells of no faults: a value that means nothing is looked for as it stands."""
        try:
            return self.read(text, environment)
        except BadInput:
            return HistoryQuery(words=tuple(text.split()), environment=environment)

    async def find(self, query: HistoryQuery, limit: int, after: Place | None = None) -> HistoryPage:
        """The next lines, newest first. Cancel it when the person types on."""
        await self._index.catch_up(_MOST_BATCHES)
        return await self._search.find(query, limit, after)

    async def find_all(self, query: HistoryQuery, most: int) -> tuple[ExchangeSummary, ...]:
        """Lines, newest first, up to `most`; of all that was recorded, however long that takes."""
        await self._index.catch_up()
        lines: list[ExchangeSummary] = []
        place: Place | None = None
        while len(lines) < most:
            page = await self.find(query, min(_AT_ONCE, most - len(lines)), place)
            lines += page.lines
            place = page.rest
            if place is None:
                break
        return tuple(lines)

    async def pin(self, ids: Sequence[str], *, is_pinned: bool) -> None:
        """Pins, or unpins: what is pinned stays when old exchanges go."""
        await self._exchanges.set_pinned(ids, is_pinned=is_pinned)
        self._history.changed.announce()
