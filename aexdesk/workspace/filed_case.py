"""A case: what was asked of support, by which channel and when, about which calls, and what came of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

_DESCRIPTION: Final = "Description: "


class FiledState(StrEnum):
    """How far a case is."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class FiledCase:
    """`at`: when it was noted as sent. `exchange_ids`: its calls, the first leads; some may have been deleted since.

    `channel` and `topic` are the values of `support.channels`; `recipient` and `subject` are an email's. Text and notes
    are redacted.
    """

    id: str
    environment: str
    at: datetime
    exchange_ids: tuple[str, ...]
    channel: str
    topic: str
    recipient: str
    subject: str
    body: str
    state: FiledState
    notes: str
    changed_at: datetime

    @property
    def name(self) -> str:
        """What it was about, in the first words of its description."""
        first = next((line for line in self.body.splitlines() if line.startswith(_DESCRIPTION)), self.body)
        return first.removeprefix(_DESCRIPTION).removeprefix("aliexpress.")
