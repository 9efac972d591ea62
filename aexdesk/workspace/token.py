"""A token: one account's permission for one profile. The texts themselves live in the vault. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Token:
    """Whose session it is and until when (UTC; None where unknown). `is_real`: not a loan account."""

    id: str
    environment: str
    profile_id: str
    account: str
    is_real: bool
    obtained_at: datetime
    access_expires_at: datetime | None = None
    refresh_expires_at: datetime | None = None
