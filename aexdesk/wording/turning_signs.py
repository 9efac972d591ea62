"""Writes out the signs that nobody sees and that turn what is around them: with one, a text looks like another.

The platform and those who sell on it choose names and answers; `abc<U+202E>fdp.exe` reads `abcexe.pdf`. Pure.
"""

from __future__ import annotations

_OVER_OTHERS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""They take the letters of others along: embeddings, overrides, isolates, and their ends (UAX 9, section 2)."""
_MARKS = "\u061c\u200e\u200f"
"""Letters without a shape. Arabic and Hebrew texts have them rightly; where bytes count, they count too."""


def _write(letters: str) -> dict[int, str]:
    return {ord(letter): f"⟨U+{ord(letter):04X}⟩" for letter in letters}


_DECEIVING = _write(_OVER_OTHERS)
_ALL = _write(_OVER_OTHERS + _MARKS)


def write_exactly(data: str) -> str:
    """Data of which every sign counts (JSON, a string to sign), with each sign that turns written out."""
    return data if data.isascii() else data.translate(_ALL)


def write_honestly(text: str) -> str:
    """A line for people, in which nothing can turn round what is beside it; marks of languages stay what they are."""
    return text if text.isascii() else text.translate(_DECEIVING)
