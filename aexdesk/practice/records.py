"""What the practice gateway remembers, as frozen records. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

ACTIVE = "active"
CASE_STATES = ("draft", "submitted", ACTIVE, "ended")


@dataclass(frozen=True, slots=True)
class App:
    """A registered app. Its secret is elsewhere.

    `calls_per_day` 0: no quota. `ip_allow_list` empty: every address may call.
    """

    app_key: str
    callback_url: str
    app_type: str = "dropshipping"
    app_state: str = "test"
    calls_per_day: int = 0
    ip_allow_list: tuple[str, ...] = ()
    is_publisher: bool = True


@dataclass(frozen=True, slots=True)
class PasswordHash:
    """A password that can be compared and not read: scrypt, hex."""

    salt: str
    digest: str


class AccountState(StrEnum):
    """What the platform holds of an account. All but the first are refused somewhere."""

    ACTIVE = "active"
    BLOCKED = "blocked"
    DISABLED = "disabled"
    SUSPICIOUS = "suspicious"
    NOT_MIGRATED = "not_migrated"


@dataclass(frozen=True, slots=True)
class Account:
    """A buyer. A loan account may have a last day: a date (UTC, inclusive)."""

    email: str
    user_id: str
    password: PasswordHash
    is_loan: bool = False
    until: str = ""
    state: str = AccountState.ACTIVE

    def is_on_loan(self, now: float) -> bool:
        """Whether this is a loan account whose loan stands."""
        return self.is_loan and (not self.until or datetime.fromtimestamp(now, UTC).date().isoformat() <= self.until)


class GrantKind(StrEnum):
    """Which of the two tokens a grant stands for."""

    ACCESS = "access"
    REFRESH = "refresh"


@dataclass(frozen=True, slots=True)
class Grant:
    """A token that was handed out, known by its fingerprint. `expires_at` in seconds since 1970."""

    digest: str
    kind: GrantKind
    account: str
    app_key: str
    expires_at: float


@dataclass(frozen=True, slots=True)
class Code:
    """A one-time code of the authorize page, known by its fingerprint."""

    account: str
    app_key: str
    uuid: str
    expires_at: float


@dataclass(frozen=True, slots=True)
class OrderCase:
    """An order test case: what may be ordered for free."""

    name: str
    loan_account_email: str
    item_id: str
    quantity: int
    country: str
    reason: str = ""
    state: str = ACTIVE


@dataclass(frozen=True, slots=True)
class Order:
    """An order that was placed. `test_case` is empty where it matched none.

    Times in seconds since 1970: when it was placed, came to its present state, was paid and shipped (None: not yet).
    """

    order_id: int
    account: str
    app_key: str
    free: bool
    state: str
    test_case: str
    item_id: str
    sku_id: str
    quantity: int
    country: str
    service: str
    amount: str
    shipping: str
    out_order_id: str
    created_at: float
    moved_at: float
    paid_at: float | None = None
    shipped_at: float | None = None
    end_reason: str = ""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where push messages of an app's orders are sent: an address on this machine."""

    url: str
    app_key: str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One call as it was received, at a time in seconds since 1970. Verdicts: ok, refused, disturbed."""

    at: float
    api: str
    verdict: str
    error_code: str
