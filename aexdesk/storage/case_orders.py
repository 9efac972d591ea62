"""Keeps the orders that were made for test cases."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime

from aexdesk.faults import BadInput
from aexdesk.storage.rows import Many, Shelf, SqlValue, as_text
from aexdesk.workspace.case_order import CaseOrder, CaseOrderState


class CaseOrders(Shelf[CaseOrder]):
    """The orders of all test cases, the newest first."""

    table = "case_orders"
    order = "at DESC, id"

    async def of_case(self, case_id: str) -> Many[CaseOrder]:
        """A test case's orders."""
        return await self._all("case_id = ?", case_id)

    def _to_row(self, thing: CaseOrder) -> Mapping[str, SqlValue]:
        return {
            "id": thing.id,
            "environment": thing.environment,
            "case_id": thing.case_id,
            "exchange_id": thing.exchange_id,
            "at": as_text(thing.at),
            "order_id": thing.order_id,
            "state": thing.state.value,
            "code": thing.code,
            "message": thing.message,
        }

    def _from_row(self, row: sqlite3.Row) -> CaseOrder:
        return CaseOrder(
            id=row["id"],
            environment=row["environment"],
            case_id=row["case_id"],
            exchange_id=row["exchange_id"],
            at=datetime.fromisoformat(row["at"]),
            order_id=row["order_id"],
            state=CaseOrderState(row["state"]),
            code=row["code"],
            message=row["message"],
        )

    def _check(self, connection: sqlite3.Connection, row: Mapping[str, SqlValue]) -> None:
        super()._check(connection, row)
        query = "SELECT 1 FROM order_test_cases WHERE id = ? AND environment = ?"
        if connection.execute(query, (row["case_id"], row["environment"])).fetchone() is None:
            raise BadInput("unknown_test_case", name=str(row["case_id"]))
