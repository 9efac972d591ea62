"""Leases: a name that one process at a time may hold, for a limited time."""

from __future__ import annotations

from datetime import datetime

from aexdesk.storage.database import Database


class Leases:
    """Held in the database, so that every process of the folder sees them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, name: str, owner: str, now: datetime, until: datetime) -> bool:
        """Whether `owner` holds it now: it was free, ran out, or is already theirs."""
        raise NotImplementedError

    async def release(self, name: str, owner: str) -> None:
        """Gives it back, if it is still theirs."""
        raise NotImplementedError
