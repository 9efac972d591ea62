"""A loan account: a test buyer borrowed in the App Console. Its password lives in the vault. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

REMINDED_BEFORE = timedelta(days=3)
"""So long before its last day the end of a loan is worth a reminder."""


class LoanAccountStatus(StrEnum):
    """What the App Console says of the account."""

    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class LoanAccount:
    """A borrowed buyer. `until` is the last day of the loan; None where the App Console names none."""

    id: str
    environment: str
    email: str
    seller: str = ""
    status: LoanAccountStatus = LoanAccountStatus.ACTIVE
    since: datetime | None = None
    until: date | None = None
    notes: str = ""

    def is_usable_on(self, day: date) -> bool:
        """Whether the loan stands on `day`."""
        return self.status is LoanAccountStatus.ACTIVE and (self.until is None or day <= self.until)

    def ends_soon(self, day: date) -> bool:
        """Whether the loan stands on `day` and ends within `REMINDED_BEFORE` of it."""
        return self.until is not None and self.is_usable_on(day) and self.until - day <= REMINDED_BEFORE
