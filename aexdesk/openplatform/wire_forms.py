"""Every form a text may take on the wire: raw, percent-encoded, escaped for JSON, HTML or XML, one in another. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_PLAIN = re.compile(r"[A-Za-z0-9]")
_SLASH: Final = rb"(?:\\|%(?:25){0,3}5[Cc])"  # a backslash, also percent-encoded, also more than once
_NESTED: Final = 16  # JSON text in JSON text, four times over, makes sixteen backslashes of one
_SLASH_RUN: Final = _SLASH + b"{1,%d}+" % _NESTED
_OTHERS: Final = {
    "&": b"&amp;", "<": b"&lt;", ">": b"&gt;", '"': b"&quot;|&#34;|&#x22;", "'": b"&#0?39;|&apos;|&#x27;",
    " ": rb"\+|%(?:25){0,3}2[Bb]",
}  # fmt: skip
_LETTERS: Final = {"\n": b"n", "\r": b"r", "\t": b"t", "\b": b"b", "\f": b"f"}


@lru_cache(maxsize=256)
def pattern_of(value: str) -> re.Pattern[bytes]:
    """Finds `value` in all its forms. Never backtracks far: one possessive piece takes a whole run of backslashes.

    The last ones are kept, as `re` keeps them: call after call goes with the same session.
    """
    runs = re.findall(r"\\+|[^\\]", value)
    befores = ("", *runs)
    return re.compile(b"".join(_piece(run, before) for run, before in zip(runs, befores, strict=False)))


def _piece(run: str, before: str) -> bytes:
    if _PLAIN.fullmatch(run):
        return re.escape(run.encode())
    if run.startswith("\\"):
        return _SLASH + b"{%d,%d}+" % (len(run), _NESTED * len(run))
    raw = run.encode("utf-8", "surrogatepass")
    shapes = [re.escape(raw), b"".join(_percent(byte) for byte in raw)]
    units = run.encode("utf-16-be", "surrogatepass").hex()
    escapes = _SLASH_RUN.join(b"u(?i:%s)" % units[at : at + 4].encode() for at in range(0, len(units), 4))
    after_slash = b"|".join((escapes, _LETTERS.get(run) or b"|".join(shapes)))
    # A run of backslashes before has taken those of this escape too.
    slashes = b"" if before.startswith("\\") else _SLASH_RUN
    shapes += [slashes + b"(?:" + after_slash + b")", _OTHERS.get(run, b"(?!)")]
    return b"(?:" + b"|".join(shapes) + b")"


def _percent(byte: int) -> bytes:
    return b"%%(?:25){0,3}(?i:%02X)" % byte


@lru_cache(maxsize=256)
def longest_form(value: str) -> int:
    """No form of `value` that `pattern_of` finds has more bytes."""
    return sum(1 if _PLAIN.fullmatch(letter) else 384 for letter in value)
