"""Clearing: deletes all that a query finds, but for what is pinned; it can be undone until it is purged."""

from __future__ import annotations

from datetime import datetime

from aexdesk.services.finding import Finding, Place
from aexdesk.services.history_keeping import HistoryKeeping
from aexdesk.workspace.history_query import HistoryQuery

_AT_ONCE = 500


class Clearing:
    """Goes page by page, so that a window and a proxy can write in between."""

    def __init__(self, finding: Finding, keeping: HistoryKeeping) -> None:
        self._finding = finding
        self._keeping = keeping

    async def hide_found(self, query: HistoryQuery, at: datetime) -> int:
        """How many it were; `HistoryKeeping.restore(at)` brings them back."""
        count = 0
        place: Place | None = None
        while True:
            page = await self._finding.find(query, _AT_ONCE, place)
            ids = [line.id for line in page.lines if not line.is_pinned]
            if ids:
                await self._keeping.hide(ids, at)
            count += len(ids)
            place = page.rest
            if place is None:
                return count
