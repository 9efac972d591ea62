"""A token: one account's permission for one profile. The texts themselves live in the vault. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aexdesk.secret import Secret

NOBODY = "?"
"""The account of a token that does not say whose it is. No loan account has this name."""


class Binding(StrEnum):
    """How it is known whose a token is."""

    TOLD = "told"  # by the platform's answer
    BY_HAND = "by_hand"  # by the user
    UNBOUND = "unbound"  # not at all: the guard takes such a session for nobody's


@dataclass(frozen=True, slots=True)
class Token:
    """Whose session it is and until when (UTC; None where unknown). `is_real`: not a loan account.

    `session_digest` tells whose session a call carries without opening the vault. `told_account` is what the platform
    said of the account, "" where it said nothing: an email, or a nick or an id, which name no loan account.
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
    binding: Binding = Binding.TOLD
    told_account: str = ""

    @property
    def is_bound(self) -> bool:
        """Whether it is known whose it is."""
        return self.binding is not Binding.UNBOUND

    def is_over(self, now: datetime) -> bool:
        """Whether its session is past the end that it was given."""
        return self.access_expires_at is not None and self.access_expires_at <= now


def names_account(told: str) -> bool:
    """Whether what the platform told is the email of an account, as loan accounts have; security/create tells an id."""
    return "@" in told


def fold_account(account: str) -> str:
    """An account's email as two spellings of it are compared: without blanks around, ASCII letters in small.

    Nothing else is folded: full case folding would take ß for ss, and another person's account for this one.
    """
    return account.strip().encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


def digest_session(session: Secret) -> str:
    """A fingerprint of an access token: SHA-256, lower-case hex. Tokens are long and random, so it cannot be undone."""
    return hashlib.sha256(b"aexdesk session\0" + session.reveal().encode("utf-8", "surrogatepass")).hexdigest()
