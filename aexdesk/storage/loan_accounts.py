"""Keeps the loan accounts. Their passwords are not here but in the vault."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date

from aexdesk.storage.rows import Shelf, SqlValue, as_optional_text, as_optional_time
from aexdesk.workspace.loan_account import LoanAccount, LoanAccountStatus


class LoanAccounts(Shelf[LoanAccount]):
    """The loan accounts; an email, whatever its capitals, is unique in its environment (`email_taken`)."""

    table = "loan_accounts"
    order = "email, id"
    unique = "email"
    taken = "email_taken"

    async def find(self, environment: str, email: str) -> LoanAccount | None:
        """The one with this email."""
        return await self._one("environment = ? AND email = ?", environment, email)

    def _to_row(self, thing: LoanAccount) -> Mapping[str, SqlValue]:
        return {
            "id": thing.id,
            "environment": thing.environment,
            "email": thing.email,
            "seller": thing.seller,
            "status": thing.status.value,
            "since": as_optional_text(thing.since),
            "until": thing.until.isoformat() if thing.until else None,
            "notes": thing.notes,
        }

    def _from_row(self, row: sqlite3.Row) -> LoanAccount:
        return LoanAccount(
            id=row["id"],
            environment=row["environment"],
            email=row["email"],
            seller=row["seller"],
            status=LoanAccountStatus(row["status"]),
            since=as_optional_time(row["since"]),
            until=date.fromisoformat(row["until"]) if row["until"] else None,
            notes=row["notes"],
        )
