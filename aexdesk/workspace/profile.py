"""A profile: one app of the App Console, in one environment. Its app secret lives in the vault. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AppType(StrEnum):
    """Which group of APIs the app was made for."""

    DROPSHIPPING = "dropshipping"
    AFFILIATE = "affiliate"


@dataclass(frozen=True, slots=True)
class KeyCheck:
    """The last answer to "is this key good?": a code for `wording`, and when it was given (UTC)."""

    code: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Profile:
    """One app key with what belongs to it. `callback_url` must equal the App Console's to the letter."""

    id: str
    environment: str
    name: str
    app_type: AppType
    app_key: str
    callback_url: str = ""
    notes: str = ""
    last_check: KeyCheck | None = None
