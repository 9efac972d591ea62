"""Keeps what was asked of support."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime

from aexdesk.storage.rows import Shelf, SqlValue, as_text
from aexdesk.workspace.filed_case import FiledCase, FiledState


class SupportCases(Shelf[FiledCase]):
    """The cases, newest first."""

    table = "support_cases"
    order = "at DESC, id"

    def _to_row(self, thing: FiledCase) -> Mapping[str, SqlValue]:
        return {
            "id": thing.id,
            "environment": thing.environment,
            "at": as_text(thing.at),
            "exchange_ids": json.dumps(thing.exchange_ids),
            "channel": thing.channel,
            "topic": thing.topic,
            "recipient": thing.recipient,
            "subject": thing.subject,
            "body": thing.body,
            "state": thing.state.value,
            "notes": thing.notes,
            "changed_at": as_text(thing.changed_at),
        }

    def _from_row(self, row: sqlite3.Row) -> FiledCase:
        return FiledCase(
            id=row["id"],
            environment=row["environment"],
            at=datetime.fromisoformat(row["at"]),
            exchange_ids=tuple(json.loads(row["exchange_ids"])),
            channel=row["channel"],
            topic=row["topic"],
            recipient=row["recipient"],
            subject=row["subject"],
            body=row["body"],
            state=FiledState(row["state"]),
            notes=row["notes"],
            changed_at=datetime.fromisoformat(row["changed_at"]),
        )
