"""Keeps the ledger of orders that left."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from aexdesk.storage.rows import Many, Shelf, SqlValue, as_optional_text, as_optional_time, as_text
from aexdesk.workspace.ledger import CancelStep, LedgerEntry, LedgerState


class LedgerEntries(Shelf[LedgerEntry]):
    """The orders of all environments, the newest first."""

    table = "ledger"
    order = "at DESC, id"

    async def newest(self, environment: str, limit: int) -> Many[LedgerEntry]:
        """The last `limit` of an environment."""
        query = f"SELECT * FROM {self.table} WHERE environment = ? ORDER BY {self.order} LIMIT ?"
        rows = await self._database.run(lambda sql: sql.execute(query, (environment, limit)).fetchall(), read_only=True)
        with self._database.reading():
            return [self._from_row(row) for row in rows]

    async def unsettled(self, environment: str) -> Many[LedgerEntry]:
        """What nobody has closed."""
        return await self._all("environment = ? AND NOT is_settled", environment)

    async def unasked(self, environment: str, since: datetime, limit: int) -> Many[LedgerEntry]:
        """The newest that left at `since` or later, have an order ID, and that nobody asked for or closed."""
        where = "order_id <> '' AND checked_at IS NULL AND NOT is_settled"
        query = (
            f"SELECT * FROM {self.table} WHERE environment = ? AND at >= ? AND {where} ORDER BY {self.order} LIMIT ?"
        )
        values = (environment, as_text(since), limit)
        rows = await self._database.run(lambda sql: sql.execute(query, values).fetchall(), read_only=True)
        with self._database.reading():
            return [self._from_row(row) for row in rows]

    async def of_exchange(self, exchange_id: str) -> Many[LedgerEntry]:
        """The orders that one call made."""
        return await self._all("exchange_id = ?", exchange_id)

    async def with_order(self, environment: str, order_id: str) -> Many[LedgerEntry]:
        """The entry of this order ID."""
        return await self._all("environment = ? AND order_id = ?", environment, order_id)

    async def with_mark(self, environment: str, app_key: str, out_order_id: str) -> Many[LedgerEntry]:
        """What an app sent under this `out_order_id`."""
        where = "environment = ? AND out_order_id = ? AND app_key = ?"
        return await self._all(where, environment, out_order_id, app_key)

    async def with_content(self, environment: str, app_key: str, digest: str) -> Many[LedgerEntry]:
        """What an app sent with this content."""
        return await self._all("environment = ? AND digest = ? AND app_key = ?", environment, digest, app_key)

    def _to_row(self, thing: LedgerEntry) -> Mapping[str, SqlValue]:
        return {
            "id": thing.id,
            "environment": thing.environment,
            "exchange_id": thing.exchange_id,
            "case_id": thing.case_id,
            "case_name": thing.case_name,
            "order_id": thing.order_id,
            "at": as_text(thing.at),
            "amount": None if thing.amount is None else str(thing.amount),
            "currency": thing.currency,
            "state": thing.state.value,
            "checked_at": as_optional_text(thing.checked_at),
            "is_settled": int(thing.is_settled),
            "out_order_id": thing.out_order_id,
            "app_key": thing.app_key,
            "account": thing.account,
            "digest": thing.digest,
            "door": thing.door,
            "cancel_steps": ",".join(step for step in CancelStep if step in thing.cancel_steps),
        }

    def _from_row(self, row: sqlite3.Row) -> LedgerEntry:
        return LedgerEntry(
            id=row["id"],
            environment=row["environment"],
            exchange_id=row["exchange_id"],
            case_id=row["case_id"],
            case_name=row["case_name"],
            order_id=row["order_id"],
            at=datetime.fromisoformat(row["at"]),
            amount=None if row["amount"] is None else Decimal(row["amount"]),
            currency=row["currency"],
            state=LedgerState(row["state"]),
            checked_at=as_optional_time(row["checked_at"]),
            is_settled=bool(row["is_settled"]),
            out_order_id=row["out_order_id"],
            app_key=row["app_key"],
            account=row["account"],
            digest=row["digest"],
            door=row["door"],
            cancel_steps=frozenset(CancelStep(step) for step in row["cancel_steps"].split(",") if step),
        )
