"""What can be said of a signature that nothing explains. Pure."""

from __future__ import annotations

import re

from aexdesk.doctor.finding import Note

_DIGESTS = {32: "MD5", 40: "SHA-1", 64: "SHA-256", 96: "SHA-384", 128: "SHA-512"}
_HEX = re.compile(r"[0-9A-Fa-f]+")


def conclusions_of(sign: str, expected: str, *, has_secret: bool, is_cut: bool = False) -> tuple[Note, ...]:
    """What its length and its letters say, and what is left then."""
    notes: list[Note] = [Note("search-cut")] if is_cut else []
    is_hex = bool(_HEX.fullmatch(sign))
    shape = (("length", str(len(sign))), ("expected", str(len(expected) or 64)))
    if is_hex and len(sign) in _DIGESTS:
        notes.append(Note("looks-like-digest", (("digest", _DIGESTS[len(sign)]), *shape)))
    elif is_hex:
        notes.append(Note("odd-length", shape))
    else:
        notes.append(Note("not-hex", (*shape, ("letters", _odd_letters(sign)))))
    if not has_secret:
        return (*notes, Note("no-secret"))
    if is_hex and len(sign) == len(expected):
        notes.append(Note("secret-likely-wrong"))
    return (*notes, Note("changed-after-signing"), Note("how-to-find-out"))


def _odd_letters(sign: str) -> str:
    return "".join(dict.fromkeys(letter for letter in sign if letter not in "0123456789abcdefABCDEF"))[:20]
