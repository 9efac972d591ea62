"""A profile: one app of the App Console, in one environment. Its app secret lives in the vault. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
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
class EnvNames:
    """Under which names a developer's own program finds the profile in its environment variables."""

    app_key: str = "AE_APP_KEY"
    app_secret: str = "AE_APP_SECRET"  # noqa: S105 - the name of a variable
    session: str = "AE_SESSION"
    base_url: str = "AE_BASE_URL"
    use_test_accounts: str = "USE_TEST_ACCOUNTS"

    def as_mapping(self) -> Mapping[str, str]:
        """What each is, and its name."""
        return asdict(self)


ENV_NAMES = EnvNames()


@dataclass(frozen=True, slots=True)
class Profile:
    """One app key with what belongs to it. `callback_url` must equal the App Console's to the letter.

    `is_real`: the app that real customers use; else one that is there for tests.
    """

    id: str
    environment: str
    name: str
    app_type: AppType
    app_key: str
    callback_url: str = ""
    notes: str = ""
    last_check: KeyCheck | None = None
    is_real: bool = False
    env_names: EnvNames = ENV_NAMES
