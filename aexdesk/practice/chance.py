"""Makes what must not be guessed: tokens, codes, secrets, ids; and the fingerprints by which they are known."""

from __future__ import annotations

import hashlib
import hmac
import string
from random import Random

from aexdesk.practice.records import PasswordHash

ALPHABET = string.ascii_letters + string.digits
_SCRYPT = {"n": 2**13, "r": 8, "p": 1}


def make_text(chance: Random, length: int) -> str:
    """Letters and digits."""
    return "".join(chance.choices(ALPHABET, k=length))


def make_token(chance: Random) -> str:
    """A token as the platform's look: digits first, then letters and digits."""
    return "50009" + make_text(chance, 40)


def make_request_id(chance: Random) -> str:
    """The id of one answer. It begins with 2199: no answer of the platform itself was seen with that."""
    return f"2199{chance.randrange(10**21):021d}"


def digest(text: str) -> str:
    """The fingerprint of a token or code. They are long and random, so it needs no salt."""
    return hashlib.sha256(text.encode()).hexdigest()


def hash_password(password: str, chance: Random) -> PasswordHash:
    """A password made unreadable."""
    salt = chance.randbytes(16)
    return PasswordHash(salt.hex(), _scrypt(password, salt))


def is_password(password: str, known: PasswordHash) -> bool:
    """Whether this is the password."""
    return hmac.compare_digest(_scrypt(password, bytes.fromhex(known.salt)), known.digest)


def _scrypt(password: str, salt: bytes) -> str:
    return hashlib.scrypt(password.encode(), salt=salt, **_SCRYPT).hex()
