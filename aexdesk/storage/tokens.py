"""Keeps what is known of each token. The token's texts are not here but in the vault."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime

from aexdesk.faults import BadInput
from aexdesk.storage.rows import Many, Shelf, SqlValue, as_optional_text, as_optional_time, as_text
from aexdesk.workspace.token import Binding, Token


class Tokens(Shelf[Token]):
    """The tokens; each belongs to a profile of its own environment (`unknown_profile` otherwise)."""

    table = "tokens"
    order = "obtained_at DESC, id"

    async def of_profile(self, profile_id: str) -> Many[Token]:
        """A profile's tokens, the newest first."""
        return await self._all("profile_id = ?", profile_id)

    async def find_by_digest(self, environment: str, digest: str) -> Many[Token]:
        """Whose session has this fingerprint; nobody's has the empty one."""
        return await self._all("environment = ? AND session_digest = ?", environment, digest) if digest else []

    async def renew(self, token: Token) -> bool:
        """Notes another session for a token that is still there; False where it has been removed meanwhile."""
        return await self._change(
            token, "session_digest", "access_expires_at", "refresh_expires_at", "told_account", "binding"
        )

    async def rebind(self, token: Token) -> bool:
        """Notes whose a token is; False where it has been removed meanwhile. Its session may be another by now."""
        return await self._change(token, "account", "binding", "is_real")

    async def _change(self, token: Token, *columns: str) -> bool:
        row = self._to_row(token)
        changes = ", ".join(f"{name} = :{name}" for name in columns)
        statement = f"UPDATE tokens SET {changes} WHERE id = :id AND removed_at IS NULL"

        def work(connection: sqlite3.Connection) -> bool:
            return connection.execute(statement, row).rowcount == 1

        return await self._database.run(work)

    def _check(self, connection: sqlite3.Connection, row: Mapping[str, SqlValue]) -> None:
        super()._check(connection, row)
        profile = connection.execute("SELECT environment FROM profiles WHERE id = ?", (row["profile_id"],)).fetchone()
        if profile is None or profile["environment"] != row["environment"]:
            raise BadInput("unknown_profile", name=str(row["profile_id"]))

    def _to_row(self, thing: Token) -> Mapping[str, SqlValue]:
        return {
            "id": thing.id,
            "environment": thing.environment,
            "profile_id": thing.profile_id,
            "account": thing.account,
            "is_real": thing.is_real,
            "obtained_at": as_text(thing.obtained_at),
            "session_digest": thing.session_digest,
            "access_expires_at": as_optional_text(thing.access_expires_at),
            "refresh_expires_at": as_optional_text(thing.refresh_expires_at),
            "binding": thing.binding.value,
            "told_account": thing.told_account,
        }

    def _from_row(self, row: sqlite3.Row) -> Token:
        return Token(
            id=row["id"],
            environment=row["environment"],
            profile_id=row["profile_id"],
            account=row["account"],
            is_real=bool(row["is_real"]),
            obtained_at=datetime.fromisoformat(row["obtained_at"]),
            session_digest=row["session_digest"],
            access_expires_at=as_optional_time(row["access_expires_at"]),
            refresh_expires_at=as_optional_time(row["refresh_expires_at"]),
            binding=Binding(row["binding"]),
            told_account=row["told_account"],
        )
