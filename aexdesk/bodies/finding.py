"""Finds a text in the bytes of a body, letter case aside, and however JSON escaped it. Pure; a piece at a time."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

from aexdesk.bodies.spans import Raw

PIECE = 4 * 1024 * 1024
HITS_KEPT = 1_000_000
"""So many places are remembered; beyond, hits are only counted."""

_ESCAPES = {'"': b'\\\\"', "\\": rb"\\\\", "\n": rb"\\n", "\t": rb"\\t", "\r": rb"\\r", "/": rb"\\?/"}
_LONGEST_LETTER = 12
"""Bytes: a pair of \\uXXXX."""


class Search:
    """One search. `steps()` goes through the body; `count` and `hits` grow meanwhile."""

    def __init__(self, raw: Raw, text: str) -> None:
        self._raw = raw
        self._text = text
        self.count = 0
        self.hits = array("Q")

    def steps(self) -> Iterator[None]:
        """Yields after each piece."""
        overlap = _LONGEST_LETTER * len(self._text)
        pattern = _pattern(self._text)
        after = 0
        for start in range(0, len(self._raw), PIECE):
            # bytes.lower changes ASCII alone, and is far quicker than a pattern that ignores case.
            piece = self._raw[start : start + PIECE + overlap].lower()
            for hit in pattern.finditer(piece, max(0, after - start)):
                if hit.start() >= PIECE:
                    break
                self.count += 1
                if self.count <= HITS_KEPT:
                    self.hits.append(start + hit.start())
                after = start + hit.end()
            yield


def _pattern(text: str) -> re.Pattern[bytes]:
    if text.isascii() and text.isalnum():
        return re.compile(text.lower().encode())
    return re.compile(b"".join(_letter(letter) for letter in text))


def _letter(letter: str) -> bytes:
    if letter.isascii() and letter.isalnum():
        return letter.lower().encode()
    forms: set[bytes] = {
        re.escape(one.encode("utf-8", errors="replace").lower()) for one in (letter, letter.lower(), letter.upper())
    }
    forms |= {re.escape(_escaped(one)) for one in (letter, letter.lower(), letter.upper())}
    if letter in _ESCAPES:
        forms.add(_ESCAPES[letter])
    # The longer first: a backslash alone would be found within its own escape.
    longest_first = sorted(sorted(forms), key=bytes.__len__, reverse=True)
    return b"(?:" + b"|".join(longest_first) + b")"


def _escaped(text: str) -> bytes:
    units = text.encode("utf-16-be", errors="replace")
    return b"".join(b"\\u%02x%02x" % (units[at], units[at + 1]) for at in range(0, len(units), 2))
