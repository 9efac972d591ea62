"""The practice object: all that one needs to use a practice gateway. Its secrets hide themselves until `to_json`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from aexdesk.secret import Secret


@dataclass(frozen=True, slots=True)
class SeededCase:
    """The order test case that every practice gateway begins with; it is active."""

    name: str
    loan_account_email: str
    item_id: str
    quantity: int
    country: str
    reason: str


@dataclass(frozen=True, slots=True)
class PracticeObject:
    """Where a practice gateway is, and whose it is. The names are a contract."""

    url: str
    app_key: str
    app_secret: Secret
    callback_url: str
    buyer_email: str
    buyer_password: Secret
    access_token: Secret
    refresh_token: Secret
    test_case: SeededCase
    real_buyer_email: str
    real_buyer_password: Secret
    real_buyer_access_token: Secret
    expire_time: int
    refresh_token_valid_time: int
    """When the buyer's session and its refresh token end: milliseconds since 1970, by the platform's own names."""

    @property
    def sync_url(self) -> str:
        """Where business interfaces are called."""
        return f"{self.url}/sync"

    @property
    def rest_url(self) -> str:
        """What the path of a system interface is put behind."""
        return f"{self.url}/rest"

    @property
    def authorize_url(self) -> str:
        """Where a browser begins the OAuth login."""
        return f"{self.url}/oauth/authorize"

    def to_json(self) -> dict[str, Any]:
        """All of it, secrets in the clear."""
        return {
            "url": self.url,
            "sync_url": self.sync_url,
            "rest_url": self.rest_url,
            "authorize_url": self.authorize_url,
            "app_key": self.app_key,
            "app_secret": self.app_secret.reveal(),
            "callback_url": self.callback_url,
            "buyer_email": self.buyer_email,
            "buyer_password": self.buyer_password.reveal(),
            "access_token": self.access_token.reveal(),
            "refresh_token": self.refresh_token.reveal(),
            "test_case": asdict(self.test_case),
            "real_buyer_email": self.real_buyer_email,
            "real_buyer_password": self.real_buyer_password.reveal(),
            "real_buyer_access_token": self.real_buyer_access_token.reveal(),
            "expire_time": self.expire_time,
            "refresh_token_valid_time": self.refresh_token_valid_time,
        }
