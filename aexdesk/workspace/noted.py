"""What was noted of a request while its secrets were still there: the doctor's finding, and fingerprints. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotedMistake:
    """A mistake of the doctor: see `doctor.finding.Mistake`."""

    kind: str
    how: str = ""
    where: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """None of it is a secret. `verdict` is the doctor's, "" where the signature was not examined.

    `session_digest` tells whose token a refused session was, `code_digest` whether a code of a login came twice.
    """

    verdict: str = ""
    mistakes: tuple[NotedMistake, ...] = ()
    alternatives: tuple[tuple[NotedMistake, ...], ...] = ()
    session_digest: str = ""
    code_digest: str = ""


def digest_code(code: str) -> str:
    """A fingerprint of the code of a login: SHA-256, lower-case hex. Codes are random, and good for three minutes."""
    return hashlib.sha256(b"aexdesk code\0" + code.encode("utf-8", "surrogatepass")).hexdigest()
