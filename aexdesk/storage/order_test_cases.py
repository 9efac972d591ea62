"""Keeps the order test cases."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from aexdesk.storage.rows import Shelf, SqlValue, as_optional_text, as_optional_time
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState


class OrderTestCases(Shelf[OrderTestCase]):
    """The test cases; a name is unique in its environment (`name_taken`)."""

    table = "order_test_cases"
    order = "name COLLATE NOCASE, id"
    unique = "name"

    async def find(self, environment: str, name: str) -> OrderTestCase | None:
        """The one of this name."""
        return await self._one("environment = ? AND name = ?", environment, name)

    def _to_row(self, thing: OrderTestCase) -> Mapping[str, SqlValue]:
        return {
            "id": thing.id,
            "environment": thing.environment,
            "name": thing.name,
            "loan_account_email": thing.loan_account_email,
            "item_id": thing.item_id,
            "quantity": thing.quantity,
            "country": thing.country,
            "reason": thing.reason,
            "state": thing.state.value,
            "activated_at": as_optional_text(thing.activated_at),
            "allows_payment": int(thing.allows_payment),
        }

    def _from_row(self, row: sqlite3.Row) -> OrderTestCase:
        return OrderTestCase(
            id=row["id"],
            environment=row["environment"],
            name=row["name"],
            loan_account_email=row["loan_account_email"],
            item_id=row["item_id"],
            quantity=row["quantity"],
            country=row["country"],
            reason=row["reason"],
            state=OrderTestCaseState(row["state"]),
            activated_at=as_optional_time(row["activated_at"]),
            allows_payment=bool(row["allows_payment"]),
        )
