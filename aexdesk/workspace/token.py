"""A token: one account's permission for one profile. The texts themselves live in the vault. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from aexdesk.secret import Secret


@dataclass(frozen=True, slots=True)
class Token:
    """Whose session it is and until when (UTC; None where unknown). `is_real`: not a loan account.

    `session_digest` tells whose session a call carries without opening the vault.
    """

    id: str
    environment: str
    profile_id: str
    account: str
    is_real: bool
    obtained_at: datetime
    session_digest: str = ""
    access_expires_at: datetime | None = None
    refresh_expires_at: datetime | None = None


def fold_account(account: str) -> str:
    """An account's email as two spellings of it are compared: without blanks around, ASCII letters in small.

    Nothing else is folded: full case folding would take ß for ss, and another person's account for this one.
    """
    return account.strip().encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


def digest_session(session: Secret) -> str:
    """A fingerprint of an access token: SHA-256, lower-case hex. Tokens are long and random, so it cannot be undone."""
    return hashlib.sha256(b"aexdesk session\0" + session.reveal().encode("utf-8", "surrogatepass")).hexdigest()
